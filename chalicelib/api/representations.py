"""What the calls answer: results as JSON and CSV, with their headers for caches."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chalice import Response
from chalice.app import Request

from chalicelib.jobs import issued_at

if TYPE_CHECKING:  # accepting a job needs no database
    from sqlalchemy import Row

    from chalicelib.results.store import PhraseCount, WordCount

POLL_SECONDS = 1
"""How long a caller is told to wait before asking for a pending job again."""

CSV_MAXIMUM_BYTES = 5_000_000  # Lambda answers with 6 MB at most

_FOREVER = "public, max-age=31536000, immutable"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_text(body: Any) -> str:
    """A body as compact JSON, characters as they are."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def json_response(body: Any, status: int = 200, **headers: str) -> Response:
    """A JSON answer that is not kept by caches. Header names are given with `_` for `-`."""
    return Response(
        json_text(body),
        status_code=status,
        headers={"Content-Type": "application/json", "Cache-Control": "no-store", **_names(headers)},
    )


def immutable(request: Request, body: str, media_type: str, **headers: str) -> Response:
    """An answer that never changes: with a strong ETag, and empty if the caller has it (RFC 9110, 13.1.2)."""
    etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    kept = {"ETag": etag, "Cache-Control": _FOREVER, "Vary": "Accept", **_names(headers)}
    asked = request.headers.get("if-none-match", "")
    if asked.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in asked.split(",")):
        return Response("", status_code=304, headers=kept)
    return Response(body, headers={"Content-Type": media_type, **kept})


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def time(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


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


def words(counts: "Iterable[WordCount]", total: int) -> list[dict[str, Any]]:
    """Words with their counts, and their shares of all words of the page, stop words included."""
    return [
        {"word": word.word, "spelling": word.spelling, "count": word.count, "share": share(word.count, total)}
        for word in counts
    ]


def share(count: int, total: int) -> float:
    """A part of the page's words, from 0 to 1, to six decimals."""
    return round(count / total, 6) if total else 0.0


def phrases(counts: "Iterable[PhraseCount]") -> list[dict[str, Any]]:
    """Phrases with their counts."""
    return [
        {"phrase": " ".join(phrase.words), "words": phrase.words, "count": phrase.count} for phrase in counts
    ]


def words_csv(counts: "Sequence[WordCount]", total: int) -> tuple[str, int]:
    """Words as CSV (RFC 4180) with a header line, and how many there was room for.

    No cell is a formula to a spreadsheet: one that begins like a formula gets an apostrophe.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["word", "count", "share"])
    size = 0
    for number, word in enumerate(counts):
        cell = "'" + word.word if word.word.startswith(_FORMULA) else word.word
        size += writer.writerow([cell, word.count, f"{share(word.count, total):.6f}"]) + 3 * len(cell)
        if size > CSV_MAXIMUM_BYTES:
            return table.getvalue(), number + 1
    return table.getvalue(), len(counts)
