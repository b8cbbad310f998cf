"""What the calls answer: results as JSON and CSV, with their headers for caches."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chalice import Response
from chalice.app import Request

from chalicelib import settings
from chalicelib.api.conditions import conditional
from chalicelib.ids import issued_at

if TYPE_CHECKING:  # accepting a job needs no database
    from chalicelib.results.rows import EndedJob, PageWithWord, PhraseCount, WordCount

POLL_SECONDS = 1
"""How long a caller is told to wait before asking for a pending job again."""

MAXIMUM_BYTES = 5_500_000
"""Of a list in an answer: Lambda takes 6 MB at most, as JSON in ASCII with the body as a string."""

_FOREVER = "max-age=31536000, immutable"
_VARY = "Accept, Accept-Encoding"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CSV_EXTRA = len(r"\"\"\r\n")  # of a row: quotes around its word, and its end


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
    """An answer that never changes, or a 304 in its place.

    Raises:
        PreconditionFailed: the caller's `If-Match` names other answers only.
    """
    kept = {"Content-Type": media_type, **_kept_by_caches(), **_names(headers)}
    return conditional(request, body, kept)


def _kept_by_caches() -> dict[str, str]:
    """Who keeps an answer for ever: any cache, or on a guarded stage only the caller's, for that key only.

    A shared cache asks nobody for a key, and a browser is to show nothing once its key is forgotten.
    """
    if settings.current().api_access == "open":
        return {"Cache-Control": f"public, {_FOREVER}", "Vary": _VARY}
    return {"Cache-Control": f"private, {_FOREVER}", "Vary": f"{_VARY}, Authorization, X-Api-Key"}


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def time(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def pending(job_id: UUID, url: str | None) -> dict[str, Any]:
    """A job that has not ended. Its URL is only in the queue, so only who sends it is told it."""
    return {"id": str(job_id), "status": "pending", "url": url, "submitted_at": time(issued_at(job_id))}


def ended(job: "EndedJob") -> dict[str, Any]:
    """A job that has ended, without its words."""
    common = {
        "id": str(job.id),
        "status": "failed" if job.problem else "succeeded",
        "url": job.url,
        "submitted_at": time(issued_at(job.id)),
        "finished_at": time(job.finished_at),
    }
    if job.problem:
        return common | {"problem": job.problem}
    return common | {
        "final_url": job.final_url,
        "title": job.title,
        "language": job.language,
        "summary": job.summary,
    }


def words(counts: "Sequence[WordCount]", total: int) -> list[dict[str, Any]]:
    """Words with their counts, and their shares of all words of the page, stop words included.

    They are fewer than were given where an answer of Lambda has no room for all.
    """
    bodies, size = [], 0
    for word in counts:
        body = {
            "word": word.word,
            "spelling": word.spelling,
            "count": word.count,
            "share": share(word.count, total),
        }
        size += _size(json_text(body)) + 1
        if size > MAXIMUM_BYTES:
            break
        bodies.append(body)
    return bodies


def _size(text: str) -> int:
    """How many bytes a part of a body takes in Lambda's answer."""
    return len(json.dumps(text)) - 2


def share(count: int, total: int) -> float:
    """A part of the page's words, from 0 to 1, to six decimals."""
    return round(count / total, 6) if total else 0.0


def pages_with(pages: "Iterable[PageWithWord]") -> list[dict[str, Any]]:
    """The jobs whose page contains a word, with its count there and its share of all words of the page."""
    return [
        ended(page.job) | {"count": page.count, "share": share(page.count, page.job.total)} for page in pages
    ]


def phrases(counts: "Iterable[PhraseCount]") -> list[dict[str, Any]]:
    """Phrases with their counts."""
    return [
        {"phrase": " ".join(phrase.words), "words": phrase.words, "count": phrase.count} for phrase in counts
    ]


def words_csv(counts: "Sequence[WordCount]", total: int) -> tuple[str, int]:
    """Words as CSV (RFC 4180) with a header line, and how many an answer of Lambda had room for.

    No cell is a formula to a spreadsheet: one that begins like a formula gets an apostrophe. There is no
    byte order mark: the media type says that it is UTF-8 (RFC 3629, section 6), and to a program the mark
    would be part of the first column's name.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["word", "count", "share"])
    size = 0
    for number, word in enumerate(counts):
        cell = "'" + word.word if word.word.startswith(_FORMULA) else word.word
        row = [cell, word.count, f"{share(word.count, total):.6f}"]
        size += _size(",".join(map(str, row)).replace('"', '""')) + _CSV_EXTRA
        if size > MAXIMUM_BYTES:
            return table.getvalue(), number
        writer.writerow(row)
    return table.getvalue(), len(counts)
