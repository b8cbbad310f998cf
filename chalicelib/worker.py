"""The story of a batch: fetch the pages side by side, count each as it comes, write the rows meanwhile.

Every job of the batch ends in one of three ways. It has a row (its page counted, or the reason why it
cannot be); or its site is asked again later, through the queue; or something of ours failed, and then
the whole batch comes back after the visibility timeout, and the jobs that have their row are skipped.
"""

import logging
import math
import random
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any

from chalicelib import jobs, settings
from chalicelib.admission import Admission
from chalicelib.counting import Fetcher
from chalicelib.deliveries import Unreadable, read_deliveries
from chalicelib.errors import PermanentFailure, ServiceFailure, TransientFailure, TurnMissed, Uncountable
from chalicelib.jobs import Job
from chalicelib.results import store
from chalicelib.results.models import Result
from chalicelib.results.writer import Writer, Written
from chalicelib.runs import Fetched, Run, arrivals, in_run_order, load_counting
from chalicelib.telemetry import Event

BATCH_SIZE = 40
MAXIMUM_ATTEMPTS = 5
ATTEMPTS_WITHIN = timedelta(hours=12)
"""No attempt is put off to later than this after the job was accepted (`ids.LIFETIME` counts on it)."""
_FIRST_DELAY_SECONDS = 30
_FIRST_TURN_SECONDS = 2
_FIRST_TURN_AFTER_REFUSAL_SECONDS = 8  # so that a site that refuses is not met by all of them again
_LAST_DOUBLING = 5
_LAST_PAGE_SECONDS = 20.0
"""So much of the function's time is kept for the last page: to count and write it, and to send the others."""
_PUT_OFF_SECONDS = 1  # there may be another worker, with all of its time

log = logging.getLogger(__name__)


def run_batch(records: Iterable[Mapping[str, Any]], seconds: float = math.inf) -> None:
    """Run the jobs of an SQS event.

    Args:
        records: the event's `Records`, at most `BATCH_SIZE`.
        seconds: how long this may take; new jobs whose page is not counted shortly before come again.

    Raises:
        ServiceFailure: Postgres or the queue is away: nothing was lost, and the batch has to come again.
        Exception: one of ours, a bug; the other jobs of the batch have been run all the same.
    """
    late_from = monotonic() + seconds - _LAST_PAGE_SECONDS
    runs = _open_runs(records)
    if not runs:
        return
    admission = Admission(runs)
    batch = _Batch()
    fetcher = Fetcher(settings.current(), pause_of=admission.pause_of)
    with Writer() as writer, ThreadPoolExecutor(BATCH_SIZE, thread_name_prefix="fetch") as pool:
        try:
            arriving = arrivals(admission.now, pool, fetcher, partial(_is_late, late_from))
            batch.miss(admission.missed, writer)
            load_counting()
            for run, fetched in arriving:
                if fetched is None:
                    batch.put_off(run)
                    continue
                if run.was_delivered_before:
                    writer.flush()  # if this page kills the process, it takes no counted one along
                batch.end(run, fetched, writer)
            writer.flush()
            batch.miss(admission.leave(fetcher.refused), writer)
        except ServiceFailure:
            pool.shutdown(cancel_futures=True)
            raise
    batch.finish()


class _Batch:
    """What becomes of the jobs of a batch."""

    def __init__(self) -> None:
        self._written: dict[Future[Written], Run] = {}
        self._postponed: list[tuple[Job, int]] = []
        self._bugs: list[Exception] = []

    def end(self, run: Run, fetched: Fetched, writer: Writer) -> None:
        """Count the page of a job and have its row written, or keep the job for later."""
        try:
            written = writer.write(_result(run, fetched))
        except TransientFailure as failure:
            again = run.job.next_turn() if isinstance(failure, TurnMissed) else run.job.next_attempt()
            self._postponed.append((again, _delay(run, failure)))
        except ServiceFailure:
            raise
        except Exception as bug:
            self._keep(run, bug)
        else:
            written.add_done_callback(partial(_tell, run))
            self._written[written] = run

    def miss(self, missed: Iterable[tuple[Run, TurnMissed]], writer: Writer) -> None:
        """Keep jobs for later that were not run."""
        for run, reason in missed:
            none: Fetched = Future()
            none.set_exception(reason)
            self.end(run, none, writer)

    def put_off(self, run: Run) -> None:
        """Leave a job to a batch that has more time."""
        run.measures |= {"reason": "no time left", "delay_seconds": _PUT_OFF_SECONDS}
        log.info(Event("job postponed", **run.measures, outcome="postponed"))
        self._postponed.append((run.job.next_turn(), _PUT_OFF_SECONDS))

    def finish(self) -> None:
        """Send the postponed jobs, once all rows are written.

        Raises:
            ServiceFailure: a row was not written, or the queue takes no job.
            Exception: a bug of ours. The postponed jobs come back with the batch then; sent again as well,
                they would multiply.
        """
        for written, run in self._written.items():
            error = written.exception()
            if isinstance(error, ServiceFailure):
                raise error
            if isinstance(error, Exception):
                self._keep(run, error)
        if self._bugs:
            raise self._bugs[0]
        if self._postponed:
            jobs.send([job for job, _ in self._postponed], [delay for _, delay in self._postponed])

    def _keep(self, run: Run, bug: Exception) -> None:
        log.error(Event("job failed in our own code", **run.measures), exc_info=bug)
        self._bugs.append(bug.with_traceback(None))  # whose frames would keep the page in memory


def _open_runs(records: Iterable[Mapping[str, Any]]) -> list[Run]:
    """The jobs that have not ended, in the order in which they are run."""
    given = {}
    for delivery in read_deliveries(records):
        if isinstance(delivery, Unreadable):
            drop(delivery)
        else:
            given[delivery.job.id] = delivery
    done = store.ended(given) if given else set()
    return in_run_order(Run(delivery) for job_id, delivery in given.items() if job_id not in done)


def drop(message: Unreadable) -> None:
    """Give up a message that cannot be read; if it names a job, that ends.

    Raises:
        ServiceFailure: Postgres is away: the message has to come again.
    """
    if message.job_id:
        store.save(Result.unknown(message.job_id, Uncountable("its message in the queue cannot be read")))
    log.error(Event("message dropped", job=message.job_id, reason=message.reason))


def _result(run: Run, fetched: Fetched) -> Result:
    """How the job ended.

    Raises:
        TransientFailure: not yet; its page is to be asked for again.
    """
    try:
        page = fetched.result()
        return Result.succeeded(run.job, page, run.count(page), keep_text=settings.current().keep_text)
    except PermanentFailure as failure:
        return Result.failed(run.job, failure)
    except TransientFailure as failure:
        if _may_try_again(run.job, failure):
            raise
        return Result.failed(run.job, failure)


def _tell(run: Run, written: Future[Written]) -> None:
    """Tell that a job has ended, once: a duplicate of it may have been first."""
    if not written.exception() and written.result().is_new:
        run.measures["problem"] = problem = written.result().problem
        log.info(Event("job ended", **run.measures, outcome="failed" if problem else "succeeded"))


def _is_late(late_from: float, run: Run) -> bool:
    """Whether there is no time left for a job that can be put off.

    Not one that was delivered before: what kills its process has to come to the last resort, by the count of
    its deliveries. Nor a text that came in place of a page: it is small, and as a message large.
    """
    can_be = not run.was_delivered_before and run.job.text is None and _is_young(run.job)
    return can_be and monotonic() > late_from


def _may_try_again(job: Job, failure: TransientFailure) -> bool:
    is_last = job.attempt >= MAXIMUM_ATTEMPTS and not isinstance(failure, TurnMissed)
    return not is_last and _is_young(job)


def _is_young(job: Job) -> bool:
    return datetime.now(UTC) - job.accepted_at < ATTEMPTS_WITHIN


def _delay(run: Run, failure: TransientFailure) -> int:
    """How long the site is left alone, in seconds: as long as it asks, or twice as long each time.

    Jobs that missed their turn together do not all come again together.
    """
    wanted = failure.retry_after
    if isinstance(failure, TurnMissed):
        first = _FIRST_TURN_SECONDS if wanted is None else _FIRST_TURN_AFTER_REFUSAL_SECONDS
        spread = first * 2 ** min(run.job.turns_missed, _LAST_DOUBLING)
        wanted = (wanted or 0) + spread * random.uniform(0.5, 1)  # noqa: S311
    elif wanted is None:
        wanted = _FIRST_DELAY_SECONDS * 2 ** (run.job.attempt - 1)
    delay = max(1, min(jobs.MAXIMUM_DELAY_SECONDS, round(wanted)))
    log.info(
        Event("job postponed", **run.measures, outcome="postponed", problem=failure.slug, delay_seconds=delay)
    )
    return delay
