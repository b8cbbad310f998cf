"""The whole service: queue and API in this process; beside it Postgres, and workers if they are wanted."""

import logging
import os
import threading
import time
from pathlib import Path
from typing import Any

from chalicelib.errors import ConfigurationError, WordcountError
from local.postgres import Postgres
from local.processes import Processes
from local.sqs import Queue

RETURN_SECONDS = 5
"""After how long a batch that failed comes back: on AWS that is its queue's visibility timeout."""
_FUNCTION_SECONDS = 60
_VISIBILITY_SECONDS = 6 * _FUNCTION_SECONDS  # as AWS asks of a queue that Lambda reads
_LOOK_SECONDS = 0.5
_SWEEP_SECONDS = 6 * 3600
_WORKER_THREADS = 4

log = logging.getLogger(__name__)


def check_access() -> None:
    """Refuse to let everyone in where the settings say that not everyone may come.

    Raises:
        ConfigurationError: there is no key to ask for, or what is asked for only AWS can tell.
    """
    from chalicelib import settings

    access = settings.current().api_access
    if access == "key" and not os.environ.get("API_KEY"):
        raise ConfigurationError(
            "API_ACCESS is key, and there is no key to ask for. Name one: make run API_ACCESS=key API_KEY=…"
        )
    if access == "iam":
        raise ConfigurationError(
            "API_ACCESS is iam, and signatures of AWS can be checked on AWS only. Here it is open or key."
        )


class Service:
    """Postgres, queue, API, worker and last resort, wired as they are deployed.

    `app.py` and its settings are read from the process's environment once, so a process can have one
    service only.

    Args:
        folder: that keeps everything.
        port: of 127.0.0.1, for the API.
        worker_processes: how many processes the worker has; 0: it runs in threads of this one.
        return_seconds: after how long a batch that failed comes back.
        durable: whether the disk is flushed before something counts as written.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int,
        worker_processes: int = 0,
        return_seconds: int = RETURN_SECONDS,
        durable: bool = True,
    ) -> None:
        self._port = port
        self._worker_processes = worker_processes
        self._workers: Processes | None = None
        self._return_seconds = return_seconds
        self._stopping = threading.Event()
        self._keeping = threading.Thread(target=self._keep_postgres, name="postgres", daemon=True)
        self._sweeping = threading.Thread(target=self._sweep, name="sweep", daemon=True)
        self.postgres = Postgres(folder / "postgres", durable=durable)
        os.environ.setdefault("JOBS_QUEUE", "wordcount-local-jobs")
        os.environ.setdefault("DEAD_LETTER_QUEUE", "wordcount-local-jobs-dead")
        os.environ.setdefault("PUBLIC_LISTING", "on")
        self.queue = Queue(
            os.environ["JOBS_QUEUE"], os.environ["DEAD_LETTER_QUEUE"], folder / "queue",
            visibility_seconds=_VISIBILITY_SECONDS, durable=durable,
            # They are taken ten at a time: one worker at least is left to others, however slow they are.
            taken_of_a_group=10 * ((worker_processes or _WORKER_THREADS) - 1),
        )  # fmt: skip
        self._sources: list[Any] = []
        self._server: Any = None

    @property
    def address(self) -> str:
        """Where the API is, without a slash at the end."""
        return str(self._server.address)

    def bind(self) -> None:
        """Import the app and take its port, before anything slow is started in vain.

        Raises:
            OSError: the port is taken.
            ConfigurationError: a setting is wrong, or cannot be had here.
        """
        check_access()
        import app
        from local.server import Server

        self._server = Server(app.app, self._port, os.environ.get("API_KEY"))

    def start_postgres(self) -> dict[str, str | None]:
        """Start Postgres and migrate it; returns the revisions before and after."""
        self.postgres.start()
        os.environ["DATABASE_URL"] = self.postgres.url
        from chalicelib import settings

        settings.current.cache_clear()  # they were read before Postgres had its port
        import app

        return dict(app.migrate({}, None))

    def start_queue(self) -> int:
        """Start the queue with what waited in it the last time; returns how many messages that is."""
        self.queue.start()
        self.queue.messages.show_taken()  # by workers that ended with the process before
        return self.queue.messages.count()

    def start_functions(self) -> None:
        """Answer requests, and work."""
        import app
        from chalicelib.worker import BATCH_SIZE
        from local.event_source import EventSource

        worker, at_once = app.worker, _WORKER_THREADS
        if self._worker_processes:
            self._workers = Processes("worker", self._worker_processes, _FUNCTION_SECONDS)
            worker, at_once = self._workers, self._worker_processes
        self._sources = [
            EventSource(
                self.queue.client, self.queue.urls[role], function,
                batch_size=batch_size, concurrency=concurrency,
                timeout_seconds=_FUNCTION_SECONDS, return_seconds=self._return_seconds,
            )
            for role, function, batch_size, concurrency in (
                ("jobs", worker, BATCH_SIZE, at_once),
                ("dead_letters", app.last_resort, 1, 2),
            )
        ]  # fmt: skip
        for source in self._sources:
            source.start()
        self._keeping.start()
        self._sweeping.start()
        self._server.start()

    def stop(self, seconds: float = 3.0) -> int:
        """Stop everything; returns how many jobs are kept for the next start.

        Args:
            seconds: how long the batches that are being worked on may take to end.
        """
        self._stopping.set()
        self._server.stop()
        deadline = time.monotonic() + seconds
        for source in self._sources:
            source.stop(max(0.1, deadline - time.monotonic()))
        if self._workers:
            self._workers.stop()
        for thread in (self._keeping, self._sweeping):
            if thread.is_alive():
                thread.join()
        kept = 0
        if self.queue.urls:
            kept = self.queue.messages.count()
            self.queue.stop()
        self.postgres.stop()
        return kept

    def _sweep(self) -> None:
        """Do what the schedule does on AWS: `start_postgres` has swept already."""
        import app

        while not self._stopping.wait(_SWEEP_SECONDS):
            try:
                app.sweep({}, None)
            except WordcountError as error:
                log.warning("the results were not swept, and are the next time: %s", error)
            except Exception:
                log.exception("the results were not swept; it is tried again")

    def _keep_postgres(self) -> None:
        """Start Postgres again when it has died; until then its jobs wait, and /health says so."""
        while not self._stopping.wait(_LOOK_SECONDS):
            if self.postgres.has_died():
                log.error("Postgres has ended by itself: starting it again")
                try:
                    self.postgres.start()
                except (RuntimeError, OSError) as error:
                    log.error("Postgres does not start, and is tried again: %s", error)
