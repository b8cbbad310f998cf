"""A page's text cut at white space, where a word always ends.

What stands between white space, a piece, is looked at once however often it stands on the page. This
module keeps a page of any text within bounds: it takes a large one a slice at a time, keeps equal pieces
once, and cuts up the long ones.
"""

import re
from collections.abc import Iterator

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


def cut(blocks: str) -> tuple[list[str], str]:
    """The pieces in order, with NUL between the blocks; and the text, a line for each block.

    A full stop that ends no sentence is a NUL in its piece.

    Args:
        blocks: text with `BREAK` between its blocks.

    Raises:
        Uncountable: there are more than `MAXIMUM_DISTINCT` different pieces.
    """
    pieces: list[str] = []
    texts: list[str] = []
    known: dict[str, str] = {}
    for part in _slices(blocks):
        found = INNER_STOP.sub("\0", _BREAKS.sub("\0", part).replace("\0", BREAK)).split()
        texts.append(" ".join(found))
        short = _are_short(texts[-1]) or max(map(len, found)) <= LONGEST_PIECE
        if short and len(part) == len(blocks):
            pieces = found  # as they are, on a page of usual size
            break
        for batch in [found] if short else _without_long(found):
            pieces.extend(map(known.setdefault, batch, batch))
        if len(known) > MAXIMUM_DISTINCT:
            raise Uncountable(f"the page has more than {MAXIMUM_DISTINCT:,} different words")
    return pieces, " ".join(texts).strip("\0 ").replace(BREAK, "\n").replace("\0", ".")


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
