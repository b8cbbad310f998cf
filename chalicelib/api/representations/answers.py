"""Answers of any subject, and their headers for caches."""

import json
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from chalice import Response
from chalice.app import Request

from chalicelib import settings
from chalicelib.api.conditions import conditional

JSON = "application/json"
Headers = Mapping[str, str]
NONE: Headers = MappingProxyType({})

_AN_HOUR = "max-age=3600, must-revalidate"
_VARY = "Accept, Accept-Encoding"


def json_text(body: Any) -> str:
    """A body as compact JSON, characters as they are."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def json_response(body: Any, status: int = 200, headers: Headers = NONE) -> Response:
    """A JSON answer that is not kept by caches."""
    return passing(json_text(body), JSON, headers, status=status)


def passing(body: str | bytes, media_type: str, headers: Headers = NONE, *, status: int = 200) -> Response:
    """An answer that is not kept by caches."""
    return Response(
        body,
        status_code=status,
        headers={"Content-Type": media_type, "Cache-Control": "no-store", **headers},
    )


def kept(request: Request, body: str | bytes, media_type: str, headers: Headers = NONE) -> Response:
    """An answer that never changes but can be erased: caches may keep it for an hour, and then ask.

    A 304 takes its place where the caller has it already.

    Raises:
        PreconditionFailed: the caller's `If-Match` names other answers only.
    """
    all_headers = {"Content-Type": media_type, **_kept_by(), **headers}
    return conditional(request, body, all_headers)


def _kept_by() -> dict[str, str]:
    """Who keeps an answer: any cache, or on a guarded stage only the caller's, for that key only.

    A shared cache asks nobody for a key, and a browser is to show nothing once its key is forgotten.
    """
    if settings.current().api_access == "open":
        return {"Cache-Control": f"public, {_AN_HOUR}", "Vary": _VARY}
    return {"Cache-Control": f"private, {_AN_HOUR}", "Vary": f"{_VARY}, Authorization, X-Api-Key"}


def next_link(**parameters: object) -> str:
    """A `Link` (RFC 8288) to the next part of a list, relative to the list's own path."""
    return f'<?{urlencode(parameters)}>; rel="next"'


def time(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
