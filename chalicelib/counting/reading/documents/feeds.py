"""RSS and Atom: a feed's entries as one page, each with its title and its text."""

import re
from dataclasses import dataclass
from html import escape

from turbohtml import HTMLParseError, parse_xml
from turbohtml.extract import Entry

from chalicelib.errors import NotText, Uncountable

MAXIMUM_TAGS = 500_000
"""Of a feed, as its tree has to fit into memory."""

_ROOT = re.compile(r"<rss(\s[^>]*)?>")
_VERSION = re.compile(r"""\sversion\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A feed as HTML."""

    title: str | None
    language: str | None
    markup: str


def feed_page(source: str) -> FeedPage:
    """The page of a feed; an entry that has a text in full is not read in summary too.

    Args:
        source: RSS (0.9, 1.0, 2.0) or Atom 1.0.

    Raises:
        NotText: it breaks XML's rules, or is no feed.
        Uncountable: it has too many elements.
    """
    if source.count("<") > MAXIMUM_TAGS:
        raise Uncountable(f"the feed has more than {MAXIMUM_TAGS:,} tags")
    try:
        document = parse_xml(_ROOT.sub(_as_rss_2, source, count=1))
    except HTMLParseError as error:
        raise NotText(f"the URL leads to a feed that breaks the rules of XML: {error}") from None
    feed = document.feed()
    if feed is None:
        raise NotText("the URL leads to XML that is neither a page nor a feed")
    root, channel = document.root, document.find("language")
    language = (root.attr("xml:lang") if root else None) or (channel.text.strip() if channel else None)
    return FeedPage(feed.title, language, "".join(map(_article, feed.entries)))


def _as_rss_2(root: re.Match[str]) -> str:
    """The root of any RSS 0.9x or 2.0, also of one that does not say which, as 2.0, which has all of it."""
    return f'<rss version="2.0"{_VERSION.sub("", root[1] or "")}>'


def _article(entry: Entry) -> str:
    content = entry.content if isinstance(entry.content, str) else None
    return f"<article><h2>{escape(entry.title or '')}</h2>{content or entry.summary or ''}</article>"
