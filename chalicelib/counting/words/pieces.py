"""A page's text cut at white space, where a word always ends.

What stands between white space, a piece, is looked at once however often it stands on the page. This
module keeps a page of any text within bounds: it takes a large one a slice at a time, keeps equal pieces
once, and cuts up the long ones.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from chalicelib.counting.words.abbreviations import INNER_STOP
from chalicelib.counting.words.tokens import split_long
from chalicelib.errors import Uncountable

BREAK = " \0 "
"""Between blocks of text. NUL does not occur in pages: parsers drop it or put U+FFFD in its place."""

MAXIMUM_DISTINCT = 300_000
"""How many different pieces, and how many different words, a page may have: some five times what ten
megabytes of English have, and what fits into 300 MB of memory."""

LONGEST_PIECE = 1000
"""Characters of a piece; a longer one is cut up."""

_SLICE = 1 << 20  # characters that are split at a time
_SPACE = re.compile(r"\s")
_BREAKS = re.compile("\0(?:\\s*+\0)++")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces in order.

    The `numbers` of a large page's say where each stands in `listed`, which has none twice: two million
    numbers are counted and put in order in half the time that as many strings are, which are all over memory.
    """

    listed: Sequence[str]
    numbers: Sequence[int] | None = None

    def __iter__(self) -> Iterator[str]:
        return iter(self.listed) if self.numbers is None else map(self.listed.__getitem__, self.numbers)

    def counts(self) -> Mapping[str, int]:
        """How often each piece occurs."""
        if self.numbers is None:
            return Counter(self.listed)
        counts = Counter(self.numbers).values()  # in the order of the numbers, that of their first occurrence
        return dict(zip(self.listed, counts, strict=True))

    def joined(self, characters: Mapping[str, str]) -> str:
        """What stands for each piece, in their order."""
        found = map(characters.__getitem__, self.listed)
        return "".join(found if self.numbers is None else map([*found].__getitem__, self.numbers))


def cut(blocks: str) -> tuple[Pieces, str]:
    """The pieces in order, with NUL between the blocks; and the text, a line for each block.

    A full stop that ends no sentence is a NUL in its piece.

    Args:
        blocks: text with `BREAK` between its blocks.

    Raises:
        Uncountable: there are more than `MAXIMUM_DISTINCT` different pieces.
    """
    numbers: list[int] = []
    texts: list[str] = []
    known = defaultdict[str, int](count().__next__)
    for part in _slices(blocks):
        found = INNER_STOP.sub("\0", _BREAKS.sub("\0", part).replace("\0", BREAK)).split()
        texts.append(" ".join(found))
        short = _are_short(texts[-1]) or max(map(len, found)) <= LONGEST_PIECE
        if short and len(part) == len(blocks):
            return Pieces(found), _as_text(texts)  # as they are, on a page of usual size
        for batch in [found] if short else _without_long(found):
            numbers.extend(map(known.__getitem__, batch))
        if len(known) > MAXIMUM_DISTINCT:
            raise Uncountable(f"the page has more than {MAXIMUM_DISTINCT:,} different words")
    return Pieces([*known], numbers), _as_text(texts)


def _as_text(texts: Sequence[str]) -> str:
    return " ".join(texts).strip("\0 ").replace(BREAK, "\n").replace("\0", ".")


def _are_short(text: str) -> bool:
    """Whether no piece can be longer than `LONGEST_PIECE`; it would fill one of the text's parts of half that
    length, which are fewer than its pieces."""
    half = LONGEST_PIECE // 2
    return all(" " in text[start : start + half] for start in range(0, len(text) - half, half))


def _slices(blocks: str) -> Iterator[str]:
    start = 0
    while start < len(blocks):
        space = _SPACE.search(blocks, start + _SLICE)
        end = space.start() if space else len(blocks)
        yield blocks[start:end]
        start = end


def _without_long(pieces: list[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for piece in pieces:
        if len(piece) <= LONGEST_PIECE:
            batch.append(piece)
            continue
        yield batch
        yield from split_long(piece, LONGEST_PIECE)
        batch = []
    yield batch
