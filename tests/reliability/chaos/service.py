"""The whole service as real processes, of which any may die: API, workers, last resort, Postgres, queue."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from local.event_source import EventSource
from local.postgres import Postgres
from local.processes import Processes
from local.sqs import Queue
from tests.reliability.chaos import release, safeguards
from tests.reliability.chaos.endpoint import FaultyEndpoint
from tests.reliability.chaos.pages import INTRICATE, POISON
from tests.reliability.chaos.sweeps import RETENTION_DAYS, Sweeps

_INTRICATE_SECONDS = 0.3
_BEGIN_SECONDS = 1.0  # from when on a batch puts off what it has not counted
_ROOT = Path(__file__).parents[3]
_MIGRATIONS = 30  # after which one does not come about that faults come between
_VISIBILITY_SECONDS, _RETURN_SECONDS, _FUNCTION_SECONDS = 8, 1, 60
_LONGEST_PAUSE = 10  # seconds for which a site that refuses again and again is left alone
_SPAWN = multiprocessing.get_context("spawn")


class ChaosService:
    """The service, started; `stop` ends it.

    Args:
        folder: that keeps everything, and the processes' logs.
        seed: of the queue's faults.
        without: a safeguard that it does not have.
        upgraded: whether it begins as the release before.

    Raises:
        LookupError: git does not have that release.
    """

    def __init__(self, folder: Path, seed: int, without: str | None, *, upgraded: bool = False) -> None:
        self._folder = folder
        self._before = release.unpack(folder) if upgraded else None
        self._release = folder / "release"  # a link to its tree, or none: the code that runs is this one
        if self._before:
            self._release.symlink_to(self._before)
        self._without = without
        self.postgres = Postgres(folder / "postgres", durable=False)
        self.postgres.start()
        os.environ |= {
            "DATABASE_URL": self.postgres.url,
            "JOBS_QUEUE": "jobs",
            "DEAD_LETTER_QUEUE": "dead",
            "FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
            "PUBLIC_LISTING": "on",
            "RETENTION_DAYS": str(RETENTION_DAYS),
        }
        self.queue = Queue(
            "jobs", "dead", folder / "queue", visibility_seconds=_VISIBILITY_SECONDS, durable=False
        )
        self.queue.start()
        assert self.queue._server
        self.endpoint = FaultyEndpoint(self.queue.messages, self.queue._server.address, seed=seed)
        self.queue._server.endpoint = self.endpoint
        self.migrate()
        self._sweeps = None if upgraded else Sweeps(self.postgres)
        self._prepare = partial(_prepare, str(folder), without)
        self.port = _free_port()
        self._stopping = threading.Event()
        self._api: Any = None
        self._keeper = threading.Thread(target=self._keep_api, daemon=True)
        self.workers = Processes("worker", 2, _FUNCTION_SECONDS, prepare=self._prepare)
        self.last_resort = Processes("last_resort", 2, _FUNCTION_SECONDS, prepare=self._prepare)
        self._sources = self._event_sources()

    def start(self) -> None:
        """Answer requests, and work."""
        self._keeper.start()
        for source in self._sources:
            source.start()

    def stop(self) -> None:
        """End all of it."""
        self._stopping.set()
        self._keeper.join()
        for source in self._sources:
            source.stop(1.0)
        self.workers.stop()
        self.last_resort.stop()
        self.queue.stop()
        self.postgres.stop()

    def api_pids(self) -> list[int]:
        """The API's process, if it lives."""
        api = self._api
        return [api.pid] if api and api.is_alive() else []

    def switch(self) -> None:
        """Deploy this release in place of the one before, or roll back to that: processes are replaced."""
        if self._release.exists():
            self._release.unlink()
        elif self._before:
            self._release.symlink_to(self._before)
        for pid in self.api_pids() + self.workers.pids() + self.last_resort.pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def migrate(self) -> None:
        """Bring the schema to that of the release that is deployed, as its own function does."""
        program = "from chalicelib.results.migrate import migrate; migrate()"
        tree = self._release.resolve() if self._release.exists() else _ROOT
        for _ in range(_MIGRATIONS):
            done = subprocess.run(
                [sys.executable, "-c", program], cwd=tree, capture_output=True, text=True, check=False
            )
            if done.returncode == 0:
                return
            time.sleep(1)  # Postgres is away, or somebody has a lock
        raise AssertionError(done.stderr)

    def sweep_twice(self) -> bool:
        """Sweep the results in two processes at the same time; whether one of them came to an end.

        The release before has no sweep: there is none where it is deployed in turn.
        """
        return self._sweeps is None or self._sweeps.run_twice()

    def unswept(self) -> int:
        """Sweep once more; how many rows are where they should not be afterwards."""
        return self._sweeps.left() if self._sweeps else 0

    def waiting(self) -> list[str]:
        """The messages of all queues."""
        return [body for bodies in self.queue.waiting().values() for body in bodies]

    def _event_sources(self) -> list[EventSource]:
        kind = safeguards.DeletesFirst if self._without == "delete-after" else EventSource
        settings: dict[str, Any] = {
            "timeout_seconds": _FUNCTION_SECONDS, "return_seconds": _RETURN_SECONDS,
        }  # fmt: skip
        urls, client = self.queue.urls, self.queue.client
        sources = [kind(client, urls["jobs"], self.workers, batch_size=40, concurrency=2, **settings)]
        if self._without != "last-resort":
            sources.append(
                kind(client, urls["dead_letters"], self.last_resort, batch_size=1, concurrency=2, **settings)
            )
        return sources

    def _keep_api(self) -> None:
        """Start the API again whenever it died."""
        while not self._stopping.is_set():
            self._api = _SPAWN.Process(target=_serve_api, args=(self.port, self._prepare), daemon=True)
            self._api.start()
            while self._api.is_alive() and not self._stopping.wait(0.05):
                pass
        self._api.kill()
        self._api.join()


def _prepare(folder: str, without: str | None) -> None:
    """Make a process of the service one of this harness: with a log of its own, and what poisons it."""
    log = os.open(f"{folder}/log-{os.getpid()}", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    if (tree := Path(folder, "release")).exists():
        release.enter(tree.resolve())
    if change := safeguards.without(without or ""):
        change()
    from sqlalchemy import text

    from chalicelib import admission, runs, worker
    from chalicelib.results import hosts

    admission._HELD_SECONDS = _VISIBILITY_SECONDS  # type: ignore[misc]  # time goes faster here
    hosts._REFUSE = text(hosts._REFUSE.text.replace(str(hosts.LONGEST_PAUSE), str(_LONGEST_PAUSE)))
    hosts.LONGEST_PAUSE = _LONGEST_PAUSE
    worker._FIRST_TURN_SECONDS, worker._LAST_DOUBLING = 1, 2
    worker._FIRST_DELAY_SECONDS = 2
    worker._LAST_PAGE_SECONDS = _FUNCTION_SECONDS - _BEGIN_SECONDS
    count_page = runs.count_page

    def count_or_die(body: bytes, *arguments: Any, **options: Any) -> Any:
        if POISON in body:
            os._exit(9)
        if INTRICATE in body:
            time.sleep(_INTRICATE_SECONDS)
        return count_page(body, *arguments, **options)

    runs.count_page = count_or_die


def _serve_api(port: int, prepare: Callable[[], None]) -> None:
    from local.keeper import die_with_parent

    die_with_parent()
    from chalicelib import telemetry

    telemetry.configure()
    prepare()
    import app
    from local.server import Server

    server = Server(app.app, port)
    server.start()
    with suppress(KeyboardInterrupt):
        threading.Event().wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
