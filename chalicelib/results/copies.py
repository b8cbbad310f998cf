"""Rows for jobs whose page was counted for another one a moment ago: copies, without asking the site."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import text

from chalicelib.results.database import autocommit
from chalicelib.results.models import OF_THE_JOB, Result

if TYPE_CHECKING:
    from chalicelib.jobs import Job

_SECONDS = 60
_ISSUED_WITHIN = timedelta(minutes=15)  # else a page with a long history would be looked through whole
_OWN = [name for name in OF_THE_JOB if name != "url"]  # which is the same
_COPIED = [column.name for column in Result.__table__.c if column.name not in _OWN]

# What ended as a failure after several attempts says little of the next one.
_COPY = text(f"""
    INSERT INTO results (
        id, attempts, finished_at, idempotency_mark, asked_language, {", ".join(_COPIED)}
    )
    SELECT
        job.id, job.attempts, now(), job.idempotency_mark, job.asked_language, page.{", page.".join(_COPIED)}
    FROM json_to_recordset(CAST(:jobs AS json))
        AS job(id uuid, url text, attempts smallint, idempotency_mark bigint, asked_language text)
    CROSS JOIN LATERAL (
        SELECT * FROM results
        WHERE hashtextextended(url, 0) = hashtextextended(job.url, 0) AND url = job.url AND id >= :since
            AND asked_language IS NOT DISTINCT FROM job.asked_language
            AND finished_at > now() - interval '{_SECONDS} seconds' AND erased_at IS NULL
            AND (problem IS NULL OR attempts = 1)
        ORDER BY id DESC LIMIT 1
    ) AS page
    ORDER BY job.id
    ON CONFLICT (id) DO NOTHING
    RETURNING id, problem IS NOT NULL
""")  # noqa: S608  the names of our own columns


def copy_recent(jobs: Sequence["Job"]) -> dict[UUID, bool]:
    """Give each job whose very URL has a row of the last minute one like it; returns whose failed.

    A page that was counted in a language that was asked for is another one.

    Returns:
        For each job that has got a row here, whether that one tells of a failure.

    Raises:
        DatabaseUnavailable: nothing was written.
    """
    if not jobs:
        return {}
    wanted = [
        {
            "id": str(job.id),
            "url": job.url,
            "attempts": job.attempt,
            "idempotency_mark": job.idempotency_mark,
            "asked_language": job.language,
        }
        for job in jobs
    ]
    since = int((datetime.now(UTC) - _ISSUED_WITHIN).timestamp() * 1000)
    parameters = {"jobs": json.dumps(wanted), "since": UUID(int=since << 80)}
    with autocommit() as open_connection:
        return {row[0]: row[1] for row in open_connection.execute(_COPY, parameters)}
