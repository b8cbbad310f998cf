"""What is told of every invocation: the request's id in all its events, each answer, each failure."""

import logging
from collections.abc import Callable
from typing import Any

from chalicelib.errors import ServiceFailure, WordcountError
from chalicelib.telemetry.events import Event, Measures, invocation

log = logging.getLogger(__name__)


def observe(event: Any, get_response: Callable[[Any], Any]) -> Any:
    """Run one invocation, as a middleware of Chalice's for all kinds of events.

    Raises:
        WordcountError: what the function raised, if it is one of ours.
        ServiceFailure: it raised something else. Lambda's runtime writes the text of what is raised into
            the log as it is, so it must be ours; what happened is in the event before.
    """
    context = getattr(event, "lambda_context", None) or getattr(event, "context", None)
    invocation.request = getattr(context, "aws_request_id", None)
    measures = Measures()
    try:
        with measures.timing("ms"):
            response = get_response(event)
    except WordcountError as error:
        log.error(Event.failure("invocation failed", error, **measures))
        raise
    except Exception as error:
        log.exception(Event("invocation failed", reason="a bug", **measures))
        raise ServiceFailure(f"{type(error).__name__}: see the event before this one") from None
    if hasattr(event, "method"):
        _tell_answer(event, response, measures)
    return response


def _tell_answer(request: Any, response: Any, measures: Measures) -> None:
    level = logging.ERROR if response.status_code >= 500 else logging.INFO
    answer = Event(
        "request answered",
        method=request.method,
        route=request.context.get("resourcePath"),
        gateway_request=request.context.get("requestId"),
        status=response.status_code,
        bytes=len(response.body) if isinstance(response.body, str | bytes) else None,
        **measures,
    )
    log.log(level, answer)
