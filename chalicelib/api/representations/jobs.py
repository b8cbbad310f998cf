"""Jobs as JSON."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chalicelib.api.representations.answers import time
from chalicelib.api.representations.words import share
from chalicelib.ids import Issued, issued_at

if TYPE_CHECKING:  # accepting a job needs no database
    from chalicelib.results.rows import EndedJob, PageWithWord, Part

FIRST_RULES = 1
"""The version of the rules by which rows were counted that name none."""

_TITLE = 80  # characters of it in a column's head

NOT_LOOKED_FOR = "not-looked-for"
WHY_NO_MAIN = {
    "no-article": "nothing on the page reads as an article: it may be a list, a start page or a form",
    "too-complex": "the page is too large or too deep for its main text to be looked for",
    "no-markup": "the page is no HTML, so all of its text is what it is about",
    "off": "this service does not look for main texts",
    NOT_LOOKED_FOR: "the page was counted before main texts were looked for",
}


def pending_json(job_id: UUID, url: str | None) -> dict[str, Any]:
    """A job that has not ended. Its URL is only in the queue, so only who sends it is told it."""
    return {"id": str(job_id), "status": "pending", "url": url, "submitted_at": time(issued_at(job_id))}


def accepted(issued: Issued, url: str | None) -> dict[str, Any]:
    """A job that has just been accepted, with the key that only this answer tells."""
    return pending_json(issued.id, url) | {"erase_key": issued.erase_key}


def ended_json(job: "EndedJob", part: "Part" = "page") -> dict[str, Any]:
    """A job that has ended, without its words.

    Args:
        job: the job.
        part: which text its summary is of; it is null where that is a main text and there is none.
    """
    common = {
        "id": str(job.id),
        "status": "failed" if job.problem else "succeeded",
        "url": job.url,
        "submitted_at": time(issued_at(job.id)),
        "finished_at": time(job.finished_at),
    }
    if job.problem:
        return common | {"problem": job.problem}
    main = _main_text(job)
    return common | {
        "final_url": job.final_url,
        "title": job.title,
        "language": job.language,
        "summary": main["summary"] if part == "main" else _summary(job.summary or {}),
        "main_text": main,
        "rules": job.rules or FIRST_RULES,
        "text_kept": "no" if job.text_cut is None else "part" if job.text_cut else "whole",
    }


def of_part(job: "EndedJob", part: "Part") -> dict[str, Any]:
    """A job that has succeeded, and of which text its summary is."""
    return ended_json(job, part) | {"text": part}


def of_columns(jobs: "Iterable[EndedJob]", part: "Part") -> list[dict[str, Any]]:
    """Jobs whose counts stand side by side, with how many words each has of a text, and how many are kept."""
    return [_of_column(job, part) for job in jobs]


def _of_column(job: "EndedJob", part: "Part") -> dict[str, Any]:
    summary = _summary(job.summary_of(part) or {})
    return {
        "id": str(job.id),
        "url": job.url,
        "final_url": job.final_url,
        "title": job.title,
        "finished_at": time(job.finished_at),
        "words": job.total_of(part),
        "distinct_words": summary.get("distinct_words", 0),
        "words_kept": summary["words_kept"] or 0,
    }


def called(job: "EndedJob") -> str:
    """What a column is called that is of a job: its title, its address, and its id."""
    title = (job.title or "")[:_TITLE]
    return " · ".join(filter(None, (title, job.final_url or job.url, str(job.id))))


def _main_text(job: "EndedJob") -> dict[str, Any]:
    """The summary of the main text, or why there is none."""
    if job.main_summary is not None:
        return {"summary": _summary(job.main_summary)}
    return {"summary": None, "reason": job.no_main or NOT_LOOKED_FOR, "detail": why_no_main(job)}


def why_no_main(job: "EndedJob") -> str:
    """Why a page has no main text, in a sentence."""
    return WHY_NO_MAIN.get(job.no_main or NOT_LOOKED_FOR, "the page has no main text")


def _summary(summary: dict[str, Any]) -> dict[str, Any]:
    """A page in numbers; rows of a release that knew no bound have all their words."""
    kept = summary.get("words_kept", summary.get("distinct_words"))
    return {**summary, "words_kept": kept}


def listed(job: "EndedJob") -> dict[str, Any]:
    """A job as anyone may see it in a list: without the queries of its addresses, which may hold secrets."""
    body = ended_json(job)
    hidden = {name: body[name].partition("?")[0] for name in ("url", "final_url") if body.get(name)}
    return body | hidden


def pages_with(pages: "Iterable[PageWithWord]", part: "Part") -> list[dict[str, Any]]:
    """The jobs whose page, or its main text, contains a word, with its count and its share there."""
    return [
        listed(page.job) | {"count": page.count, "share": share(page.count, page.job.total_of(part))}
        for page in pages
    ]
