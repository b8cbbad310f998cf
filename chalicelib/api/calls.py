"""The calls of the API, each from a request to its answer."""

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from chalice import Response
from chalice.app import Request

from chalicelib import ids, jobs, settings, urls
from chalicelib.api import inputs, representations
from chalicelib.api.negotiation import preferred
from chalicelib.api.problems import RETRY_SECONDS, answered, problem
from chalicelib.errors import ListingDisabled, NoResult, NotFound, ServiceFailure
from chalicelib.telemetry import Event

if TYPE_CHECKING:
    from chalicelib.results.rows import EndedJob

# The results' modules are imported where they are used: accepting a job starts without a database driver.

JSON = "application/json"
CSV = "text/csv; charset=utf-8; header=present"
TOP_WORDS = 10
MAXIMUM_WORDS = 10_000
MAXIMUM_CSV_WORDS = 50_000
MAXIMUM_PHRASES = 200
MAXIMUM_JOBS = 100
_MAXIMUM_OFFSET = 100_000_000

log = logging.getLogger(__name__)


@answered
def post_jobs(request: Request) -> Response:
    """`POST /jobs`: accept one job, or up to 100."""
    sent, is_list = inputs.submitted_urls(request)
    accepted = [jobs.Job.new(url) for url in sent]
    jobs.send(accepted)
    for job in accepted:
        log.info(Event("job accepted", job=job.id, url=job.url))
    bodies = [representations.pending(job.id, job.url) for job in accepted]
    retry = {"Retry_After": str(representations.POLL_SECONDS)}
    if is_list:
        return representations.json_response({"jobs": bodies}, 202, **retry)
    up = "../" if request.context.get("path", "").endswith("/") else ""  # API Gateway takes /jobs/ for /jobs
    location = f"{up}jobs/{accepted[0].id}"
    return representations.json_response(bodies[0], 202, Location=location, **retry)


@answered
def get_job(request: Request, text: str) -> Response:
    """`GET /jobs/{id}`: how a job stands, with the top words of its page once they are counted."""
    job_id = inputs.job_id(text)
    with inputs.Query(request):
        pass
    row = _row(job_id)
    if row is None:
        body = representations.pending(job_id, None)
        return representations.json_response(body, Retry_After=str(representations.POLL_SECONDS))
    if row.problem:
        return representations.json_response(representations.ended(row))
    from chalicelib.results.words import words_of

    top = words_of(job_id, stop_words=False, limit=TOP_WORDS)
    body = representations.ended(row) | {"words": representations.words(top, row.total)}
    return representations.immutable(request, representations.json_text(body), JSON)


@answered
def get_words(request: Request, text: str, *, as_csv: bool = False) -> Response:
    """`GET /jobs/{id}/words` and `/words.csv`: the words of a job's page."""
    as_csv = as_csv or preferred(request.headers.get("accept", ""), JSON, "text/csv") != JSON
    maximum = MAXIMUM_CSV_WORDS if as_csv else MAXIMUM_WORDS
    job_id = inputs.job_id(text)
    with inputs.Query(request) as query:
        stop_words = query.choice("stop_words", "exclude", "include")
        limit = query.whole_number("limit", MAXIMUM_CSV_WORDS if as_csv else 100, 1, maximum)
        offset = query.whole_number("cursor", 0, 0, _MAXIMUM_OFFSET)
    row = _result(job_id)
    from chalicelib.results.words import words_of

    found = words_of(job_id, stop_words=stop_words == "include", limit=limit + 1, offset=offset)
    total = row.total
    if as_csv:
        body, shown = representations.words_csv(found[:limit], total)
        media_type = CSV
    else:
        words = representations.words(found[:limit], total)
        body, shown = representations.json_text({"words": words}), len(words)
        media_type = JSON
    more = {}
    if len(found) > shown:
        more["Link"] = _next(stop_words=stop_words, limit=limit, cursor=offset + shown)
    return representations.immutable(request, body, media_type, **more)


@answered
def get_phrases(request: Request, text: str) -> Response:
    """`GET /jobs/{id}/phrases`: the most frequent phrases of two or three words."""
    job_id = inputs.job_id(text)
    with inputs.Query(request) as query:
        n = query.whole_number("n", 2, 2, 3)
        stop_words = query.choice("stop_words", "exclude", "include")
        limit = query.whole_number("limit", 20, 1, MAXIMUM_PHRASES)
    _result(job_id)
    from chalicelib.results.words import phrases_of

    found = phrases_of(job_id, n, stop_words=stop_words == "include", limit=limit)
    body = representations.json_text({"phrases": representations.phrases(found)})
    return representations.immutable(request, body, "application/json")


@answered
def get_jobs(request: Request) -> Response:
    """`GET /jobs`: the history of one page, or, where it is allowed, everyone's ended jobs."""
    with inputs.Query(request) as query:
        url = query.value("url", None, urls.normalise)
        limit = query.whole_number("limit", 20, 1, MAXIMUM_JOBS)
        before = query.value("cursor", None, _cursor)
    if url is None and not settings.current().public_listing:
        raise ListingDisabled("name the page whose history you ask for: /jobs?url=…")
    from chalicelib.results.history import history

    rows = history(url, limit=limit + 1, before=before)
    body = {"jobs": [representations.ended(row) for row in rows[:limit]]}
    more: dict[str, Any] = {}
    if len(rows) > limit:
        page = {"url": url} if url else {}
        more["Link"] = _next(**page, limit=limit, cursor=rows[limit - 1].id)
    return representations.json_response(body, **more)


@answered
def get_word(request: Request, text: str) -> Response:
    """`GET /words/{word}`: the pages that contain a word, where that is allowed."""
    with inputs.Query(request) as query:
        limit = query.whole_number("limit", 20, 1, MAXIMUM_JOBS)
        before = query.value("cursor", None, _cursor)
    word = inputs.word(text)
    if not settings.current().public_listing:
        raise ListingDisabled("this service does not tell which pages contain a word")
    from chalicelib.results.word_search import pages_with

    rows = pages_with(word, limit=limit + 1, before=before)
    body = {"word": word, "pages": representations.pages_with(rows[:limit])}
    more: dict[str, Any] = {}
    if len(rows) > limit:
        more["Link"] = _next(limit=limit, cursor=rows[limit - 1].job.id)
    return representations.json_response(body, **more)


def _next(**parameters: object) -> str:
    """A `Link` (RFC 8288) to the next part of a list, relative to the list's own path."""
    return f'<?{urlencode(parameters)}>; rel="next"'


def _cursor(text: str) -> UUID:
    job_id = ids.read_id(text)
    if job_id is None:
        raise ValueError("it has to be one that an earlier answer's Link gave")
    return job_id


@answered
def get_health(request: Request) -> Response:
    """`GET /health`: whether Postgres and the queue answer and the schema is the code's."""
    with inputs.Query(request):
        pass
    from chalicelib.results.migrate import check_schema

    checks = {}
    for name, check in {"queue": jobs.check_queue, "database": check_schema}.items():
        try:
            check()
            checks[name] = "ok"
        except ServiceFailure as failure:
            checks[name] = failure.detail
    failing = [name for name, state in checks.items() if state != "ok"]
    if not failing:
        return representations.json_response({"status": "ok", "checks": checks})
    return problem(
        503,
        ServiceFailure.slug,
        ServiceFailure.title(),
        " and ".join(f"{name}: {checks[name]}" for name in failing),
        headers={"Retry-After": str(RETRY_SECONDS)},
        checks=checks,
    )


def _row(job_id: UUID) -> "EndedJob | None":
    """The row of a job that has ended, or None while it is pending."""
    from chalicelib.results import store

    row = store.get(job_id)
    if row is None and not ids.may_be_pending(job_id):
        raise NotFound("this job has no result, and it is too old to be under way still")
    return row


def _result(job_id: UUID) -> "EndedJob":
    """The row of a job that has words."""
    row = _row(job_id)
    if row is None:
        raise NoResult("the job is pending: ask again once it has ended")
    if row.problem:
        raise NoResult(f"the job failed: {row.problem['detail']}")
    return row
