"""The ended jobs of one page, or of all, newest first."""

from uuid import UUID

from sqlalchemy import func, select

from chalicelib.results.database import autocommit
from chalicelib.results.models import Result
from chalicelib.results.partitions import oldest_id
from chalicelib.results.rows import HEAD, EndedJob, ended_job

_TABLE = Result.__table__


def history(url: str | None, *, limit: int, before: UUID | None = None) -> list[EndedJob]:
    """Ended jobs, newest first, without their words.

    Args:
        url: only those of this normalised URL, or None for all.
        limit: how many at most.
        before: only those issued before this one.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    query = (
        select(*HEAD)
        .where(_TABLE.c.erased_at.is_(None), _TABLE.c.url.is_not(None), _TABLE.c.id >= oldest_id())
        .order_by(_TABLE.c.id.desc())
        .limit(limit)
    )
    if url is not None:
        same_hash = func.hashtextextended(_TABLE.c.url, 0) == func.hashtextextended(url, 0)
        query = query.where(same_hash, _TABLE.c.url == url)
    if before is not None:
        query = query.where(_TABLE.c.id < before)
    with autocommit() as open_connection:
        return [ended_job(row) for row in open_connection.execute(query)]
