"""Erasing the result of a job: what is left says only that there was one, and under which key.

Nobody can tell an id that was never posted from one whose job is pending: whoever makes an id makes its key
too. Such a row is only needed for as long as a delivery can come that would bring the job back; then `forget`
drops it.
"""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete, text
from sqlalchemy.dialects.postgresql import insert

from chalicelib.results.database import autocommit
from chalicelib.results.models import Result

_TABLE = Result.__table__
_NO_ATTEMPT, _ENDED = 0, 1
"""Attempts of a job that had not ended when it was erased, if there was one at all; and of one that had."""
_KEPT = ("id", "idempotency_mark")


def erase(job_id: UUID) -> None:
    """Leave nothing of a job but its id and the mark of its key, whether it has ended or not.

    A job that has not ended gets its row now, so that none written later brings its words back. Every other
    column is overwritten, and leaves the indexes; what Postgres keeps of the old version goes with the next
    VACUUM.

    Raises:
        DatabaseUnavailable: nothing was erased.
    """
    left = Result.erased(job_id, datetime.now(UTC))
    values = {column.name: getattr(left, column.name) for column in _TABLE.c}
    statement = insert(Result)
    overwritten = {name: statement.excluded[name] for name in values if name not in _KEPT}
    overwritten["attempts"] = _ENDED
    statement = statement.on_conflict_do_update(
        index_elements=["id"], set_=overwritten, where=_TABLE.c.erased_at.is_(None)
    )
    with autocommit() as open_connection:
        open_connection.execute(statement, values)


def forget(before: UUID) -> int:
    """Drop the rows of jobs that had not ended, or never were, when they were erased; returns how many.

    Args:
        before: the first id whose job can still be under way.

    Raises:
        DatabaseUnavailable: it is done by the next run.
    """
    statement = delete(Result).where(
        text("hashtextextended(url, 0) = hashtextextended('', 0)"),  # as the index has it
        _TABLE.c.url == "",
        _TABLE.c.attempts == _NO_ATTEMPT,
        _TABLE.c.erased_at.is_not(None),
        _TABLE.c.id < before,
    )
    with autocommit() as open_connection:
        return open_connection.execute(statement).rowcount
