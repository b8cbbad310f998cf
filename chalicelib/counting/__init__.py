"""From a URL to counts: fetching a page, and counting the words that a reader of it sees.

Nothing is imported until it is asked for, so that whoever only fetches or only counts pays for one.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.counting.counts import PageCounts as PageCounts
    from chalicelib.counting.counts import count_page as count_page

_HOMES = {
    "count_page": "chalicelib.counting.counts",
    "PageCounts": "chalicelib.counting.counts",
}


def __getattr__(name: str) -> Any:
    """Import `name` from its home at the first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
