"""The jobs of a batch while they are run: which comes when, and what is told of each.

New jobs are counted as their pages come, and of those that are there the smallest first: pages of megabytes,
which take seconds each, hold up nobody's small page. One that was delivered before may have killed its
process the last time: it waits until all new ones are written, and then its neighbours and it take turns in
another order each time, so that whatever stands behind such a page in one delivery stands before it in the
next.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from functools import cache
from heapq import heappop, heappush

from chalicelib import settings
from chalicelib.counting import Fetcher, Page, PageCounts, count_page
from chalicelib.deliveries import Delivery
from chalicelib.errors import NoRoom
from chalicelib.telemetry import Measures

Fetched = Future[Page]


class Run:
    """One job of the batch, and what is told of it when it has ended."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.job = delivery.job
        self.page_bytes = 0
        self.measures = Measures(
            job=self.job.id,
            url=self.job.url or None,
            attempt=self.job.attempt,
            queue_ms=delivery.queue_milliseconds,
        )

    @property
    def was_delivered_before(self) -> bool:
        """Whether an earlier delivery of it came to no end."""
        return self.delivery.receive_count > 1

    def fetch(self, fetcher: Fetcher) -> Page:
        """The job's page, or the text that came in place of one."""
        if self.job.text is not None:
            body = self.job.text.encode()
            self.measures["bytes"] = len(body)
            return Page(body, "text/plain; charset=utf-8", "")
        with self.measures.timing("fetch_ms"):
            page = fetcher.fetch(self.job.url)
        self.page_bytes = self.measures["bytes"] = len(page.body)
        return page

    def count(self, page: Page) -> PageCounts:
        """The words of its page."""
        with self.measures.timing("count_ms"):
            return count_page(
                page.body,
                page.content_type,
                main_text=settings.current().main_text,
                language=self.job.language,
            )


@cache
def load_counting() -> None:
    """Load what the first count needs, parsers and stop words, while the first pages are on their way."""
    count_page(b"<p>One word, and another.</p>", "text/html", main_text=settings.current().main_text)


def in_run_order(runs: Iterable[Run]) -> list[Run]:
    """The jobs in the order in which they are run: new ones first, the others in an order that turns.

    With each delivery it runs backwards where it ran forwards: two deliveries in a row end all neighbours of
    one page that kills its process.
    """
    ordered = sorted(runs, key=lambda run: run.job.id)
    new = [run for run in ordered if not run.was_delivered_before]
    again = [run for run in ordered if run.was_delivered_before]
    times = max((run.delivery.receive_count for run in again), default=0)
    if times % 2 == 0:
        again.reverse()
    return new + again


def arrivals(
    runs: Iterable[Run], pool: Executor, fetcher: Fetcher, is_late: Callable[[Run], bool] = lambda _run: False
) -> Iterator[tuple[Run, Fetched | None]]:
    """Begin to fetch; each job with its page or failure, new ones as they come, the others in their order.

    A page for which there was no room beside the others is fetched again when these are done.

    Args:
        runs: the jobs.
        pool: of at least so many threads.
        fetcher: of all of them.
        is_late: whether there is no time left to count the page of a job. Then None comes in its place; but
            for one page there is time, or none would ever be counted.
    """
    return _arrivals({pool.submit(run.fetch, fetcher): run for run in runs}, pool, fetcher, is_late)


def _arrivals(
    fetched: dict[Fetched, Run], pool: Executor, fetcher: Fetcher, is_late: Callable[[Run], bool]
) -> Iterator[tuple[Run, Fetched | None]]:
    crowded = []
    has_counted = False
    for future in _in_order(fetched):
        run = fetched.pop(future)  # a page that is counted does not wait in memory for the others
        failure = future.exception()
        if isinstance(failure, NoRoom):
            crowded.append(run)
            continue
        yield run, None if has_counted and not failure and is_late(run) else future
        has_counted |= not failure
        fetcher.room.give_back(run.page_bytes)
    for run in crowded:
        yield run, None if is_late(run) else pool.submit(run.fetch, fetcher)
        fetcher.room.give_back(run.page_bytes)


def _in_order(fetched: Mapping[Fetched, Run]) -> Iterator[Fetched]:
    again = deque(future for future, run in fetched.items() if run.was_delivered_before)
    yield from _smallest_first(fetched, fetched.keys() - set(again))
    while again:
        yield again.popleft()


def _smallest_first(fetched: Mapping[Fetched, Run], waiting: set[Fetched]) -> Iterator[Fetched]:
    ready: list[tuple[int, int, Fetched]] = []
    while waiting or ready:
        waiting = _collected(fetched, waiting, ready)
        yield heappop(ready)[-1]


def _collected(
    fetched: Mapping[Fetched, Run], waiting: set[Fetched], ready: list[tuple[int, int, Fetched]]
) -> set[Fetched]:
    """Put those that are there into the heap, at least one if it is empty; returns those that are not.

    Each turn that a job has missed halves what its page weighs: no page waits behind smaller ones for ever.
    """
    done, waiting = wait(waiting, timeout=0 if ready else None, return_when=FIRST_COMPLETED)
    for future in done:
        size = 0 if future.exception() else len(future.result().body)
        heappush(ready, (size >> fetched[future].job.turns_missed, id(future), future))
    return waiting
