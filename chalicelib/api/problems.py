"""Errors as answers: RFC 9457 problem details, for our own errors and for the framework's."""

import functools
import json
import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, ParamSpec

from chalice import Response

from chalicelib.api.access import cors_headers
from chalicelib.errors import (
    InvalidInput,
    MethodNotAllowed,
    PageFailure,
    ServiceFailure,
    WordcountError,
    type_of,
)
from chalicelib.telemetry import Event

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
"""What a caller is told to wait while a part of the service is away."""

log = logging.getLogger(__name__)
P = ParamSpec("P")


def problem(
    status: int, slug: str, title: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """An answer that says what went wrong; `more` are members beyond the standard ones."""
    body = {"type": type_of(slug), "title": title, "status": status, "detail": detail, **more}
    return Response(
        json.dumps(body, ensure_ascii=False),
        status_code=status,
        headers={"Content-Type": MEDIA_TYPE, "Cache-Control": "no-store", **(headers or {})},
    )


def from_error(error: WordcountError) -> Response:
    """The answer for one of our own errors."""
    more: dict[str, Any] = {}
    if isinstance(error, InvalidInput):
        more["errors"] = [{"pointer": pointer, "detail": detail} for pointer, detail in error.errors]
    retry = {"Retry-After": str(RETRY_SECONDS)} if isinstance(error, ServiceFailure) else None
    return problem(error.status, error.slug, error.title(), error.detail, headers=retry, **more)


def answered(view: Callable[P, Response]) -> Callable[P, Response]:
    """Let a view raise our errors: they become problems."""

    @functools.wraps(view)
    def with_problems(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            return view(*args, **kwargs)
        except PageFailure:  # it belongs into a job, never here
            raise
        except ServiceFailure as error:
            log.error(Event.failure("service failure", error))
            return from_error(error)
        except WordcountError as error:
            return from_error(error)

    return with_problems


def finish(response: Response) -> Response:
    """Make the framework's own error answers problems too, and add what every answer carries."""
    if response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE:
        response = _from_framework(response)
    for name, value in {"X-Content-Type-Options": "nosniff", **cors_headers()}.items():
        response.headers.setdefault(name, value)
    return response


def _from_framework(response: Response) -> Response:
    if response.status_code == MethodNotAllowed.status:
        methods = response.headers["Allow"]
        error = MethodNotAllowed(f"this path takes {methods} only")
        return problem(error.status, error.slug, error.title(), error.detail, headers={"Allow": methods})
    status = HTTPStatus(response.status_code)
    slug = status.phrase.lower().replace(" ", "-")
    detail = "an error in the service; it has been logged" if status >= 500 else status.description
    return problem(status.value, slug, status.phrase, detail or status.phrase)
