"""Jobs as JSON."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chalicelib.api.representations.answers import time
from chalicelib.api.representations.words import share
from chalicelib.jobs import issued_at

if TYPE_CHECKING:  # accepting a job needs no database
    from sqlalchemy import Row

POLL_SECONDS = 1
"""How long a caller is told to wait before asking for a pending job again."""


def pending(job_id: UUID, url: str | None) -> dict[str, Any]:
    """A job that has not ended. Its URL is only in the queue, so only who sends it is told it."""
    return {"id": str(job_id), "status": "pending", "url": url, "submitted_at": time(issued_at(job_id))}


def ended(row: "Row[Any]") -> dict[str, Any]:
    """A job that has ended, without its words."""
    common = {
        "id": str(row.id),
        "status": "failed" if row.problem else "succeeded",
        "url": row.url,
        "submitted_at": time(issued_at(row.id)),
        "finished_at": time(row.finished_at),
    }
    if row.problem:
        return common | {"problem": row.problem}
    return common | {
        "final_url": row.final_url,
        "title": row.title,
        "language": row.language,
        "summary": row.summary,
    }


def pages_with(rows: "Iterable[Row[Any]]") -> list[dict[str, Any]]:
    """The jobs whose page contains a word, with its count there and its share of all words of the page."""
    return [
        ended(row) | {"count": row.occurrences, "share": share(row.occurrences, row.summary["words"])}
        for row in rows
    ]
