"""What became of every job: counted as Jepsen counts, from what callers were told and what the rows hold."""

import re
from collections import Counter
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pg8000.dbapi

from local.postgres import Postgres


@dataclass
class Counters:
    """All but the first three have to be 0."""

    attempted: int = 0
    """Jobs that callers posted."""
    acknowledged: int = 0
    """… and were answered 202 for."""
    ended: int = 0
    """Acknowledged jobs that have a row."""
    lost: int = 0
    """Acknowledged jobs that have none, and are in no queue either."""
    left: int = 0
    """Messages that are still in a queue, long after the last fault."""
    ended_twice: int = 0
    """Jobs whose end was told more than once."""
    changed: int = 0
    """Rows that were not at the end what they were when they were first seen."""
    mismatched: int = 0
    """Rows that hold another page's words, or an end that their page cannot have."""
    doubled: int = 0
    """Pages that have two jobs, as their call was repeated."""
    unhealed: int = 0
    """Reads that failed after Postgres had come back."""
    growing: int = 0
    """Processes whose memory, threads or open files grew in a calm run."""

    def faults(self) -> dict[str, int]:
        """Those that should be 0 and are not."""
        return {name: count for name, count in asdict(self).items() if count and name not in _MAY_BE}

    def __str__(self) -> str:
        return "  ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in asdict(self).items())


_MAY_BE = ("attempted", "acknowledged", "ended")
Row = tuple[str, dict[str, int] | None, dict[str, Any] | None]


class Watcher:
    """Looks at the rows while jobs flow, and remembers how it saw each first."""

    def __init__(self, postgres: Postgres) -> None:
        self._postgres = postgres
        self._first: dict[UUID, Any] = {}
        self._changed: set[UUID] = set()
        self._stopping = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def changed(self) -> int:
        """Stop looking; how many rows were changed."""
        self._stopping.set()
        self._thread.join()
        self._look()
        return len(self._changed)

    def _watch(self) -> None:
        while not self._stopping.wait(0.5):
            with suppress(pg8000.dbapi.Error, OSError):
                self._look()

    def _look(self) -> None:
        for job_id, *seen in query(self._postgres, "SELECT id, finished_at, xmin::text FROM results"):
            if self._first.setdefault(job_id, seen) != seen:
                self._changed.add(job_id)


def query(postgres: Postgres, statement: str) -> list[Any]:
    """The rows of a query, on a connection of its own."""
    user, password = postgres.url.partition("://")[2].partition("@")[0].split(":")
    connection = pg8000.dbapi.connect(
        user=user, password=password, host="127.0.0.1", port=postgres.port, database=user,
        timeout=10, ssl_context=False,
    )  # fmt: skip
    try:
        cursor = connection.cursor()
        cursor.execute(statement)
        return list(cursor.fetchall())
    finally:
        with suppress(pg8000.dbapi.Error, OSError):
            connection.close()


def rows(postgres: Postgres) -> dict[UUID, Row]:
    """The rows by id: URL, words, problem."""
    found = query(postgres, "SELECT id, url, words, problem FROM results")
    return {job_id: (url, words, problem) for job_id, url, words, problem in found}


def ended_twice(logs: Path) -> int:
    """How many jobs have more than one line that says that they ended."""
    told: Counter[str] = Counter()
    for log in logs.glob("log-*"):
        told.update(re.findall(r"job ended job=([0-9a-f-]{36})", log.read_text(errors="replace")))
    return sum(count > 1 for count in told.values())


def put_off(logs: Path) -> int:
    """How often a job came again as its batch had no time left for it."""
    return sum(log.read_text(errors="replace").count("reason=no time left") for log in logs.glob("log-*"))
