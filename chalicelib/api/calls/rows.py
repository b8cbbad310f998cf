"""The row of a job that a call asks for, or the problem in its place."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from chalicelib import ids, settings
from chalicelib.api.representations.jobs import why_no_main
from chalicelib.errors import Erased, Expired, NoMainText, NoResult, NotFound

if TYPE_CHECKING:
    from chalicelib.results.rows import EndedJob, Part


def row_of(job_id: UUID) -> "EndedJob | None":
    """The row of a job that has ended, or None while it is pending.

    Raises:
        NotFound: it has no row, and is too old to get one.
        Erased: it was erased.
        Expired: it is older than the service keeps results; that is told from its id.
        DatabaseUnavailable: it cannot be told.
    """
    refuse_expired(job_id)
    from chalicelib.results import store

    row = store.get(job_id)
    if row is None and not ids.may_be_pending(job_id):
        raise NotFound("this job has no result, and its id is of a time at which none can be under way")
    if row is not None and row.erased_at is not None:
        raise Erased("the job was erased by who had its key")
    return row


def refuse_expired(job_id: UUID) -> None:
    """Raise `Expired` where the id is older than the service keeps results."""
    if is_expired(job_id):
        days = settings.current().retention_days or 0
        over = ids.issued_at(job_id) + timedelta(days=days)
        raise Expired(f"results are kept for {days} days, and this job's time was over on {over:%Y-%m-%d}")


def is_expired(job_id: UUID) -> bool:
    """Whether the id is older than the service keeps results."""
    kept = settings.current().retention
    return kept is not None and datetime.now(UTC) - ids.issued_at(job_id) > kept


def result_of(job_id: UUID, part: "Part" = "page") -> "EndedJob":
    """The row of a job that has words.

    Args:
        job_id: its id.
        part: in which text.

    Raises:
        NoResult: it is pending, or has failed.
        NoMainText: its page has none.
        NotFound, Erased, Expired, DatabaseUnavailable: as of `row_of`.
    """
    row = row_of(job_id)
    if row is None:
        raise NoResult("the job is pending: ask again once it has ended")
    if row.problem:
        raise NoResult(f"the job failed: {row.problem['detail']}")
    if part == "main" and row.main_summary is None:
        raise NoMainText(why_no_main(row))
    return row
