"""A file that is written before anyone is answered: SQLite behind one thread.

What several threads want changed at the same time is committed together, by one flush of the disk (group
commit): a disk that flushes a hundred times a second takes thousands of messages a second.
"""

import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
_Waiting = tuple[Callable[[sqlite3.Connection], Any], "Future[Any]"]

_LARGEST_GROUP = 200
_LOCK_SECONDS = 5.0


class JournalError(RuntimeError):
    """Nothing was written: the disk is full, or the file cannot be used."""


class JournalDamaged(JournalError):
    """What the file holds is no journal, or not a whole one."""


class Journal:
    """A database file of one process.

    Args:
        file: where it is, readable by its owner only; made if it is not there.
        schema: statements that are run when it is opened.
        durable: whether the disk is flushed before a change counts as made.

    Raises:
        JournalDamaged: what it holds cannot be relied on.
        JournalError: it cannot be opened.
    """

    def __init__(self, file: Path, schema: str, *, durable: bool = True) -> None:
        self._connection = _connect(file)
        try:
            self._connection.executescript(
                "PRAGMA journal_mode = WAL;"
                f"PRAGMA synchronous = {'FULL' if durable else 'OFF'};"
                "PRAGMA fullfsync = ON;"  # macOS's fsync alone leaves it to the disk when to write
                "PRAGMA secure_delete = ON;"  # what was done is not left readable in the file
            )
            self._check()
            self._connection.executescript(schema)
            self._compare(file, schema)
        except sqlite3.Error as error:
            self._connection.close()
            damaged = error.sqlite_errorcode in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
            kind = JournalDamaged if damaged else JournalError
            raise kind(f"{file} cannot be used: {error}") from error
        except JournalError:
            self._connection.close()
            raise
        self._waiting: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="journal", daemon=True)
        self._thread.start()

    def _check(self) -> None:
        (state,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if state != "ok":
            error = sqlite3.DatabaseError(state)
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error

    def _compare(self, file: Path, schema: str) -> None:
        """See that the tables are those of this version, whose statements would fail one by one else.

        Raises:
            JournalError: they are those of another version.
        """
        with closing(sqlite3.connect(":memory:")) as own:
            own.executescript(schema)
            expected = _columns(own)
        if found := sorted(_columns(self._connection) ^ expected):
            raise JournalError(
                f"{file} was written by another version of Wordcount, with which its jobs go on:"
                f" {', '.join(found)} is in only one of the two"
            )

    def commit(self, change: Callable[[sqlite3.Connection], T]) -> T:
        """Make a change, all or nothing; when this returns, it is on disk.

        Args:
            change: reads and writes with the connection that it is given; it may be run again after a
                run that was undone.

        Raises:
            JournalError: it was not made.
        """
        done: Future[T] = Future()
        self._waiting.put((change, done))
        return done.result()

    def close(self) -> None:
        """Make the changes that wait, and close the file."""
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        while group := self._next_group():
            self._make(group)
        self._connection.close()

    def _next_group(self) -> list[_Waiting]:
        """What waits, the first awaited; empty at the end."""
        group = []
        found = self._waiting.get()
        while found:
            group.append(found)
            if len(group) == _LARGEST_GROUP:
                break
            try:
                found = self._waiting.get_nowait()
            except Empty:
                break
        else:
            if group:
                self._waiting.put(None)  # the end, for the next time
        return group

    def _make(self, group: Sequence[_Waiting]) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            answers = [change(self._connection) for change, _ in group]
            self._connection.execute("COMMIT")
        except Exception as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._refuse(group, error)
        else:
            for (_, done), answer in zip(group, answers, strict=True):
                done.set_result(answer)

    def _refuse(self, group: Sequence[_Waiting], error: Exception) -> None:
        """Try each change of a group alone, as only one may be at fault; tell who wanted a lone one."""
        if len(group) > 1:
            for one in group:
                self._make([one])
        elif isinstance(error, sqlite3.Error):
            failure = JournalError(f"nothing was written: {error}")
            failure.__cause__ = error
            group[0][1].set_exception(failure)
        else:
            group[0][1].set_exception(error)


def _columns(journal: sqlite3.Connection) -> set[str]:
    """The columns of all tables."""
    found = journal.execute(
        "SELECT m.name || '.' || c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"
    )
    return {name for (name,) in found}


def _connect(file: Path) -> sqlite3.Connection:
    try:
        file.touch(mode=0o600)
        for own in file.parent.glob(f"{file.name}*"):  # SQLite gives those beside it the mode that it has
            own.chmod(0o600)
        journal = sqlite3.connect(file, timeout=_LOCK_SECONDS, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise JournalError(f"{file} cannot be used: {error}") from error
    journal.text_factory = text_of
    return journal


def text_of(kept: bytes) -> str:
    """A text of a file, which damage may have left no UTF-8: it holds up no other."""
    return kept.decode("utf-8", "replace")
