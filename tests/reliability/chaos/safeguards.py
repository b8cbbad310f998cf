"""What keeps every job from being lost or doubled, and how the service is without each: one switch apiece.

Taken away, a safeguard has to be missed: the counters that then rise are named beside it.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from local.event_source import EventSource


def overwrite_rows() -> None:
    """A later delivery writes over the row that is there."""
    from sqlalchemy.dialects.postgresql import insert

    from chalicelib.results import store
    from chalicelib.results.database import connection
    from chalicelib.results.models import Result

    def save_all(results: Sequence[Result]) -> set[Any]:
        table = Result.__table__
        values = [{column.name: getattr(result, column.name) for column in table.c} for result in results]
        statement = insert(Result)
        changed = {column.name: statement.excluded[column.name] for column in table.c if column.name != "id"}
        with connection() as open_connection:
            for each in values:
                open_connection.execute(
                    statement.on_conflict_do_update(index_elements=["id"], set_=changed), each
                )
        return {result.id for result in results}

    store.save_all = save_all  # type: ignore[assignment]
    store.ended = lambda _ids: set()  # type: ignore[assignment]


def forget_postponed() -> None:
    """A busy site's job is given up when the queue does not take it back."""
    from chalicelib import jobs
    from chalicelib.errors import QueueUnavailable

    send = jobs.send

    def send_or_not(*arguments: Any, **options: Any) -> None:
        with suppress(QueueUnavailable):
            send(*arguments, **options)

    jobs.send = send_or_not


def trust_connections() -> None:
    """A kept connection to Postgres is used as if it still lived."""
    from chalicelib.results import database

    database._answers = lambda *_: True  # type: ignore[assignment]


def leave_no_tombstone() -> None:
    """A job that is erased before it has ended leaves nothing that says so."""
    from chalicelib.results import erasing, store

    erase = erasing.erase

    def erase_ended(job_id: Any) -> None:
        if store.ended([job_id]):
            erase(job_id)

    erasing.erase = erase_ended


class DeletesFirst(EventSource):
    """Messages are deleted before the function has run."""

    def _take_batch(self) -> None:
        function = self._function

        def delete_and_run(event: dict[str, Any], context: object) -> None:
            messages = [{"ReceiptHandle": record["receiptHandle"]} for record in event["Records"]]
            self._in_calls("delete_message_batch", messages)
            function(event, context)

        self._function = delete_and_run
        try:
            super()._take_batch()
        finally:
            self._function = function


WITHOUT: dict[str, tuple[str, ...]] = {
    "delete-after": ("lost",),
    "on-conflict": ("changed", "ended_twice"),
    "postponed-kept": ("lost",),
    "last-resort": ("left",),
    "ping": ("unhealed",),
    "idempotency-key": ("doubled",),
    "tombstone": ("unerased",),
}
"""The safeguards, and the counters of which at least one has to rise without it."""

_IN_PROCESSES: dict[str, Callable[[], None]] = {
    "on-conflict": overwrite_rows,
    "postponed-kept": forget_postponed,
    "ping": trust_connections,
    "tombstone": leave_no_tombstone,
}


def without(name: str) -> Callable[[], None] | None:
    """What takes a safeguard away in a process of the service; None if it is not there that it is."""
    change = _IN_PROCESSES.get(name)
    return partial(change) if change else None
