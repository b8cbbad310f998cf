"""Writes the rows of a batch while its next pages are counted: what is ready together, in one statement.

A commit is a flush of the database's disk. Rows that come while one is under way wait for it, no longer, and
are the next statement together.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from queue import Empty, Queue
from types import TracebackType
from typing import NamedTuple, Self
from uuid import UUID

from chalicelib.errors import ServiceFailure
from chalicelib.results import store
from chalicelib.results.models import Result

_LARGEST_GROUP = 8  # rows of a statement; as many may wait, and whoever has another waits with it


class Written(NamedTuple):
    """What became of a row."""

    is_new: bool
    """Whether it was written now, not by an earlier delivery."""
    problem: str | None
    """The slug of the problem that it tells of; one that is too slow to write has got one on the way."""


_Waiting = tuple[Result, "Future[Written]"]


class Writer:
    """A thread that writes rows, for the length of a block; at its end all are written or have failed."""

    def __init__(self) -> None:
        self._rows: Queue[_Waiting | None] = Queue(_LARGEST_GROUP)
        self._away: ServiceFailure | None = None
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _frames: TracebackType | None
    ) -> None:
        self._rows.put(None)
        self._thread.join()

    def write(self, result: Result) -> "Future[Written]":
        """Have a row written soon; the future tells what became of it, or why it could not.

        Raises:
            ServiceFailure: an earlier row could not be written, as Postgres is away.
        """
        if self._away:
            raise self._away
        written: Future[Written] = Future()
        self._rows.put((result, written))
        return written

    def flush(self) -> None:
        """Wait until every row that was handed over is written, or has failed."""
        self._rows.join()

    def _work(self) -> None:
        while group := self._next_group():
            self._write(group)
            for _ in group:
                self._rows.task_done()
            group.clear()  # large values are not kept while the thread waits for the next
        self._rows.task_done()

    def _next_group(self) -> list[_Waiting]:
        """The rows that wait, the first awaited; empty at the end."""
        group: list[_Waiting] = []
        found = self._rows.get()
        while found:
            group.append(found)
            if len(group) == _LARGEST_GROUP:
                return group
            try:
                found = self._rows.get_nowait()
            except Empty:
                return group
        if group:
            self._rows.put(None)  # the end, for the next time
            self._rows.task_done()
        return group

    def _write(self, group: Sequence[_Waiting]) -> None:
        try:
            if self._away:
                raise self._away
            new: set[UUID] = store.save_all([result for result, _ in group])
        except Exception as error:
            if len(group) > 1 and not self._away:  # only one row may be at fault, and is then alone with it
                for one in group:
                    self._write([one])
                return
            if isinstance(error, ServiceFailure):
                self._away = error
            for _, written in group:
                written.set_exception(error)
        else:
            for result, written in group:
                problem = result.problem["type"].rpartition("/")[2] if result.problem else None
                written.set_result(Written(result.id in new, problem))
