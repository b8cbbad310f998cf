"""Which answers are pages of text, by their Content-Type, or by their bytes where that says nothing.

Bytes are judged as browsers do (WHATWG MIME Sniffing, sections 5 and 7).
"""

import codecs
import re
from typing import Final

from chalicelib.errors import NotText

HTML: Final = "text/html"
XHTML: Final = "application/xhtml+xml"
PLAIN: Final = "text/plain"

ACCEPT: Final = f"{HTML}, {XHTML}, {PLAIN};q=0.9, text/markdown;q=0.9, application/xml;q=0.5, */*;q=0.1"

_XML: Final = frozenset({"text/xml", "application/xml"})
_COUNTED_AS: Final = {
    HTML: HTML,
    XHTML: XHTML,
    PLAIN: PLAIN,
    "text/markdown": PLAIN,
    "text/x-markdown": PLAIN,
} | dict.fromkeys(_XML, XHTML)
# Types that a server sends when it does not know better.
_UNKNOWN: Final = frozenset({"", "unknown/unknown", "application/unknown", "*/*"})

_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,127}"  # RFC 6838, section 4.2
_MEDIA_TYPE: Final = re.compile(rf"\s*({_NAME}/{_NAME})\s*(;.*)?", re.DOTALL)
_CHARSET: Final = re.compile(r""";\s*charset\s*=\s*["']?([A-Za-z0-9_.:+-]{1,40})""", re.IGNORECASE)

_SNIFFED: Final = 1445  # bytes that browsers look at
_NOT_TEXT: Final = (
    b"%PDF-",
    b"\x89PNG\r\n",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"BZh9",
    b"\xfd7zXZ",
)
_BINARY: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_HTML_START: Final = re.compile(
    rb"[\t\n\f\r ]*<(?:!--|"
    rb"(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[ >])",
    re.IGNORECASE,
)
_XML_START: Final = re.compile(rb"[\t\n\f\r ]*<\?xml")
_XHTML_ROOT: Final = re.compile(rb"<html[\s>]|http://www\.w3\.org/1999/xhtml")


def check_declared(content_type: str | None) -> None:
    """Refuse an answer by its Content-Type, before its body is read.

    Raises:
        NotText: it names a type that is not counted.
    """
    declared = _declared(content_type)[0]
    if declared not in _UNKNOWN and declared not in _COUNTED_AS:
        raise NotText(f"the URL leads to {declared}, which is not a page of text")


def effective(content_type: str | None, body: bytes) -> str:
    """The type that a body is to be counted as.

    Returns:
        text/html, application/xhtml+xml or text/plain, and `; charset=…` if the site named one.

    Raises:
        NotText: the bytes are no text, or XML that is no page.
    """
    declared, charset = _declared(content_type)
    head = _head(body)
    if head.startswith(_NOT_TEXT):
        raise NotText("the URL leads to a file that is not text")
    if declared in _UNKNOWN:
        return _sniffed(head) + charset
    if declared in _XML and not _XHTML_ROOT.search(head):
        raise NotText("the URL leads to XML that is not a page")
    if _COUNTED_AS[declared] == PLAIN and "utf-16" not in charset.lower() and _BINARY.search(head):
        raise NotText("the URL leads to bytes that are not text")
    return _COUNTED_AS[declared] + charset


def _declared(content_type: str | None) -> tuple[str, str]:
    """The type in lower case, and `; charset=…`; empty where there is none that can be read."""
    match = _MEDIA_TYPE.fullmatch(content_type or "")
    if not match:
        return "", ""
    charset = _CHARSET.search(match[2] or "")
    return match[1].lower(), f"; charset={charset[1]}" if charset else ""


def _head(body: bytes) -> bytes:
    """The first bytes of `body`, as UTF-8 where a byte order mark says how they are encoded."""
    head = body[:_SNIFFED]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return head.removeprefix(codecs.BOM_UTF8)


def _sniffed(head: bytes) -> str:
    if _HTML_START.match(head):
        return HTML
    if _BINARY.search(head):
        raise NotText("the URL leads to bytes that are not text, and the site does not say what they are")
    if _XML_START.match(head):
        if _XHTML_ROOT.search(head):
            return XHTML
        raise NotText("the URL leads to XML that is not a page")
    return PLAIN
