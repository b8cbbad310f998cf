"""Lists told from articles: what parts the paragraphs of a page.

A teaser has its link before or after it, a question its field. In an article paragraphs stand together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

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
    """A block of a page while it is read: its text, and how much of that is in links to other pages."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    size: int = 0

    def add(self, text: str | None, *, is_link: bool) -> None:
        if text and (letters := len("".join(text.split()))):
            self.size += letters
            self.linked += letters if is_link else 0
        self.parts.append(text or "")

    @property
    def text(self) -> str | None:
        """Its text, white space collapsed; None where all of it is a link."""
        return None if self.linked == self.size else " ".join("".join(self.parts).split())


def is_list(tree: Any, extracted: Iterable[str]) -> bool:
    """Whether what was taken for an article is a list: nearly each paragraph parted from the next.

    Args:
        tree: the page, as lxml has it.
        extracted: the blocks that were taken for its article.
    """
    found = " ".join(extracted)
    blocks = [*_blocks(tree)]
    return any(_is_parted(blocks, found, size) for size in _SIZES)


def _is_parted(blocks: list[str | None], found: str, size: int) -> bool:
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


def _blocks(tree: Any) -> Iterator[str | None]:
    """The texts of a page's blocks in order; None for what parts them: a block that is a link, or a field."""
    from lxml import etree

    block, links = _Block(), 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _ENDS and block.size:
            yield block.text
            block = _Block()
        if event == "start" and _is_field(element):
            yield None
        if _leads_elsewhere(element):
            links += 1 if event == "start" else -1
        block.add(element.text if event == "start" else element.tail, is_link=links > 0)


def _is_field(element: Any) -> bool:
    return element.tag in _FIELDS and (element.get("type") or "").strip().lower() not in _NO_FIELDS


def _leads_elsewhere(element: Any) -> bool:
    return element.tag == "a" and not (element.get("href") or "#").strip().startswith("#")
