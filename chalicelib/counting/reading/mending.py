"""What trafilatura would misread in a page, mended before it looks for the main text.

It judges containers by their names alone. So what is around an article but has no name that it knows goes,
and what is the article's own but has a name that it dislikes loses that name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from chalicelib.counting.reading.elements import APART
from chalicelib.counting.reading.paths import quickened

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
_NOT_MOST: Final = 2  # a half of the text at most, or it is what the page is about

_OF_OTHERS: Final = re.compile("comment|related|recommend|teaser", re.IGNORECASE | re.ASCII)
_CAPTIONED: Final = ("div", "p", "section", "span")
_LINKED: Final = 0.15
_RUNNING: Final = 80  # bytes
_SHARE: Final = 4  # those of a name hold at least a fourth of an article's text

_BARE: Final = ("body", "font", "center")
_MAIN: Final = frozenset(["article", "main"])


@dataclass
class _Page:
    tree: Any

    @cached_property
    def size(self) -> int:
        """How many bytes of text it has; few pages are asked for it."""
        return _size(self.tree)


def mend(tree: Any) -> None:
    """Take out of a page what is no article by its names, and keep what is one despite them.

    Args:
        tree: the page, as lxml has it.
    """
    from trafilatura.xml import delete_element

    page = _Page(tree)
    for element in [*_notices(page), *_references(page)]:
        delete_element(element)
    for element in _disliked(tree):
        for name in ("id", "class"):
            element.attrib.pop(name, None)
    _start_lines(tree)


def _notices(page: _Page) -> Iterator[Any]:
    """Notices about cookies and windows over the page: without an article they would be taken for one."""
    for element in page.tree.iter(*_CONTAINERS):
        is_dialog = element.get("role") in _DIALOGS
        name = _TOPIC.sub("", _name(element))
        if (
            not (is_dialog or _NOTICE.search(name))
            or next(element.iterdescendants(*_NO_NOTICE), None) is not None
        ):
            continue
        if is_dialog or _WINDOW.search(name) or _is_beside(element, page):
            yield element


def _is_beside(element: Any, page: _Page) -> bool:
    """Whether what is named for cookies asks about them, and is not what the page is about."""
    if any(each.tag in _MAIN or each.get("role") == "main" for each in element.iterancestors()):
        return False
    size = _size(element)
    asks = next(element.iterdescendants(*_CONTROLS), None) is not None
    return size * _NOT_MOST < page.size or (asks and size < _NOTICE_BYTES)


def _references(page: _Page) -> Iterator[Any]:
    """Lists of what others wrote: references, similar articles."""
    for element in page.tree.iter(*_REFERENCE_LISTS):
        names = (element.get("id") or "", element.get("class") or "")
        if any(map(_REFERENCES.search, names)) and _size(element) * _NOT_MOST < page.size:
            yield element


def _disliked(tree: Any) -> Iterator[Any]:
    """Containers in the article that trafilatura leaves out for their names, but that hold much of it."""
    article = next((found[0] for path in quickened().BODY_XPATH if (found := path(tree))), None)
    if article is None:
        return
    like: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    for element in _outermost(_left_out(article)):
        size = _running_size(element)
        if size and not _OF_OTHERS.search(_name(element)):
            like[_kind(element)].append((element, size))
    least = _size(article) / _SHARE
    for found in like.values():
        if sum(size for _, size in found) >= least:
            for element, _ in found:
                yield element
                yield from (each for each in _left_out(element) if _running_size(each))


def _left_out(element: Any) -> Iterator[Any]:
    """What trafilatura leaves out of an element for what it is named."""
    for path in quickened().OVERALL_DISCARD_XPATH:
        yield from path(element)
    yield from (each for each in element.iterdescendants(*_CAPTIONED) if "caption" in _name(each))


def _outermost(elements: Iterable[Any]) -> Iterator[Any]:
    found = {*elements}
    yield from (each for each in found if not any(around in found for around in each.iterancestors()))


def _kind(element: Any) -> str:
    """What containers that are alike have in common: the first of their classes, numbers aside."""
    names = _name(element).split()
    return re.sub(r"\d+", "", names[0]) if names else ""


def _running_size(element: Any) -> int:
    """How many bytes of text it has beside its links; 0 if these are many, or it is a form."""
    if next(element.iterdescendants("input", "textarea"), None) is not None:
        return 0
    size, linked = _size(element), _linked(element)
    return size - linked if size >= _RUNNING and linked <= _LINKED * size else 0


def _size(element: Any) -> int:
    """How many bytes of text it has, white space aside."""
    return len("".join(element.text_content().split()).encode())


def _linked(element: Any) -> int:
    return sum(_size(link) for link in element.iter("a"))


def _name(element: Any) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


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
