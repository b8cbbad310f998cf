"""Events: what happened, as a name and fields; one line each, for machines in Lambda, for people elsewhere.

    log = logging.getLogger(__name__)
    log.info(Event("job ended", job=job.id, outcome="succeeded"))

Standard logging carries them, so that what libraries log comes out the same way. No line holds a URL's
query or credentials: a URL is the field `url` of an event and is parsed where it becomes one. And no line
can be forged: whatever a stranger's text holds, JSON escapes it.
"""

import json
import logging
import os
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from chalicelib import release, settings
from chalicelib.errors import WordcountError
from chalicelib.telemetry.metrics import FUNCTION, with_metrics
from chalicelib.telemetry.redaction import address, shortened, without_secrets

_FIELD_CHARACTERS = 500
_TRACE_CHARACTERS = 8_000

Field = str | int | float | bool | UUID | None


class Measures(dict[str, Field]):
    """Fields of an event that come together while something is done."""

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        """Keep how long the block took, in milliseconds, also where it fails."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self[name] = round((time.perf_counter() - start) * 1000, 1)


class Event:
    """Something that happened: the message of a log record."""

    def __init__(self, name: str, **fields: Field) -> None:
        """`name` is a constant; fields that are None are left out, and `url` is told without its secrets."""
        self.name = name
        self.fields = {
            key: shortened(address(str(value)), _FIELD_CHARACTERS) if key == "url" else _clean(value)
            for key, value in fields.items()
            if value is not None
        }

    @classmethod
    def failure(cls, name: str, error: WordcountError, **fields: Field) -> "Event":
        """One of our errors, with what caused it: callers are not told that, and operators need it."""
        cause = repr(error.__cause__) if error.__cause__ else None
        return cls(name, reason=error.slug, detail=error.detail, cause=cause, **fields)

    def __str__(self) -> str:
        pairs = (f"{key}={value}" for key, value in self.fields.items())
        return _printable(" ".join((self.name, *pairs)))


class JsonLines(logging.Formatter):
    """A record as one line of JSON in ASCII, with its metrics."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "event": "log",
            "logger": record.name,
            FUNCTION: os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "local"),
            "release": _release(),
        }
        if invocation.request:
            line["request"] = invocation.request
        if isinstance(record.msg, Event):
            line |= {"event": record.msg.name, **record.msg.fields}
        else:
            line["message"] = _clean(record.getMessage())
        if record.exc_info and record.exc_info[1]:
            line |= _exception(record.exc_info[1])
        return json.dumps(with_metrics(line), default=str)


@cache
def _release() -> str:
    running = release.current()
    return f"{running.version} {running.commit}" if running.commit else running.version


class ForPeople(logging.Formatter):
    """A record as a line that is read in a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and below it the traceback of an error."""
        message = str(record.msg) if isinstance(record.msg, Event) else _clean(record.getMessage())
        lines = [f"{record.levelname.lower()}: {message}"]
        if record.exc_info and record.exc_info[1]:
            lines += _exception(record.exc_info[1])["traceback"].rstrip().split("\n")
        return "\n".join("    " + _printable(line) for line in lines)


class _Invocation:
    """The invocation that this execution environment runs: one at a time."""

    request: str | None = None


invocation = _Invocation()


def configure() -> None:
    """Send all logging to standard output: JSON lines in Lambda, lines for people elsewhere.

    What was configured before, as by Lambda's runtime, is replaced.
    """
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines() if settings.inside_lambda() else ForPeople())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("chalicelib").setLevel(settings.current().log_level)


def _clean(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return shortened(without_secrets(value), _FIELD_CHARACTERS) if isinstance(value, str) else value


def _printable(text: str) -> str:
    """The text on one line, with nothing in it that a terminal would obey."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def _exception(error: BaseException) -> dict[str, str]:
    """An exception's type, text and traceback, its causes among them."""
    trace = "".join(traceback.format_exception(error))
    return {
        "exception": type(error).__name__,
        "error": _clean(str(error)),
        "traceback": shortened(without_secrets(trace), _TRACE_CHARACTERS),
    }
