"""What AWS calls: the API's routes, the worker, the last resort, migrate, sweep and canary. Wiring only."""

import os
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from chalice import Chalice, Cron, Rate, Response
from chalice.app import LambdaFunctionEvent, Request, SQSEvent

from chalicelib import cold_start, settings, telemetry
from chalicelib.api import access, lists, pages, problems
from chalicelib.api.calls import collections, collocates, contexts, erasing, health, jobs, keyness, words
from chalicelib.telemetry import invocations

View = TypeVar("View", bound=Callable[..., Response])

app = Chalice(app_name="wordcount", configure_logs=False)
app.register_middleware(cold_start.end_with_first)
app.register_middleware(invocations.observe)
if settings.inside_lambda():
    cold_start.begin()
    telemetry.configure()


@app.middleware("http")
def finish(request: Request, get_response: Callable[[Request], Response]) -> Response:
    """Every answer leaves through here."""
    return problems.finish(get_response(request))


# --- the API ------------------------------------------------------------------------------------
# A GET is answered whatever the Content-Type of the body that it does not have.

open_route = partial(app.route, methods=["GET"], content_types=["*/*"])
route = partial(app.route, content_types=["*/*"], **access.guard())


def list_route(path: str) -> Callable[[View], View]:
    """Route a list: at its path in the format that the caller accepts, and at one path for each format."""

    def register(view: View) -> View:
        for each in lists.paths(path):
            route(each, methods=["GET"])(view)
        return view

    return register


@open_route("/")
def get_page() -> Response:
    """The page."""
    return pages.get_page(app.current_request)


@open_route("/static/{name}")
def get_static(name: str) -> Response:
    """The page's styles and scripts."""
    return pages.get_static(app.current_request, name)


@route("/jobs", methods=["POST"])
def post_jobs() -> Response:
    """Accept one job, or up to 100."""
    return jobs.post_jobs(app.current_request)


@route("/jobs", methods=["GET"])
def get_jobs() -> Response:
    """The history of one page."""
    return jobs.get_jobs(app.current_request)


@route("/jobs/{job_id}", methods=["GET"])
def get_job(job_id: str) -> Response:
    """How a job stands."""
    return jobs.get_job(app.current_request, job_id)


@route("/jobs/{job_id}", methods=["DELETE"])
def delete_job(job_id: str) -> Response:
    """Erase what a job found."""
    return erasing.delete_job(app.current_request, job_id)


@list_route("/jobs/{job_id}/words")
def get_words(job_id: str) -> Response:
    """The words of a job's page."""
    return words.get_words(app.current_request, job_id)


@list_route("/jobs/{job_id}/phrases")
def get_phrases(job_id: str) -> Response:
    """The most frequent phrases of a job's page."""
    return words.get_phrases(app.current_request, job_id)


@list_route("/jobs/{job_id}/contexts")
def get_contexts(job_id: str) -> Response:
    """A word of a job's page in its contexts."""
    return contexts.get_contexts(app.current_request, job_id)


@route("/collections/{collection_id}", methods=["GET"])
def get_collection(collection_id: str) -> Response:
    """How pages that were posted together stand."""
    return collections.get_collection(app.current_request, collection_id)


@list_route("/collections/{collection_id}/words")
def get_collection_words(collection_id: str) -> Response:
    """The words of all pages of a collection."""
    return collections.get_words(app.current_request, collection_id)


@list_route("/collections/{collection_id}/phrases")
def get_collection_phrases(collection_id: str) -> Response:
    """The frequent phrases of all pages of a collection."""
    return collections.get_phrases(app.current_request, collection_id)


@list_route("/collections/{collection_id}/distinctive")
def get_collection_distinctive(collection_id: str) -> Response:
    """The words that tell each page of a collection from the others."""
    return collections.get_distinctive(app.current_request, collection_id)


@list_route("/jobs/{job_id}/collocates")
def get_collocates(job_id: str) -> Response:
    """The words that keep company with a word of a job's page."""
    return collocates.get_collocates(app.current_request, job_id)


@list_route("/jobs/{job_id}/keyness")
def get_keyness(job_id: str) -> Response:
    """The words that are typical of a job's page, beside general language."""
    return keyness.get_keyness(app.current_request, job_id)


@list_route("/comparison")
def get_comparison() -> Response:
    """The words of several pages, the most typical of one of them first."""
    return keyness.get_comparison(app.current_request)


@route("/words/{word}", methods=["GET"])
def get_word(word: str) -> Response:
    """The pages that contain a word."""
    return words.get_word(app.current_request, word)


@open_route("/openapi.json")
def get_openapi() -> Response:
    """The description of the API."""
    return pages.get_openapi(app.current_request)


@open_route("/health")
def get_health() -> Response:
    """Whether the service works."""
    return health.get_health(app.current_request)


# --- the queue and the schema -------------------------------------------------------------------
# Each function imports what it runs when it is called: the API's cold start pays for none of it.


@app.on_sqs_message(
    queue=settings.current().jobs_queue,
    batch_size=40,
    maximum_batching_window_in_seconds=1,  # the least that a batch of more than ten takes
    name="worker",
    maximum_concurrency=settings.current().worker_maximum_concurrency,
)
def worker(event: SQSEvent) -> None:
    """Run a batch of jobs."""
    from chalicelib.worker import run_batch

    seconds = event.context.get_remaining_time_in_millis() / 1000
    run_batch([record.to_dict() for record in event], seconds)


@app.on_sqs_message(
    queue=settings.current().dead_letter_queue,
    batch_size=1,
    name="last_resort",
    maximum_concurrency=2,  # the least that there is; each run has two connections to the database
)
def last_resort(event: SQSEvent) -> None:
    """Run a job that was delivered too often, alone."""
    from chalicelib.last_resort import run_alone

    seconds = event.context.get_remaining_time_in_millis() / 1000
    for record in event:
        run_alone(record.to_dict(), seconds)


@app.lambda_function(name="migrate")
def migrate(_event: Any, _context: Any) -> dict[str, str | None]:
    """Bring the database's schema to the code's."""
    from dataclasses import asdict

    from chalicelib.results.migrate import migrate as run_migrations

    return asdict(run_migrations())


@app.schedule(Rate(6, unit=Rate.HOURS), name="sweep")
def sweep(_event: LambdaFunctionEvent) -> dict[str, int]:
    """Make the partitions of the results that will be needed, and drop what is not needed any more."""
    from dataclasses import asdict

    from chalicelib.ids import LIFETIME
    from chalicelib.results import erasing, partitions

    swept = partitions.sweep(settings.current().retention)
    first_under_way = partitions.first_id(partitions.earlier_now() - LIFETIME)
    return asdict(swept) | {"forgotten": erasing.forget(first_under_way)}


@app.schedule(Cron("0/5", "*", "*", "*", "?", "*"), name="canary")
def canary(event: LambdaFunctionEvent) -> None:
    """Have a page of the stage's own counted, and look how the one before ended."""
    from datetime import UTC, datetime

    from chalicelib.canary import run
    from chalicelib.errors import ConfigurationError

    if not settings.current().canary:
        return
    page = event.event.get("page")  # in the schedule's own input, where the step `finish` writes it
    if page is None:
        raise ConfigurationError("the canary has no page to count: run the step finish")
    run(page, datetime.now(UTC))


# An operator calls them by hand too, and has no event of EventBridge's to show.
sweep.event_class = canary.event_class = LambdaFunctionEvent


# --- the package --------------------------------------------------------------------------------
# What else belongs into it is made when Chalice is about to zip it; Lambda has no deploy/.

if "AWS_CHALICE_CLI_MODE" in os.environ:
    from deploy.package import before_chalice

    before_chalice()
