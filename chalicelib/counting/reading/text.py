"""A page's bytes to the text that a reader of it sees."""

import re
from dataclasses import dataclass
from html.entities import html5

from turbohtml import Document, Namespace

from chalicelib.counting.reading import charset, media
from chalicelib.counting.reading.bounds import bounded
from chalicelib.counting.reading.documents import plain
from chalicelib.counting.reading.documents.calendars import calendar
from chalicelib.counting.reading.documents.captions import captions
from chalicelib.counting.reading.documents.feeds import feed_page
from chalicelib.counting.reading.documents.markdown import markdown
from chalicelib.counting.reading.documents.pdf import pdf_text
from chalicelib.counting.reading.empty import why_empty
from chalicelib.counting.reading.main_text import (
    MAXIMUM_MARKUP,
    NO_ARTICLE,
    NO_MARKUP,
    OFF,
    TOO_COMPLEX,
    MainText,
    main_text_of,
    markup_of,
)
from chalicelib.counting.reading.shadow import declares_roots, opened, shadow_roots
from chalicelib.counting.reading.tree_builder import parsed
from chalicelib.counting.reading.visible import shown_part, text_of
from chalicelib.counting.words.folding import INVISIBLE
from chalicelib.counting.words.pieces import BREAK

TITLE_LENGTH = 300
"""Characters of a title that are kept."""

_TEXT_FILES = {
    media.PLAIN: plain.plain,
    media.MARKDOWN: markdown,
    media.RESTRUCTURED: plain.restructured,
    media.TABLE: plain.table,
    media.CAPTIONS: captions,
    media.CALENDAR: calendar,
    media.OTHER_XML: plain.elements,
}
_PUBLISHED = "meta[property='article:published_time' i]"
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")


@dataclass(frozen=True, slots=True)
class PageText:
    """What there is to read: `blocks` is the text with `BREAK` between its blocks.

    `why_empty` says of a page without any text what may show it (`empty`), and of others nothing.
    `rules_left_out` is how many rules of the page's style sheets were too many or too costly to follow,
    `pages_left_out` how many pages of a PDF there was no time for.
    """

    title: str | None
    language: str | None
    blocks: str
    main: MainText
    rules_left_out: int = 0
    pages_left_out: int = 0
    why_empty: str | None = None


def page_text(body: bytes, content_type: str | None, *, main_text: bool = True) -> PageText:
    """The text of a page, with the title and the language that it gives itself.

    Args:
        body: a response's bytes, of any kind that `media` knows.
        content_type: its Content-Type header; without one the bytes tell what they are. What it does not
            know is plain text.
        main_text: whether its main text is looked for.

    Raises:
        NotText: there is no header, and the bytes are no text; or a document cannot be read.
        Uncountable: a PDF takes too long to read.
    """
    kind = media.kind_of(content_type, body)
    none = MainText(None, NO_MARKUP if main_text else OFF)
    if kind == media.PDF:
        pdf = pdf_text(body)
        return PageText(
            _title_of(pdf.title), pdf.language, _visible(pdf.blocks), none, pages_left_out=pdf.pages_left_out
        )
    source = charset.decode(body, content_type, markup=kind not in _TEXT_FILES or kind == media.OTHER_XML)
    if kind in _TEXT_FILES:
        text = source.replace("\0", "").replace("\r\n", "\n")
        return PageText(None, None, _visible(_TEXT_FILES[kind](text)), none)
    if kind == media.FEED:
        feed = feed_page(source)
        entries = (_of_markup(each, xml=False, main_text=False, sheets=False).blocks for each in feed.entries)
        return PageText(_title_of(feed.title), feed.language, BREAK.join(entries), none)
    return _of_markup(source, xml=kind == media.XHTML, main_text=main_text)


def _of_markup(source: str, *, xml: bool, main_text: bool, sheets: bool = True) -> PageText:
    if xml:
        source = _ENTITY.sub(_character, source)
    has_shadows = declares_roots(source)
    source = bounded(opened(source) if has_shadows else source)
    document = parsed(source, xml=xml)
    if not sheets:  # those of a feed's entry are made for another page
        for sheet in [*document.find_all("style")]:
            sheet.decompose()
    shadows = shadow_roots(document) if has_shadows else []
    too_large = len(source) > MAXIMUM_MARKUP
    del source  # or it would be in memory beside the tree and its text
    title, language = _title(document), _language(document)
    is_dated = document.select_one(_PUBLISHED) is not None
    why_none = why_empty(document)  # what is not shown goes from the tree next
    shown = shown_part(document, shadows)
    markup = (
        markup_of(shown.body) if shown and main_text and not too_large else None
    )  # which the text uses up
    blocks = text_of(shown) if shown else ""
    if markup is not None:
        main = main_text_of(markup, blocks, title=title, is_dated=is_dated)
    elif not main_text:
        main = MainText(None, OFF)
    else:
        main = MainText(None, TOO_COMPLEX if shown else NO_ARTICLE)
    if main.blocks is not None:
        main = MainText(_visible(main.blocks))
    blocks = _visible(blocks)
    return PageText(
        title,
        language,
        blocks,
        main,
        rules_left_out=shown.rules_left_out if shown else 0,
        why_empty=None if blocks.strip(BREAK) else why_none,
    )


def _title(document: Document) -> str | None:
    """The first `title` that is HTML's, its white space collapsed (HTML standard, section 3.1.4)."""
    for element in document.find_all("title"):
        if element.namespace is Namespace.HTML:
            return _title_of(element.text)
    return None


def _title_of(text: str | None) -> str | None:
    return " ".join(_visible(text or "").split())[:TITLE_LENGTH].rstrip() or None


def _language(document: Document) -> str | None:
    for name in ("html", "body"):
        element = document.find(name)
        language = element and (element.attr("lang") or element.attr("xml:lang"))
        if language:
            return language
    return None


def _character(reference: re.Match[str]) -> str:
    """What HTML's named character reference stands for; XML knows five names only, and keeps those."""
    name = reference[1]
    if name in ("amp;", "lt;", "gt;", "quot;", "apos;"):
        return reference[0]
    return html5.get(name, "\ufffd")


def _visible(text: str) -> str:
    if not text.isascii():
        for character in INVISIBLE:
            if character in text:
                text = text.replace(character, "")
    return text
