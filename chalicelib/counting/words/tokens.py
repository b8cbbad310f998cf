"""Where words begin and end.

Words are those of Unicode Standard Annex #29, with these choices where it leaves them open: hyphens join
the parts of a compound, a run of a script without spaces is cut by a dictionary, numbers alone are no
words, and neither are URLs and e-mail addresses.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, filterfalse
from typing import Any

import regex

from chalicelib.counting.words.segmentation import CHARACTERS, RUN, segment

GAP = ""
"""A token that is no word: the words on both sides of it make no phrase."""

SENTENCE_END = "."
"""A token: a sentence ends here."""

_BATCH = 1000  # how many pieces are searched by one call
_WINDOW = 65_536  # how many characters of a long piece are searched by one call

# UAX #29, rules WB4 to WB13b: a word begins with a letter or digit; letters, digits, marks, format
# characters and inner low lines go on with it; and a single MidLetter, MidNumLet or hyphen joins two such
# parts. U+200B, where a line may break, is no part of a word.
_FIRST = rf"[[\p{{L}}\p{{Nl}}\p{{Nd}}]--[{CHARACTERS}]]"
_NEXT = rf"[[\p{{L}}\p{{Nl}}\p{{Nd}}\p{{M}}[\p{{Cf}}--[\u200b]]]--[{CHARACTERS}]]"
_PART = rf"{_FIRST}{_NEXT}*+(?:_++{_NEXT}++)*+"
_JOINT = r"(?:['’‘‛＇.․·‧\u0387\u2010\u2011\-]|(?<=\p{Nd}),(?=\p{Nd})|(?<=\p{Hebrew})[\"״](?=\p{Hebrew}))"
_TOKEN = regex.compile(
    rf"(?V1)[\0\n]|{_PART}(?:{_JOINT}{_PART}){{0,50}}+|[{CHARACTERS}][{CHARACTERS}\p{{M}}]*+|[!?…。！？｡؟।॥։۔]"
)
# The same for ASCII, where `re` takes a quarter of the time.
_ASCII_PART = r"[A-Za-z0-9]++(?:_++[A-Za-z0-9]++)*+"
_ASCII_TOKEN = re.compile(
    rf"[\0\n]|{_ASCII_PART}(?:(?:['.\-]|(?<=[0-9]),(?=[0-9])){_ASCII_PART}){{0,50}}+|[!?]"
)
_LETTER = regex.compile(r"\p{L}")

_WORD_CHARACTER = rf"[^\W{CHARACTERS}]"
_LONG_WORD = re.compile(rf"(?<!{_WORD_CHARACTER}){_WORD_CHARACTER}{{1000}}{_WORD_CHARACTER}++")
_BORDER = re.compile(r"\W")

_ADDRESS_SIGNS = ("@", "://", "www.")
_ADDRESS = re.compile(
    r"(?:https?|ftp)://\S*|\bwww\.\S+|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++", re.IGNORECASE
)
_TERMINALS = frozenset(".!?…。！？｡؟।॥։۔")
_CLOSERS = "\"'”’»›)]}」』）】"
_FINAL = _TERMINALS.union(_CLOSERS)
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~“”„‘’‚«»‹›…–—•·¿¡、。「」『』（）【】，！？：；"


def tokenise(pieces: Iterable[str]) -> tuple[list[str], dict[str, Sequence[str]]]:
    """The pieces that are one word as they stand; and the others, each to the words in it as spelled, in
    order, with `GAP` and `SENTENCE_END` among them.

    Args:
        pieces: what stands between white space, none twice, each of at most some thousand characters.
    """
    words = list(filter(str.isalpha, pieces))
    rest: list[str] = []
    if _has_runs(words):
        rest = [word for word in words if RUN.search(word)]
        words = [word for word in words if not RUN.search(word)]
    tokens: dict[str, Sequence[str]] = {}
    for piece in filterfalse(str.isalpha, pieces):
        word = piece.strip(_PUNCTUATION)
        if word.isalpha() and word.isascii():
            ends = piece[-1] in _FINAL and _ends_sentence(piece)
            tokens[piece] = (word, SENTENCE_END) if ends else (word,)
        else:
            rest.append(piece)
    found = dict(_search(list(filter(str.isascii, rest)), _ASCII_TOKEN))
    found.update(_search(list(filterfalse(str.isascii, rest)), _TOKEN))
    tokens.update(_cut_runs(found) if _has_runs(rest) else found)
    return words, tokens


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
        text = _without_addresses(piece[start:end])
        found: list[str] = (_ASCII_TOKEN if text.isascii() else _TOKEN).findall(text)
        yield [token if RUN.match(token) else token[:length] for token in found]
        start = end


def _search(pieces: Sequence[str], pattern: Any) -> Iterator[tuple[str, Sequence[str]]]:
    """Each piece and its tokens, found by few calls of `pattern`."""
    known: dict[str, str] = {}
    for start in range(0, len(pieces), _BATCH):
        batch = pieces[start : start + _BATCH]
        waiting = iter(batch)
        tokens: list[str] = []
        text = "\n".join(batch) + "\n"
        if any(sign in text for sign in _ADDRESS_SIGNS):
            text = "\n".join(map(_without_addresses, batch)) + "\n"
        for found in pattern.findall(text):
            if found == "\n":
                piece = next(waiting)
                if piece[-1] in _FINAL and _ends_sentence(piece):
                    tokens.append(SENTENCE_END)
                yield piece, tuple(tokens) or (GAP,)
                tokens = []
            elif found[0].isalpha() or _LETTER.search(found):
                tokens.append(known.setdefault(found, found))
            else:
                tokens.append(SENTENCE_END if found in _TERMINALS else GAP)


def _has_runs(pieces: Iterable[str]) -> bool:
    text = "\n".join(pieces)
    return not text.isascii() and RUN.search(text) is not None


def _cut_runs(tokens: dict[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    runs = {token for found in tokens.values() for token in found if RUN.match(token)}
    cut = segment(runs)
    return {
        piece: tuple(chain.from_iterable(cut.get(token, (token,)) for token in found))
        for piece, found in tokens.items()
    }


def _without_addresses(piece: str) -> str:
    if any(sign in piece for sign in _ADDRESS_SIGNS):
        return _ADDRESS.sub("\0", piece)
    return piece


def _ends_sentence(piece: str) -> bool:
    return piece.rstrip(_CLOSERS)[-1:] in _TERMINALS
