"""Erasing the result of a job: what is left says only that there was one."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from chalicelib.results.database import autocommit
from chalicelib.results.models import Result

_TABLE = Result.__table__


def erase(job_id: UUID) -> None:
    """Leave nothing of a job but its id, whether it has ended or not.

    A job that has not ended gets its row now, so that none written later brings its words back. Every column
    is overwritten, and leaves the indexes; what Postgres keeps of the old version goes with the next VACUUM.

    Raises:
        DatabaseUnavailable: nothing was erased.
    """
    left = Result.erased(job_id, datetime.now(UTC))
    values = {column.name: getattr(left, column.name) for column in _TABLE.c}
    statement = insert(Result)
    overwritten = {name: statement.excluded[name] for name in values if name != "id"}
    statement = statement.on_conflict_do_update(
        index_elements=["id"], set_=overwritten, where=_TABLE.c.erased_at.is_(None)
    )
    with autocommit() as open_connection:
        open_connection.execute(statement, values)
