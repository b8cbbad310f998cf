"""What trafilatura would misread in a page, mended before it looks for the main text.

What is around an article but has no name that it knows is taken out, and text that is in no element of its
own gets a line.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from chalicelib.counting.reading.asides import asides
from chalicelib.counting.reading.containers import PageSizes, names_of
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

_NOT_MOST: Final = 2  # a half of the text at most, or it is what the page is about

_RUNNING: Final = 80  # bytes
_BARE: Final = ("body", "font", "center")
_LINE_ENDS: Final = APART | {"br", *_BARE}
_MAIN: Final = frozenset(["article", "main"])


def mend(tree: Any) -> None:
    """Take out of a page what is around its article, and begin a line where bare text begins.

    Args:
        tree: the page, as lxml has it.
    """
    from trafilatura.xml import delete_element

    page = PageSizes(tree)
    for element in [*_notices(page), *asides(page)]:
        delete_element(element)
    _start_lines(tree)


def _notices(page: PageSizes) -> Iterator[Any]:
    """Notices about cookies and windows over the page: without an article they would be taken for one."""
    for element in page.tree.iter(*_CONTAINERS):
        is_dialog = element.get("role") in _DIALOGS
        name = names_of(element)
        if not (is_dialog or _is_named(name)) or next(element.iterdescendants(*_NO_NOTICE), None) is not None:
            continue
        if (
            is_dialog
            or (_WINDOW.search(_TOPIC.sub("", name)) and not _is_most(element, page))
            or _is_beside(element, page)
        ):
            yield element


@lru_cache(1_000)
def _is_named(name: str) -> bool:
    return _NOTICE.search(_TOPIC.sub("", name)) is not None


def _is_most(element: Any, page: PageSizes) -> bool:
    """Whether it holds most of the page, and asks for nothing: an article whose container is named so."""
    return (
        next(element.iterdescendants(*_CONTROLS), None) is None
        and page.bounded_size_of(element) * _NOT_MOST > page.whole
    )


def _is_beside(element: Any, page: PageSizes) -> bool:
    """Whether what is named for cookies asks about them, and is not what the page is about."""
    if any(each.tag in _MAIN or each.get("role") == "main" for each in element.iterancestors()):
        return False
    size = page.bounded_size_of(element)
    asks = next(element.iterdescendants(*_CONTROLS), None) is not None
    return size * _NOT_MOST < page.whole or (asks and size < _NOTICE_BYTES)


def _start_lines(tree: Any) -> None:
    """Begin a line where text stands in no paragraph, right in the page or a font of it."""
    for element in [*tree.iter(*_BARE)]:
        for run in [*_runs(element)]:
            paragraph = element.makeelement("p")
            run[0].addprevious(paragraph)
            paragraph.extend(run)
        if _is_running(element.text):
            line = element.makeelement("br")
            line.tail, element.text = element.text, None
            element.insert(0, line)
        for child in [each for each in element if each.tag in APART and _is_running(each.tail)]:
            line = element.makeelement("br")
            line.tail, child.tail = child.tail, None
            child.addnext(line)


def _runs(element: Any) -> Iterator[list[Any]]:
    """The inline elements in `element` with which a line of running text begins, up to the line's end."""
    run: list[Any] = []
    starts = not _has_text(element.text)
    for child in element:
        if child.tag in _LINE_ENDS:
            if any(_is_running(each.tail) for each in run):
                yield run
            run, starts = [], not _has_text(child.tail)
        elif starts:
            run.append(child)
    if any(_is_running(each.tail) for each in run):
        yield run


def _has_text(text: str | None) -> bool:
    return text is not None and not text.isspace()


def _is_running(text: str | None) -> bool:
    return text is not None and len(text.strip().encode()) >= _RUNNING
