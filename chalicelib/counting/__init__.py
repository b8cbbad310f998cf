"""From a URL to counts: fetching a page, and counting the words that a reader of it sees.

fetching/   a URL to its page, in a package of its own; nothing else here does any I/O but to read stop words
counts      a page's bytes to its counts: the steps below, one after the other (docs/counting.md)
text        bytes to the visible text, with media (what the bytes are), charset (their characters),
            tree_builder (what lxml finds) and elements (which of them show text, and how)
pieces      text cut at white space, and kept within bounds
words       pieces to words and ends of sentences, with segmentation (scripts without spaces)
vocabulary  how often each word occurs and how it is spelled, with folding (which spellings are one word)
sequence    the words in order, and phrases: those that follow each other often
languages   the page's language and its stop_words

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
