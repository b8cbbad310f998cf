"""Answers of any subject: JSON and CSV, their headers for caches, and how much an answer has room for."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from chalice import Response
from chalice.app import Request

from chalicelib import settings
from chalicelib.api.conditions import conditional

Row = TypeVar("Row")

JSON = "application/json"
CSV = "text/csv; charset=utf-8; header=present"

MAXIMUM_BYTES = 5_500_000
"""Of a list in an answer: Lambda takes 6 MB at most, as JSON in ASCII with the body as a string."""

_AN_HOUR = "max-age=3600, must-revalidate"
_VARY = "Accept, Accept-Encoding"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_text(body: Any) -> str:
    """A body as compact JSON, characters as they are."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def json_response(body: Any, status: int = 200, **headers: str) -> Response:
    """A JSON answer that is not kept by caches. Header names are given with `_` for `-`."""
    return passing(json_text(body), JSON, status=status, **headers)


def passing(body: str, media_type: str, *, status: int = 200, **headers: str) -> Response:
    """An answer that is not kept by caches."""
    return Response(
        body,
        status_code=status,
        headers={"Content-Type": media_type, "Cache-Control": "no-store", **_names(headers)},
    )


def kept(request: Request, body: str, media_type: str, **headers: str) -> Response:
    """An answer that never changes but can be erased: caches may keep it for an hour, and then ask.

    A 304 takes its place where the caller has it already.

    Raises:
        PreconditionFailed: the caller's `If-Match` names other answers only.
    """
    all_headers = {"Content-Type": media_type, **_kept_by(), **_names(headers)}
    return conditional(request, body, all_headers)


def _kept_by() -> dict[str, str]:
    """Who keeps an answer: any cache, or on a guarded stage only the caller's, for that key only.

    A shared cache asks nobody for a key, and a browser is to show nothing once its key is forgotten.
    """
    if settings.current().api_access == "open":
        return {"Cache-Control": f"public, {_AN_HOUR}", "Vary": _VARY}
    return {"Cache-Control": f"private, {_AN_HOUR}", "Vary": f"{_VARY}, Authorization, X-Api-Key"}


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def next_link(**parameters: object) -> str:
    """A `Link` (RFC 8288) to the next part of a list, relative to the list's own path."""
    return f'<?{urlencode(parameters)}>; rel="next"'


def time(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def that_fit(rows: Iterable[Row], text_of: Callable[[Row], str]) -> list[Row]:
    """As many of the rows of a list, from the first on, as an answer has room for."""
    kept, taken = [], 0
    for row in rows:
        taken += size(text_of(row)) + 1
        if taken > MAXIMUM_BYTES:
            break
        kept.append(row)
    return kept


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> tuple[str, int]:
    """A table as CSV (RFC 4180) with a header line, and how many rows an answer of Lambda had room for.

    No cell is a formula to a spreadsheet, and each row has a line of its own. There is no byte order mark:
    the media type says that it is UTF-8 (RFC 3629, section 6), and to a program the mark would be part of
    the first column's name.
    """
    lines = [_line(header)]
    taken = 0
    for row in rows:
        line = _line([_cell(each) if isinstance(each, str) else each for each in row])
        taken += size(line)
        if taken > MAXIMUM_BYTES:
            break
        lines.append(line)
    return "".join(lines), len(lines) - 1


def _line(row: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(row)
    return line.getvalue()


def size(text: str) -> int:
    """How many bytes a part of a body takes in Lambda's answer."""
    return len(json.dumps(text)) - 2


def _cell(text: str) -> str:
    """A text as a cell that is no formula: one that begins like a formula gets an apostrophe."""
    text = text.replace("\n", " ")
    return "'" + text if text.startswith(_FORMULA) else text
