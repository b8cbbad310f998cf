"""Which answers are pages of text, by their Content-Type, or by their bytes where that says nothing.

Bytes are judged as browsers do (WHATWG MIME Sniffing, sections 5 and 7).
"""

import codecs
import re
from typing import Final

from chalicelib.errors import NotText

HTML: Final = "text/html"
XHTML: Final = "application/xhtml+xml"
FEED: Final = "application/rss+xml"
OTHER_XML: Final = "application/xml"
PDF: Final = "application/pdf"
MARKDOWN: Final = "text/markdown"
RESTRUCTURED: Final = "text/x-rst"
TABLE: Final = "text/csv"
CAPTIONS: Final = "text/vtt"
CALENDAR: Final = "text/calendar"
PLAIN: Final = "text/plain"

ACCEPT: Final = (
    f"{HTML}, {XHTML}, {PLAIN};q=0.9, {MARKDOWN};q=0.9, {PDF};q=0.8, {FEED};q=0.8, "
    "application/atom+xml;q=0.8, application/xml;q=0.5, text/*;q=0.5, */*;q=0.1"
)

_XML: Final = frozenset({"text/xml", "application/xml"})
_COUNTED_AS: Final = {
    HTML: HTML,
    XHTML: XHTML,
    PLAIN: PLAIN,
    FEED: FEED,
    **{
        f"{tree}/{vendor}{kind}": FEED
        for tree in ("application", "text")
        for vendor in ("", "x-")
        for kind in ("rss+xml", "rss", "atom+xml", "atom", "rdf+xml")
    },
    PDF: PDF,
    "application/x-pdf": PDF,
    MARKDOWN: MARKDOWN,
    "text/x-markdown": MARKDOWN,
    "text/mdx": MARKDOWN,
    RESTRUCTURED: RESTRUCTURED,
    "text/rst": RESTRUCTURED,
    "text/prs.fallenstein.rst": RESTRUCTURED,
    TABLE: TABLE,
    "text/tab-separated-values": TABLE,
    CAPTIONS: CAPTIONS,
    "text/srt": CAPTIONS,
    "application/x-subrip": CAPTIONS,
    CALENDAR: CALENDAR,
    "text/vcard": CALENDAR,
    "text/x-vcard": CALENDAR,
    "text/x-vcalendar": CALENDAR,
}
# Types that a server sends when it does not know better.
_UNKNOWN: Final = frozenset({"", "unknown/unknown", "application/unknown", "*/*"})

_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,127}"  # RFC 6838, section 4.2
_MEDIA_TYPE: Final = re.compile(rf"\s*({_NAME}/{_NAME})(?:[;\s].*)?", re.DOTALL)
_PARAMETER: Final = re.compile(r""";\s*([^=;]*)(?:=\s*(?:"((?:[^"\\]|\\.)*+)"?|([^;,]*)))?""", re.DOTALL)
_LABEL: Final = re.compile(r"[A-Za-z0-9_.:+-]{1,40}")

_SNIFFED: Final = 1445  # bytes that browsers look at
_PDF_START: Final = b"%PDF-"
_NOT_TEXT: Final = {
    b"\x89PNG\r\n": "a picture (PNG)",
    b"GIF8": "a picture (GIF)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"PK\x03\x04": "a ZIP archive, or a document of an office suite",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "a document of an old office suite",
    b"\x1f\x8b": "an archive (gzip)",
    b"BZh9": "an archive (bzip2)",
    b"\xfd7zXZ": "an archive (xz)",
    b"7z\xbc\xaf": "an archive (7z)",
    b"\x7fELF": "a program",
    b"{\\rtf": "a document in Rich Text Format",
}
_BINARY: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_HTML_START: Final = re.compile(
    rb"[\t\n\f\r ]*<(?:!--|"
    rb"(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[ >])",
    re.IGNORECASE,
)
_XML_START: Final = re.compile(rb"[\t\n\f\r ]*<\?xml")
_XML_PROLOG: Final = re.compile(
    rb"(?:\s++|<\?.*?\?>|<!--.*?-->|<![A-Za-z][^\[>]*+(?:\[[^\]]*+\]\s*+)?>)*+", re.DOTALL
)
_XML_LOOKED_AT: Final = 65_536  # bytes, for a root after long comments
_FEED_ROOT: Final = re.compile(
    rb"<(?:rss|rdf:RDF|(?:[a-z]{1,9}:)?feed)[\s>]|<(?:[a-z]{1,9}:)?entry\s[^>]*/Atom"
)
_XHTML_ROOT: Final = re.compile(rb"<html[\s>]|http://www\.w3\.org/1999/xhtml")


def check_declared(content_type: str | None) -> None:
    """Refuse an answer by its Content-Type, before its body is read.

    Raises:
        NotText: it names a type that is not counted.
    """
    declared = _declared(content_type)[0]
    if declared not in _UNKNOWN | _XML and _counted_as(declared) is None:
        raise NotText(f"the URL leads to {declared}, which is not a page of text")


def effective(content_type: str | None, body: bytes) -> str:
    """The type that a body is to be counted as.

    Returns:
        one of the types above, and `; charset=…` if the site named one.

    Raises:
        NotText: the bytes are no text, or XML that is no page and no feed; it says what they are.
    """
    declared, charset = _declared(content_type)
    head = _head(body)
    for start, named in _NOT_TEXT.items():
        if head.startswith(start):
            raise NotText(f"the URL leads to {named}, which is not a page of text")
    if head.startswith(_PDF_START):
        return PDF
    if declared in _UNKNOWN:
        return _sniffed(head, body) + charset
    if declared in _XML:
        return _xml(body) + charset
    kind = _counted_as(declared) or PLAIN
    if kind == PDF:
        raise NotText("the URL leads to something that is said to be a PDF and is none")
    if kind not in (HTML, XHTML, FEED) and "utf-16" not in charset.lower() and _BINARY.search(head):
        raise NotText("the URL leads to bytes that are not text")
    return kind + charset


def kind_of(content_type: str | None, body: bytes) -> str:
    """Which of the types above a body is counted as; what else is wrong with it, reading it finds.

    Raises:
        NotText: nothing says what it is, and it is no text.
    """
    declared = _declared(content_type)[0]
    if not declared:
        return effective(None, body).partition(";")[0]
    if declared in _XML:
        root = _xml_root(body)
        kind = XHTML if _XHTML_ROOT.search(root[:_SNIFFED]) else OTHER_XML
        return FEED if _FEED_ROOT.match(root) else kind
    return _counted_as(declared) or PLAIN


def _counted_as(declared: str) -> str | None:
    """What a declared type is counted as: every `text/…` as some kind of text, and few others."""
    return _COUNTED_AS.get(declared, PLAIN if declared.startswith("text/") else None)


def charset_parameter(content_type: str | None) -> str | None:
    """The label of the encoding that a Content-Type header names, as Chromium reads it, or None."""
    for name, quoted, plain in _PARAMETER.findall(content_type or ""):
        label = re.sub(r"\\(.)", r"\1", quoted).strip() or plain.strip()
        if name.lower() == "charset" and label:
            return label if _LABEL.fullmatch(label) else None
    return None


def _declared(content_type: str | None) -> tuple[str, str]:
    """The type in lower case, and `; charset=…`; empty where there is none that can be read.

    Of several types with commas between them, as of fields that were joined, the last one counts (Fetch
    standard, "extract a MIME type").
    """
    types = [found[1] for part in (content_type or "").split(",") if (found := _MEDIA_TYPE.fullmatch(part))]
    if not types:
        return "", ""
    label = charset_parameter(content_type)
    return types[-1].lower(), f"; charset={label}" if label else ""


def _head(body: bytes, size: int = _SNIFFED) -> bytes:
    """The first bytes of `body`, as UTF-8 where a byte order mark says how they are encoded."""
    head = body[:size]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return head.removeprefix(codecs.BOM_UTF8)


def _sniffed(head: bytes, body: bytes) -> str:
    if _HTML_START.match(head):
        return HTML
    if _BINARY.search(head):
        raise NotText("the URL leads to bytes that are not text, and the site does not say what they are")
    return _xml(body) if _XML_START.match(head) else PLAIN


def _xml(body: bytes) -> str:
    root = _xml_root(body)
    if _FEED_ROOT.match(root):
        return FEED
    if _XHTML_ROOT.search(root[:_SNIFFED]):
        return XHTML
    raise NotText("the URL leads to XML that is neither a page nor a feed")


def _xml_root(body: bytes) -> bytes:
    """The first element of a document of XML, and what follows it."""
    head = _head(body, _XML_LOOKED_AT)
    prolog = _XML_PROLOG.match(head)
    return head[prolog.end() if prolog else 0 :]
