"""Words in context, as a list of any format."""

from collections.abc import Iterable
from operator import itemgetter
from typing import TYPE_CHECKING

from chalicelib.api.representations.formats import Columns, Listing

if TYPE_CHECKING:  # other calls read no texts
    from chalicelib.counting.words.contexts import Context

_COLUMNS: Columns = {name: itemgetter(name) for name in ("position", "before", "word", "after")}


def contexts(found: "Iterable[Context]", word: str, count: int) -> Listing:
    """Contexts of a word, and how many there are in all."""
    items = ({name: getattr(context, name) for name in _COLUMNS} for context in found)
    return Listing("contexts", items, _COLUMNS, {"word": word, "count": count})
