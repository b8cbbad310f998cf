"""`Idempotency-Key`: the same request, sent again, gets the same ids.

This is draft-ietf-httpapi-idempotency-key-header, with a key that tells its time. Nothing is kept of a
request. Its ids are derived from the key and the body, so that a repeat finds what the first one began; a
worker passes over a job that has its row already. Each row holds a hash of the key that it was made under:
the same key with another body is refused where such a row proves it.
"""

import hashlib
import json
import logging
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from chalice.app import Request

from chalicelib import ids
from chalicelib.errors import IdempotencyKeyReused, InvalidInput, ServiceFailure
from chalicelib.telemetry import Event

HEADER = "Idempotency-Key"
_PATIENCE_SECONDS = 2.0
_REST_SECONDS = 15.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A request that may come again."""

    key: UUID
    """Of version 7, by the caller's clock."""
    body: bytes

    def issue(self, item: str) -> ids.Issued:
        """The id of one item of the request."""
        return ids.issue_again(self.key, self.body, item)

    @property
    def mark(self) -> int:
        """A hash of the key, as a signed number of 64 bits: rows hold it in place of the key."""
        return int.from_bytes(hashlib.sha256(self.key.bytes).digest()[:8], "big", signed=True)


def repeatable(request: Request) -> Repeatable | None:
    """What the request says of its repetition, or None if it has no `Idempotency-Key`.

    The request's body has been read and is JSON.

    Raises:
        InvalidInput: the key is no UUID of version 7, or not of today.
    """
    sent = request.headers.get(HEADER)
    if sent is None:
        return None
    body = json.dumps(json.loads(request.raw_body), sort_keys=True, separators=(",", ":"))
    return Repeatable(_read(sent), body.encode("utf-8", "surrogatepass"))


def _read(sent: str) -> UUID:
    text = sent.strip()
    if text[:1] == text[-1:] == '"':
        text = text[1:-1]  # the draft has a string of RFC 9651, with its quotes; many send it without
    try:
        key = UUID(text)
    except ValueError:
        key = None
    if key is None or str(key) != text.lower() or key.version != 7:
        raise _invalid("it has to be a UUID of version 7 (RFC 9562), made anew for each request")
    age = time.time() - (key.int >> 80) / 1000
    if age < -ids.CLOCK_SKEW.total_seconds():
        raise _invalid("its time is more than five minutes ahead of the service's clock")
    if age > ids.REPEATABLE.total_seconds():
        raise _invalid("its time is more than 24 hours ago: a request is repeated within a day")
    return key


def _invalid(detail: str) -> InvalidInput:
    return InvalidInput([(HEADER, detail)])


def already_ended(repeat: Repeatable, issued: Iterable[UUID]) -> set[UUID]:
    """Those of the request's jobs that have ended already.

    The database is asked, but not waited for: accepting jobs does not need it.

    Raises:
        IdempotencyKeyReused: another request's job was made under this key.
    """
    found = _look_up.rows(repeat)
    if not found.issubset(issued):
        raise IdempotencyKeyReused(
            "this Idempotency-Key came with another body before; a new request needs a new key"
        )
    return found


class _LookUp:
    """Asks for the rows of a key: within two seconds, and after a failure not again for a while."""

    def __init__(self) -> None:
        self._resting_until = 0.0

    def rows(self, repeat: Repeatable) -> set[UUID]:
        if time.monotonic() < self._resting_until:
            return set()
        from chalicelib.results.idempotency import made_under

        asked = _threads().submit(made_under, repeat.mark, repeat.key.int >> 80)
        try:
            return asked.result(timeout=_PATIENCE_SECONDS)
        except (ServiceFailure, TimeoutError) as failure:
            log.warning(Event("idempotency key not looked up", reason=type(failure).__name__))
            self._resting_until = time.monotonic() + _REST_SECONDS
            return set()


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(4, thread_name_prefix="idempotency")


_look_up = _LookUp()
