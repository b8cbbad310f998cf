"""A page's bytes to the text that a reader of it sees."""

import io
import re
from dataclasses import dataclass
from html.entities import html5

from bs4 import BeautifulSoup

from chalicelib.counting.reading import charset, media
from chalicelib.counting.reading.tree_builder import VisibleText
from chalicelib.counting.words.pieces import BREAK

_XML = frozenset([media.XHTML, "text/xml", "application/xml"])
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31};)")
_PARAGRAPH_END = re.compile(r"\n[ \t\r\f\v]*+\n")
# What a reader does not see and what does not part words: soft hyphens, word joiners, byte order marks
# and marks of direction.
_INVISIBLE = "\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"


@dataclass(frozen=True, slots=True)
class PageText:
    """What there is to read: `blocks` is the text with `BREAK` between its blocks.

    `markup` is the page in UTF-8, for its main text, or None where it is no HTML.
    """

    title: str | None
    language: str | None
    blocks: str
    markup: bytes | None = None


def page_text(body: bytes, content_type: str | None) -> PageText:
    """The text of a page, with the title and the language that it gives itself.

    Args:
        body: a response's bytes: HTML, XHTML or plain text.
        content_type: its Content-Type header; without one the bytes tell what they are. What is neither
            HTML nor XML is plain text.

    Raises:
        NotText: there is no header, and the bytes are no text.
    """
    kind = _media_type(body, content_type)
    markup = kind == media.HTML or kind in _XML
    source = charset.to_utf8(body, content_type, markup=markup)
    if b"\0" in source:
        source = source.replace(b"\0", b"")
    if not markup:
        text = source.decode("utf-8").replace("\r\n", "\n")
        return PageText(None, None, _visible(_PARAGRAPH_END.sub(BREAK, text)))
    if kind in _XML:
        source = _ENTITY.sub(_character, source)
    builder = VisibleText(xml=kind in _XML)
    BeautifulSoup(io.BytesIO(source), builder=builder)
    title = _visible(builder.title) if builder.title else None
    return PageText(title or None, builder.language, _visible(builder.take_text()), source)


def _media_type(body: bytes, content_type: str | None) -> str:
    if not (content_type or "").strip():
        return media.effective(None, body)
    return (content_type or "").partition(";")[0].strip().lower()


def _character(reference: re.Match[bytes]) -> bytes:
    """What HTML's named character reference stands for; XML knows five names only, and keeps those."""
    name = reference[1].decode("ascii")
    if name in ("amp;", "lt;", "gt;", "quot;", "apos;"):
        return reference[0]
    return html5.get(name, "\ufffd").encode("utf-8")


def _visible(text: str) -> str:
    if not text.isascii():
        for character in _INVISIBLE:
            if character in text:
                text = text.replace(character, "")
    return text
