"""What a job costs: the worker's time, Postgres's time, and the bytes of its row.

    python -m benchmarks.jobs [--batches N]

The worker runs batches as in Lambda, on pages of a server on loopback, without TLS and with no site to wait
for, and stores into a real Postgres. docs/operations.md plans with the figures.
"""

import argparse
import gzip
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import Process, Queue
from pathlib import Path
from threading import Event, Thread
from typing import Any

from sqlalchemy import text

from benchmarks.pages import pages
from chalicelib.jobs import Job
from chalicelib.results.database import connection
from chalicelib.results.migrate import migrate
from chalicelib.worker import BATCH_SIZE, run_batch
from local.postgres import Postgres
from rehearsal.lambda_events import sqs_record

_LEAVES = "FROM pg_partition_tree('{}') WHERE isleaf"
_WORDS = "results_slices_words_idx"
SIZES = {
    "a row in the table": f"(SELECT sum(pg_table_size(relid)) {_LEAVES.format('results')})",
    "… in the index of words": f"(SELECT sum(pg_relation_size(relid)) {_LEAVES.format(_WORDS)})",
    "… with all indexes": f"(SELECT sum(pg_total_relation_size(relid)) {_LEAVES.format('results')})",
}


def serve(ports: "Queue[list[int]]") -> None:
    """Be the sites, in a process of their own, as many as a batch has jobs: page N at /N of each."""
    bodies = [gzip.compress(markup, 6) for _, markup in pages(None)]

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = bodies[int(self.path[1:]) % len(bodies)]
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Site) for _ in range(BATCH_SIZE)]
    ports.put([server.server_port for server in servers])
    for server in servers:
        Thread(target=server.serve_forever, daemon=True).start()
    Event().wait()


@contextmanager
def ground() -> Iterator[tuple[Postgres, list[int]]]:
    """A Postgres with the schema, and the ports of the sites."""
    ports: Queue[list[int]] = Queue()
    sites = Process(target=serve, args=(ports,), daemon=True)
    sites.start()
    with tempfile.TemporaryDirectory() as folder:
        postgres = Postgres(Path(folder) / "postgres")
        postgres.start()
        os.environ |= {"DATABASE_URL": postgres.url, "FETCH_ALLOWED_NETWORKS": "127.0.0.0/8"}
        try:
            migrate()
            yield postgres, ports.get()
        finally:
            postgres.stop()
            sites.terminate()


def record(ports: list[int], number: int) -> dict[str, Any]:
    """A new job as a record of an SQS event; a batch of them has each site once."""
    url = f"http://127.0.0.1:{ports[number % len(ports)]}/{number}"
    return sqs_record(Job.new(url).message())


def processor_seconds(postgres: Postgres) -> float:
    """The time on a processor of all processes of the server so far."""
    server = (postgres.folder / "data" / "postmaster.pid").read_text().split()[0]
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if server in (stat.parent.name, fields[1]):
            ticks += sum(int(field) for field in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def scalar(query: str) -> float:
    """The one value of a query."""
    with connection() as open_connection:
        return float(open_connection.execute(text(query)).scalar_one())


def run(batches: int) -> None:
    """Measure, and print."""
    with ground() as (postgres, ports):
        for warm_up in range(2):
            run_batch([record(ports, warm_up * BATCH_SIZE + n) for n in range(BATCH_SIZE)])
        before = processor_seconds(postgres)
        written = scalar("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")
        walls, worker = [], []
        for batch in range(batches):
            records = [record(ports, (2 + batch) * BATCH_SIZE + n) for n in range(BATCH_SIZE)]
            wall, own = time.perf_counter(), time.process_time()
            run_batch(records)
            walls.append((time.perf_counter() - wall) / BATCH_SIZE * 1000)
            worker.append((time.process_time() - own) / BATCH_SIZE * 1000)
        jobs, rows = batches * BATCH_SIZE, scalar("SELECT count(*) FROM results WHERE problem IS NULL")
        assert rows == jobs + 2 * BATCH_SIZE
        written = scalar("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')") - written
        print(f"{jobs} jobs in {batches} batches, medians where there are many\n")
        print(f"  the worker, processor    {statistics.median(worker):8.1f} ms a job")
        print(f"  the worker, wall clock   {statistics.median(walls):8.1f} ms a job, no site to wait for")
        server = (processor_seconds(postgres) - before) / jobs * 1000
        print(f"  Postgres, processor      {server:8.1f} ms a job")
        print(f"  its write-ahead log      {written / jobs / 1000:8.1f} kB a job")
        for name, size in SIZES.items():
            print(f"  {name:24} {scalar(f'SELECT {size}') / rows / 1000:8.1f} kB")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--batches", type=int, default=60)
    logging.disable(logging.CRITICAL)
    run(parser.parse_args().batches)


if __name__ == "__main__":
    main()
