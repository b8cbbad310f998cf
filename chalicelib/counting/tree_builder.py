"""A tree builder for BeautifulSoup that grows no tree: it keeps the text that a reader sees.

lxml tells of each start and end of an element and of each run of text as it parses. Almost all of the
time goes into taking these calls, hence the care in `_Reader`.
"""

import re
from collections.abc import Iterator
from typing import Any

from bs4.builder import HTMLTreeBuilder
from lxml import etree

from chalicelib.counting.elements import ROLES, Role

BREAK = " \0 "
"""Between blocks of text. NUL does not occur in pages: parsers drop it or put U+FFFD in its place."""

_FEED_BYTES = 1 << 20
_NOTABLE_ATTRIBUTES = frozenset(["hidden", "popover", "style", "type"])
_UNDISPLAYED = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE
)


class VisibleText(HTMLTreeBuilder):
    """Has lxml parse what BeautifulSoup is given, and keeps `title`, `language` and `text`.

    Args:
        xml: whether the markup is XML, such as XHTML.
    """

    def __init__(self, *, xml: bool = False) -> None:
        super().__init__()
        self._reader = _XMLReader() if xml else _Reader()
        self._parser = etree.XMLParser if xml else etree.HTMLParser

    @property
    def title(self) -> str | None:
        """The page's title, its white space collapsed."""
        return self._reader.title

    @property
    def language(self) -> str | None:
        """The `lang` of the page's outermost element that has one."""
        return self._reader.language

    @property
    def text(self) -> str:
        """The visible text with `BREAK` between its blocks."""
        return "".join(self._reader.parts)

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[tuple[Any, None, None, bool]]:
        """Tell BeautifulSoup that there is nothing to find out about the encoding."""
        yield markup, None, None, False

    def feed(self, markup: Any) -> None:
        """Parse `markup`, UTF-8 without NUL, in slices: the many small parts do not pile up."""
        parser = self._parser(target=self._reader, encoding="utf-8", recover=True, huge_tree=True)
        for start in range(0, len(markup), _FEED_BYTES):
            parser.feed(markup[start : start + _FEED_BYTES])
            self._reader.compact()
        if markup:
            parser.close()


class _Reader:
    """The target of lxml's parser: takes its calls and keeps what is visible."""

    __slots__ = ("_hidden", "_lines", "_mark", "data", "language", "parts", "title")

    def __init__(self) -> None:
        self.title: str | None = None
        self.language: str | None = None
        self.parts: list[str] = []
        self.data = self.parts.append  # without a call of Python code for each run of text
        self._hidden = 0  # how many open elements deep inside a hidden one
        self._mark = 0  # where in `parts` its text begins
        self._lines: list[int] = []  # where the text of open elements with lines begins

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._hidden:
            self._hidden += 1
            return
        role = ROLES.get(tag)
        if attributes and not _NOTABLE_ATTRIBUTES.isdisjoint(attributes) and _is_hidden(tag, attributes):
            role = Role.HIDDEN
        if role is None:
            return
        if role is Role.APART:
            self.data(BREAK)
        else:
            self._start_special(role, attributes)

    def end(self, tag: str) -> None:
        """An element ends, by its own tag or because another one implies it."""
        if self._hidden:
            self._hidden -= 1
            if not self._hidden:
                self._end_hidden(tag)
            return
        role = ROLES.get(tag)
        if role is None:
            return
        if role is Role.LINES and self._lines:
            start = self._lines.pop()
            self.parts[start:] = ["".join(self.parts[start:]).replace("\n", BREAK)]
        self.data(BREAK)

    def close(self) -> None:
        """The page has ended."""

    def compact(self) -> None:
        """Put the parts that have piled up into few."""
        if self._hidden:
            del self.parts[self._mark :]
        else:
            start = self._lines[-1] if self._lines else 0
            self.parts[start:] = ["".join(self.parts[start:])]

    def _start_special(self, role: Role, attributes: dict[str, str]) -> None:
        if role is Role.SPACE:
            self.data(" ")
            return
        if role is Role.HIDDEN or role is Role.TITLE or (role is Role.DIALOG and "open" not in attributes):
            self._hidden = 1
            self._mark = len(self.parts)
            return
        self.data(BREAK)
        if role is Role.LINES:
            self._lines.append(len(self.parts))
        elif role is Role.ROOT and self.language is None:
            self.language = attributes.get("lang") or attributes.get("xml:lang")

    def _end_hidden(self, tag: str) -> None:
        role = ROLES.get(tag)
        if role is Role.TITLE and self.title is None:
            self.title = " ".join("".join(self.parts[self._mark :]).split())
        del self.parts[self._mark :]
        if role is not None and role is not Role.HIDDEN and role is not Role.TITLE:
            self.data(BREAK)


class _XMLReader(_Reader):
    """The same for XML, where names carry their namespace."""

    __slots__ = ()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        language = attributes.get("{http://www.w3.org/XML/1998/namespace}lang")
        if language and self.language is None:
            self.language = language
        super().start(tag.rpartition("}")[2].lower(), attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        super().end(tag.rpartition("}")[2].lower())


def _is_hidden(tag: str, attributes: dict[str, str]) -> bool:
    if "hidden" in attributes or "popover" in attributes:
        return True
    if tag == "input":
        return attributes.get("type", "").lower() == "hidden"
    style = attributes.get("style")
    return style is not None and _UNDISPLAYED.search(style) is not None
