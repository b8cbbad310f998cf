"""Lists told from articles: what parts the paragraphs of a page.

A teaser has its link before or after it, a question its field. In an article paragraphs stand together;
and what is all in one `article` element is one, whatever links are in it, or what counts its headings.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, Final

from chalicelib.counting.reading.containers import outermost
from chalicelib.counting.reading.elements import APART

_ENDS: Final = APART | {"br", "body"}
_FIELDS: Final = frozenset(["input", "textarea"])
_NO_FIELDS: Final = frozenset(["hidden", "submit", "button", "image", "reset", "search"])
_HEADINGS: Final = frozenset(["h2", "h3", "h4"])
_ALL_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_NUMBER: Final = re.compile(r"\W{0,3}(\d{1,3})(?![\d%]|[.,]\d)")
_SECTIONS: Final = 3  # that a list has at least
_PARAGRAPHS: Final = 1.25  # that each of them has at most, on average
_LOOKED_AT: Final = 200
_ENDS_SENTENCE: Final = re.compile(r"""[:;,：，；،.!?…。！？।។။؟۔]["'”’»」』)\]]*\Z""")
_HEADLINE: Final = 20  # bytes
_CALL: Final = re.compile(
    r"(?:(?:read (?:more|also|next)|click here|subscribe|sign up|lire (?:aussi|la suite)|à lire|lees ook"
    r"|leer más|lea también|leia (?:mais|também)|leggi anche)(?!\w)"
    r"|(?:see also|related|watch|mehr|lesen sie|читайте)[^:]{0,20}:)",
    re.IGNORECASE,
)
_SIZES: Final = (80, 20)  # bytes of a paragraph; the smaller where there are not enough of the larger


@dataclass(slots=True)
class PageBlock:
    """A block of a page.

    Its text, white space collapsed; the element in which that begins; the heading that it is in, as `h2`;
    whether all of it is in links to other pages; and whether it `parts` what is before it from what is after
    it, as such a link or a field of a form does.
    """

    text: str = ""
    element: Any = None
    heading: str = ""
    is_link: bool = False
    parts: bool = False


class _Texts:
    """The texts of a block while it is read."""

    __slots__ = ("_texts", "element", "is_link")

    def __init__(self) -> None:
        self.element: Any = None
        self.is_link = True
        self._texts: list[str] = []

    def add(self, text: str, element: Any, *, is_link: bool) -> None:
        self._texts.append(text)
        if not text.isspace():
            if self.element is None:
                self.element = element
            self.is_link &= is_link

    def block(self, heading: str, *, parts: bool) -> PageBlock:
        text = " ".join("".join(self._texts).split())
        parts = parts and self.is_link and any(map(str.isalpha, text))
        return PageBlock(text, self.element, heading, self.is_link, parts)


def is_list(blocks: Sequence[PageBlock], extracted: Iterable[str]) -> bool:
    """Whether what was taken for an article is a list: nearly each paragraph parted from the next.

    Args:
        blocks: those of the page.
        extracted: the blocks that were taken for its article.
    """
    found = " ".join(extracted)
    return any(_is_parted(blocks, found, size) for size in _SIZES) and not _is_counted(blocks)


def _is_parted(blocks: Sequence[PageBlock], found: str, size: int) -> bool:
    sections = paragraphs = position = 0
    is_new = True
    for block in blocks:
        if block.parts:
            is_new = True
        elif paragraphs < _LOOKED_AT and len((text := block.text).encode()) >= size:
            place = found.find(text, position)
            if place >= 0:
                position = place + len(text)
                paragraphs += 1
                sections += is_new
                is_new = False
    return sections >= _SECTIONS and paragraphs <= _PARAGRAPHS * sections


def _is_counted(blocks: Sequence[PageBlock]) -> bool:
    """Whether the headings have numbers that go up or down by one: a list that is read in one go."""
    numbers = [
        int(found[1])
        for block in blocks
        if block.heading in _HEADINGS and (found := _NUMBER.match(block.text))
    ]
    steps = [abs(second - first) == 1 for first, second in pairwise(numbers)]
    return len(steps) >= _SECTIONS - 1 and sum(steps) * 2 > len(steps)


def teasers_of(blocks: Sequence[PageBlock]) -> set[str]:
    """The texts of blocks that are links to other pages wherever they stand: headlines and calls.

    A sentence that is all a link may be the article's, and so may a name; what is in capitals or calls to
    read more is not.
    """
    others = {block.text for block in blocks if not block.is_link}
    return {
        block.text
        for block in blocks
        if block.is_link and block.text not in others and _is_teaser(block.text)
    }


def _is_teaser(text: str) -> bool:
    if _CALL.match(text):
        return True
    return len(text.encode()) >= _HEADLINE and (text.isupper() or _ENDS_SENTENCE.search(text) is None)


def page_blocks(tree: Any) -> Iterator[PageBlock]:
    """A page's blocks in order.

    A link without a letter, such as a time, parts nothing, nor does any in the page's only `article`.

    Args:
        tree: the page, as lxml has it.
    """
    from lxml import etree

    articles = [*islice(outermost(tree, "article"), 2)]
    article = articles[0] if len(articles) == 1 else None
    texts, links, in_article, heading = _Texts(), 0, False, ""
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name, starts = element.tag, event == "start"
        if name in _ENDS:
            if texts.element is not None:
                yield texts.block(heading, parts=not in_article)
                texts = _Texts()
            if name in _ALL_HEADINGS:
                heading = name if starts else ""
        if name == "a":
            if _leads_elsewhere(element):
                links += 1 if starts else -1
        elif element is article:
            in_article = starts
        elif name in _FIELDS and starts and _is_field(element):
            yield PageBlock(parts=True)
        if text := element.text if starts else element.tail:
            texts.add(text, element if starts else element.getparent(), is_link=links > 0)


def _is_field(element: Any) -> bool:
    return (element.get("type") or "").strip().lower() not in _NO_FIELDS


def _leads_elsewhere(element: Any) -> bool:
    return not (element.get("href") or "#").strip().startswith("#")
