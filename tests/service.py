"""The whole service in the tests' process: real Postgres, real HTTP, a real queue protocol."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from sqlalchemy import text

from chalicelib import settings
from chalicelib.results.connect import target
from chalicelib.results.database import connection, engine
from local.postgres import Postgres
from local.service import Service
from local.sqs import Queue
from tests.description import assert_described

RETURN_SECONDS = 2
PATIENCE_SECONDS = 60


class Api:
    """A caller of the service's API, who holds every answer against its description."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.hooks["response"].append(lambda answer, *_args, **_options: assert_described(answer))

    def get(self, path: str, **options: Any) -> requests.Response:
        return self._session.get(self.service.address + path, timeout=40, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return self._session.post(self.service.address + path, timeout=40, **options)

    def delete(self, path: str, **options: Any) -> requests.Response:
        return self._session.delete(self.service.address + path, timeout=40, **options)

    def submit(self, url: str) -> str:
        """Post one job; returns its id."""
        answer = self.post("/jobs", json={"url": url})
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    def ended(self, job_id: str) -> dict[str, Any]:
        """The job once it has ended."""
        return until(lambda: (job := self.get(f"/jobs/{job_id}").json())["status"] != "pending" and job)

    def close(self) -> None:
        self._session.close()


def until(found: Callable[[], Any]) -> Any:
    """What `found` returns once that is true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (value := found()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
    return value


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A new folder that any user can reach, as Postgres's user has to when root runs the service."""
    path = Path(tempfile.mkdtemp(prefix="wordcount-tests-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    with reachable_folder() as path:
        yield path


@pytest.fixture(scope="session")
def postgres(folder: Path) -> Iterator[Postgres]:
    """A Postgres server without the service, for tests of what stands on it alone."""
    server = Postgres(folder / "alone", durable=False)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def database(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postgres]:
    """An empty, migrated database that the settings name."""
    with _reading(postgres.url, monkeypatch):
        from chalicelib.results.migrate import migrate

        with connection() as open_connection:
            open_connection.execute(text("DROP SCHEMA public CASCADE"))
            open_connection.execute(text("CREATE SCHEMA public"))
        migrate()
        yield postgres


class _reading:  # noqa: N801
    """For the length of a block, the settings name another database."""

    def __init__(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self._url, self._monkeypatch = url, monkeypatch

    def __enter__(self) -> None:
        forget()
        self._monkeypatch.setenv("DATABASE_URL", self._url)
        self._monkeypatch.setenv("FETCH_ALLOWED_NETWORKS", "127.0.0.0/8")

    def __exit__(self, *_: object) -> None:
        forget()


def forget() -> None:
    """Let the next use read the settings, and connect, anew."""
    if engine.cache_info().currsize:
        engine().dispose()
    for cached in (settings.current, target, engine):
        cached.cache_clear()


@contextmanager
def started(folder: Path) -> Iterator[Service]:
    """The whole service, with its data in a folder, for the length of a block."""
    os.environ["FETCH_ALLOWED_NETWORKS"] = "127.0.0.0/8"
    boto3.DEFAULT_SESSION = None  # it keeps the credentials that it found first, of another test's account
    service = Service(folder, port=0, return_seconds=RETURN_SECONDS, durable=False)
    service.bind()
    service.start_postgres()
    service.start_queue()
    service.start_functions()
    yield service
    service.stop()
    engine().dispose()


@pytest.fixture(scope="session")
def running(folder: Path) -> Iterator[Service]:
    with started(folder) as service:
        yield service


@pytest.fixture
def api(running: Service) -> Iterator[Api]:
    """The whole service, with an empty database and empty queues."""
    settings.current.cache_clear()
    until(lambda: _is_empty(running.queue))
    with connection() as open_connection:
        open_connection.execute(text("WITH all_of_them AS (DELETE FROM results) DELETE FROM hosts"))
    caller = Api(running)
    yield caller
    caller.close()
    until(lambda: _is_empty(running.queue))  # or a job would run on while another test has other settings


def _is_empty(queue: Queue) -> bool:
    """Whether no job of a test is left; those that wait for another attempt are given up."""
    delayed = "DELETE FROM messages WHERE NOT is_taken AND visible_at > ?"
    queue.messages._journal.commit(lambda journal: journal.execute(delayed, (time.time(),)))
    return not any(queue.waiting().values())
