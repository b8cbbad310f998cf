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
from tests.reliability.chaos.callers import Callers
from tests.reliability.chaos.database import query
from tests.reliability.chaos.reading import Reader


@dataclass
class Counters:
    """All but the first four have to be 0."""

    attempted: int = 0
    """Pages that callers posted, and again with the same key until they were accepted."""
    acknowledged: int = 0
    """… and that a 202 named in their place."""
    ended: int = 0
    """Acknowledged jobs that have a row."""
    erased: int = 0
    """Acknowledged jobs that their callers erased."""
    unacknowledged: int = 0
    """Attempted pages that no 202 named."""
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
    untold: int = 0
    """Jobs whose end the API does not tell as their site served it."""
    unfound: int = 0
    """Jobs that a list, a collection, a search or their contexts do not show as they are."""
    unerased: int = 0
    """Erased jobs of which there is something to be read, or whose row holds more than that."""
    unswept: int = 0
    """Rows whose time was over long ago, or that are in no partition of their time, after the last sweep."""
    unmade: int = 0
    """Kinds of fault that were not made once, as a kill that met no process."""
    growing: int = 0
    """Processes whose memory, threads or open files grew in a calm run."""

    def faults(self) -> dict[str, int]:
        """Those that should be 0 and are not."""
        return {name: count for name, count in asdict(self).items() if count and name not in _MAY_BE}

    def __str__(self) -> str:
        return "  ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in asdict(self).items())


_MAY_BE = ("attempted", "acknowledged", "ended", "erased")
_ERASED = "erased"


_LOOK = "SELECT id, finished_at, md5(concat(url, words, problem)), problem FROM results"


@dataclass(frozen=True)
class Row:
    """What a row holds of a job."""

    url: str
    words: dict[str, int] | None
    problem: dict[str, Any] | None

    @property
    def is_erased(self) -> bool:
        """Whether nothing is left in it."""
        return not self.url and not self.words and _slug(self.problem) == _ERASED


def _slug(problem: dict[str, Any] | None) -> str | None:
    return str(problem["type"]).rpartition("/")[2] if problem else None


class Watcher:
    """Looks at the rows while jobs flow: remembers how it saw each first, and that it was erased since."""

    def __init__(self, postgres: Postgres) -> None:
        self._postgres = postgres
        self._first: dict[UUID, Any] = {}
        self._changed: set[UUID] = set()
        self._erased: set[UUID] = set()
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
        for job_id, *seen, problem in query(self._postgres, _LOOK):
            first = self._first.setdefault(job_id, seen)
            if first != seen and _slug(problem) == _ERASED and job_id not in self._erased:
                self._first[job_id] = seen
            elif first != seen:
                self._changed.add(job_id)
            if _slug(problem) == _ERASED:
                self._erased.add(job_id)


def rows(postgres: Postgres) -> dict[UUID, Row]:
    """The rows by id."""
    found = query(postgres, "SELECT id, url, words, problem FROM results")
    return {job_id: Row(*columns) for job_id, *columns in found}


def judge(told: Counters, callers: Callers, reader: Reader, postgres: Postgres, left: set[UUID]) -> None:
    """Count what became of each job: by the rows, and by what the API tells.

    Args:
        told: where it is written.
        callers: who posted the jobs, and erased some.
        reader: of what the API tells.
        postgres: where the rows are.
        left: the jobs that are in a queue still.
    """
    found, erased = rows(postgres), callers.erased
    told.attempted, told.acknowledged = callers.attempted, len(callers.acknowledged)
    told.unacknowledged = told.attempted - told.acknowledged
    told.ended = len(callers.acknowledged.keys() & found)
    told.lost = len(callers.acknowledged.keys() - found - left)
    told.left, told.erased, told.unhealed = len(left), len(erased), callers.unhealed
    of_pages = Counter(row.url for row in found.values() if row.url)
    told.doubled = sum(count > 1 for count in of_pages.values())
    told.mismatched = sum(
        row.url != each.url or not reader.pages.fits(each.url, row.words, row.problem)
        for job_id, each in callers.acknowledged.items()
        if (row := found.get(job_id)) and job_id not in erased
    )
    told.untold, told.unfound = reader.untold(), reader.unfound()
    told.unerased = reader.unerased() + callers.read_after_erasing
    told.unerased += sum(not found[job_id].is_erased for job_id in erased & found.keys())


def ended_twice(logs: Path) -> int:
    """How many jobs have more than one line that says that they ended."""
    told: Counter[str] = Counter()
    for log in logs.glob("log-*"):
        told.update(re.findall(r"job ended job=([0-9a-f-]{36})", log.read_text(errors="replace")))
    return sum(count > 1 for count in told.values())


def put_off(logs: Path) -> int:
    """How often a job came again as its batch had no time left for it."""
    return sum(log.read_text(errors="replace").count("reason=no time left") for log in logs.glob("log-*"))
