"""Answers of any subject: JSON and CSV, their headers for caches, and how much an answer has room for."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from chalice import Response
from chalice.app import Request

from chalicelib import settings
from chalicelib.api.conditions import conditional

JSON = "application/json"
CSV = "text/csv; charset=utf-8; header=present"

MAXIMUM_BYTES = 5_500_000
"""Of a list in an answer: Lambda takes 6 MB at most, as JSON in ASCII with the body as a string."""

_FOREVER = "max-age=31536000, immutable"
_VARY = "Accept, Accept-Encoding"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_text(body: Any) -> str:
    """A body as compact JSON, characters as they are."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def json_response(body: Any, status: int = 200, **headers: str) -> Response:
    """A JSON answer that is not kept by caches. Header names are given with `_` for `-`."""
    return Response(
        json_text(body),
        status_code=status,
        headers={"Content-Type": JSON, "Cache-Control": "no-store", **_names(headers)},
    )


def immutable(request: Request, body: str, media_type: str, **headers: str) -> Response:
    """An answer that never changes, or a 304 in its place.

    Raises:
        PreconditionFailed: the caller's `If-Match` names other answers only.
    """
    kept = {"Content-Type": media_type, **_kept_by_caches(), **_names(headers)}
    return conditional(request, body, kept)


def _kept_by_caches() -> dict[str, str]:
    """Who keeps an answer for ever: any cache, or on a guarded stage only the caller's, for that key only.

    A shared cache asks nobody for a key, and a browser is to show nothing once its key is forgotten.
    """
    if settings.current().api_access == "open":
        return {"Cache-Control": f"public, {_FOREVER}", "Vary": _VARY}
    return {"Cache-Control": f"private, {_FOREVER}", "Vary": f"{_VARY}, Authorization, X-Api-Key"}


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def next_link(**parameters: object) -> str:
    """A `Link` (RFC 8288) to the next part of a list, relative to the list's own path."""
    return f'<?{urlencode(parameters)}>; rel="next"'


def time(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def size(text: str) -> int:
    """How many bytes a part of a body takes in Lambda's answer."""
    return len(json.dumps(text)) - 2


def cell(text: str) -> str:
    """A text as a cell of CSV, no formula to a spreadsheet: one that begins like it gets an apostrophe."""
    return "'" + text if text.startswith(_FORMULA) else text
