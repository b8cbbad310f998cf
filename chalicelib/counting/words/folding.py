"""Which spellings are the same word: case, composition, forms of letters, and what is not seen or not needed.

Most of it holds in every language. `SPECIAL` names those with rules of their own.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import filterfalse

MAXIMUM_LENGTH = 255
"""Characters of a word that are kept."""

INVISIBLE = "\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
"""What a reader does not see and what does not part words: soft hyphens, word joiners, byte order marks and
marks of direction."""

ENCLOSED = "\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
"""Letters in circles and squares, which are signs to Python, and letters to UAX #29."""

RADICALS = "\u2e9f\u2ef3\u2f00-\u2fd5"
"""The parts of Chinese characters that are characters by themselves."""

_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
_VARIANTS = {
    **dict.fromkeys("’‘‛＇ʼʻ`´′՚׳", "'"),
    "״": '"',
    "ŉ": "'n",
    **dict.fromkeys("\u2010\u2011\u058a\u05be－", "-"),
    # Yiddish ligatures, and Thai vowels typed as two.
    "װ": "וו",
    "ױ": "וי",
    "ײ": "יי",
    "เเ": "แ",
    # Bengali's and Malayalam's letters without a vowel, as they were written before Unicode had them.
    "ত্\u200d": "ৎ",
    **dict(zip(["ണ്\u200d", "ന്\u200d", "ര്\u200d", "ല്\u200d", "ള്\u200d", "ക്\u200d"], "ൺൻർൽൾൿ", strict=True)),
}
# White letters on black have no compatibility form.
_VARIANTS |= {chr(first + at): chr(ord("a") + at) for first in (0x1F150, 0x1F170) for at in range(26)}
_VARIANT = re.compile("|".join(map(re.escape, _VARIANTS)))
# Joiners tell words apart in the scripts from Arabic on; elsewhere, and at the end, they do nothing.
_IDLE_JOINERS = re.compile("(?<![\u0600-\U0010ffff])[\u200c\u200d]+|(?<![\u09cd\u0d4d])[\u200c\u200d]+(?=\n)")
# Behind the sign that takes a vowel away they choose between two forms of the same letters in Devanagari,
# Gujarati, Telugu and Kannada; but the Marathi and Nepali r with a joiner is another sound.
_FORM_JOINERS = re.compile(
    "(?<=[^र]\u094d)[\u200c\u200d]|(?<=\u094d)\u200c|(?<=[\u0acd\u0c4d\u0ccd])[\u200c\u200d]"
)
# Vowels of Thai and Lao typed as the two signs they are drawn with, before or behind the mark of tone.
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")
_LAO_AM = re.compile("\u0ecd([\u0ec8-\u0ecb]?)\u0eb2|([\u0ec8-\u0ecb])\u0ecd\u0eb2")

# Compatibility forms that are their letters (UAX #15, NFKC): of old character sets, of Arabic by its place in
# a word, the radicals that PDFs have for Chinese characters, full-width, half-width and styled ones. Not
# folded are signs that say something else there: raised and lowered letters and digits, letters of phonetics,
# numbers, Thai and Lao vowels that would fall apart, single Korean letters that would join, forms that are
# several words, and the Dutch ĳ, which is a letter.
_COMPATIBLE = re.compile(
    f"[\u013f\u0140\u017f\u01c4-\u01cc\u01f1-\u01f3\u03f2\u03f9\u2102-\u2138{RADICALS}\ufb00-\ufb06\ufb13-\ufb17\ufb20-\ufb29\ufb4f-\ufbb1"
    f"{ENCLOSED}"
    "\ufbd3-\ufc5d\ufc64-\ufd3d\ufd50-\ufdc7\ufdf0-\ufdf9\ufe80-\ufefc︳︴﹍﹎﹏＿．０-９Ａ-Ｚａ-ｚｦ-ﾟ"
    "\U0001d400-\U0001d7ff\U0001ee00-\U0001eebb]+"
)
# Marks that a reader can do without: Hebrew points and accents, Arabic vowels, honorifics, marks for reciting
# and the line that stretches a word, the Armenian marks of tone that stand inside a word.
_HEBREW_POINTS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
_ARMENIAN_AND_ARABIC = (
    "\u055b\u055c\u055e\u0610-\u061a\u0640\u064b-\u0652\u0656-\u0658\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
)
_OPTIONAL = re.compile(f"[{_HEBREW_POINTS}{_ARMENIAN_AND_ARABIC}]")
_OPTIONAL_IN_YIDDISH = re.compile(f"[{_ARMENIAN_AND_ARABIC}]")
_ANY_SPECIAL = re.compile(
    f"[’‘‛＇ʼʻ`´′՚׳״ŉװ-ײ\u09cdเ\u0e4d\u0ecd\u2010\u2011\u058a\u05be－\u0d4d{_HEBREW_POINTS}{_ARMENIAN_AND_ARABIC}"
    f"{_COMPATIBLE.pattern[1:-2]}]"
)

# Case folding leaves İ its dot, and so do Lithuanians who put an accent above it (SpecialCasing.txt).
_IDLE_DOT = re.compile("(?<=[ijį])\u0307")

_TONE_ON_SECOND = re.compile("o[àáảãạèéẻẽẹ](?!\\w)|(?<!q)u[ỳýỷỹỵ](?!\\w)")
_TONES = {
    f"{first}{on_second}": f"{on_first}{second}"
    for first, marked, seconds in (
        ("o", "òóỏõọ", {"a": "àáảãạ", "e": "èéẻẽẹ"}),
        ("u", "ùúủũụ", {"y": "ỳýỷỹỵ"}),
    )
    for second, tones in seconds.items()
    for on_first, on_second in zip(marked, tones, strict=True)
}

_GEMINATE = re.compile("(?<=l)[.•‧∙⋅](?=l)")
_DOTLESS = str.maketrans({"I": "ı", "İ": "i"})
_COMMA_BELOW = str.maketrans("şţŞŢ", "șțȘȚ")
_PERSIAN = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه\u0654"})
_URDU = {**_PERSIAN, **str.maketrans({"ه": "ہ", "ۀ": "ۂ", "ٸ": "ئ", "ۓ": "ئے"})}
SPECIAL: Mapping[str, Mapping[int, str | int]] = {
    # I is the capital of ı, and İ of i (Unicode's CaseFolding.txt, status T).
    **dict.fromkeys(["az", "crh", "gag", "tr"], _DOTLESS),
    # The comma below was written as a cedilla while no font had it.
    "ro": _COMMA_BELOW,
    # Keyboards of Arabic have other letters for yeh and kaf, and heh with a hamza is two characters or one.
    **dict.fromkeys(["ckb", "fa"], _PERSIAN),
    # And those of Urdu one for heh, too.
    "ur": _URDU,
    # Its two dots are mostly left out.
    "ru": str.maketrans("ёЁ", "еЕ"),
    # The point in l·l is written as any.
    "ca": {},
    # Its points are letters.
    "yi": {},
    # Fonts show the Icelandic Ð as the Đ. The tone of an open syllable is written on either vowel.
    "vi": str.maketrans("ðÐ", "đĐ"),
}
"""Languages in which words fold in another way, and what is put in place of what."""


def without_invisible(text: str) -> str:
    """A text as it is read: a word may be copied with marks that nobody sees."""
    return text if text.isascii() else text.translate(_UNSEEN)


def fold(word: str, language: str | None = None) -> str:
    """The form under which all spellings of `word` are counted; see `fold_all`."""
    return fold_all([word], language)[1][0]


def folds(word: str) -> tuple[str, ...]:
    """Every form under which `word` may be counted, whatever its language: that of most languages first."""
    return tuple(dict.fromkeys([fold(word), *(fold(word, language) for language in SPECIAL)]))


def fold_all(words: Sequence[str], language: str | None = None) -> tuple[list[str], list[str]]:
    """The words as they are shown, and the forms under which all their spellings are counted.

    Shown is Normalization Form C. Counted is that, case-folded, with ' for every apostrophe and - for
    every hyphen (The, the; don’t, don't), letters for their compatibility forms (ﬁsh, 𝐟𝐢𝐬𝐡) and without
    optional marks. Both are cut at `MAXIMUM_LENGTH` characters.

    Args:
        words: without line feeds.
        language: that of the words, if it is one of `SPECIAL`.
    """
    if not words:
        return [], []
    if max(map(len, words)) > MAXIMUM_LENGTH:
        # Normalising a sequence of marks takes time in the square of its length: cut beforehand.
        words = [word[:MAXIMUM_LENGTH] for word in words]
    others = words if language in SPECIAL else list(filterfalse(str.isascii, words))
    if not others:
        return list(words), _fold_ascii(words)
    if len(others) == len(words):
        return _fold_any(words, language)
    plain = list(filter(str.isascii, words))
    shown, folded = _fold_any(others, language)
    known = dict(zip(plain, _fold_ascii(plain), strict=True))
    known.update(zip(others, folded, strict=True))
    if shown == others:
        shown = list(words)
    else:
        composed = dict(zip(others, shown, strict=True))
        shown = [composed.get(word, word) for word in words]
    return shown, list(map(known.__getitem__, words))


def _fold_ascii(words: Sequence[str]) -> list[str]:
    # Together they are folded by a few calls, whatever their number.
    return "\n".join(words).replace("`", "'").lower().split("\n")


def _fold_any(words: Sequence[str], language: str | None) -> tuple[list[str], list[str]]:
    text = "\n".join(words)
    if "\u200c" in text or "\u200d" in text:  # or the pattern would look behind every character in vain
        text = _IDLE_JOINERS.sub("", text + "\n")[:-1]
        words = text.split("\n")
    composed = unicodedata.normalize("NFC", text)
    shown = list(words) if composed == text else composed.split("\n")
    folded = unicodedata.normalize("NFC", _counted(composed, language)).split("\n")
    # A letter of which nothing is left, a line that stretches no word, is itself.
    return shown, [word[:MAXIMUM_LENGTH] or spelling for word, spelling in zip(folded, shown, strict=True)]


def _counted(text: str, language: str | None) -> str:
    """Composed text, folded but not composed again."""
    if _ANY_SPECIAL.search(text):
        text = _VARIANT.sub(lambda found: _VARIANTS[found[0]], text)
        text = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
        text = _LAO_AM.sub(r"\1\2ຳ", _SARA_AM.sub(r"\1\2ำ", text))
        text = (_OPTIONAL_IN_YIDDISH if language == "yi" else _OPTIONAL).sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = _FORM_JOINERS.sub("", text)
    if language and language in SPECIAL:
        text = text.translate(SPECIAL[language])
    text = text.casefold()
    if language == "ca":
        text = _GEMINATE.sub("·", text)
    if language == "vi":
        text = _TONE_ON_SECOND.sub(lambda found: _TONES[found[0]], text)
    return _IDLE_DOT.sub("", text) if "\u0307" in text else text
