"""Dollars a million jobs on AWS by way of use, from what a job is measured to take and AWS's prices.

    python -m benchmarks.cost [--jobs N] [--latency SECONDS]

The service runs as real processes; sites on loopback answer after a second. Callers ask again when an answer
tells them to. Counted are calls, invocations and their time, requests of SQS, bytes of pages, answers, logs
and rows. What AWS adds by itself is estimated, and said below the table. docs/operations.md quotes it.
"""

import argparse
import gzip
import heapq
import json
import logging
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import text

from benchmarks import prices
from benchmarks.pages import pages
from benchmarks.service import Ground, rows
from chalicelib.results.database import connection
from chalicelib.worker import BATCH_SIZE
from local.event_source import EventSource
from local.processes import Processes

_HOSTS = 100
_POSTED = 100  # pages of a call, where several are posted together
_LINES_OF_LAMBDA = 400  # bytes of START, END and REPORT, an invocation
_HEADERS = 700  # bytes of an answer, and of a page's request and answer
_TLS = 5_000  # bytes of a page's handshake
_MEMORY = json.loads(Path(".chalice/config.json").read_text())["stages"]["prod"]["lambda_functions"]
_ROW = 23_600  # bytes with its indexes, of 90 real pages; those made here have more different words
_LEAVES = "FROM pg_partition_tree('results') WHERE isleaf"


class Measured:
    """A running service, and what it took."""

    def __init__(self, folder: Path, latency: float) -> None:
        self.taken: Counter[str] = Counter()
        self._latency = latency
        self._log = folder / "log"
        self._ground = Ground(folder, _HOSTS)
        _log_to(str(self._log))
        import app
        from local.server import Server

        self._server = Server(app.app, 0)
        self._server.start()
        self._workers = Processes("worker", 1, 60, prepare=partial(_log_to, str(self._log)))
        queue = self._ground.queue
        assert queue._server
        self._answer = queue._server.endpoint.answer
        queue._server.endpoint.answer = self._counted  # type: ignore[method-assign]
        self._source = EventSource(
            queue.client, queue.urls["jobs"], self._timed,
            batch_size=BATCH_SIZE, concurrency=1, timeout_seconds=60,
        )  # fmt: skip
        self._source.start()
        self._session = requests.Session()

    def stop(self) -> None:
        """End it."""
        self._source.stop(2.0)
        self._workers.stop()
        self._server.stop()
        self._ground.stop()

    def urls(self, count: int) -> list[str]:
        """As many pages that nobody has asked for yet."""
        return self._ground.urls(count, self._latency)

    def post(self, urls: list[str]) -> requests.Response:
        """Post them."""
        return self._call("POST", "/jobs", json={"urls": urls} if len(urls) > 1 else {"url": urls[0]})

    def get(self, path: str) -> requests.Response:
        """Ask for something."""
        return self._call("GET", path)

    def log_bytes(self) -> int:
        """How much has been logged so far."""
        return self._log.stat().st_size

    def _call(self, method: str, path: str, **options: Any) -> requests.Response:
        start = time.perf_counter()
        answer = self._session.request(method, self._server.address + path, timeout=30, **options)
        self.taken["API seconds"] += time.perf_counter() - start  # type: ignore[assignment]
        self.taken["API calls"] += 1
        self.taken["bytes out"] += len(gzip.compress(answer.content)) + _HEADERS
        assert answer.ok, answer.text
        return answer

    def _timed(self, event: Any, context: object) -> None:
        start = time.perf_counter()
        self._workers(event, context)
        self.taken["worker seconds"] += time.perf_counter() - start  # type: ignore[assignment]
        self.taken["batches"] += 1

    def _counted(self, action: str, request: Any) -> dict[str, Any]:
        answer = self._answer(action, request)
        is_idle = action == "ReceiveMessage" and not answer.get("Messages")
        self.taken["SQS requests"] += not is_idle  # of idling a stage costs as much without jobs
        return answer


def _log_to(path: str) -> None:
    """Log as in Lambda, to a file."""
    from chalicelib.telemetry.events import JsonLines

    handler = logging.FileHandler(path)
    handler.setFormatter(JsonLines())
    logging.getLogger().handlers[:] = [handler]
    logging.getLogger("chalicelib").setLevel(logging.INFO)


def trickle(service: Measured, jobs: int) -> None:
    """Post one URL, and ask until it has ended; then the next."""
    for url in service.urls(max(5, jobs // 20)):
        _await_each(service, [service.post([url])])


def at_once(service: Measured, jobs: int) -> None:
    """Post one URL a call, many of them, and ask for each."""
    _await_each(service, [service.post([url]) for url in service.urls(jobs)])


def hundreds(service: Measured, jobs: int) -> None:
    """Post a hundred URLs a call, and ask for each job."""
    _await_each(service, [service.post(service.urls(_POSTED)) for _ in range(jobs // _POSTED)])


def collections(service: Measured, jobs: int) -> None:
    """Post a hundred URLs a call, ask for them as one, and read the words of all."""
    for _ in range(jobs // _POSTED):
        answer = service.post(service.urls(_POSTED))
        path = f"/collections/{answer.json()['collection']}"
        while "Retry-After" in answer.headers:
            time.sleep(int(answer.headers["Retry-After"]))
            answer = service.get(path)
        service.get(f"{path}/words")


def _await_each(service: Measured, answers: list[requests.Response]) -> None:
    waiting: list[tuple[float, str]] = []
    for answer in answers:
        answered = answer.json()
        again = time.monotonic() + int(answer.headers["Retry-After"])
        waiting += [(again, job["id"]) for job in answered.get("jobs", [answered])]
    heapq.heapify(waiting)
    while waiting:
        moment, job_id = heapq.heappop(waiting)
        time.sleep(max(0.0, moment - time.monotonic()))
        answer = service.get(f"/jobs/{job_id}")
        if wait := answer.headers.get("Retry-After"):
            heapq.heappush(waiting, (time.monotonic() + int(wait), job_id))


WAYS: dict[str, Callable[[Measured, int], None]] = {
    "a trickle": trickle,
    "single calls": at_once,
    "a hundred a call": hundreds,
    "collections": collections,
}


def a_million(taken: Counter[str], page_bytes: float) -> dict[str, float]:
    """Dollars by what they are paid for.

    Args:
        taken: by each job, on the average.
        page_bytes: of a page as it is sent.
    """
    api, worker = (_MEMORY[name]["lambda_memory_size"] / 1024 for name in ("api_handler", "worker"))
    logged = taken["log"] + _LINES_OF_LAMBDA * (taken["API calls"] + taken["batches"])
    each = {
        "API Gateway": taken["API calls"] * prices.API_CALL,
        "Lambda, API": taken["API calls"] * prices.LAMBDA_CALL
        + taken["API seconds"] * api * prices.LAMBDA_GB_SECOND,
        "Lambda, worker": taken["batches"] * prices.LAMBDA_CALL
        + taken["worker seconds"] * worker * prices.LAMBDA_GB_SECOND,
        "SQS": taken["SQS requests"] * prices.SQS_REQUEST,
        "NAT, data": (page_bytes + _HEADERS + _TLS) * prices.NAT_BYTE,
        "data out": taken["bytes out"] * prices.OUT_BYTE,
        "logs": logged * prices.LOG_BYTE,
    }
    return {name: dollars * 1e6 for name, dollars in each.items()}


def measure(service: Measured, way: Callable[[Measured, int], None], jobs: int) -> tuple[Counter[str], int]:
    """What a way of use takes for each job, and how many there were."""
    before, logged = rows(), service.log_bytes()
    service.taken.clear()
    way(service, jobs)
    finished = rows() - before
    taken = service.taken + Counter(log=service.log_bytes() - logged)
    return Counter({name: amount / finished for name, amount in taken.items()}), finished  # type: ignore[arg-type]


def main() -> None:
    """Measure each way, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--jobs", type=int, default=200, help="of each way but the trickle, which has a 20th")
    parser.add_argument("--latency", type=float, default=1.0, help="seconds until a site answers")
    options = parser.parse_args()
    if options.jobs < _POSTED:
        parser.error(f"--jobs has to be {_POSTED} or more: two of the ways post so many in a call")
    page_bytes = sum(len(gzip.compress(markup)) for _, markup in pages(None)) / len(pages(None))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        service = Measured(Path(folder), options.latency)
        try:
            trickle(service, 100)  # all is warm then
            found = {name: measure(service, way, options.jobs)[0] for name, way in WAYS.items()}
            with connection() as open_connection:
                size = open_connection.scalar(text(f"SELECT sum(pg_total_relation_size(relid)) {_LEAVES}"))
            row_bytes = float(size or 0) / rows()
        finally:
            service.stop()
    _print({name: {key: taken[key] for key in sorted(taken)} for name, taken in found.items()}, "a job", 4)
    dollars = {name: a_million(taken, page_bytes) for name, taken in found.items()}
    _print(dollars, f"$ a million jobs (prices of {prices.READ_ON})", 2)
    print("sum".ljust(40), *(f"{sum(each.values()):>18.2f}" for each in dollars.values()))
    stored = _ROW * prices.STORED_BYTE * 1e6
    print("kept for a month".ljust(40), *(f"{stored:>18.2f}" for _ in dollars))
    print(
        f"\nestimated: {_HEADERS} bytes of headers, {_TLS:,} of TLS, {_LINES_OF_LAMBDA} of Lambda's own log"
        f"\na page: {page_bytes:,.0f} bytes as sent"
        f"\na row: {_ROW:,} bytes with its indexes; of these pages {row_bytes:,.0f}"
    )


def _print(columns: dict[str, dict[str, float]], title: str, digits: int) -> None:
    print(f"\n{title:40}", *(name.rjust(18) for name in columns))
    for line in next(iter(columns.values())):
        print(line.ljust(40), *(f"{each[line]:>18.{digits}f}" for each in columns.values()))


if __name__ == "__main__":
    main()
