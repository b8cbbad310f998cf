"""The formats of a list. A further one is a function that writes it, and a line of the table at the end."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from chalicelib.api.representations.answers import json_text

MAXIMUM_BYTES: Final = 5_500_000
"""Of a list in an answer: Lambda takes 6 MB at most, as JSON in ASCII with the body as a string."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Item = dict[str, Any]
Columns = Mapping[str, Callable[[Item], object]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to be written in any of the formats."""

    name: str
    """Of the member that holds the items, where an answer has other members."""
    items: Iterable[Item]
    """What is listed, made one by one as long as an answer has room."""
    columns: Columns
    """The columns of a table, each with what an item has there."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """What is told of the list as a whole, where a format has a place for it."""
    room: float = MAXIMUM_BYTES
    """How many bytes the items may take."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a list."""

    media_type: str
    """With its parameters, as an answer names it."""
    write: "Callable[[Listing], tuple[str | bytes, int]]"
    """Gives the body, and how many of the items there was room for."""


def _json(listing: Listing) -> tuple[str, int]:
    """An object: what is told of the list, and its items."""
    items = _that_fit(listing, map(json_text, listing.items))
    members = {name: json_text(value) for name, value in listing.about.items()}
    members[listing.name] = f"[{','.join(items)}]"
    return "{" + ",".join(f"{json_text(name)}:{value}" for name, value in members.items()) + "}", len(items)


def _csv(listing: Listing) -> tuple[str, int]:
    """A table (RFC 4180) with a header line.

    No cell is a formula to a spreadsheet, and each row has a line of its own. There is no byte order mark:
    the media type says that it is UTF-8 (RFC 3629, section 6), and to a program the mark would be part of
    the first column's name.
    """
    rows = ([cell(item) for cell in listing.columns.values()] for item in listing.items)
    lines = _that_fit(listing, map(_line, rows))
    return _line(list(listing.columns)) + "".join(lines), len(lines)


def _json_lines(listing: Listing) -> tuple[str, int]:
    """A line of JSON for each item (jsonlines.org), the same as the items of the JSON."""
    lines = _that_fit(listing, (json_text(item) + "\n" for item in listing.items))
    return "".join(lines), len(lines)


def _that_fit(listing: Listing, texts: Iterable[str]) -> list[str]:
    """As many of the texts, from the first on, as there is room for."""
    fitting, taken = [], 0
    for text in texts:
        taken += len(json.dumps(text))  # as Lambda sends a body: escaped
        if taken > listing.room:
            break
        fitting.append(text)
    return fitting


def _line(row: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_cell(each) if isinstance(each, str) else each for each in row])
    return line.getvalue()


def _cell(text: str) -> str:
    """A text as a cell that is no formula: one that begins like a formula gets an apostrophe."""
    text = text.replace("\n", " ")
    return "'" + text if text.startswith(_FORMULA) else text


JSON: Final = Format("application/json", _json)
FORMATS: Final = {
    "json": JSON,  # first: where a caller has no opinion
    "csv": Format("text/csv; charset=utf-8; header=present", _csv),
    "jsonl": Format("application/jsonl", _json_lines),
}
"""By what the paths end in, as `words.csv` does."""
