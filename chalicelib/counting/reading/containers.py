"""Which of a page's containers hold its article: the posts of a thread together, and no teaser beside it."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cached_property
from typing import Any, Final

from chalicelib.counting.reading.paths import quickened

_LIKE: Final = 4
"""An article that holds a fourth of what the largest holds is like it; a teaser is smaller."""

_NAMED_LIKE: Final = 8
"""And so is an eighth of it in a container of its class: answers are short, and teasers seldom named so."""

_ASIDE: Final = frozenset(["aside", "nav", "footer", "header"])
_COMMENT: Final = "comment"
_ELEMENTS: Final = 5_000
"""How many elements a page may have that is looked at twice."""

_LOOKED_THROUGH: Final = 5_000_000  # bytes of elements: some may be in one another

_KINDS: Final = 3
"""How many of trafilatura's kinds of container are looked for: those that hold a text of their own."""


def candidates(tree: Any) -> Iterator[Any]:
    """The page as trafilatura, which takes the first container of a kind, ought to see it, and as it is.

    Several containers that are alike, as the posts of a thread are, become one. What stands before one that
    is much larger than all others is left out. Where that gives a list, the page as it is has to tell, unless
    its containers share a class: then its first one is an entry of the list.

    Args:
        tree: the page, as lxml has it, which is left as it is.
    """
    found = _alike(tree) if tree.xpath("count(//*)") <= _ELEMENTS else []
    if len(found) > 1:
        copy = deepcopy(tree)
        _arrange(_alike(copy))
        yield copy
    if len(found) < 2 or found[0].tag == "article":
        yield tree


def _arrange(found: Sequence[Any]) -> None:
    times = _LIKE if found[0].tag == "article" else _NAMED_LIKE
    sizes = [_unlinked(each) for each in found]
    largest = max(sizes)
    large = {each for each, size in zip(found, sizes, strict=True) if size * times >= largest}
    parents = {each.getparent() for each in large} if len(large) > 1 else set()
    first = None
    for each in found:
        if each in large or each.getparent() in parents:
            if first is None:
                first = each
            else:
                first.append(each)
        elif first is None:
            each.drop_tree()


def _alike(tree: Any) -> list[Any]:
    """The containers of the kind that trafilatura would take the first of, none within another, in order."""
    paths = quickened().BODY_XPATH[:_KINDS]
    first = next((found[0] for path in paths if (found := path(tree))), None)
    if first is None:
        return []
    return [*outermost(tree, first.tag, None if first.tag == "article" else first.get("class", ""))]


def outermost(tree: Any, tag: str, name: str | None = None) -> Iterator[Any]:
    """The elements of a tag (and a class), none in another of them, in comments or beside the page."""
    last = None
    for element in tree.iter(tag):
        if name not in (None, element.get("class")):
            continue
        around = [*element.iterancestors()]
        if last is not None and last in around:
            continue
        if not any(each.tag in _ASIDE or _is_comment(each) for each in (element, *around)):
            yield element
            last = element


def _is_comment(element: Any) -> bool:
    return _COMMENT in names_of(element).lower() and element.tag != "body"


def names_of(element: Any) -> str:
    """Its classes and its id, by which pages say what a container is for."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def size_of(element: Any) -> int:
    """How many bytes of text it has, white space aside."""
    from lxml import etree

    text = etree.tostring(element, method="text", encoding="utf-8", with_tail=False)
    return len(b"".join(text.split()))


class PageSizes:
    """How much text a page and its elements have, in bytes: each is looked through within a bound of all."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self._looked_through = 0

    @cached_property
    def whole(self) -> int:
        """Those of the page, as it is when it is first asked for."""
        return size_of(self.tree)

    def bounded_size_of(self, element: Any) -> int:
        """Those of an element; as many as the page's, where too much was looked through."""
        size = size_of(element) if self._looked_through <= _LOOKED_THROUGH else self.whole
        self._looked_through += size
        return size


def _unlinked(element: Any) -> int:
    """How many of them are in no link."""
    return size_of(element) - sum(map(size_of, element.iter("a")))
