"""Where words begin and end.

Words are those of Unicode Standard Annex #29, with these choices where it leaves them open: hyphens join
the parts of a compound, a run of a script without spaces is cut by a dictionary, numbers alone are no
words, and neither are URLs and e-mail addresses.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, filterfalse
from typing import Any

import regex

from chalicelib.counting.words.addresses import may_have_address, without_addresses
from chalicelib.counting.words.endings import ENDING_JOINT, IN_BRACKETS, MIDDLE_DOT
from chalicelib.counting.words.folding import ENCLOSED
from chalicelib.counting.words.segmentation import CHARACTERS, REPEATS, RUN, segment

_KOREAN_DOT = "\u318d"  # a letter that Korean writes in place of a middle dot

GAP = ""
"""A token that is no word: the words on both sides of it make no phrase."""

SENTENCE_END = "."
"""A token: a sentence ends here."""

_BATCH = 1000  # how many pieces are searched by one call
_WINDOW = 65_536  # how many characters of a long piece are searched by one call


def _every(ranges: str) -> str:
    """Each character that stands in ranges like a-z."""
    return re.sub("(.)-(.)", lambda ends: "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))), ranges)


# Where sentences end besides at a full stop: SentenceBreakProperty.txt, STerm, of the scripts that pages are
# in, with the horizontal ellipsis and the Tibetan shads, without the Burmese comma.
_ENDS = _every(
    "!?…\u037e\u0589\u061d-\u061f\u06d4\u0700-\u0702\u07f9\u0837\u0839\u083d\u083e।॥\u0f0d\u0f0e\u104b\u1362\u1367\u1368"
    "\u166e\u1735\u1736\u17d4\u17d5\u1803\u1809\u1944\u1945\u1aa8-\u1aab\u1b5a\u1b5b\u1b5e\u1b5f\u1c3b\u1c3c\u1c7e\u1c7f"
    "‼‽⁇⁈⁉。\ua4ff\ua60e\ua60f\ua6f3\ua6f7\ua876\ua877\ua8ce\ua8cf\ua92f\ua9c8\ua9c9\uaa5d-\uaa5f\uabeb！？｡"
)
_ETHIOPIC_END = "\u1361\u1361"  # the sign between words, twice: so the full stop is typed
_CLOSERS = "\"'”’“‘»«›‹)]}」』）】》〉〕"
# A sentence goes on behind a comma: “What?”, he said. And in Greek a semicolon asks.
_END_SIGN = rf"[{_ENDS}](?![{re.escape(_CLOSERS)}]*+[,،、，])"
_GREEK_QUESTION = r";(?<=[\u0370-\u03ff\u1f00-\u1fff];)(?![^\W_])"
# A sentence's full stop that has lost its space: ends.Next, but not Node.js or Ph.D.
_LOST_SPACE = r"(?<=\p{Ll}\p{Ll})\.(?=\p{Lu}\p{Ll})"
_ASCII_LOST_SPACE = r"(?<=[a-z][a-z])\.(?=[A-Z][a-z])"

# What is a name with the signs behind it: C++, Notepad++, C#.
_SIGNED = r"(?:\+\+(?!\+)|#(?<=[A-Z]#)(?<![A-Za-z0-9_][A-Z]#)(?![A-Za-z0-9_#]))?+"

# A time of day, with a date before it and its unit behind it: 9:00am, 12:30h, 9h30, 2026-01-01T10:00:00Z, and
# with an ending of Hungarian or Turkish: 10:30-tól, 17:00'de. So is an ISBN with its X.
_HALF_DAY = r"(?:[AaPp]\.?[Mm]|[πΠμΜ]\.?[μΜ])"
_HOURS = "(?:hs|Uhr|uhr|uur|ч)"
# Behind minutes more are: 9.30u, but a rack has 2u, and 48hrs are how long something takes.
_DOTTED = rf"\.\d\d(?:{_HALF_DAY}|{_HOURS}|hrs?|[hHu])(?!\w)"
_AT_CLOCK = rf"\d{{1,2}}(?::\d\d(?!\d)|[hHu]\d\d(?!\w)|{_DOTTED})"


def _clock(letters: str) -> str:
    """What finds a time of day, whose unit is up to four of these letters."""
    end = rf"(?:(?!\w)|(?={_AT_CLOCK}))"
    unit = rf"{_HALF_DAY}?+(?:{letters}{{1,4}}+)?+{end}"
    with_colon = rf":\d\d(?!\d)(?::\d\d(?!\d)(?:[.,]\d++)?+)?+(?:{unit})?+(?:['’\-]{letters}{{1,4}}+(?!\w))?+"
    with_h = rf"(?:[hHu]\d\d(?:m(?:in|n)?)?+(?!\w)|(?:[hH]|{_HOURS})(?!\w|['’\-.]{letters}))"
    return (
        rf"(?:(?:\d{{4}}-\d\d-\d\d)?[Tt])?\d{{1,2}}(?:{with_colon}|{with_h}|{_DOTTED}|{_HALF_DAY}{end})"
        r"|\d{4}hrs?(?!\w)|\d{1,5}-\d{1,7}-\d{1,7}-[Xx](?!\w)"
    )


_TITLE = r"(?<=\b(?:[DMS]r|Ms|St))\.[A-Z]"  # Mr.Smith, St.Gallen
_DOTTED_JOINT = r"\.(?:[\u2010\u2011\-]|['’](?=s(?!\w)))(?<=\b[A-Za-z]..)"  # U.S.-led, c.-à-d., U.N.'s

# UAX #29, rules WB4 to WB13b: a word begins with a letter or digit; letters, digits, marks, format
# characters and inner low lines go on with it, and so do Armenian marks of tone and the Hebrew geresh; and a
# single MidLetter, MidNumLet or hyphen joins two such parts. U+200B, a place for a line break, is none of it.
_FIRST = rf"(?:[[\p{{L}}\p{{Nl}}\p{{Nd}}]--[{CHARACTERS}{REPEATS}{_KOREAN_DOT}]]|[{ENCLOSED}](?!\ufe0f))"
_INSIDE = r"\p{M}\u055a-\u055c\u055e\u05f3[\p{Cf}--[\u200b]]"
_NEXT = (
    rf"(?:[[\p{{L}}\p{{Nl}}\p{{Nd}}{_INSIDE}]--[{CHARACTERS}{REPEATS}{_KOREAN_DOT}]]|[{ENCLOSED}](?!\ufe0f))"
)
_QUOTES = "'’‘‛＇"  # which are no apostrophes beside Korean letters
_LOW_LINES = "_‿⁀⁔︳︴﹍-﹏＿"
_PART = rf"{_FIRST}{_NEXT}*+(?:[{_LOW_LINES}]++{_NEXT}++)*+"
_JOINT = (
    rf"(?:(?!{_LOST_SPACE}|[\-.]{_AT_CLOCK}|(?<=[Kk]l)\.\d|{_TITLE})[.．․\u2010\u2011\u058a\u05be\-－][\p{{M}}\p{{Cf}}]*+"
    rf"|(?<!\p{{Hangul}})[{_QUOTES}‧][\p{{M}}\p{{Cf}}]*+(?!\p{{Hangul}})|{MIDDLE_DOT}"
    rf"|{ENDING_JOINT}|{_DOTTED_JOINT}"
    r"|(?<=(?<!\p{Ethiopic})\p{Ethiopic}{1,2})/(?=\p{Ethiopic})"
    r"|(?<=[\p{L}--\p{Hangul}])[`´′](?=[\p{L}--\p{Hangul}])|(?<=[A-Z])&(?=[A-Z])|(?<=\p{Nd}),(?=\p{Nd})|(?<=\p{Hebrew})[\"״](?=\p{Hebrew}))"
)
_NOT_CUT = rf"[[\p{{L}}]--[{CHARACTERS}{REPEATS}]]"
# The geresh of a Hebrew abbreviation (rule WB7a) that no quotation mark stands before.
_GERESH = r"(?:'(?<=(?<!['\p{Hebrew}\p{M}])(?:\p{Hebrew}\p{M}*){1,5}'))?+"
_KEYCAP = r"\d\ufe0f?\u20e3"  # an emoji
_AND_SO_ON = "\u0e2f\u0e25\u0e2f"  # in Thai
_ANY_TOKEN = (
    rf"(?V1)\n|{_KEYCAP}|{_clock(_NOT_CUT)}|{_PART}(?:{_JOINT}{_PART}|{IN_BRACKETS}){{0,50}}+{_SIGNED}{_GERESH}|{_AND_SO_ON}"
    rf"|[{CHARACTERS}][{CHARACTERS}\p{{M}}]*+|{_END_SIGN}|{_ETHIOPIC_END}|{_LOST_SPACE}|{_GREEK_QUESTION}"
)
# The same for what has Latin, Greek and Cyrillic letters only, and no marks of their own, where `re` takes
# a quarter of the time.
_NOT_EUROPEAN = re.compile(
    "[^\0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u203e\u2041-\u2053\u2055-\u205e\u20a0-\u20bf\ufffd]"
)
_SIGNS = "\xb2\xb3\xb9\xbc-\xbe"  # digits to Python, but not to Unicode
_EUROPEAN_PART = rf"[^\W_{_SIGNS}]++(?:_++[^\W_{_SIGNS}]++)*+"
_EUROPEAN_LETTER = rf"[^\W\d_{_SIGNS}]"
_LOWER, _UPPER = (
    "".join(letter for letter in map(chr, range(0x2000)) if unicodedata.category(letter) == kind)
    for kind in ("Ll", "Lu")
)
_EUROPEAN_LOST_SPACE = rf"\.(?<=[{_LOWER}][{_LOWER}].)(?=[{_UPPER}][{_LOWER}])"
_EUROPEAN_JOINT = (
    rf"(?:(?!{_EUROPEAN_LOST_SPACE}|[\-.]{_AT_CLOCK}|(?<=[Kk]l)\.\d|{_TITLE})['’‘‛.․‧\u2010\u2011\-]|{MIDDLE_DOT}"
    rf"|{ENDING_JOINT}|{_DOTTED_JOINT}"
    rf"|[`´′](?<={_EUROPEAN_LETTER}.)(?={_EUROPEAN_LETTER})|&(?<=[A-Z]&)(?=[A-Z])|,(?<=\d,)(?=\d))"
)
_EUROPEAN_TOKEN = re.compile(
    rf"\n|{_clock(_EUROPEAN_LETTER)}|{_EUROPEAN_PART}(?:{_EUROPEAN_JOINT}{_EUROPEAN_PART}|{IN_BRACKETS}){{0,50}}+"
    rf"{_SIGNED}"
    rf"|{_END_SIGN}|{_EUROPEAN_LOST_SPACE}|{_GREEK_QUESTION}"
)
# And for ASCII alone.
_ASCII_PART = r"[A-Za-z0-9]++(?:_++[A-Za-z0-9]++)*+"
_ASCII_JOINT = (
    rf"(?:(?!{_ASCII_LOST_SPACE}|[\-.]{_AT_CLOCK}|(?<=[Kk]l)\.\d|{_TITLE})['.\-]|{ENDING_JOINT}|{_DOTTED_JOINT}"
    r"|(?<=[A-Za-z])`(?=[A-Za-z])|(?<=[A-Z])&(?=[A-Z])|(?<=[0-9]),(?=[0-9]))"
)
_ASCII_TOKEN = re.compile(
    rf"\n|{_clock('[A-Za-z]')}|{_ASCII_PART}(?:{_ASCII_JOINT}{_ASCII_PART}|{IN_BRACKETS}){{0,50}}+{_SIGNED}"
    rf"|[!?](?![\"')\]}}]*+,)|{_ASCII_LOST_SPACE}"
)
_TIME = regex.compile(rf"(?V1){_clock(_NOT_CUT)}")
# Letters to Unicode that are none by themselves: apostrophes, marks of stress, length and tone, and the line
# that stretches Arabic words.
_MODIFIERS = _every("\u02b9-\u02df\u02ec-\u02ff\u0374\u0640\ua717-\ua721\ua788")
_LETTER = regex.compile(rf"(?V1)[[\p{{L}}--[{_MODIFIERS}]]{ENCLOSED}]")
# Letters that are no word as they stand, and quotation marks of Korean.
_HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb\uffa0-\uffdc"
_NOT_PLAIN = re.compile(
    f"[{CHARACTERS}{REPEATS}{_MODIFIERS}{_KOREAN_DOT}]|[{_HANGUL}][{_QUOTES}]|[{_QUOTES}][{_HANGUL}]"
)

_WORD_CHARACTER = rf"[^\W{CHARACTERS}]"
_LONG_WORD = re.compile(rf"(?<!{_WORD_CHARACTER}){_WORD_CHARACTER}{{1000}}{_WORD_CHARACTER}++")
_BORDER = re.compile(r"\W")

_TERMINALS = frozenset([*".．", *_ENDS, _ETHIOPIC_END])
_SIGNS_OF_END = _TERMINALS.union(";")
_FINAL = _TERMINALS.union(_CLOSERS)
_JOINING = "'’-"
_PUNCTUATION = "!\"$%&'()*,-./:;<=>?@[\\]^`{|}~“”„‘’‚«»‹›…–—•·¿¡、。「」『』（）【】，！？：；"


def tokenise(pieces: Iterable[str]) -> tuple[list[str], dict[str, Sequence[str]]]:
    """The pieces that are one word as they stand; and the others, each to the words in it as spelled, in
    order, with `GAP` and `SENTENCE_END` among them.

    Args:
        pieces: what stands between white space, none twice, each of at most some thousand characters.
    """
    words = list(filter(str.isalpha, pieces))
    rest: list[str] = []
    if _has_runs(filterfalse(str.isascii, words), _NOT_PLAIN):
        rest = [word for word in words if _NOT_PLAIN.search(word)]
        words = [word for word in words if not _NOT_PLAIN.search(word)]
    tokens: dict[str, Sequence[str]] = {}
    for piece in filterfalse(str.isalpha, pieces):
        word = piece.strip(_PUNCTUATION)
        ends = piece[-1] in _FINAL and _ends_sentence(piece)
        if word.isalpha() or _is_joined(word):
            if word.isascii() or _is_plain(word, piece, ends=ends):
                tokens[piece] = (word, SENTENCE_END) if ends else (word,)
                continue
        elif (not word or word.isdecimal()) and (ends if word else _TERMINALS.isdisjoint(piece)):
            tokens[piece] = (GAP, SENTENCE_END) if ends else (GAP,)
            continue
        rest.append(piece)
    found = dict(_search(list(filter(str.isascii, rest))))
    found.update(_search(list(filterfalse(str.isascii, rest))))
    tokens.update(_cut_runs(found) if _has_runs(filterfalse(str.isascii, rest)) else found)
    return words, tokens


def _is_joined(word: str) -> bool:
    """Whether `word` is two runs of letters with an apostrophe or a hyphen between them."""
    for sign in _JOINING:
        if sign in word:
            return word.replace(sign, "", 1).isalpha()
    return False


def _is_plain(word: str, piece: str, *, ends: bool) -> bool:
    """Whether `piece` has nothing but that word, which is not of ASCII, and its sentence's end."""
    return (
        not _NOT_PLAIN.search(word)
        and piece.count("'") == word.count("'")  # what stands behind a Hebrew word is a geresh of it
        and piece[0] not in _TERMINALS
        and ";" not in piece  # which asks in Greek
        and (ends or _TERMINALS.isdisjoint(piece))
    )


def split_long(piece: str, length: int) -> Iterator[list[str]]:
    """A long piece cut between words, in lists of many pieces.

    Words are cut at `length` characters, the rest of them left out. Runs of a script without spaces stay
    whole up to `_WINDOW` characters.
    """
    piece = _LONG_WORD.sub(lambda found: found[0][:length], piece)
    start = 0
    while start < len(piece):
        border = _BORDER.search(piece, start + _WINDOW, start + 2 * _WINDOW)
        end = border.start() if border else start + _WINDOW
        text = without_addresses(piece[start:end])
        found: list[str] = _pattern_for(text).findall(text)
        if max(map(len, found), default=0) > length:
            found = [token if RUN.match(token) else token[:length] for token in found]
        yield found
        start = end


def _pattern_for(text: str) -> Any:
    """What finds the tokens of a text."""
    if text.isascii():
        return _ASCII_TOKEN
    return _any_token() if _NOT_EUROPEAN.search(text) else _EUROPEAN_TOKEN


@cache
def _any_token() -> Any:
    return regex.compile(_ANY_TOKEN)  # 20 ms: only for what has other letters, or marks


def _search(pieces: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Each piece and its tokens, found by few calls of a pattern."""
    known: dict[str, str] = {}
    for start in range(0, len(pieces), _BATCH):
        batch = pieces[start : start + _BATCH]
        waiting = iter(batch)
        tokens: list[str] = []
        text = "\n".join(batch) + "\n"
        if may_have_address(text):
            text = "\n".join(map(without_addresses, batch)) + "\n"
        for found in _pattern_for(text).findall(text):
            if found == "\n":
                piece = next(waiting)
                if piece[-1] in _FINAL and _ends_sentence(piece):
                    tokens.append(SENTENCE_END)
                yield piece, tuple(tokens) or (GAP,)
                tokens = []
            elif ":" in found and _TIME.fullmatch(found):
                tokens.append(GAP)
            elif (found[0].isalpha() and found[0] not in _MODIFIERS) or (
                _LETTER.search(found) and not _TIME.fullmatch(found)  # 3rd, but not 9h30
            ):
                tokens.append(known.setdefault(found, found))
            else:
                tokens.append(SENTENCE_END if found in _SIGNS_OF_END else GAP)


def _has_runs(pieces: Iterable[str], pattern: re.Pattern[str] = RUN) -> bool:
    text = "\n".join(pieces)
    return not text.isascii() and pattern.search(text) is not None


def _cut_runs(tokens: dict[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    runs = {token for found in tokens.values() for token in found if RUN.match(token)}
    cut = segment(runs)
    return {
        piece: tuple(chain.from_iterable(cut.get(token, (token,)) or (GAP,) for token in found))
        for piece, found in tokens.items()
    }


def _ends_sentence(piece: str) -> bool:
    return piece.rstrip(_CLOSERS)[-1:] in _TERMINALS
