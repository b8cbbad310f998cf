"""What trafilatura leaves out of an article for its name, spared where it holds much of that article's text.

It dislikes containers that are called slides, sidebars, banners, widgets and the like. Pages call so what
they please: the slides of a story, the columns of a layout that has a sidebar, each text of a page builder.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import ModuleType
from typing import Any, Final

from chalicelib.counting.reading.containers import names_of, size_of

_Path = Callable[[Any], Sequence[Any]]

_SPARED: Final = ("OVERALL_DISCARD_XPATH", "DISCARD_IMAGE_ELEMENTS")
_OF_OTHERS: Final = re.compile("comment|related|recommend|teaser", re.IGNORECASE | re.ASCII)
_LINKS: Final = ("a", "ref")
_LINKED: Final = 0.15  # of a container's text is in links at most
_RUNNING: Final = 80  # bytes of text that it has at least
_SHARE: Final = 4  # those that are alike hold at least a fourth of the article's text
_LOOKED_THROUGH: Final = 5_000_000  # bytes of containers: some may be in one another


def spare(expressions: ModuleType) -> None:
    """Let trafilatura's expressions for what is left out of an article find no more what is much of it."""
    for paths in (getattr(expressions, name) for name in _SPARED):
        paths[:] = [_sparing(each) for each in paths]


def _sparing(path: _Path) -> _Path:
    def left_out(article: Any) -> Sequence[Any]:
        found = path(article)
        spared = {*_spared(article, found)} if found else ()
        return [each for each in found if each not in spared] if spared else found

    return left_out


def _spared(article: Any, found: Sequence[Any]) -> Iterator[Any]:
    disliked = {*found}
    like: dict[str, list[Any]] = defaultdict(list)
    sizes = _running_sizes(each for each in found if not _OF_OTHERS.search(names_of(each)))
    for element, size in sizes.items():
        if size and disliked.isdisjoint(element.iterancestors()):
            like[_kind(element)].append(element)
    most = max((sum(sizes[each] for each in alike) for alike in like.values()), default=0)
    least = size_of(article) / _SHARE if most else 0
    spared = {
        each for alike in like.values() if sum(sizes[each] for each in alike) >= least for each in alike
    }
    yield from spared
    if spared:  # and what runs on within these
        yield from (
            each for each, size in sizes.items() if size and not spared.isdisjoint(each.iterancestors())
        )


def _kind(element: Any) -> str:
    """What containers that are alike have in common: the first of their classes, numbers aside."""
    names = names_of(element).split()
    return re.sub(r"\d+", "", names[0]) if names else ""


def _running_sizes(elements: Iterable[Any]) -> dict[Any, int]:
    """How many bytes of text containers have; 0 if many are links, or it would be too much to look at."""
    sizes: dict[Any, int] = {}
    looked_through = 0
    for element in elements:
        size = size_of(element) if looked_through <= _LOOKED_THROUGH else 0
        looked_through += size
        linked = sum(map(size_of, element.iter(*_LINKS))) if size >= _RUNNING else size
        sizes[element] = size if linked <= _LINKED * size else 0
    return sizes
