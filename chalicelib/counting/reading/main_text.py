"""The main text of a page: its article, without the menus, notices and teasers around it.

trafilatura finds it, by its quick rules alone and without what it has for dates, authors and comments. What
it finds is an article where most of it runs on in paragraphs that are no links: lists, start pages and forms
have none. The bounds keep any page within three seconds: some of its rules take the square of what they see.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from chalicelib.counting.words.pieces import BREAK

if TYPE_CHECKING:
    from trafilatura.settings import Extractor

NO_ARTICLE: Final = "no-article"
TOO_COMPLEX: Final = "too-complex"

MAXIMUM_ELEMENTS: Final = 20_000
MAXIMUM_CHILDREN: Final = 3_000
MAXIMUM_CHARACTERS: Final = 1_000_000
"""How many elements a page may have, one element may have in it, and how long text and attributes may be."""

_ATTRIBUTE_CHARACTERS = 1_000
_UNSEEN = ("script", "style", "noscript", "template", "iframe", "svg", "object", "video", "audio", "select")

# What an article has: bytes of running text, which is text in blocks of at least so many bytes. A Chinese
# character is three bytes in UTF-8, and says about as much as three letters.
_RUNNING_BYTES = 200
_RUNNING_BLOCK_BYTES = 80
# Of the text of real articles at most an eighth is in blocks that are links and nothing else.
_LINK_SHARE = 0.15
# Where nothing on the page looked like an article, trafilatura gives all of its text as one block.
_DUMP_SHARE = 0.8
_DUMP_LINK_SHARE = 0.25

_BLOCKS = frozenset("p head item cell row quote code list table lb ab".split())


@dataclass(frozen=True, slots=True)
class Found:
    """The main text with `BREAK` between its blocks; or None, and `why`: `NO_ARTICLE` or `TOO_COMPLEX`."""

    blocks: str | None
    why: str | None = None


def main_text(markup: bytes) -> Found:
    """Find the main text of a page.

    Args:
        markup: HTML in UTF-8.
    """
    tree = _tree(markup)
    if tree is None:
        return Found(None, NO_ARTICLE)
    if not _is_bounded(tree):
        return Found(None, TOO_COMPLEX)
    body = _extracted(tree)
    blocks = [] if body is None else [*_blocks(body)]
    if not _is_article(blocks, tree):
        return Found(None, NO_ARTICLE)
    return Found(BREAK.join(blocks))


def _tree(markup: bytes) -> Any | None:
    """The page's elements without those that show no text, or None if it has none."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, ValueError):  # there is nothing in it
        return None
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    return tree


def _is_bounded(tree: Any) -> bool:
    """Whether the page keeps within the bounds; long attributes, such as pictures in `src`, are dropped."""
    characters = 0
    for number, element in enumerate(tree.iter()):
        if number >= MAXIMUM_ELEMENTS or len(element) > MAXIMUM_CHILDREN:
            return False
        for name, value in element.items():
            if len(value) > _ATTRIBUTE_CHARACTERS:
                del element.attrib[name]
            else:
                characters += len(value)
        characters += len(element.text or "") + len(element.tail or "")
        if characters > MAXIMUM_CHARACTERS:
            return False
    return True


def _extracted(tree: Any) -> Any | None:
    """What trafilatura finds, as a tree of its own elements, or None."""
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(tree, options=_options())
    except (RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError):
        logging.getLogger(__name__).exception("trafilatura failed")
        return None
    return None if document is None else document.body


@cache
def _options() -> "Extractor":
    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # that it finds nothing is no warning here
    return Extractor(fast=True, recall=True, comments=False, formatting=False, links=False, images=False)


def _blocks(body: Any) -> Iterator[str]:
    """The text of each block, white space collapsed."""
    parts: list[str] = []
    for event, element in _walk(body):
        if element.tag in _BLOCKS:
            parts.append(BREAK)
        parts.append((element.text if event == "start" else element.tail) or "")
    for block in "".join(parts).split(BREAK):
        text = " ".join(block.split())
        if text:
            yield text


def _walk(body: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    return etree.iterwalk(body, events=("start", "end"))


def _is_article(blocks: list[str], tree: Any) -> bool:
    links = {" ".join(link.text_content().split()) for link in _linked(tree)}
    size = sum(map(len, blocks))
    running = sum(length for block in blocks if block not in links and (length := len(block.encode())) >= 80)
    if running < _RUNNING_BYTES or sum(len(block) for block in blocks if block in links) > _LINK_SHARE * size:
        return False
    if len(blocks) > 1:
        return True
    whole = len(tree.text_content())
    linked = sum(len(link.text_content()) for link in tree.iter("a"))
    return size < _DUMP_SHARE * whole or linked < _DUMP_LINK_SHARE * whole


def _linked(tree: Any) -> Iterator[Any]:
    """The elements that are links, and those in links, such as the heading of a teaser."""
    for link in tree.iter("a"):
        yield from link.iter()
