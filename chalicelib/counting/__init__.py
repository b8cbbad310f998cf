"""From a URL to counts: fetching a page, and counting the words that a reader of it sees.

It knows no AWS and no database. What is exported is imported when it is first asked for: who only
counts pays for no HTTP, and who only fetches for no parser.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.counting.counts import PageCounts, count_page
    from chalicelib.counting.fetcher import Fetcher, Page, fetch

__all__ = ["Fetcher", "Page", "PageCounts", "count_page", "fetch"]

_HOMES = {
    "count_page": "counts",
    "PageCounts": "counts",
    "Fetcher": "fetcher",
    "Page": "fetcher",
    "fetch": "fetcher",
}


def __getattr__(name: str) -> Any:
    """Import `name` from its home at the first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
