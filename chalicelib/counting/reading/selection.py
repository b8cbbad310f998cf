"""Which blocks of a page's text are its main text: those where most of what was chosen for it stands.

What chooses it glues words that the page parts, and drops what stands within paragraphs. So it is asked
where the main text is, not what: that is made of the page's own blocks, and has no word that they have not.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from chalicelib.counting.words.pieces import BREAK

_LONG: Final = 60
"""Characters of a text that hardly stands twice on a page: short ones are looked for between such."""

_HEADS: Final = (12, 6, 3, 1)
_NEAR: Final = 1_000
"""Where parts of one paragraph are apart: by how many characters at most."""

_STEPS_BACK: Final = 3  # blocks: links to edit a section stand between it and its heading
_LOOKED_THROUGH: Final = 50_000_000
_PARTS: Final = 5_000
"""How many characters are looked through for what was chosen, and for how many parts of paragraphs."""


class Selection:
    """The blocks of a page's text, and where what was chosen of it is found, its white space left out."""

    def __init__(self, text: str) -> None:
        """A selection of nothing yet.

        Args:
            text: the page's, with `BREAK` between its blocks.
        """
        self._blocks = [block for block in text.split(BREAK) if block and not block.isspace()]
        packed = [_packed(block) for block in self._blocks]
        self._stream = "".join(packed)
        self._starts = [0, *accumulate(map(len, packed))]
        self._equal: dict[str, list[int]] = defaultdict(list)
        for number, block in enumerate(packed):
            self._equal[block].append(number)
        self._budget = _LOOKED_THROUGH
        self._parts = _PARTS

    def blocks(
        self,
        chosen: Sequence[str],
        before: Sequence[str] = (),
        headings: Iterable[tuple[str, str]] = (),
    ) -> list[str]:
        """The page's blocks at least half of which was chosen, in the page's order.

        One that says the same as the one before it is chosen with that.

        Args:
            chosen: texts of the page, in about its order.
            before: what else was chosen, which stands before the first long one of these.
            headings: what else was chosen where it stands right before a block that is, each with that block.
        """
        is_chosen = bytearray(len(self._stream))
        places = [*self._places([text for each in chosen if (text := _packed(each))])]
        first = next((start for start, end in places if end - start >= _LONG), 0)
        for start, end in [*places, *self._backwards([*map(_packed, before)], 0, first)]:
            is_chosen[start:end] = b"\1" * (end - start)
        numbers = [
            number
            for number, (start, end) in enumerate(pairwise(self._starts))
            if is_chosen.count(1, start, end) * 2 >= end - start
        ]
        all_numbers = self._with_headings(numbers, headings)
        found: list[str] = []
        for number, block in enumerate(self._blocks):
            if number in all_numbers or self._repeats(number, found):
                found.append(block)
        return found

    def _with_headings(self, numbers: Iterable[int], headings: Iterable[tuple[str, str]]) -> set[int]:
        """The numbers of chosen blocks, and of the headings next before them."""
        before: dict[str, set[str]] = defaultdict(set)
        for heading, text in headings:
            before[_packed(text)[:_LONG]].add(_packed(heading))
        found = {*numbers}
        for number in numbers if before else ():
            texts = before.get(self._text(number)[:_LONG], ())
            for other in range(number - 1, max(number - _STEPS_BACK, 0) - 1, -1) if texts else ():
                if other in found:
                    break
                if self._text(other) in texts:
                    found.add(other)
                    break
        return found

    def _text(self, number: int) -> str:
        start, end = self._starts[number : number + 2]
        return self._stream[start:end]

    def _repeats(self, number: int, found: Sequence[str]) -> bool:
        block = self._blocks[number]
        return bool(found) and found[-1] == block == self._blocks[number - 1]

    def _places(self, texts: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where these are in the page's text, from and to."""
        position = done = 0
        for number, text in enumerate(texts):
            if len(text) < _LONG:
                continue
            start = self._find(text, position)
            if start < 0:
                continue
            yield start, start + len(text)
            between = self._forwards if done else self._backwards
            yield from between(texts[done:number], position, start)
            position, done = start + len(text), number + 1
        yield from self._forwards(texts[done:], position, len(self._stream))

    def _forwards(self, texts: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where these are between two places, each behind the one before it; a long one anywhere else."""
        for text in texts:
            place = self._whole(text, start, end)
            if place is not None:
                yield place, place + len(text)
                start = place + len(text)
            elif len(text) >= _LONG and (elsewhere := self._find(text, 0)) >= 0:
                yield elsewhere, elsewhere + len(text)
            else:
                for found in self._scattered(text, start, end):
                    yield found
                    start = found[1]

    def _backwards(self, texts: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where these are before the first long text, as near to it as they can be: the page's menu may have
        them too."""
        for text in reversed(texts):
            place = self._last_whole(text, start, end)
            if place is not None:
                yield place, place + len(text)
                end = place

    def _whole(self, text: str, start: int, end: int) -> int | None:
        """Where a text is first that is one block of the page, or else stands anywhere in it as a whole."""
        equal = self._equal.get(text, ())
        first = bisect_left(equal, bisect_left(self._starts, start))
        if first < len(equal) and self._starts[equal[first]] + len(text) <= end:
            return self._starts[equal[first]]
        place = self._find(text, start, end)
        return place if place >= 0 else None

    def _last_whole(self, text: str, start: int, end: int) -> int | None:
        """The like, but where it is last."""
        equal = self._equal.get(text, ())
        last = bisect_right(equal, bisect_right(self._starts, end - len(text)) - 1) - 1
        if last >= 0 and self._starts[equal[last]] >= start:
            return self._starts[equal[last]]
        place = self._stream.rfind(text, start, end)
        return place if place >= 0 else None

    def _scattered(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where the parts of a text are that the page has more between."""
        position, near = start, end
        while text and self._parts:
            self._parts -= 1
            place, size = -1, 1
            for head in _HEADS:
                if head <= len(text) and (place := self._find(text[:head], position, near)) >= 0:
                    size = self._shared(text, place, near)
                    yield place, place + size
                    position, near = place + size, min(end, place + size + _NEAR)
                    break
            text = text[size:]

    def _shared(self, text: str, place: int, end: int) -> int:
        """How much of a text stands at a place."""
        low, high = 1, min(len(text), end - place)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._stream.startswith(text[:middle], place) else (low, middle - 1)
        return low

    def _find(self, text: str, start: int, end: int | None = None) -> int:
        if self._budget <= 0:
            return -1
        end = len(self._stream) if end is None else end
        place = self._stream.find(text, start, end)
        self._budget -= (place if place >= 0 else max(end, start)) - start
        return place


def _packed(text: str) -> str:
    return "".join(text.split())
