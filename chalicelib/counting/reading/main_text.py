"""The main text of a page: its article, without the menus, notices and teasers around it.

trafilatura finds it, by its quick rules alone and without what it has for dates, authors and comments. What
it finds is an article where most of it runs on in paragraphs that are no links: lists, start pages and forms
have none. The bounds keep any page within three seconds: some of its rules take the square of what they see.
"""

import logging
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Final

from chalicelib.counting.reading.asides import is_label
from chalicelib.counting.reading.containers import candidates
from chalicelib.counting.reading.leads import headings, lead
from chalicelib.counting.reading.mending import mend
from chalicelib.counting.reading.paths import quickened
from chalicelib.counting.reading.sections import PageBlock, is_list, page_blocks, teasers_of
from chalicelib.counting.reading.selection import Selection
from chalicelib.counting.reading.sparing import spare
from chalicelib.counting.words.pieces import BREAK

if TYPE_CHECKING:
    from trafilatura.settings import Extractor
    from turbohtml import Element

NO_ARTICLE: Final = "no-article"
TOO_COMPLEX: Final = "too-complex"
NO_MARKUP: Final = "no-markup"
OFF: Final = "off"

MAXIMUM_ELEMENTS: Final = 20_000
MAXIMUM_CHILDREN: Final = 3_000
MAXIMUM_MARKUP: Final = 5_000_000
"""Characters of a page whose main text is looked for."""
MAXIMUM_CHARACTERS: Final = 1_000_000
"""How many elements a page may have, how many one of them, and how long text and attributes may be."""

_ATTRIBUTE_CHARACTERS = 1_000
# libxml2 compares each attribute of an element with all others of it.
_MANY_ATTRIBUTES = re.compile(rb"""<[a-z][^<> ]*+(?: [^<>="]++="[^"]*+"){500}""")
# lxml's parser takes these, but does not let them be moved.
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_TO_SPACES = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_NO_TEXT = ("svg", "select", "button")
_LONG_ATTRIBUTE = re.compile(rb'="[^"]{%d}' % (_ATTRIBUTE_CHARACTERS + 1))
_HEADINGS = ("h1", "h2", "h3", "h4")
# To libxml2 the first five are not void: it puts what follows into them. trafilatura drops labels and theirs.
_NO_BLOCKS = ("embed", "source", "track", "wbr", "bgsound", "label")

# Bytes of running text that an article has at least: text in blocks of at least so many. A Chinese character
# is three bytes in UTF-8, and says about as much as three letters.
_RUNNING = 200
_RUNNING_BLOCK = 80
# Or in paragraphs and lines that follow each other, as a poem or a dialogue has them.
_RUN = 300
_RUN_BLOCK = 20  # on average
_RUN_KINDS = frozenset(["p", "lb", "quote"])
# And so may the items of a list have them, as a glossary's or a law's do, that are longer.
_ITEM_BLOCK = 30
_ITEM_KINDS = frozenset(["item"])
# Of the text of real articles at most an eighth is in blocks that are links and nothing else.
_LINK_SHARE = 0.15
_LONGEST_LINK = 1_000
# Where nothing looks like an article, trafilatura gives all of the page as one block, its links within.
_INNER_LINK_SHARE = 0.25
_MENU_LINKS = 10
_LINKS_LOOKED_FOR = 500

_BLOCKS = frozenset("p head item cell row quote code list table lb ab".split())  # of trafilatura's own tree


@dataclass(frozen=True, slots=True)
class MainText:
    """The main text with `BREAK` between its blocks; or None, and why there is none."""

    blocks: str | None
    why_none: str | None = None


def markup_of(shown: "Element") -> bytes | None:
    """The markup of what is shown of a page, for `main_text_of`; None if it is too much."""
    if len([*islice(shown.iter_elements(), MAXIMUM_ELEMENTS + 1)]) > MAXIMUM_ELEMENTS:
        return None
    markup = shown.encode()
    return None if _MANY_ATTRIBUTES.search(markup) else markup


def main_text_of(markup: bytes, text: str, *, title: str | None, is_dated: bool) -> MainText:
    """The main text of a page; `NO_ARTICLE` or `TOO_COMPLEX` where it has none.

    Args:
        markup: of what is shown of it.
        text: the text of that, with `BREAK` between its blocks: the main text is blocks of it.
        title: the page's.
        is_dated: whether it says when it was published, as one article: then it is no list.
    """
    tree = _tree(markup)
    if not _is_bounded(tree, markup):
        return MainText(None, TOO_COMPLEX)
    mend(tree)
    _strip(tree)
    page = [*page_blocks(tree)]
    texts = _article(tree, page, is_dated=is_dated)
    if texts is None:
        return MainText(None, NO_ARTICLE)
    found = Selection(text).blocks(texts, before=lead(page, texts, title), headings=headings(page, texts))
    return MainText(BREAK.join(found)) if found else MainText(None, NO_ARTICLE)


def _article(tree: Any, page: Sequence[PageBlock], *, is_dated: bool) -> list[str] | None:
    """The blocks that are taken for the article of a page, or None where none are."""
    links, lists = _links(tree), []
    teasers = teasers_of(page)
    for each in candidates(tree):
        blocks = _extracted(each)
        if _is_article(blocks, links):
            texts = [
                text for kind, text in blocks if not (is_label(text) or (kind == "p" and text in teasers))
            ]
            if not is_list(page, texts):
                return texts
            lists.append(texts)
    return lists[-1] if lists and is_dated else None


def _tree(markup: bytes) -> Any:
    """A tree of lxml's, which is what trafilatura takes."""
    from lxml import etree, html

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    # All elements of one class: lxml's own parser of HTML asks Python for each element's class each time.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    for each in _NO_CHARACTERS:
        markup = markup.replace(each, b"")
    return html.document_fromstring(markup.translate(_TO_SPACES), parser=parser)


def _strip(tree: Any) -> None:
    """Take out what is no text, and tags that would part it."""
    from lxml import etree

    pressed = [each for each in tree.iter("button") if next(each.iterancestors(_HEADINGS), None) is not None]
    for button in pressed:
        button.drop_tag()
    for formula in [*tree.iter("math")]:  # of which trafilatura would drop all that follows it
        text, tail = "".join(formula.itertext()), formula.tail
        formula.clear()
        formula.tag, formula.text, formula.tail = "span", text, tail
    etree.strip_elements(tree, *_NO_TEXT, with_tail=False)
    etree.strip_tags(tree, *_NO_BLOCKS)


def _is_bounded(tree: Any, markup: bytes) -> bool:
    """Whether the page keeps within the bounds; long attributes, such as pictures in `src`, are dropped.

    Where its markup is too short for what is looked for, the tree is not looked through.
    """
    # Of each text the parser may make a paragraph.
    if 2 * markup.count(b"<") > MAXIMUM_CHILDREN and tree.xpath(
        f"boolean(//*[count(*) > {MAXIMUM_CHILDREN}])"
    ):
        return False
    if _LONG_ATTRIBUTE.search(markup):
        for value in tree.xpath(f"//@*[string-length() > {_ATTRIBUTE_CHARACTERS}]"):
            del value.getparent().attrib[value.attrname]
    return len(markup) <= MAXIMUM_CHARACTERS or _characters(tree) <= MAXIMUM_CHARACTERS


def _characters(tree: Any) -> int:
    """How long the text and the attributes of a page are together."""
    return sum(map(len, tree.itertext())) + sum(map(len, tree.xpath("//@*")))


def _extracted(tree: Any) -> list[tuple[str, str]]:
    """What trafilatura takes for the main text: its blocks, each after its kind; none where it fails."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        document = bare_extraction(tree, options=_options())
    except (RecursionError, LookupError, TypeError, ValueError, AttributeError):
        logging.getLogger(__name__).warning("trafilatura failed", exc_info=True)
        return []
    return [*_blocks(document.body)] if isinstance(document, Document) else []


@cache
def _options() -> "Extractor":
    from trafilatura.settings import Extractor

    spare(quickened())
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # that it finds nothing is no warning here
    return Extractor(
        output_format="txt",  # or it would write the text too, which is not asked for
        fast=True,
        recall=True,
        comments=False,
        formatting=False,
        links=False,
        images=False,
    )


def _blocks(body: Any) -> Iterator[tuple[str, str]]:
    """What each block is in trafilatura's own tree, and its text, white space collapsed."""
    from lxml import etree

    kind, parts = "", [""]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            if text := " ".join("".join(parts).split()):
                yield kind, text
            kind, parts = element.tag, []
        parts.append((element.text if event == "start" else element.tail) or "")
    if text := " ".join("".join(parts).split()):
        yield kind, text


def _is_article(blocks: list[tuple[str, str]], links: Mapping[str, None]) -> bool:
    """Whether blocks of text run on, and are no start page or form.

    Args:
        blocks: each after its kind.
        links: the texts of the page's links.
    """
    if _running(blocks, links) < _RUNNING:
        return False
    texts = [text for _, text in blocks]
    linked = sum(len(text) for text in texts if text in links)
    if linked > _LINK_SHARE * sum(map(len, texts)):
        return False
    return len(texts) > 1 or not _is_whole_page(texts[0], links)


def _running(blocks: list[tuple[str, str]], links: Container[str]) -> int:
    """Bytes of running text."""
    running = 0
    for least, group in groupby(blocks, lambda block: _least_of_run(block, links)):
        sizes = [len(text.encode()) for _, text in group if text not in links]
        is_run = least and sum(sizes) >= max(_RUN, least * len(sizes))
        running += sum(sizes) if is_run else sum(size for size in sizes if size >= _RUNNING_BLOCK)
    return running


def _least_of_run(block: tuple[str, str], links: Container[str]) -> int:
    """How many bytes blocks of its kind have on average that are read in one go; 0 where none are."""
    kind, text = block
    if text in links:
        return 0
    return _RUN_BLOCK if kind in _RUN_KINDS else _ITEM_BLOCK if kind in _ITEM_KINDS else 0


def _links(tree: Any) -> dict[str, None]:
    """The texts of the page's links, and of what is in them, such as the heading of a teaser, in order."""
    texts = (element.text_content() for link in tree.iter("a") for element in link.iter())
    return dict.fromkeys(" ".join(text.split()) for text in texts if len(text) <= _LONGEST_LINK)


def _is_whole_page(block: str, links: Iterable[str]) -> bool:
    """Whether a block is the text of the whole page: many links, or a menu and what else there is."""
    looked_for = [*islice(links, _LINKS_LOOKED_FOR)]
    inside = [link for link in looked_for if link in block]
    linked = sum(map(len, inside))
    return linked >= _INNER_LINK_SHARE * len(block) or len(inside) >= max(_MENU_LINKS, len(looked_for) / 2)
