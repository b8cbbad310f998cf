"""Words in context as JSON and CSV."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from chalicelib.api.representations.answers import csv_text, json_text, that_fit

if TYPE_CHECKING:  # other calls read no texts
    from chalicelib.counting.words.contexts import Context

_COLUMNS = ("position", "before", "word", "after")


def contexts(found: "Iterable[Context]") -> list[dict[str, Any]]:
    """Contexts as objects, as many as an answer has room for."""
    bodies = ({column: getattr(context, column) for column in _COLUMNS} for context in found)
    return that_fit(bodies, json_text)


def contexts_csv(found: "Iterable[Context]") -> tuple[str, int]:
    """Contexts as CSV, and how many of them an answer had room for."""
    return csv_text(_COLUMNS, ([getattr(context, column) for column in _COLUMNS] for context in found))
