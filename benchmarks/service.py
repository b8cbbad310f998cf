"""Jobs a second, and what each costs the processor: this service beside the tutorial's RQ worker on Redis.

    python -m benchmarks.service [--jobs N] [--hosts N] [--latency SECONDS …] [--workers N …]

Both take jobs from a real queue, fetch the same pages of servers on loopback that answer at once, after 0.2 s
or after 1 s, count them and write to the same Postgres; with one worker process and with two. RQ's worker
runs as the tutorial has it, importing what a job needs in a new process for each job, and with those imports
made before. It needs `redis-server` (Debian: `apt install redis-server`); without it this service is measured
alone. The service reads a page's main text and keeps its text too, unless MAIN_TEXT=off and KEEP_TEXT=off; it
asks no host for more than two pages at a time, so there have to be many. All of it takes some six minutes;
`--latency 1 --workers 1` measures a part.
"""

import argparse
import gzip
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import Process, Queue
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.pages import pages
from chalicelib import jobs
from chalicelib.jobs import Job
from chalicelib.results.database import connection
from chalicelib.results.migrate import migrate
from chalicelib.worker import BATCH_SIZE
from local.event_source import EventSource
from local.postgres import Postgres
from local.processes import Processes
from local.sqs import Queue as JobsQueue

LATENCIES = (0.0, 0.2, 1.0)
SHIPPED, IMPORTED = "RQ as the tutorial has it", "RQ, imports before the fork"
RQ_JOBS = {SHIPPED: 8, IMPORTED: 24}
WORKER = """
import sys
import benchmarks.tutorial_job
from rq import Queue, Worker
from redis import Redis
redis = Redis(port=int(sys.argv[1]))
Worker([Queue("default", connection=redis)], connection=redis).work(burst=True, logging_level="ERROR")
"""


def serve(hosts: int, ports: "Queue[int]") -> None:
    """Be the sites, in a process of their own: page N at /SECONDS/N, on an address for each host."""
    bodies = [gzip.compress(markup, 6) for _, markup in pages(None)]

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _, seconds, number = self.path.split("/")
            time.sleep(float(seconds))
            body = bodies[int(number) % len(bodies)]
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 128

    port = 0
    servers = []
    for number in range(hosts):
        servers.append(Server((f"127.0.4.{number + 1}", port), Site))
        port = servers[0].server_port
    for server in servers[1:]:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    ports.put(port)
    servers[0].serve_forever()


class Ground:
    """What both stand on: the sites and a Postgres."""

    def __init__(self, folder: Path, hosts: int) -> None:
        self._hosts = hosts
        ports: Queue[int] = Queue()
        self._sites = Process(target=serve, args=(hosts, ports), daemon=True)
        self._sites.start()
        self.postgres = Postgres(folder / "postgres")
        self.postgres.start()
        url = self.postgres.url
        os.environ |= {
            "DATABASE_URL": url,
            "TUTORIAL_DATABASE_URL": url.replace("postgresql", "postgresql+pg8000", 1),
            "FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
            "JOBS_QUEUE": "jobs",
            "DEAD_LETTER_QUEUE": "dead",
            "LOG_LEVEL": "ERROR",
        }
        migrate()
        self.queue = JobsQueue("jobs", "dead", folder / "queue", visibility_seconds=360)
        self.queue.start()
        self._port = ports.get()
        self._next = 0

    def urls(self, count: int, latency: float) -> list[str]:
        """As many pages that nobody has asked for yet, on all hosts by turns."""
        first, self._next = self._next, self._next + count
        return [
            f"http://127.0.4.{number % self._hosts + 1}:{self._port}/{latency}/{number}"
            for number in range(first, first + count)
        ]

    def stop(self) -> None:
        """End them."""
        self._sites.terminate()
        self.queue.stop()
        self.postgres.stop()


def rows() -> int:
    """How many jobs of the service have ended."""
    with connection() as open_connection:
        return int(open_connection.execute(text("SELECT count(*) FROM results")).scalar_one())


def processor_seconds(pids: list[int]) -> float:
    """The time on a processor of processes and of the children that they have waited for."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def measure_service(ground: Ground, count: int, latency: float, processes: int) -> tuple[float, float]:
    """Jobs a second, and processor seconds a job, with workers that are warm."""
    queue = ground.queue
    workers = Processes("worker", processes, 60)
    source = EventSource(
        queue.client, queue.urls["jobs"], workers,
        batch_size=BATCH_SIZE, concurrency=processes, timeout_seconds=60,
    )  # fmt: skip
    try:
        warm = rows() + 4 * processes
        jobs.send([Job.new(url) for url in ground.urls(4 * processes, 0.0)])
        source.start()
        while rows() < warm:
            time.sleep(0.1)
        own = processor_seconds(workers.pids())
        start = time.perf_counter()
        jobs.send([Job.new(url) for url in ground.urls(count, latency)])
        while rows() < warm + count:
            time.sleep(0.05)
        seconds = time.perf_counter() - start
        return count / seconds, (processor_seconds(workers.pids()) - own) / count
    finally:
        source.stop(5.0)
        workers.stop()


@contextmanager
def redis() -> Iterator[int]:
    """A Redis on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield port
    finally:
        server.terminate()
        server.wait()


def measure_rq(ground: Ground, port: int, way: str, latency: float, processes: int) -> tuple[float, float]:
    """Jobs a second, and processor seconds a job, of RQ's workers from their start to the last job."""
    import rq
    from redis import Redis

    count = RQ_JOBS[way] * processes
    client = Redis(port=port)
    client.flushall()
    queue = rq.Queue("default", connection=client)
    for url in ground.urls(count, latency):
        queue.enqueue("benchmarks.tutorial_job.count_and_save_words", url)
    command = (
        [
            str(Path(sys.executable).with_name("rq")),
            "worker",
            "--burst",
            "--quiet",
            "-u",
            f"redis://127.0.0.1:{port}",
        ]
        if way == SHIPPED
        else [sys.executable, "-c", WORKER, str(port)]
    )
    start = time.perf_counter()
    started = [
        subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        )
        for _ in range(processes)
    ]  # fmt: skip
    while len(queue) == count:  # until the first job is taken: the workers' own start is not counted
        time.sleep(0.01)
        start = time.perf_counter()
    used = sum(_wait(process.pid) for process in started)
    seconds = time.perf_counter() - start
    done = queue.finished_job_registry.count
    assert done == count, f"{count - done} of RQ's jobs failed"
    return count / seconds, used / count


def _wait(pid: int) -> float:
    """Wait for a process; the processor seconds that it and its children took."""
    _, status, usage = os.wait4(pid, 0)
    assert status == 0
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jobs", type=int, default=240, help="of the service, for each row")
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--latency", type=float, nargs="+", default=LATENCIES, metavar="SECONDS")
    parser.add_argument("--workers", type=int, nargs="+", default=(1, 2), metavar="N", help="processes")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        ground = Ground(Path(folder), options.hosts)
        try:
            if shutil.which("redis-server"):
                _create_tutorials_table()
                with redis() as port:
                    _print(ground, options, port)
            else:
                print("redis-server is not installed: only this service is measured\n")
                _print(ground, options, None)
        finally:
            ground.stop()


def _create_tutorials_table() -> None:
    from benchmarks.tutorial_job import RESULTS

    with connection() as open_connection:
        RESULTS.create(open_connection)


def _print(ground: Ground, options: argparse.Namespace, port: int | None) -> None:
    begin = time.monotonic()
    print(f"{'site answers after':>18} {'workers':>8} {'':28} {'jobs a second':>14} {'processor a job':>16}")
    for processes in options.workers:
        for latency in options.latency:
            rate, used = measure_service(ground, options.jobs, latency, processes)
            print(f"{latency:>16.1f} s {processes:>8} {'Wordcount':28} {rate:>14.1f} {used * 1000:>13.1f} ms")
            for way in RQ_JOBS if port else ():
                theirs, cost = measure_rq(ground, port or 0, way, latency, processes)
                print(
                    f"{'':18} {'':8} {way:28} {theirs:>14.2f} {cost * 1000:>13.1f} ms"
                    f"  {rate / theirs:.0f} × the jobs, {cost / used:.0f} × the processor",
                    flush=True,
                )
    print(f"measured in {time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main()
