"""Words in context: each place where a word or phrase stands, with what stands before and after it (KWIC)."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from chalicelib.counting.words.reading import Reading

Order = Literal["position", "before", "after"]

_NEIGHBOURS = 3  # words by which contexts are sorted
_CHARACTERS = 60  # of a side, for each word of its width: numbers, addresses and signs have no other bound

# What stands at a word without a space: a quotation mark before it, a full stop behind it.
_SIGNS_BEFORE = re.compile(r"[^\w\s]*\Z")
_SIGNS_AFTER = re.compile(r"[^\w\s]*")
_MAXIMUM_SIGNS = 4


@dataclass(frozen=True, slots=True)
class Context:
    """One place of a word; `before`, `word` and `after` one after the other are what stands in the text."""

    position: int
    """Characters of the text before the word."""
    before: str
    word: str
    after: str


def places_of(reading: Reading, wanted: Sequence[Collection[str]], order: Order) -> list[int]:
    """Where a phrase stands, by the number of its first word.

    Args:
        reading: the text.
        wanted: for each word of the phrase the folded words that may stand there.
        order: that of the page, or by the words before or after it, the nearest first.
    """
    places = reading.places(wanted)
    words, length = reading.words, len(wanted)
    if order == "before":
        places.sort(key=lambda at: tuple(words[max(at - _NEIGHBOURS, 0) : at][::-1]))
    elif order == "after":
        places.sort(key=lambda at: tuple(words[at + length : at + length + _NEIGHBOURS]))
    return places


def context_at(reading: Reading, at: int, length: int, width: int) -> Context:
    """What stands around a place.

    Args:
        reading: the text.
        at: the number of the phrase's first word.
        length: how many words the phrase has.
        width: how many words are wanted on each side.
    """
    text, starts, ends = reading.text, reading.starts, reading.ends
    last = at + length - 1
    start, end = starts[at], ends[last]
    first, final = max(at - width, 0), min(last + width, len(starts) - 1)
    room = width * _CHARACTERS
    begin = max(starts[first] if first < at else start, start - room, 0)
    stop = min(ends[final] if final > last else end, end + room)
    begin -= len(_SIGNS_BEFORE.findall(text, max(begin - _MAXIMUM_SIGNS, 0), begin)[0])
    stop += len(_SIGNS_AFTER.findall(text, stop, stop + _MAXIMUM_SIGNS)[0])
    return Context(start, text[begin:start], text[start:end], text[end:stop])
