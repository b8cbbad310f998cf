"""The story of a batch: fetch the pages side by side, count each, store each as soon as it is done.

Every job of the batch ends in one of three ways. It has a row (its page counted, or the reason why it
cannot be); or its site is asked again later, through the queue; or something of ours failed, and then
the whole batch comes back after the visibility timeout, and the jobs that have their row are skipped.
"""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from chalicelib import jobs, settings
from chalicelib.counting import Fetcher, Page, PageCounts, count_page
from chalicelib.errors import PermanentFailure, ServiceFailure, TransientFailure
from chalicelib.jobs import Delivery, Job
from chalicelib.results import store
from chalicelib.results.models import Result
from chalicelib.telemetry import Event, Measures

BATCH_SIZE = 10
MAXIMUM_ATTEMPTS = 5
ATTEMPTS_WITHIN = timedelta(hours=12)
"""No attempt is put off to later than this after the job was accepted (`ids.LIFETIME` counts on it)."""
_FIRST_DELAY_SECONDS = 30

log = logging.getLogger(__name__)

Fetched = Future[Page]


class Run:
    """One job of the batch, and what is told of it when it has ended."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.job = delivery.job
        self.told = Measures(
            job=self.job.id, url=self.job.url, attempt=self.job.attempt, queue_ms=delivery.queue_milliseconds
        )

    def fetch(self, fetcher: Fetcher) -> Page:
        """The job's page."""
        with self.told.timing("fetch_ms"):
            page = fetcher.fetch(self.job.url)
        self.told["bytes"] = len(page.body)
        return page

    def count(self, page: Page) -> PageCounts:
        """The words of its page."""
        with self.told.timing("count_ms"):
            return count_page(page.body, page.content_type, main_text=settings.current().main_text)


def run_batch(records: Iterable[Mapping[str, Any]]) -> None:
    """Run the jobs of an SQS event.

    Args:
        records: the event's `Records`, at most 10.

    Raises:
        ServiceFailure: Postgres or the queue is away: nothing was lost, and the batch has to come again.
        Exception: one of ours, a bug; the other jobs of the batch have been run all the same.
    """
    runs = _open_runs(records)
    postponed: list[tuple[Job, int]] = []
    bugs: list[Exception] = []
    fetcher = Fetcher(settings.current())
    with ThreadPoolExecutor(BATCH_SIZE, thread_name_prefix="fetch") as pool:
        fetched = {pool.submit(run.fetch, fetcher): run for run in runs}
        if fetched:
            _load_counting()
        for future in _in_order(fetched):
            run = fetched.pop(future)  # a page that is counted does not wait in memory for the others
            try:
                _end(run, future)
            except TransientFailure as failure:
                postponed.append((run.job.next_attempt(), _delay(run, failure)))
            except ServiceFailure:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
            except Exception as bug:
                log.exception(Event("job failed in our own code", **run.told))
                bugs.append(bug.with_traceback(None))  # whose frames would keep the page in memory
    if bugs:
        # The postponed jobs come back with the batch; sent again as well, they would multiply.
        raise bugs[0]
    if postponed:
        jobs.send([job for job, _ in postponed], [delay for _, delay in postponed])


@cache
def _load_counting() -> None:
    """Load what the first count needs, parsers and stop words, while the first pages are on their way."""
    count_page(b"<p>One word, and another.</p>", "text/html", main_text=settings.current().main_text)


def _open_runs(records: Iterable[Mapping[str, Any]]) -> list[Run]:
    """The jobs that have not ended, those delivered before last."""
    deliveries = {}
    for delivery in jobs.read_deliveries(records):
        if isinstance(delivery, ValueError):
            log.error(Event("message dropped", reason=str(delivery)))
        else:
            deliveries[delivery.job.id] = delivery
    done = store.ended(deliveries) if deliveries else set()
    waiting = (delivery for job_id, delivery in deliveries.items() if job_id not in done)
    return [Run(delivery) for delivery in sorted(waiting, key=lambda delivery: delivery.receive_count)]


def _in_order(fetched: Mapping[Fetched, Run]) -> Iterator[Fetched]:
    """The fetched pages as they arrive, but those of jobs delivered before only when the others are done.

    A page that kills its process was delivered before the next time, and then takes no new job along.
    """
    again = deque(future for future, run in fetched.items() if run.delivery.receive_count > 1)
    yield from as_completed(future for future, run in fetched.items() if run.delivery.receive_count == 1)
    while again:
        yield again.popleft()


def _end(run: Run, fetched: Fetched) -> None:
    """Give the job its row.

    Raises:
        TransientFailure: not yet; its page is to be asked for again.
    """
    problem: str | None = None
    try:
        page = fetched.result()
        result = Result.succeeded(run.job, page, run.count(page), keep_text=settings.current().keep_text)
    except PermanentFailure as failure:
        result, problem = Result.failed(run.job, failure), failure.slug
    except TransientFailure as failure:
        if _may_try_again(run.job):
            raise
        result, problem = Result.failed(run.job, failure), failure.slug
    store.save(result)
    outcome = "failed" if problem else "succeeded"
    log.info(Event("job ended", **run.told, outcome=outcome, problem=problem))


def _may_try_again(job: Job) -> bool:
    return job.attempt < MAXIMUM_ATTEMPTS and datetime.now(UTC) - job.submitted_at < ATTEMPTS_WITHIN


def _delay(run: Run, failure: TransientFailure) -> int:
    """How long the site is left alone, in seconds: as long as it asks, or twice as long each time."""
    wanted = failure.retry_after
    if wanted is None:
        wanted = _FIRST_DELAY_SECONDS * 2 ** (run.job.attempt - 1)
    delay = max(1, min(jobs.MAXIMUM_DELAY_SECONDS, round(wanted)))
    log.info(
        Event("job postponed", **run.told, outcome="postponed", problem=failure.slug, delay_seconds=delay)
    )
    return delay
