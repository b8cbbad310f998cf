"""A page's text to words: where they begin and end, and which spellings are the same word.

Word boundaries are those of Unicode Standard Annex #29, with these choices where it leaves them open:
a hyphen inside a compound does not part it, numbers alone are no words, and neither are URLs and e-mail
addresses. White space always ends a word, so that a page's text is cut there first, and each different
piece of it is looked at once however often it stands on the page.
"""

import re
import unicodedata
from collections.abc import Iterable

import regex

MAXIMUM_LENGTH = 255
"""Characters of a word that are kept."""

SENTENCE_END = "."
"""Among the words of a piece: a sentence ends here."""

GAP = ""
"""Among the words of a piece: what is no word, so that its neighbours make no phrase."""

# UAX #29, WB4 to WB13b: letters and digits with their marks and format characters, joined by a single
# MidLetter or MidNumLet; U+200B is where a line may break and no part of a word.
_BASE = r"[\p{L}\p{Nl}\p{Nd}_]"
_REST = r"[\p{L}\p{Nl}\p{Nd}_\p{M}[\p{Cf}--[\u200b]]]"
_MIDDLE = r"'’‘‛＇ʼ.․·‧\u0387\u2010\u2011\-"
_WORD = regex.compile(
    rf"(?V1){_BASE}{_REST}*+(?:(?:[{_MIDDLE}]|(?<=\p{{Nd}}),(?=\p{{Nd}})|(?<=\p{{Hebrew}})[\"״](?=\p{{Hebrew}}))"
    rf"{_BASE}{_REST}*+)*+"
)
_LETTER = regex.compile(r"\p{L}")
_NOT_WORDS = re.compile(
    r"(?:https?|ftp)://\S*|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|mailto:\S+", re.IGNORECASE
)
_ENDS_SENTENCE = re.compile("[!?…。！？｡؟।॥።።։۔]+[\"'”’»)\\]}]*$|\\.+[\"'”’»)\\]}]*$")

_IGNORED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u180e]")
_APOSTROPHES = re.compile("[’‘‛＇ʼ]")
_HYPHENS = re.compile("[‐‑]")


def words_of(piece: str) -> list[str]:
    """The words of `piece` as spelled, with `GAP` and `SENTENCE_END` where those are.

    Args:
        piece: text without white space.
    """
    found: list[str] = []
    position = 0
    for address in _NOT_WORDS.finditer(piece):
        found += _words(piece[position : address.start()])
        found.append(GAP)
        position = address.end()
    found += _words(piece[position:])
    if _ENDS_SENTENCE.search(piece):
        found.append(SENTENCE_END)
    return found or [GAP]


def _words(text: str) -> Iterable[str]:
    return [word if _LETTER.search(word) else GAP for word in _WORD.findall(text)]


def fold(word: str) -> str:
    """The form under which all spellings of a word are counted.

    Without soft hyphens and other invisible characters, case-folded and composed (NFC), with ' for
    every apostrophe and - for every hyphen, and no more than `MAXIMUM_LENGTH` characters.
    """
    word = word[: 4 * MAXIMUM_LENGTH]
    if word.isascii():
        return word.lower().strip("_'-.")[:MAXIMUM_LENGTH]
    word = _HYPHENS.sub("-", _APOSTROPHES.sub("'", _IGNORED.sub("", word)))
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())
    return folded.strip("_'-.")[:MAXIMUM_LENGTH]
