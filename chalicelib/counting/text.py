"""A page's bytes to the text that a reader of it sees."""

import io
import re
from dataclasses import dataclass

from bs4 import BeautifulSoup

from chalicelib.counting import charset
from chalicelib.counting.tree_builder import BREAK, VisibleText

_MARKUP_TYPES = frozenset(["text/html", "application/xhtml+xml", "text/xml", "application/xml"])
_LOOKS_LIKE_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|[a-z]+[\s>]|\?xml)", re.I | re.S
)
# Not characters of a text: NUL and the other controls that are no white space, and BREAK.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]+")
_PARAGRAPH_END = re.compile(r"\n[ \t\r\f\v]*\n\s*")


@dataclass(frozen=True, slots=True)
class PageText:
    """What there is to read: `blocks` is the text with `BREAK` between its blocks."""

    title: str | None
    language: str | None
    blocks: str


def page_text(body: bytes, content_type: str | None) -> PageText:
    """The text of a page, with the title and language that it gives itself.

    Args:
        body: a response's bytes, HTML, XHTML or plain text.
        content_type: its Content-Type header; without one the bytes tell what they are.
    """
    markup = _is_markup(body, content_type)
    text = _CONTROLS.sub("", charset.decode(body, content_type, markup=markup))
    text = text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
    if not markup:
        return PageText(None, None, _PARAGRAPH_END.sub(BREAK, text.replace("\r\n", "\n")))
    builder = VisibleText()
    BeautifulSoup(io.BytesIO(text.encode("utf-8")), builder=builder)
    return PageText(builder.title or None, builder.language, "".join(builder.parts))


def _is_markup(body: bytes, content_type: str | None) -> bool:
    essence = (content_type or "").partition(";")[0].strip().lower()
    if essence in _MARKUP_TYPES or essence.endswith("+xml"):
        return True
    return not essence and _LOOKS_LIKE_MARKUP.match(body) is not None
