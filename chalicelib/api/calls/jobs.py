"""The calls of jobs: having pages counted, and how jobs stand, one, some or those of a page."""

import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chalice import Response
from chalice.app import Request

from chalicelib import ids, jobs, settings, urls
from chalicelib.api import access, idempotency, inputs, pace
from chalicelib.api.calls.rows import is_expired, row_of
from chalicelib.api.problems import answered
from chalicelib.api.representations import answers
from chalicelib.api.representations import jobs as representations
from chalicelib.api.representations.words import word_json
from chalicelib.api.submission import submission
from chalicelib.api.view import DEFAULT
from chalicelib.errors import ListingDisabled
from chalicelib.telemetry import Event

if TYPE_CHECKING:
    pass

# The results' modules are imported where they are used: accepting a job starts without a database driver.

TOP_WORDS = 10

log = logging.getLogger(__name__)


@answered
def post_jobs(request: Request) -> Response:
    """`POST /jobs`: accept one job, or up to 100."""
    sent = submission(request)
    sources = list(dict.fromkeys(sent.sources))  # an address that comes twice is one job
    repeat = idempotency.repeatable(request)
    collection = _collection(repeat, len(sources)) if sent.is_list else None
    each = collection.jobs if collection else [repeat.issue(sources[0].url) if repeat else ids.issue()]
    issued = dict(zip(sources, each, strict=True))
    mark = repeat.mark if repeat else None
    caller = access.caller(request)
    accepted = [
        jobs.Job(
            issued[source].id,
            source.url,
            text=source.text,
            title=source.title,
            idempotency_mark=mark,
            caller=caller,
            language=sent.language,
        )
        for source in sources
    ]
    done = idempotency.already_ended(repeat, [job.id for job in accepted]) if repeat else set()
    jobs.send([job for job in accepted if job.id not in done])
    log.info(_accepted(accepted, collection))
    bodies = [representations.accepted(issued[source], source.url or None) for source in sent.sources]
    up = "../" if request.context.get("path", "").endswith("/") else ""  # API Gateway takes /jobs/ for /jobs
    if collection:
        body: dict[str, Any] = {"collection": str(collection.id), "jobs": bodies}
        retry = str(pace.of_collections.accepted(collection.id))
        location = f"{up}collections/{collection.id}"
        return answers.json_response(body, 202, {"Location": location, "Retry-After": retry})
    retry = str(pace.of_jobs.accepted(accepted[0].id))
    location = f"{up}jobs/{accepted[0].id}"
    return answers.json_response(bodies[0], 202, {"Location": location, "Retry-After": retry})


def _collection(repeat: idempotency.Repeatable | None, pages: int) -> ids.IssuedCollection:
    return ids.issue_collection(repeat.issue("collection") if repeat else ids.issue(), pages)


def _accepted(accepted: list[jobs.Job], collection: ids.IssuedCollection | None) -> Event:
    """One line a call: a hundred would be most of what it costs, and a collection's id tells its jobs'."""
    if collection:
        return Event("jobs accepted", collection=collection.id, accepted=len(accepted))
    return Event("job accepted", job=accepted[0].id, url=accepted[0].url or None)


@answered
def get_job(request: Request, path_id: str) -> Response:
    """`GET /jobs/{id}`: how a job stands, with the top words of its page once they are counted."""
    job_id = inputs.job_id(path_id)
    with inputs.Query(request) as query:
        part = inputs.part(query)
    row = row_of(job_id)
    if row is None:
        body = representations.pending_json(job_id, None)
        return answers.json_response(body, headers={"Retry-After": str(pace.of_jobs.seconds(job_id))})
    pace.of_jobs.learn(job_id, row.finished_at, under_key=row.idempotency_mark is not None)
    if row.problem:
        return answers.json_response(representations.ended_json(row))
    from chalicelib.results.words import lists_of

    top = DEFAULT.shown(lists_of(job_id, part)).words[:TOP_WORDS]
    words = [word_json(word, row.total_of(part)) for word in top]
    body = representations.of_part(row, part) | {"words": words}
    return answers.kept(request, answers.json_text(body), answers.JSON)


@answered
def get_jobs(request: Request) -> Response:
    """`GET /jobs`: the jobs whose ids the caller has, or, where that is allowed, everyone's or one page's."""
    with inputs.Query(request) as query:
        url = query.value("url", None, urls.normalise)
        limit = query.whole_number("limit", 20, 1, inputs.MAXIMUM_JOBS)
        before = query.value("cursor", None, inputs.job_cursor)
        job_ids = query.value("ids", None, inputs.job_ids)
        query.alone("ids")
    if job_ids is not None:
        return _jobs_with(job_ids)
    if not settings.current().public_listing:
        raise ListingDisabled("name the jobs by their ids, which only those who sent them have: /jobs?ids=…")
    from chalicelib.results.history import history

    rows = history(url, limit=limit + 1, before=before)
    body = {"jobs": [representations.listed(row) for row in rows[:limit]]}
    more = {}
    if len(rows) > limit:
        page = {"url": url} if url else {}
        more["Link"] = answers.next_link(**page, limit=limit, cursor=rows[limit - 1].id)
    return answers.json_response(body, headers=more)


def _jobs_with(job_ids: list[UUID]) -> Response:
    """How jobs stand, in the order in which they were named; those that are gone are left out."""
    from chalicelib.results import store

    kept = [job_id for job_id in job_ids if not is_expired(job_id)]
    rows = store.get_all(kept)
    bodies = []
    for job_id in kept:
        row = rows.get(job_id)
        if row is not None and row.erased_at is None:
            bodies.append(representations.ended_json(row))
        elif row is None and ids.may_be_pending(job_id):
            bodies.append(representations.pending_json(job_id, None))
    return answers.json_response({"jobs": bodies})
