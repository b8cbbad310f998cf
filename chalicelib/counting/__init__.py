"""From a URL to counts: fetching a page, and counting the words that a reader of it sees.

fetching/   a URL to its page; nothing else here does any I/O but to read stop words
reading/    a page's bytes to the text that a reader of it sees
words/      a text to its words, their stop words and phrases
counts      the story of a page, from its bytes to its counts (docs/counting.md)

It knows no AWS and no database. What is exported is imported when it is first asked for: who only
counts pays for no HTTP, and who only fetches for no parser.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.counting.counts import PageCounts, count_page
    from chalicelib.counting.fetching.fetcher import Fetcher, Page, fetch

__all__ = ["Fetcher", "Page", "PageCounts", "count_page", "fetch"]

_HOMES = {
    "count_page": "counts",
    "PageCounts": "counts",
    "Fetcher": "fetching.fetcher",
    "Page": "fetching.fetcher",
    "fetch": "fetching.fetcher",
}


def __getattr__(name: str) -> Any:
    """Import `name` from its home at the first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
