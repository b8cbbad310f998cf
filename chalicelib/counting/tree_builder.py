"""A tree builder for BeautifulSoup that grows no tree: it keeps the text that a reader sees."""

import re
from collections.abc import Iterator
from typing import Any

from bs4.builder._lxml import LXMLTreeBuilder

from chalicelib.counting.elements import APART, HIDDEN, PREFORMATTED, SPACED

BREAK = "\x1e"
"""Between blocks of text; white space for Python, and removed from the page itself beforehand."""

_FEED_BYTES = 1 << 20
_UNDISPLAYED = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE
)


class VisibleText(LXMLTreeBuilder):
    """Collects `title`, `language` and `parts` while BeautifulSoup has lxml parse the page."""

    def __init__(self) -> None:
        super().__init__(huge_tree=True)
        self.title: str | None = None
        self.language: str | None = None
        self.parts: list[str] = []
        self.data = self.parts.append
        self._hidden = 0  # how many open elements deep inside a hidden one
        self._hidden_from = 0
        self._preformatted: list[int] = []

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[tuple[bytes, str, None, bool]]:
        """BeautifulSoup is given UTF-8 and need not look for the encoding."""
        yield markup, "utf-8", None, False

    def feed(self, markup: Any) -> None:
        """Parse the page in slices, so that the small parts of a large page do not pile up."""
        self.parser = self.parser_for("utf-8")
        for start in range(0, len(markup), _FEED_BYTES):
            self.parser.feed(markup[start : start + _FEED_BYTES])
        if markup:
            self.parser.close()

    def start(self, tag: str, attrib: dict[str, str]) -> None:  # type: ignore[override]
        """An element begins."""
        if self._hidden:
            self._hidden += 1
        elif (
            tag in HIDDEN
            or tag == "title"
            or (attrib and self._is_hidden(tag, attrib))
            or (tag == "dialog" and "open" not in attrib)
        ):
            self._hidden = 1
            self._hidden_from = len(self.parts)
        elif tag in APART:
            self.parts.append(BREAK)
            if tag in PREFORMATTED:
                self._preformatted.append(len(self.parts))
        elif tag in SPACED:
            self.parts.append(" ")

    def end(self, tag: str) -> None:  # type: ignore[override]
        """An element ends, by its own tag or because another one implies it."""
        if self._hidden:
            self._hidden -= 1
            if not self._hidden:
                if tag == "title" and self.title is None:
                    self.title = " ".join("".join(self.parts[self._hidden_from :]).split())
                del self.parts[self._hidden_from :]
                if tag in APART:
                    self.parts.append(BREAK)
        elif tag in APART:
            if tag in PREFORMATTED and self._preformatted:
                start = self._preformatted.pop()
                self.parts[start:] = ["".join(self.parts[start:]).replace("\n", BREAK)]
            self.parts.append(BREAK)

    def comment(self, text: str) -> None:  # type: ignore[override]
        """Comments are not read."""

    def pi(self, target: str, data: str) -> None:
        """Neither are processing instructions."""

    def doctype(self, name: str, pubid: str, system: str) -> None:
        """Nor document types."""

    def close(self) -> None:
        """The page has ended."""

    def _is_hidden(self, tag: str, attrib: dict[str, str]) -> bool:
        if tag in ("html", "body"):
            self.language = self.language or attrib.get("lang") or attrib.get("xml:lang")
        return (
            "hidden" in attrib
            or "popover" in attrib
            or (tag == "input" and attrib.get("type", "").lower() == "hidden")
            or ("style" in attrib and _UNDISPLAYED.search(attrib["style"]) is not None)
        )
