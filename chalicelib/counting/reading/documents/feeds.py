"""RSS and Atom: a feed's entries, each with its title and its text as a page by itself.

Feeds are XML, and many break its rules in small ways that their readers put up with: those are mended first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from html.entities import html5

from turbohtml import CData, Element, HTMLParseError, Text, parse, parse_xml

from chalicelib.errors import NotText, Uncountable

MAXIMUM_TAGS = 500_000
"""Of a feed, as its tree has to fit into memory."""

MAXIMUM_ENTRIES = 50_000
"""Of a feed, as each is read as a page by itself."""

_ROOTS = frozenset(["rss", "rdf", "channel", "feed", "entry"])
_ENTRIES = frozenset(["item", "entry"])
# The first of these that an entry has is its text; its summaries are not read then too.
_TEXTS = (
    "content:encoded",
    "content",
    "body",
    "description",
    "summary",
    "itunes:summary",
    "media:description",
)
_TYPES = frozenset(["", "text", "html", "xhtml", "plain", "application/xhtml+xml"])

_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
_SLIP = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|(\]\]>)"
    r"|&(?:(amp|lt|gt|quot|apos);|#([0-9]{1,7}|[xX][0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31};)?)",
    re.DOTALL,
)
_START = re.compile(r"<[A-Za-z_][\w.-]*(?::[\w.-]+)?(?=[\s/>])")
_PREFIX = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]{0,30}):[A-Za-z_]")
_DECLARED = re.compile(r"\sxmlns:([\w.-]{1,31})\s*=")
_MOST_PREFIXES = 30


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A feed: each of its entries as HTML, whose slips are its own."""

    title: str | None
    language: str | None
    entries: list[str]


def feed_page(source: str) -> FeedPage:
    """What a feed has; an entry that has a text in full is not read in summary too.

    Args:
        source: RSS (0.9, 1.0, 2.0), Atom (0.3, 1.0), or one entry of Atom's.

    Raises:
        NotText: it breaks XML's rules in a way that cannot be mended, or is no feed.
        Uncountable: it has too many elements or entries.
    """
    root = _root(source)
    channel = next((each for each in _children(root) if _local(each) == "channel"), root)
    entries = [each for each in (root, *root.iter_elements()) if _local(each) in _ENTRIES]
    if len(entries) > MAXIMUM_ENTRIES:
        raise Uncountable(f"the feed has more than {MAXIMUM_ENTRIES:,} entries")
    title, language = _child(channel, "title"), _child(channel, "language")
    return FeedPage(
        title=_plain(title) if title is not None else None,
        language=root.attr("xml:lang") or (language.text.strip() if language is not None else None),
        entries=[*filter(None, map(_entry, entries))],
    )


def _root(source: str) -> Element:
    if source.count("<") > MAXIMUM_TAGS:
        raise Uncountable(f"the feed has more than {MAXIMUM_TAGS:,} tags")
    try:
        root = parse_xml(_mended(source)).root
    except HTMLParseError as error:
        raise NotText(f"the URL leads to a feed that breaks the rules of XML: {error}") from None
    if root is None or _local(root) not in _ROOTS:
        raise NotText("the URL leads to XML that is neither a page nor a feed")
    return root


def _mended(source: str) -> str:
    """A feed's source without slips that its readers put up with."""
    source = _SLIP.sub(_reference, source.translate(_CONTROLS).strip().removeprefix("\ufeff"))
    missing = set(_PREFIX.findall(source)) - set(_DECLARED.findall(source)) - {"xml", "xmlns"}
    if not 0 < len(missing) <= _MOST_PREFIXES:
        return source
    declared = "".join(f' xmlns:{prefix}="{prefix}"' for prefix in sorted(missing))
    return _START.sub(lambda start: start[0] + declared, source, count=1)


def _reference(slip: re.Match[str]) -> str:
    """What XML has for a reference: itself, the character that HTML knows by the name, or a bare `&`."""
    end, own, number, name = slip.groups()
    if end:
        return "]]&gt;"
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        return f"&#{code};" if _is_character(code) else "\ufffd"
    if own or not slip[0].startswith("&"):
        return slip[0]
    return escape(html5[name]) if name in html5 else "&amp;" + (name or "")


def _is_character(code: int) -> bool:
    """Whether XML has a character of that number (XML 1.0, section 2.2)."""
    return (
        code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    )


def _entry(entry: Element) -> str:
    title = _child(entry, "title")
    heading = f"<h2>{_markup(title)}</h2>" if title is not None else ""
    return heading + next(filter(None, map(_markup, _texts(entry))), "")


def _texts(entry: Element) -> Iterator[Element]:
    """What may be an entry's text, the fullest first; `media:group` has some of it."""
    parts = [*_children(entry)]
    for group in [each for each in parts if each.tag == "media:group"]:
        parts += _children(group)
    for name in _TEXTS:
        yield from (each for each in parts if each.tag in (name, f"atom:{name}") or _is_only(each, name))


def _is_only(element: Element, name: str) -> bool:
    """Whether an element has that name but for a prefix that stands for the feed's own namespace."""
    prefix, colon, local = element.tag.partition(":")
    return bool(colon) and local == name and prefix not in ("media", "itunes", "dc", "content")


def _markup(element: Element) -> str:
    """A text of a feed's as HTML, by the type that it says it has (RFC 4287, section 3.1)."""
    if any(isinstance(each, Element) for each in element.children):
        return _xhtml(element)
    kind = (element.attr("type") or "").strip().lower()
    if (kind not in _TYPES and not kind.startswith("text/")) or element.attr("mode") == "base64":
        return ""  # a picture, say
    text = "".join(each.data for each in element.children if isinstance(each, Text | CData)).strip()
    return escape(text) if _is_plain(element, kind) else text


def _is_plain(element: Element, kind: str) -> bool:
    if kind:
        return (
            kind in ("text", "plain", "text/plain") and element.attr("mode") != "escaped"
        )  # as Atom 0.3 has it
    return element.tag.startswith("media:") or (
        isinstance(element.parent, Element) and _local(element.parent) in ("entry", "feed")
    )


def _xhtml(element: Element) -> str:
    """Elements of XHTML as HTML: without prefixes, and without sections of characters."""
    for each in [*element.descendants]:
        if isinstance(each, CData):
            each.replace_with(Text(each.data))
        elif isinstance(each, Element):
            each.tag = _local(each)
    return element.inner_html


def _plain(title: Element) -> str:
    return parse(_markup(title)).text


def _child(element: Element, name: str) -> Element | None:
    return next((each for each in _children(element) if each.tag == name or _is_only(each, name)), None)


def _children(element: Element) -> Iterator[Element]:
    return (each for each in element.children if isinstance(each, Element))


def _local(element: Element) -> str:
    return element.tag.rpartition(":")[2].lower()
