"""Lists told from articles: what parts the paragraphs of a page.

A teaser has its link before or after it, a question its field. In an article paragraphs stand together;
and what is all in one `article` element is one, whatever links are in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from chalicelib.counting.reading.containers import outermost
from chalicelib.counting.reading.elements import APART

_ENDS: Final = APART | {"br", "body"}
_FIELDS: Final = frozenset(["input", "textarea"])
_NO_FIELDS: Final = frozenset(["hidden", "submit", "button", "image", "reset", "search"])
_SECTIONS: Final = 3  # that a list has at least
_PARAGRAPHS: Final = 1.25  # that each of them has at most, on average
_LOOKED_AT: Final = 200
_SIZES: Final = (80, 20)  # bytes of a paragraph; the smaller where there are not enough of the larger


@dataclass(slots=True)
class _Block:
    """A block of a page while it is read: its text, and whether any of that is in no link to another page."""

    parts: list[str] = field(default_factory=list)
    has_text: bool = False
    is_link: bool = True

    def add(self, text: str, *, is_link: bool) -> None:
        self.parts.append(text)
        if not text.isspace():
            self.has_text = True
            self.is_link &= is_link

    @property
    def text(self) -> str:
        """Its text, white space collapsed."""
        return " ".join("".join(self.parts).split())


def is_list(blocks: Sequence[str | None], extracted: Iterable[str]) -> bool:
    """Whether what was taken for an article is a list: nearly each paragraph parted from the next.

    Args:
        blocks: those of the page, as `page_blocks` gives them.
        extracted: the blocks that were taken for its article.
    """
    found = " ".join(extracted)
    return any(_is_parted(blocks, found, size) for size in _SIZES)


def _is_parted(blocks: Sequence[str | None], found: str, size: int) -> bool:
    sections = paragraphs = position = 0
    is_new = True
    for text in blocks:
        if text is None:
            is_new = True
        elif len(text.encode()) >= size and paragraphs < _LOOKED_AT:
            place = found.find(text, position)
            if place >= 0:
                position = place + len(text)
                paragraphs += 1
                sections += is_new
                is_new = False
    return sections >= _SECTIONS and paragraphs <= _PARAGRAPHS * sections


def page_blocks(tree: Any) -> Iterator[str | None]:
    """The texts of a page's blocks in order; None for what parts them: a block that is a link, or a field.

    A link without a letter, such as a time, parts nothing, nor does any in the page's only `article`.

    Args:
        tree: the page, as lxml has it.
    """
    from lxml import etree

    articles = [*islice(outermost(tree, "article"), 2)]
    article = articles[0] if len(articles) == 1 else None
    block, links, in_article = _Block(), 0, False
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name, starts = element.tag, event == "start"
        if block.has_text and name in _ENDS:
            if not block.is_link:
                yield block.text
            elif not in_article and any(map(str.isalpha, block.text)):
                yield None
            block = _Block()
        if name == "a":
            if _leads_elsewhere(element):
                links += 1 if starts else -1
        elif element is article:
            in_article = starts
        elif name in _FIELDS and starts and _is_field(element):
            yield None
        if text := element.text if starts else element.tail:
            block.add(text, is_link=links > 0)


def _is_field(element: Any) -> bool:
    return (element.get("type") or "").strip().lower() not in _NO_FIELDS


def _leads_elsewhere(element: Any) -> bool:
    return not (element.get("href") or "#").strip().startswith("#")
