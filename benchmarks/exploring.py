"""What it takes to read results: contexts, collocates, families, keyness, and collections of 100 pages.

    python -m benchmarks.exploring [--rows N]

Calls as the API answers them, without HTTP, on a real Postgres with N rows (100,000): an ordinary page, the
longest text that is kept, and 100 pages of 1,000 words together. A first call in a process of its own, with
what it imports, is cold; the median of those that follow is warm, and its time on a processor is given too.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text as sql

from benchmarks.pages import pages
from chalicelib import ids
from chalicelib.counting import Page, count_page
from chalicelib.jobs import Job
from chalicelib.results.database import connection
from chalicelib.results.migrate import migrate
from chalicelib.results.models import Result
from chalicelib.results.store import save_all
from local.postgres import Postgres

_TIMES = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

_ASK = """
def ask(path):
    from urllib.parse import parse_qs, urlsplit

    import app

    url = urlsplit(path)
    names = url.path.strip("/").split("/")
    kind = {"jobs": "job_id", "collections": "collection_id"}[names[0]]
    resource = "/".join(["", names[0], "{" + kind + "}", *names[2:]])
    event = {
        "resource": resource,
        "path": url.path,
        "httpMethod": "GET",
        "headers": {},
        "multiValueQueryStringParameters": parse_qs(url.query) or None,
        "pathParameters": {kind: names[1]},
        "requestContext": {"resourcePath": resource, "httpMethod": "GET", "path": url.path, "identity": {}},
        "stageVariables": None,
        "body": None,
        "isBase64Encoded": False,
    }
    answer = app.app(event, None)
    assert answer["statusCode"] == 200, (path, answer["body"][:300])
    return len(answer["body"].encode())
"""
"""A call as API Gateway makes it, as source: a process that measures its start imports nothing else."""

_COLD = (
    _ASK
    + """
import json, sys, time
import app
before, start, processor = set(sys.modules), time.perf_counter(), time.process_time()
ask(sys.argv[1])
seconds = time.perf_counter() - start, time.process_time() - processor
new = set(sys.modules) - before
packages = {name.partition(".")[0] for name in new if not name.startswith("_")}
packages -= {*sys.stdlib_module_names, "chalicelib"}
print(json.dumps([*seconds, len(new), sorted(packages)]))
"""
)

_namespace: dict[str, Any] = {}
exec(_ASK, _namespace)
ask = _namespace["ask"]


def fill(rows: int) -> dict[str, str]:
    """Make the rows; returns the paths to ask for, by what they are."""
    html = dict(pages(None))["en 60"]
    english = count_page(html, "text/html; charset=utf-8").text
    long = ((english + "\n") * (1_000_000 // len(english) + 1))[:1_000_000]
    ordinary, longest = _store(html, "text/html; charset=utf-8"), _store(long.encode(), "text/plain")
    vocabulary = ["".join(random.choices(_LETTERS, k=7)) for _ in range(20_000)]
    collection = ids.issue_collection(ids.issue(), 100)
    for issued in collection.jobs:
        words = " ".join(random.sample(vocabulary, 1000)) + " the " * 50
        _store(words.encode(), "text/plain", issued.id)
    with connection() as open_connection:
        open_connection.execute(
            sql(
                "INSERT INTO results (id, url, attempts, finished_at, words) SELECT gen_random_uuid(), "
                "'x' || n, 1, now(), '{}' FROM generate_series(1, :rows) AS n"
            ),
            {"rows": rows},
        )
        open_connection.execute(sql("ANALYZE results"))
    named = {"an ordinary page": ordinary, "the longest": longest}
    asked = {
        f"{what}, {page}": f"/jobs/{job_id}/{path}"
        for what, path in {
            "words": "words",
            "contexts": "contexts?word=the",
            "collocates": "collocates?word=the",
            "families": "words?families=on",
            "keyness": "keyness",
        }.items()
        for page, job_id in named.items()
    }
    for what in ("", "/words", "/words?by_page=on", "/distinctive"):
        asked[f"100 pages of 1,000 words{what}"] = f"/collections/{collection.id}{what}"
    return asked


def _store(body: bytes, content_type: str, job_id: UUID | None = None) -> UUID:
    counts = count_page(body, content_type, language="en")
    job = Job(job_id or ids.new_id(), "https://example.com/")
    save_all([Result.succeeded(job, Page(body, content_type, job.url), counts, keep_text=True)])
    return job.id


def cold(path: str) -> tuple[float, float, int, list[str]]:
    """Of a first call in a process of its own: seconds, those on a processor, modules and packages."""
    done = subprocess.run(
        [sys.executable, "-c", _COLD, path], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    seconds, processor, modules, packages = json.loads(done.stdout.splitlines()[-1])
    return seconds, processor, modules, packages


def warm(path: str) -> tuple[float, float, int]:
    """The median seconds of a later call, of them those on a processor, and the bytes of the answer."""
    size = ask(path)
    walls, processors = [], []
    for _ in range(_TIMES):
        wall, processor = time.perf_counter(), time.process_time()
        ask(path)
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return statistics.median(walls), statistics.median(processors), size


def main() -> None:
    """Fill a database, ask, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        postgres = Postgres(Path(folder) / "postgres", durable=False)
        postgres.start()
        os.environ["DATABASE_URL"] = postgres.url
        try:
            migrate()
            started: Any = datetime.now(UTC)
            paths = fill(rows)
            print(f"{rows:,} rows, filled in {(datetime.now(UTC) - started).total_seconds():.0f} s\n")
            print(f"{'':40}{'cold ms':>8}{'of CPU':>8}{'modules':>8}{'warm ms':>8}{'of CPU':>8}{'kB':>7}")
            for what, path in paths.items():
                first, start, modules, packages = cold(path)
                wall, processor, size = warm(path)
                print(
                    f"{what:40}{first * 1e3:8.0f}{start * 1e3:8.0f}{modules:8}{wall * 1e3:8.1f}"
                    f"{processor * 1e3:8.1f}{size / 1e3:7.1f}  {' '.join(packages)}"
                )
        finally:
            postgres.stop()


if __name__ == "__main__":
    main()
