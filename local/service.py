"""The whole service in one process: Postgres beside it; queue, API and worker as threads in it."""

import logging
import os
import threading
import time
from pathlib import Path
from typing import Any

from local.postgres import Postgres
from local.sqs import Queue

VISIBILITY_SECONDS = 30
_WORKER_SECONDS = 60
_LAST_RESORT_SECONDS = 60
_SAVE_SECONDS = 0.5

log = logging.getLogger(__name__)


class Service:
    """Postgres, queue, API, worker and last resort, wired as they are deployed.

    `app.py` and its settings are read from the process's environment once, so a process can have one
    service only.
    """

    def __init__(
        self, folder: Path, *, port: int, visibility_seconds: int = VISIBILITY_SECONDS, durable: bool = True
    ) -> None:
        self._folder = folder
        self._port = port
        self._pending = folder / "pending.json"
        self._stopping = threading.Event()
        self.postgres = Postgres(folder / "postgres", durable=durable)
        os.environ.setdefault("JOBS_QUEUE", "wordcount-local-jobs")
        os.environ.setdefault("DEAD_LETTER_QUEUE", "wordcount-local-jobs-dead")
        os.environ.setdefault("PUBLIC_LISTING", "on")
        self.queue = Queue(
            os.environ["JOBS_QUEUE"], os.environ["DEAD_LETTER_QUEUE"], visibility_seconds=visibility_seconds
        )
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
        """
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
        return self.queue.restore(self._pending)

    def start_functions(self) -> None:
        """Answer requests, and work."""
        import app
        from local.event_source import EventSource

        self._sources = [
            EventSource(
                self.queue, "jobs", app.worker,
                batch_size=10, concurrency=4, timeout_seconds=_WORKER_SECONDS,
            ),
            EventSource(
                self.queue, "dead_letters", app.last_resort,
                batch_size=1, concurrency=2, timeout_seconds=_LAST_RESORT_SECONDS,
            ),
        ]  # fmt: skip
        for source in self._sources:
            source.start()
        threading.Thread(target=self._save_pending, name="pending", daemon=True).start()
        self._server.start()

    def stop(self, seconds: float = 3.0) -> int:
        """Stop everything; returns how many jobs are kept for the next start.

        Args:
            seconds: how long the batches that are being worked on may take to end.
        """
        self._stopping.set()
        if self._sources:
            self._server.stop()
        deadline = time.monotonic() + seconds
        for source in self._sources:
            source.stop(max(0.1, deadline - time.monotonic()))
        kept = 0
        if self.queue.urls:
            kept = self.queue.save(self._pending)
            self.queue.stop()
        self.postgres.stop()
        return kept

    def _save_pending(self) -> None:
        """Keep what waits in the queue on disk, for the case that this process is killed."""
        saved = None
        while not self._stopping.wait(_SAVE_SECONDS):
            waiting = self.queue.waiting()
            if waiting != saved:
                self.queue.save(self._pending)
                saved = waiting
