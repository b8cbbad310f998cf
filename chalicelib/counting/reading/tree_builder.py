"""A tree builder for BeautifulSoup: it grows the tree that browsers grow, and grows it in C.

turbohtml parses as the HTML standard says, with scripting on (`noscript` is raw text) and declarative
shadow roots. The tree is its own, read by `visible`; the soup around it stays empty.
"""

import re
from collections.abc import Iterator
from typing import IO, Any, cast

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from turbohtml import CData, Document, HTMLParseError, ShadowRoot, Text, parse, parse_xml

from chalicelib.counting.reading.streams import put_in_place

_PREFIX = re.compile(
    r"""xmlns:([\w-]+)\s*=\s*["']http://www\.w3\.org/(?:1999/xhtml|2000/svg|1998/Math/MathML)["']"""
)
_PREFIXES_LOOKED_FOR = 65_536  # characters
_MOST_PREFIXES = 8
_RAW = frozenset(["plaintext", "xmp", "listing"])


def parsed(markup: str, *, xml: bool = False) -> Document:
    """The tree of a page, without its `template`s: what is in them is no part of the page (section 4.12.3).

    Those that declare shadow roots have become these roots.

    Args:
        markup: its characters.
        xml: whether it is XML, such as XHTML. What breaks XML's rules is read as HTML.
    """
    builder = BrowserTree(xml=xml)
    BeautifulSoup(cast(IO[str], _Source(markup)), builder=builder)
    document = builder.take_document()
    put_in_place(document)
    take_out_templates(document)
    return document


def take_out_templates(root: Document | ShadowRoot) -> None:
    """Take out what waits for a script to be put in place."""
    for element in list(root.iter_elements("template")):
        element.decompose()


class BrowserTree(HTMLTreeBuilder):
    """Has turbohtml parse what BeautifulSoup is given.

    Args:
        xml: whether the markup is XML.
    """

    def __init__(self, *, xml: bool = False) -> None:
        super().__init__()
        self._xml = xml
        self._document: Document | None = None

    def take_document(self) -> Document:
        """The tree; not kept, since this may outlive its page.

        Builder and soup refer to each other, and are in memory until Python next looks for such cycles.

        Raises:
            ValueError: nothing was parsed, or the tree was taken before.
        """
        document, self._document = self._document, None
        if document is None:
            raise ValueError("there is no tree to take")
        return document

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[tuple[Any, None, None, bool]]:
        """Tell BeautifulSoup that there is nothing to find out about the encoding."""
        yield markup, None, None, False

    def feed(self, markup: Any) -> None:
        """Parse `markup`, which is characters."""
        if self._xml:
            markup = _as_html(markup)
        self._document = parse(markup, scripting=True, positions=False)


def _as_html(markup: str) -> str:
    """XML written as HTML, where `<div/>` is `<div></div>`; what breaks XML's rules as it stands."""
    if prefixes := set(_PREFIX.findall(markup, 0, _PREFIXES_LOOKED_FOR)):
        own = "|".join(map(re.escape, sorted(prefixes)[:_MOST_PREFIXES]))
        markup = re.sub(rf"(</?)(?:{own}):(?=\w)", r"\1", markup)
    try:
        document = parse_xml(markup)
    except HTMLParseError:
        return markup
    for element in list(document.iter_elements(_RAW)):  # in XML what is in them is markup
        element.tag = "pre"
    if "<![CDATA[" in markup:
        for node in list(document.descendants):
            if isinstance(node, CData) and getattr(node.parent, "tag", "") not in ("style", "script"):
                node.replace_with(Text(node.data))
    return document.serialize()


class _Source:
    """Markup in the shape of a file: BeautifulSoup takes short strings for names of files, and warns."""

    def __init__(self, markup: str) -> None:
        self._markup = markup

    def read(self) -> str:
        markup, self._markup = self._markup, ""
        return markup
