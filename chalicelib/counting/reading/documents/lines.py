"""The lines of a PDF to the paragraphs that they were set from.

A PDF knows where its letters stand and no more, so each rule here is a guess from how pages are set: what was
parted at a line's end goes together, and what a sentence or a phrase must not cross stays apart.
"""

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

_NEIGHBOURS: Final = 3
"""Lines before and after one that tell how long a full line is; a page may have columns and notes."""
_FULL: Final = 0.75
"""Of the longest neighbour's length: a line of that much was ended by the margin."""
_BROKEN: Final = 0.5
"""The same where the next line starts in lower case."""
_SHORTEST: Final = 30
"""Characters of a full line; shorter ones that are as long as each other are rows, or items of a list."""
_SHORTEST_WIDE: Final = 15
"""The same of signs that are as wide as high."""
_LEAST_LETTERS: Final = 4
"""Of a word whose letters stand apart."""

_HYPHENATED = re.compile(
    r"(?<!\S)\S{0,200}?(?P<tail>(?:[^\W\d_]{1,100}[-\u2010]){0,5}[^\W\d_]{1,100})[-\u2010\xad]$"
)
_HEAD = re.compile(r"[^\W\d_]{1,100}")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_ITEM = re.compile(r"(?:[\w.]{1,8}[.)]|\d[\d.]*)\s")
_PAGE_NUMBER = re.compile(r"\W{0,3}(?:\d{1,5}|[ivxlc]{1,7})\W{0,3}")
_LEADER = re.compile(r"(?:[.·…_]\s?){4}\s*\w{0,6}$")
_WIDE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_HANGING = frozenset("and or to und oder bis sowie en of och eller og ja tai e y o ou et i a ali".split())
"""What follows a hyphen that stands for the rest of a word (Vor- und Nachteile)."""


def paragraphs(pages: Sequence[str]) -> Iterator[str]:
    """The paragraphs of a document, as one line each; what cannot be told is a paragraph by itself.

    Args:
        pages: the text of each page, its lines as they were set.
    """
    lines, first_of_page = _lines(pages)
    words: Set[str] | None = None
    parts: list[str] = []
    for number, line in enumerate(lines):
        hyphenated = _hyphenated(parts[-1], line) if parts else None
        if hyphenated:
            words = _words(lines) if words is None else words
            if not _keeps_hyphen(hyphenated["tail"], line, words):
                parts[-1] = parts[-1][:-1]
        elif parts and _goes_on(lines, number, new_page=number in first_of_page):
            parts.append("" if _WIDE.match(parts[-1][-1]) and _WIDE.match(line) else " ")
        elif parts:
            yield "".join(parts)
            parts = []
        parts.append(line)
    if parts:
        yield "".join(parts)


def _lines(pages: Sequence[str]) -> tuple[list[str], Set[int]]:
    """All lines that are not empty, and which are the first of a page."""
    lines: list[str] = []
    first_of_page = set()
    for page in pages:
        first_of_page.add(len(lines))
        lines += filter(None, map(_closed_up, page.splitlines()))
    return lines, first_of_page


def _closed_up(line: str) -> str:
    """A line without space around it; `H A R B O U R` as one word, and no alphabet or list of letters."""
    line = line.strip()
    if len(line) < 2 * _LEAST_LETTERS - 1 or not line[1].isspace():
        return line
    words = [word.split() for word in re.split(r"\s{2,}", line)]
    letters = [letter for word in words for letter in word]
    if any(len(each) != 1 or not each.isalnum() for each in letters):
        return line
    enough = sum(map(str.isalpha, letters)) >= max(_LEAST_LETTERS, len(letters) / 2)
    is_list = letters == sorted(letters) and letters[0].islower() == letters[-1].islower()
    if is_list or not enough:
        return line
    return " ".join(map("".join, words))


def _goes_on(lines: Sequence[str], number: int, *, new_page: bool) -> bool:
    """Whether the line of that number is of the paragraph of the line before."""
    before, line = lines[number - 1], lines[number]
    if not line[0].isalnum() and line[0] not in "\"'“‘«„(¿¡":
        return False
    if _ITEM.match(line) or _PAGE_NUMBER.fullmatch(line) or _LEADER.search(before):
        return False
    full = max(map(len, lines[max(number - _NEIGHBOURS, 0) : number + _NEIGHBOURS]))
    if line[0].islower() and " " in before and len(before) >= _BROKEN * full:
        return True
    shortest = _SHORTEST_WIDE if _WIDE.match(before[-1]) else _SHORTEST
    return not new_page and len(before) >= max(_FULL * full, shortest)


def _hyphenated(before: str, line: str) -> re.Match[str] | None:
    """The end of a line that a hyphen parts from the next line's beginning, or None."""
    if before[-1] not in "-\u2010\xad" or not before[-2:-1].islower() or not line[0].islower():
        return None
    found = _HEAD.match(line)
    if found and found[0] in _HANGING:
        return None
    return _HYPHENATED.search(before[before.rfind(" ") + 1 :])


def _keeps_hyphen(tail: str, line: str, words: Set[str]) -> bool:
    """Whether a hyphen at a line's end is the word's own, by what other words the document has."""
    found = _HEAD.match(line)
    head = found[0].casefold() if found else ""
    tail = tail.casefold().replace("\u2010", "-")
    compound, _, last = tail.rpartition("-")
    if f"{tail}-{head}" in words:
        return True
    if last + head in words or tail + head in words:
        return False
    if compound:  # state-of-the-art, whose last part but one is a word, and not well-docu-mented
        return last in words
    return {last, head} <= words and min(len(last), len(head)) >= _LEAST_LETTERS


def _words(lines: Sequence[str]) -> Set[str]:
    """The words of the document, without the parts of those that go over a line's end."""
    words: set[str] = set()
    is_rest = False
    for line in lines:
        found = [word.casefold().replace("\u2010", "-") for word in _WORD.findall(line)]
        ends_open = line[-1] in "-\u2010\xad"
        words.update(found[is_rest : len(found) - ends_open])
        is_rest = ends_open
    return words
