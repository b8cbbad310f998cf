"""How long an honest caller waits, alone and beside each kind of flood, and what the flooded site is asked.

    python -m benchmarks.fairness

The whole service runs as by `make run`. The honest caller and the flood come from two networks of loopback,
and the honest caller posts one page after the other. A wait is from the POST to the job's end.
"""

import logging
import os
import random
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from sqlalchemy import text

from chalicelib.results.database import connection
from local.run import WORKER_PROCESSES
from local.service import Service

HONEST, FLOODING = "127.0.0.1", "127.0.9.1"
PAGES = 8
"""How many pages the honest caller has counted each time."""
FLOOD_SECONDS = 2.0
"""How long the flood has been there when the honest caller comes."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Who has no room for a page hangs up."""


@dataclass
class Site:
    """A site on loopback that answers every path alike, and counts."""

    status: int = 200
    seconds: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"<p>Some words of a page."
    asked: int = 0

    def __post_init__(self) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked += 1
                time.sleep(site.seconds)
                self.send_response(site.status)
                name, _, hops = self.path.rpartition("-")
                if site.status == 302 and int(hops):
                    self.send_header("Location", f"{name}-{int(hops) - 1}")
                for field_name, value in {"Content-Type": "text/html; charset=utf-8", **site.headers}.items():
                    self.send_header(field_name, value)
                self.end_headers()
                self.wfile.write(site.body)

            def log_message(self, *_: Any) -> None:
                pass

        server = _Server(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()


class Caller:
    """Who uses the API from an address of loopback."""

    def __init__(self, address: str, api: str) -> None:
        self._api = api
        self._session = requests.Session()
        self._session.mount("http://", _From(address))

    def post(self, urls: list[str]) -> list[str]:
        """Send pages; returns the jobs' ids."""
        answer = self._session.post(f"{self._api}/jobs", json={"urls": urls}, timeout=30)
        answer.raise_for_status()
        return [job["id"] for job in answer.json()["jobs"]]

    def wait(self, url: str) -> float:
        """Have a page counted; returns the seconds until it was."""
        start = time.perf_counter()
        (job,) = self.post([url])
        while self._session.get(f"{self._api}/jobs/{job}", timeout=30).json()["status"] == "pending":
            time.sleep(0.01)
        return time.perf_counter() - start


class _From(HTTPAdapter):
    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options, source_address=(self._address, 0))


def silent(caller: Caller, stack: ExitStack) -> Site | None:
    """200 addresses that take a connection and say nothing, in two POSTs."""
    listening = [stack.enter_context(socket.create_server((f"127.0.8.{n + 1}", 0))) for n in range(200)]
    urls = [f"http://{address}:{port}/" for address, port in (each.getsockname() for each in listening)]
    caller.post(urls[:100])
    caller.post(urls[100:])
    return None


def same(caller: Caller, _stack: ExitStack) -> Site:
    """One address a hundred times, each in a POST of its own."""
    site = Site(seconds=0.5)
    for _ in range(100):
        caller.post([f"{site.root}/"])
    return site


def chains(caller: Caller, _stack: ExitStack) -> Site:
    """100 addresses of one site, each of which redirects ten times."""
    site = Site(status=302, seconds=0.05)
    caller.post([f"{site.root}/{number}-10" for number in range(100)])
    return site


def refusing(caller: Caller, _stack: ExitStack) -> Site:
    """100 pages of a site that answers 503 with `Retry-After: 1`."""
    site = Site(status=503, headers={"Retry-After": "1"})
    caller.post([f"{site.root}/{number}" for number in range(100)])
    return site


def slow(caller: Caller, _stack: ExitStack) -> Site:
    """100 pages of one site, 4 seconds each."""
    site = Site(seconds=4.0)
    caller.post([f"{site.root}/{number}" for number in range(100)])
    return site


def large(caller: Caller, _stack: ExitStack) -> Site:
    """100 pages of nine megabytes at 50 sites, each of which takes seconds of processor time to count."""
    ideographs = random.Random(1).choices(range(0x4E00, 0x9FA6), k=3_000_000)
    body = "".join(map(chr, ideographs)).encode()
    sites = [Site(body=body) for _ in range(50)]
    caller.post([f"{site.root}/{number}" for site in sites for number in range(2)])
    return sites[0]


FLOODS: dict[str, Callable[[Caller, ExitStack], Site | None]] = {
    "200 silent addresses": silent,
    "one address 100 times": same,
    "100 chains of redirects": chains,
    "100 pages, 503": refusing,
    "100 slow pages": slow,
    "100 pages of 9 MB": large,
}


def run(service: Service) -> None:
    """Measure, and print."""
    honest, flood, own = (
        Caller(HONEST, service.address),
        Caller(FLOODING, service.address),
        [Site() for _ in range(PAGES * (2 + len(FLOODS)))],
    )
    for _ in range(PAGES):
        honest.wait(own.pop().root)  # what is loaded at first
    alone = [honest.wait(own.pop().root) for _ in range(PAGES)]
    print(f"{'':26}{'median':>9}{'longest':>9}{'median / alone':>17}   requests to the flooded site")
    print(f"{'alone':26}{statistics.median(alone):8.2f} s{max(alone):7.2f} s")
    for name, begin in FLOODS.items():
        with ExitStack() as stack:
            site = begin(flood, stack)
            time.sleep(FLOOD_SECONDS)
            waits = [honest.wait(own.pop().root) for _ in range(PAGES)]
            ratio = statistics.median(waits) / statistics.median(alone)
            asked = f"{site.asked} so far" if site else "-"
            print(f"{name:26}{statistics.median(waits):8.2f} s{max(waits):7.2f} s{ratio:16.1f}   {asked}")
        _end_flood(service)


def _end_flood(service: Service) -> None:
    """Let what is under way end, and forget the rest."""
    messages = service.queue.messages
    deadline = time.monotonic() + 60
    while messages.count() and time.monotonic() < deadline:
        time.sleep(0.5)
        taken = messages.receive(os.environ["JOBS_QUEUE"], 100)
        messages.delete([message.receipt for message in taken])
    with connection() as open_connection:
        open_connection.execute(text("TRUNCATE hosts, results"))


def main() -> None:
    """Run from the command line."""
    os.environ |= {"FETCH_ALLOWED_NETWORKS": "127.0.0.0/8", "LOG_LEVEL": "ERROR"}
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        service = Service(Path(folder), port=0, worker_processes=WORKER_PROCESSES, durable=False)
        service.bind()
        service.start_postgres()
        service.start_queue()
        service.start_functions()
        try:
            run(service)
        finally:
            service.stop()


if __name__ == "__main__":
    main()
