"""Writing how a job ended, once; telling which jobs have ended; reading how one did."""

import logging
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from chalicelib.errors import StatementTooSlow, Uncountable
from chalicelib.results.database import autocommit
from chalicelib.results.models import Result
from chalicelib.results.rows import HEAD, EndedJob, ended_job

_TABLE = Result.__table__

log = logging.getLogger(__name__)


def save(result: Result) -> bool:
    """Write how a job ended, unless it has ended already; returns whether this wrote it.

    Raises:
        DatabaseUnavailable: nothing was written.
    """
    return result.id in save_all([result])


def save_all(results: Iterable[Result]) -> set[UUID]:
    """Write how jobs ended, unless they have ended already, in one statement; returns whose rows are new.

    A row that alone takes longer than a statement may is written without what was counted, as uncountable:
    it would take as long the next time.

    Raises:
        DatabaseUnavailable: nothing was written.
    """
    # In one order, in which two writers of the same rows cannot wait for each other.
    ordered = sorted(results, key=lambda result: result.id)
    try:
        return _insert(ordered)
    except StatementTooSlow:
        if len(ordered) > 1 or ordered[0].words is None:
            raise
        (result,) = ordered
        log.exception("the row of job %s takes too long to write: it ends as uncountable", result.id)
        result.fail(Uncountable("its counts take too long to write down"))
        return _insert([result])


def _insert(ordered: Sequence[Result]) -> set[UUID]:
    values = [{column.name: getattr(result, column.name) for column in _TABLE.c} for result in ordered]
    statement = insert(Result).on_conflict_do_nothing(index_elements=["id"]).returning(_TABLE.c.id)
    with autocommit() as open_connection:
        return set(open_connection.scalars(statement, values))


def ended(ids: Iterable[UUID]) -> set[UUID]:
    """Those of the jobs that have ended.

    Raises:
        DatabaseUnavailable: it cannot be told.
    """
    with autocommit() as open_connection:
        return set(open_connection.scalars(select(_TABLE.c.id).where(_TABLE.c.id.in_(list(ids)))))


def get(job_id: UUID) -> EndedJob | None:
    """How a job ended, or that it was erased, without its words and phrases; None if it has not ended.

    Raises:
        DatabaseUnavailable: it cannot be told.
    """
    return get_all([job_id]).get(job_id)


def get_all(job_ids: Iterable[UUID]) -> dict[UUID, EndedJob]:
    """How those of the jobs ended that have, by their ids, without their words and phrases.

    Raises:
        DatabaseUnavailable: it cannot be told.
    """
    with autocommit() as open_connection:
        rows = open_connection.execute(select(*HEAD).where(_TABLE.c.id.in_(list(job_ids))))
        return {job.id: job for job in map(ended_job, rows)}
