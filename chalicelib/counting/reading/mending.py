"""What trafilatura would misread in a page, mended before it looks for the main text.

What is around an article but has no name that it knows is taken out, and text that is in no element of its
own gets a line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from chalicelib.counting.reading.containers import names_of, size_of
from chalicelib.counting.reading.elements import APART

_CONTAINERS: Final = ("div", "section", "aside", "dialog", "form")
_NOTICE: Final = re.compile("cookie|consent|gdpr", re.IGNORECASE | re.ASCII)
_WINDOW: Final = re.compile(
    "banner|bar|notice|notification|popup|modal|overlay|dialog|wall|manager|sdk|cmp|layer|prompt|preferences",
    re.IGNORECASE | re.ASCII,
)
_TOPIC: Final = re.compile(r"(?:category|tag|topic)-\S*", re.IGNORECASE | re.ASCII)  # a post's, of WordPress
_DIALOGS: Final = frozenset(["dialog", "alertdialog"])
_NO_NOTICE: Final = ("h1", "article", "main")  # is in any
_CONTROLS: Final = ("button", "input", "select")
_NOTICE_BYTES: Final = 3_000

_REFERENCES: Final = re.compile(
    r"(?:^|\s)(?:ref(?:erence)?s?-?list|references|bibliography|citations|similar|similar-articles|cited-by|"
    r"citedby|recommend(?:ed|ations)|labstabs)(?:$|\s)",
    re.IGNORECASE | re.ASCII,
)
_REFERENCE_LISTS: Final = ("div", "section", "ol", "ul", "aside")
_LOOKED_THROUGH: Final = 5_000_000  # bytes of elements: some may be in one another
_NOT_MOST: Final = 2  # a half of the text at most, or it is what the page is about

_RUNNING: Final = 80  # bytes
_BARE: Final = ("body", "font", "center")
_MAIN: Final = frozenset(["article", "main"])


@dataclass
class _Page:
    tree: Any
    looked_through: int = 0

    @cached_property
    def size(self) -> int:
        """How many bytes of text it has; few pages are asked for it."""
        return size_of(self.tree)

    def bounded_size_of(self, element: Any) -> int:
        """How many bytes of text an element has; as many as the page, where too much was looked through."""
        size = size_of(element) if self.looked_through <= _LOOKED_THROUGH else self.size
        self.looked_through += size
        return size


def mend(tree: Any) -> None:
    """Take out of a page what is around its article, and begin a line where bare text begins.

    Args:
        tree: the page, as lxml has it.
    """
    from trafilatura.xml import delete_element

    page = _Page(tree)
    for element in [*_notices(page), *_references(page)]:
        delete_element(element)
    _start_lines(tree)


def _notices(page: _Page) -> Iterator[Any]:
    """Notices about cookies and windows over the page: without an article they would be taken for one."""
    for element in page.tree.iter(*_CONTAINERS):
        is_dialog = element.get("role") in _DIALOGS
        name = _TOPIC.sub("", names_of(element))
        is_named = is_dialog or _NOTICE.search(name)
        if not is_named or next(element.iterdescendants(*_NO_NOTICE), None) is not None:
            continue
        if is_dialog or _WINDOW.search(name) or _is_beside(element, page):
            yield element


def _is_beside(element: Any, page: _Page) -> bool:
    """Whether what is named for cookies asks about them, and is not what the page is about."""
    if any(each.tag in _MAIN or each.get("role") == "main" for each in element.iterancestors()):
        return False
    size = page.bounded_size_of(element)
    asks = next(element.iterdescendants(*_CONTROLS), None) is not None
    return size * _NOT_MOST < page.size or (asks and size < _NOTICE_BYTES)


def _references(page: _Page) -> Iterator[Any]:
    """Lists of what others wrote: references, similar articles."""
    for element in page.tree.iter(*_REFERENCE_LISTS):
        names = (element.get("id") or "", element.get("class") or "")
        if any(map(_REFERENCES.search, names)) and page.bounded_size_of(element) * _NOT_MOST < page.size:
            yield element


def _start_lines(tree: Any) -> None:
    """Begin a line where text stands in no paragraph, right in the page or a font of it."""
    for element in [*tree.iter(*_BARE)]:
        if _is_running(element.text):
            line = element.makeelement("br")
            line.tail, element.text = element.text, None
            element.insert(0, line)
        for child in [each for each in element if each.tag in APART and _is_running(each.tail)]:
            line = element.makeelement("br")
            line.tail, child.tail = child.tail, None
            child.addnext(line)


def _is_running(text: str | None) -> bool:
    return text is not None and len(text.strip().encode()) >= _RUNNING
