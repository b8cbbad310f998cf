"""What a cold start costs: `python -m benchmarks.cold_start`.

Each figure is the time from the start of a fresh process of a function, run from the package as Chalice made
it, to its first answer: api for a first POST and a first GET, worker for a first job, of a page that comes at
once and of one that takes its time, migrate for a schema that is current. Beside them, in turn, the floor: an
app of Chalice's that puts a message into SQS and does nothing else. Each with its modules compiled, as
deployed, and without, as Chalice packages by itself. SQS, Secrets Manager and Postgres are on loopback,
without TLS.
"""

import argparse
import json
import logging
import py_compile
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chalice
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from benchmarks import pages
from chalicelib.jobs import Job
from local.postgres import Postgres
from local.sqs import Queue
from rehearsal.execution_environment import FETCH_FROM_LOOPBACK, ExecutionEnvironment, Function
from rehearsal.lambda_events import api_gateway, sqs
from rehearsal.package import copy_project, packaged, unpacked
from tests.site import Site

QUEUES = ("wordcount-dev-jobs", "wordcount-dev-jobs-dead")
SECRET = "wordcount-dev/database"
DISTANCE_SECONDS = 0.3
"""How long a page on the Internet takes to come: names, TLS, and an answer from another continent."""

FLOOR = """
import os
import boto3
from chalice import Chalice
app = Chalice("floor")
@app.route("/jobs", methods=["POST"])
def post():
    message = app.current_request.raw_body.decode()
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE_URL"], MessageBody=message)
    return {}
"""


@dataclass(frozen=True)
class Case:
    """One thing to start for."""

    name: str
    handler: str
    event: Callable[[], Any]
    prelude: str = ""

    def seconds(self, task: Path, environment: dict[str, str]) -> float:
        """How long a fresh process takes to answer."""
        function = Function(name="wordcount-dev", task=task, handler=self.handler, environment=environment)
        event = self.event()
        start = time.perf_counter()
        with ExecutionEnvironment(function, prelude=self.prelude) as process:
            answer = process.invoke(event)
            taken = time.perf_counter() - start
        if isinstance(answer, dict) and answer.get("statusCode", 200) >= 400:
            raise RuntimeError(f"{self.name}: {answer}")
        return taken


POST = api_gateway("POST", "/jobs", {"url": "https://example.com/"})


def every_case(url: str, distant: str, counted: Job) -> list[Case]:
    """What is started for, the floor first.

    Args:
        url: a page to count.
        distant: the same, which takes its time to come.
        counted: a job whose result is there.
    """
    near, far = partial(Job.new, url), partial(Job.new, distant)
    get = api_gateway("GET", "/jobs/{job_id}", job_id=str(counted.id))
    return [
        Case("floor: POST", "app.app", lambda: POST),
        Case("api: POST /jobs", "app.app", lambda: POST),
        Case("api: GET /jobs/{id}", "app.app", lambda: get),
        Case("worker: first job", "app.worker", lambda: sqs(near().message()), FETCH_FROM_LOOPBACK),
        Case("worker: page 0.3 s away", "app.worker", lambda: sqs(far().message()), FETCH_FROM_LOOPBACK),
        Case("migrate", "app.migrate", dict),
    ]


# --- the packages -------------------------------------------------------------------------------


def floor(folder: Path) -> Path:
    """The package of the app that does nothing but send."""
    (folder / "chalice").mkdir(parents=True)
    for name in ("__init__.py", "app.py"):
        shutil.copy(Path(chalice.__file__).with_name(name), folder / "chalice")
    (folder / "app.py").write_text(FLOOR)
    for file in [*folder.rglob("*.py")]:
        py_compile.compile(str(file), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    return folder


def without_compiled(task: Path, folder: Path) -> Path:
    """The same package without anything compiled."""
    return Path(shutil.copytree(task, folder, ignore=shutil.ignore_patterns("__pycache__")))


# --- the services -------------------------------------------------------------------------------


@contextmanager
def services(folder: Path) -> Iterator[dict[str, str]]:
    """SQS, Secrets Manager and Postgres; yields what a function's environment says of them."""
    postgres = Postgres(folder / "postgres", durable=False)
    queue = Queue(*QUEUES, folder / "queue", visibility_seconds=30, durable=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it tells of every request
    secrets = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    postgres.start()
    secrets.start()
    try:
        host, port = secrets.get_host_and_port()
        address = f"http://{host}:{port}"
        environment = queue.start()
        _keep_secret(postgres.url, address)
        yield {
            **environment,
            "AWS_ENDPOINT_URL_SECRETS_MANAGER": address,
            "JOBS_QUEUE": QUEUES[0],
            "DEAD_LETTER_QUEUE": QUEUES[1],
            "DATABASE_SECRET": SECRET,
            "QUEUE_URL": queue.urls["jobs"],
        }
    finally:
        queue.stop()
        secrets.stop()
        postgres.stop()


def _keep_secret(database: str, address: str) -> None:
    """Keep where the database is as RDS keeps it."""
    import boto3

    url = urlsplit(database)
    secret = {
        "username": url.username,
        "password": url.password,
        "host": url.hostname,
        "port": url.port,
        "dbname": url.path[1:],
    }
    client = boto3.client("secretsmanager", endpoint_url=address)
    client.create_secret(Name=SECRET, SecretString=json.dumps(secret))


# --- the figures --------------------------------------------------------------------------------


def measure(
    cases: list[tuple[Case, Path, Path]], environment: dict[str, str], rounds: int
) -> dict[tuple[str, bool], list[float]]:
    """The seconds of each case, compiled and not; all in turn, after one round that is not counted."""
    taken: dict[tuple[str, bool], list[float]] = {}
    for number in range(rounds + 1):
        for case, compiled, sources in cases:
            for task in (compiled, sources):
                seconds = case.seconds(task, environment)
                if number:
                    taken.setdefault((case.name, task is compiled), []).append(seconds)
    return taken


def print_figures(taken: dict[tuple[str, bool], list[float]]) -> None:
    """Print medians, and the ratios of medians."""
    median = {key: statistics.median(values) * 1000 for key, values in taken.items()}
    print(f"{'first answer, ms':24}{'compiled':>10}{'sources':>10}{'gain':>8}{'x floor':>9}{'min-max':>16}")
    for name in dict.fromkeys(name for name, _ in taken):
        compiled, sources = median[name, True], median[name, False]
        spread = f"{min(taken[name, True]) * 1000:.0f}-{max(taken[name, True]) * 1000:.0f}"
        gain, ratio = sources / compiled, compiled / median["floor: POST", True]
        print(f"{name:24}{compiled:10.0f}{sources:10.0f}{gain:7.1f}x{ratio:8.2f}x{spread:>16}")


def main() -> None:
    """Read the command line, make the packages, and print the figures."""
    parser = argparse.ArgumentParser(description="Time first answers of fresh processes, from the package.")
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="wordcount-cold-") as name, closing(Site()) as site:
        html = pages.pages(None)[0][1].decode()
        url, distant = site.page("/", html), site.page("/distant", html, after_seconds=DISTANCE_SECONDS)
        folder = Path(name)
        folder.chmod(0o755)  # functions run as another user
        folder.chmod(0o755)
        archive = packaged(copy_project(folder))
        print(
            f"package: {archive.stat().st_size / 1e6:.1f} MB zipped; {rounds} fresh processes for each figure"
        )
        task, bare = unpacked(archive, folder / "task"), floor(folder / "floor")
        sources = without_compiled(task, folder / "task-sources")
        bare_sources = without_compiled(bare, folder / "floor-sources")
        with services(folder) as environment:
            counted = Job.new(url)
            Case("the schema", "app.migrate", dict).seconds(task, environment)
            Case("a result", "app.worker", lambda: sqs(counted.message()), FETCH_FROM_LOOPBACK).seconds(
                task, environment
            )
            cases = every_case(url, distant, counted)
            packages = [(bare, bare_sources), *[(task, sources)] * 5]
            paired = [(case, *pair) for case, pair in zip(cases, packages, strict=True)]
            print_figures(measure(paired, environment, rounds))


if __name__ == "__main__":
    main()
