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
from typing import Any

from chalicelib import jobs, settings
from chalicelib.counting import Fetcher, Page, count_page
from chalicelib.errors import PermanentFailure, ServiceFailure, TransientFailure
from chalicelib.jobs import Delivery, Job
from chalicelib.results import store
from chalicelib.results.models import Result

BATCH_SIZE = 10
MAXIMUM_ATTEMPTS = 5
ATTEMPTS_WITHIN = timedelta(hours=12)
"""No attempt is put off to later than this after the job was accepted (`jobs.LIFETIME` counts on it)."""
_FIRST_DELAY_SECONDS = 30

log = logging.getLogger(__name__)

Fetched = Future[Page]


def run_batch(records: Iterable[Mapping[str, Any]]) -> None:
    """Run the jobs of an SQS event.

    Args:
        records: the event's `Records`, at most 10.

    Raises:
        ServiceFailure: Postgres or the queue is away: nothing was lost, and the batch has to come again.
        Exception: one of ours, a bug; the other jobs of the batch have been run all the same.
    """
    deliveries = _open_deliveries(records)
    postponed: list[tuple[Job, int]] = []
    bugs: list[Exception] = []
    fetcher = Fetcher(settings.current())
    with ThreadPoolExecutor(BATCH_SIZE, thread_name_prefix="fetch") as pool:
        fetched = {pool.submit(fetcher.fetch, delivery.job.url): delivery for delivery in deliveries}
        for future in _in_order(fetched):
            job = fetched.pop(future).job  # a page that is counted does not wait in memory for the others
            try:
                _end(job, future)
            except TransientFailure as failure:
                postponed.append((job.next_attempt(), _delay(job, failure)))
            except ServiceFailure:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
            except Exception as bug:
                log.exception("job %s failed in our own code", job.id)
                bugs.append(bug)
    if bugs:
        # The postponed jobs come back with the batch; sent again as well, they would multiply.
        raise bugs[0]
    if postponed:
        jobs.send([job for job, _ in postponed], [delay for _, delay in postponed])


def _open_deliveries(records: Iterable[Mapping[str, Any]]) -> list[Delivery]:
    """The deliveries whose jobs have not ended, those delivered before last."""
    deliveries = {}
    for delivery in jobs.read_deliveries(records):
        if isinstance(delivery, ValueError):
            log.error("dropped a foreign message: %s", delivery)
        else:
            deliveries[delivery.job.id] = delivery
    done = store.ended(deliveries) if deliveries else set()
    waiting = (delivery for job_id, delivery in deliveries.items() if job_id not in done)
    return sorted(waiting, key=lambda delivery: delivery.receive_count)


def _in_order(fetched: Mapping[Fetched, Delivery]) -> Iterator[Fetched]:
    """The fetched pages as they arrive, but those of jobs delivered before only when the others are done.

    A page that kills its process was delivered before the next time, and then takes no new job along.
    """
    again = deque(future for future, delivery in fetched.items() if delivery.receive_count > 1)
    yield from as_completed(future for future, delivery in fetched.items() if delivery.receive_count == 1)
    while again:
        yield again.popleft()


def _end(job: Job, fetched: Fetched) -> None:
    """Give the job its row.

    Raises:
        TransientFailure: not yet; its page is to be asked for again.
    """
    try:
        page = fetched.result()
        counts = count_page(page.body, page.content_type)
    except PermanentFailure as failure:
        result = Result.failed(job, failure)
    except TransientFailure as failure:
        if _may_try_again(job):
            raise
        result = Result.failed(job, failure)
    else:
        result = Result.succeeded(job, page, counts)
    store.save(result)
    outcome = result.problem["type"] if result.problem else "counted"
    log.info("job %s ended in attempt %d: %s", job.id, job.attempt, outcome)


def _may_try_again(job: Job) -> bool:
    return job.attempt < MAXIMUM_ATTEMPTS and datetime.now(UTC) - job.submitted_at < ATTEMPTS_WITHIN


def _delay(job: Job, failure: TransientFailure) -> int:
    """How long the site is left alone, in seconds: as long as it asks, or twice as long each time."""
    wanted = failure.retry_after
    if wanted is None:
        wanted = _FIRST_DELAY_SECONDS * 2 ** (job.attempt - 1)
    delay = max(1, min(jobs.MAXIMUM_DELAY_SECONDS, round(wanted)))
    log.info("job %s: %s; attempt %d in %d s", job.id, failure.slug, job.attempt + 1, delay)
    return delay
