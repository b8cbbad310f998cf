"""A tree builder for BeautifulSoup that grows no tree: it keeps the text that a reader sees.

lxml tells of each start and end of an element and of each run of text as it parses.
"""

import gc
import re
from collections.abc import Callable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from bs4.builder import HTMLTreeBuilder
from lxml import etree

from chalicelib.counting.reading.elements import APART, DIALOG, HIDDEN, LINES, ROLES, ROOT, SPACE, TITLE
from chalicelib.counting.words.pieces import BREAK

_FEED_BYTES = 1 << 20
_LARGE_BYTES = 3 << 20
# A tag as the HTML standard's tokenizer takes it, near enough to see how long it is.
_TAG = re.compile(rb"""<[A-Za-z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_UNDISPLAYED = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE
)


_Start = Callable[[str, Mapping[str, str]], None]
_End = Callable[[str], None]


class VisibleText(HTMLTreeBuilder):
    """Has lxml parse what BeautifulSoup is given, and keeps what a reader sees of it.

    `title` is the page's title, its white space collapsed, and `language` the `lang` of its `html` or `body`.

    Args:
        xml: whether the markup is XML, such as XHTML.
    """

    def __init__(self, *, xml: bool = False) -> None:
        super().__init__()
        self._xml = xml
        self.title: str | None = None
        self.language: str | None = None
        self._parts: list[str] = []
        self._mark = -1  # where in the parts the text of an open hidden element begins
        self._lines_mark = -1  # where the text of an open element with lines begins
        self._lines_depth = 0

    def take_text(self) -> str:
        """The visible text with `BREAK` between its blocks; not kept, since this may outlive its page.

        Parser and soup refer to themselves, and are in memory until Python next looks for such cycles.
        """
        text = "".join(self._parts)
        self._parts.clear()
        return text

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[tuple[Any, None, None, bool]]:
        """Tell BeautifulSoup that there is nothing to find out about the encoding."""
        yield markup, None, None, False

    def feed(self, markup: Any) -> None:
        """Parse `markup`, UTF-8 without NUL."""
        self._parse(markup)
        if len(markup) > _LARGE_BYTES:
            gc.collect()  # or the parsers of several large pages would be in memory, up to 120 MB each

    def _parse(self, markup: bytes) -> None:
        """Have lxml parse it in slices: the many small parts do not pile up."""
        start, end = self._calls()
        target = SimpleNamespace(
            start=(lambda tag, attributes: start(_local_name(tag), attributes)) if self._xml else start,
            end=(lambda tag: end(_local_name(tag))) if self._xml else end,
            data=self._parts.append,  # no Python code is called for text
            close=lambda: None,
        )
        parser_class = etree.XMLParser if self._xml else etree.HTMLParser
        parser = parser_class(target=target, encoding="utf-8", recover=True, huge_tree=True)
        if len(markup) > _LARGE_BYTES:
            markup = _without_giant_tags(markup)
        for at in range(0, len(markup), _FEED_BYTES):
            parser.feed(markup[at : at + _FEED_BYTES])
            self._compact()
        if markup:
            parser.close()

    def _calls(self) -> tuple[_Start, _End]:  # noqa: C901  two functions that share what is hidden
        """What lxml calls for the start and the end of each element.

        Half of all time goes into these two, so that they keep to local variables.
        """
        append, role_of = self._parts.append, ROLES.get
        hidden = 0  # how many open elements deep inside a hidden one

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            nonlocal hidden
            if hidden:
                hidden += 1
                return
            role = role_of(tag)
            # Pages that hide all of themselves do so until a script has run.
            if attributes and role != ROOT and _is_hidden(attributes):
                role = HIDDEN
            if role == APART:
                append(BREAK)
            elif role is not None and self._begins_hidden(role, attributes):
                hidden = 1

        def end(tag: str) -> None:
            nonlocal hidden
            if hidden:
                hidden -= 1
                if not hidden:
                    self._end_hidden(role_of(tag))
                return
            role = role_of(tag)
            if role == APART:
                append(BREAK)
            elif role is not None:
                self._end_special(role)

        return start, end

    def _begins_hidden(self, role: str, attributes: Mapping[str, str]) -> bool:
        """Begin an element of any role but `APART`, and tell whether it is a hidden one."""
        if role == SPACE:
            self._parts.append(" ")
            return False
        if role in (HIDDEN, TITLE) or (role == DIALOG and "open" not in attributes):
            self._mark = len(self._parts)
            return True
        self._parts.append(BREAK)
        if role == LINES:
            self._lines_depth += 1
            if self._lines_depth == 1:
                self._lines_mark = len(self._parts)
        elif role == ROOT and self.language is None:
            self.language = attributes.get("lang") or attributes.get(_XML_LANGUAGE)
        return False

    def _end_hidden(self, role: str | None) -> None:
        if role == TITLE and self.title is None:
            self.title = " ".join("".join(self._parts[self._mark :]).split())
        del self._parts[self._mark :]
        self._mark = -1
        if role in (APART, LINES, ROOT, DIALOG):
            self._parts.append(BREAK)

    def _end_special(self, role: str) -> None:
        if role == LINES and self._lines_depth:
            self._lines_depth -= 1
            if not self._lines_depth:
                text = "".join(self._parts[self._lines_mark :])
                self._parts[self._lines_mark :] = [text.replace("\n", BREAK)]
                self._lines_mark = -1
        if role in (LINES, ROOT, DIALOG):
            self._parts.append(BREAK)

    def _compact(self) -> None:
        start = max(self._mark, self._lines_mark, 0)
        self._parts[start:] = ["".join(self._parts[start:])]


def _without_giant_tags(markup: bytes) -> bytes:
    """`markup` without the tags of a megabyte and more.

    A million attributes would become a dictionary of hundreds of megabytes.
    """
    kept: list[bytes] = []
    start = 0
    for tag in _TAG.finditer(markup):
        if tag.end() - tag.start() > _FEED_BYTES:
            kept += (markup[start : tag.start()], b"<a")
            start = tag.end()
    return b"".join([*kept, markup[start:]]) if kept else markup


def _local_name(tag: str) -> str:
    """The name of an element without the namespace that lxml puts before it in XML."""
    return tag.rpartition("}")[2].lower()


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if "hidden" in attributes or "popover" in attributes:
        return True
    return "style" in attributes and _UNDISPLAYED.search(attributes["style"]) is not None
