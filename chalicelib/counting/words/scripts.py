"""Which scripts a page's words are in, and which languages are written in each."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from itertools import filterfalse

# Where the blocks of a script's letters begin, by code point (Unicode's Blocks.txt and Scripts.txt); what
# stands before the next line is of this script, and "" is what no language is told by.
_STARTS = [
    *[(0x0000, "Latn"), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr")],
    *[(0x0600, "Arab"), (0x0700, ""), (0x0750, "Arab"), (0x0780, "Thaa"), (0x07C0, ""), (0x08A0, "Arab")],
    *[(0x0900, "Deva"), (0x0980, "Beng"), (0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, "Orya")],
    *[(0x0B80, "Taml"), (0x0C00, "Telu"), (0x0C80, "Knda"), (0x0D00, "Mlym"), (0x0D80, "Sinh")],
    *[(0x0E00, "Thai"), (0x0E80, "Laoo"), (0x0F00, "Tibt"), (0x1000, "Mymr"), (0x10A0, "Geor")],
    *[(0x1100, "Hang"), (0x1200, "Ethi"), (0x13A0, "Cher"), (0x1400, ""), (0x1780, "Khmr")],
    *[(0x1800, "Mong"), (0x18B0, ""), (0x1C80, "Cyrl"), (0x1C90, "Geor"), (0x1CC0, ""), (0x1D00, "Latn")],
    *[(0x1F00, "Grek"), (0x2000, ""), (0x2C60, "Latn"), (0x2C80, ""), (0x2D00, "Geor"), (0x2D30, "")],
    *[(0x2D80, "Ethi"), (0x2DE0, "Cyrl"), (0x2E00, ""), (0x3005, "Hani"), (0x3041, "Kana")],
    *[(0x3105, ""), (0x3130, "Hang"), (0x3190, ""), (0x31F0, "Kana"), (0x3200, ""), (0x3400, "Hani")],
    *[(0xA000, ""), (0xA640, "Cyrl"), (0xA6A0, ""), (0xA720, "Latn"), (0xA800, ""), (0xA960, "Hang")],
    *[(0xA980, ""), (0xA9E0, "Mymr"), (0xAA00, ""), (0xAA60, "Mymr"), (0xAA80, ""), (0xAC00, "Hang")],
    *[(0xD800, ""), (0xF900, "Hani"), (0xFB00, "Latn"), (0xFB13, "Armn"), (0xFB1D, "Hebr")],
    *[(0xFB50, "Arab"), (0xFE00, ""), (0xFE70, "Arab"), (0xFF00, "Latn"), (0xFF66, "Kana")],
    *[(0xFFA0, "Hang"), (0xFFE0, ""), (0x1E900, ""), (0x20000, "Hani"), (0x323B0, "")],
]
_POINTS = [point for point, _ in _STARTS]

_LANGUAGES = {
    "Arab": "ar az ckb fa ks ku pa ps sd ug ur",
    "Armn": "hy",
    "Beng": "as bn",
    "Cher": "chr",
    "Cyrl": "ab av az ba be bg bs ce cu cv kk kv ky mk mn os ro ru sr tg tk tt uk uz",
    "Deva": "hi ks mr ne pi sa sd",
    "Ethi": "am ti",
    "Geor": "ka",
    "Grek": "el",
    "Gujr": "gu",
    "Guru": "pa",
    "Hang": "ko",
    "Hani": "ja ko zh",
    "Hebr": "he yi",
    "Jpan": "ja",
    "Kana": "ja",
    "Khmr": "km",
    "Knda": "kn",
    "Laoo": "lo",
    "Mlym": "ml",
    "Mong": "mn",
    "Mymr": "my",
    "Orya": "or",
    "Sinh": "si",
    "Taml": "ta",
    "Telu": "te",
    "Thaa": "dv",
    "Thai": "th",
    "Tibt": "bo dz",
}
LANGUAGES: Mapping[str, frozenset[str]] = {
    script: frozenset(tags.split()) for script, tags in _LANGUAGES.items()
}
"""The languages of ISO 639-1 that are written in each script but Latin."""

# Those of them that are never written in Latin letters where they are read.
_NEVER_LATIN = frozenset().union(*LANGUAGES.values()) - frozenset("az bs hi ku mn ro sr tk tt ug uz".split())

USUAL = {
    **{script: tags for script, tags in _LANGUAGES.items() if len(tags) < 4},
    "Beng": "bn",
    "Ethi": "am",
    "Hani": "zh",
    "Hebr": "he",
    "Tibt": "bo",
}
"""The language that a text in a script is in, where its words do not tell another one."""

_LEAST_SHARE = 0.4
"""Of a page's words, how many have to be in a script for the page to be in it; less for Latin letters, which
names, addresses and code have in pages of every script."""

_LEAST_KANA = 0.04
"""Of words in Chinese characters and kana, how many have kana at least in Japanese; about half of them do, in
names and tables few, and in Chinese hardly any."""

# Characters that only Japanese writes so: made there, or simplified otherwise than in China.
_JAPANESE = (
    "々〆込働峠畑辻枠匂塀円駅売発広図応対気単歩毎営検験経済伝価仏払拡権様楽読変辺鉄関険県黒緑絵児両戸戦団囲塩実帰悪収効厳歳"
    "歴沢満瀬焼続継総脳薬訳証譲転軽遅郷醸釈隠雑霊頼駆騒髪鶏黙齢"
)
_KANA = re.compile(f"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d{_JAPANESE}]")


def scripts_of(words: Mapping[str, int]) -> Counter[str]:
    """How many of the running words are in each script (ISO 15924), told by their first letters, or by
    what is Japanese only.

    Args:
        words: and their counts.
    """
    letters: Counter[str] = Counter()
    for word in filterfalse(str.isascii, words):
        kana = word[0] >= "\u3005" and _KANA.search(word)
        letters["あ" if kana else word[0] if word[0] > "9" else _first_letter(word)] += words[word]
    scripts = Counter(Latn=sum(words.values()) - letters.total())  # ASCII's
    for letter, count in letters.items():
        scripts[_STARTS[bisect_right(_POINTS, ord(letter)) - 1][1]] += count
    if scripts["Kana"] > _LEAST_KANA * (scripts["Kana"] + scripts["Hani"]):
        scripts["Jpan"] = scripts.pop("Kana") + scripts.pop("Hani", 0)
    return scripts


def _first_letter(word: str) -> str:
    """What stands behind a number that a word begins with: 3시간, 25й."""
    return next(filterfalse(str.isascii, filter(str.isalpha, word)), word[0])


def main_script(scripts: Counter[str]) -> str:
    """The script that the page is in."""
    others = [script for script in scripts if script not in ("Latn", "")]
    most = max(others, key=scripts.__getitem__, default="Latn")
    return most if scripts[most] >= _LEAST_SHARE * scripts.total() else "Latn"


def written_in(language: str, script: str) -> bool:
    """Whether texts in the language are in this script."""
    if script == "Latn":
        return language not in _NEVER_LATIN
    return language in LANGUAGES.get(script, ())


def share_written_in(language: str, scripts: Counter[str]) -> float:
    """The part of the words that are in scripts of the language, from 0 to 1."""
    return sum(count for script, count in scripts.items() if written_in(language, script)) / scripts.total()
