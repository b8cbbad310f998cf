"""The messages of SQS's queues, on disk: sent, taken, put off, deleted, and set aside when taken too often.

A message that was accepted is in the file before its sender is answered, with its delay, how often it was
taken and until when it is hidden: a process that is killed goes on where it was.

Messages of one group wait behind one another, not in front of everyone else's: each message has a turn,
the group's last one plus one, and a group that is new comes in at the turn that is being served (start-time
fair queueing). Messages without a group stand in one line.
"""

import sqlite3
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import uuid4

from local.journal import Journal, JournalError
from local.mark import Mark

RETENTION_SECONDS = 14 * 24 * 3600
LONGEST_DELAY_SECONDS = 900
MARK = "messages.count"
"""The file beside the journal's that holds the number of the last message."""
EXPIRED = ".expired"
"""At the end of the name of the queue of a message that is too old, by a clock that may be ahead."""
_COLUMNS = (
    "number, CAST(id AS TEXT), CAST(body AS TEXT), CAST(group_id AS TEXT), CAST(sent_at AS REAL),"
    " CAST(first_received_at AS REAL), receive_count"
)
"""Whatever kind of value stands in their place: one message that cannot be told holds up all."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    group_id TEXT,
    turn INTEGER NOT NULL,
    sent_at REAL NOT NULL,
    visible_at REAL NOT NULL,
    first_received_at REAL,
    receive_count INTEGER NOT NULL DEFAULT 0,
    is_taken INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS messages_turn ON messages (queue, turn, number);
CREATE INDEX IF NOT EXISTS messages_group ON messages (queue, group_id, turn);
CREATE INDEX IF NOT EXISTS messages_again ON messages (queue, receive_count) WHERE receive_count > 0;
"""


@dataclass(frozen=True, slots=True)
class Rules:
    """How one queue behaves."""

    visibility_seconds: float
    """How long a message that was taken is hidden from others."""
    maximum_receive_count: int | None = None
    """How often a message is taken before it goes to the other queue; None: for ever."""
    dead_letters: str | None = None
    """That other queue."""
    taken_of_a_group: int | None = None
    """How many messages of one group are out at the same time, or a few more; None: any number."""


@dataclass(frozen=True, slots=True)
class New:
    """A message to be sent."""

    body: str
    delay_seconds: float = 0
    group_id: str | None = None
    id: str = field(default_factory=lambda: str(uuid4()))


@dataclass(frozen=True, slots=True)
class Taken:
    """A message as one taker has it."""

    number: int
    id: str
    body: str
    group_id: str | None
    sent_at: float
    first_received_at: float
    receive_count: int

    @property
    def receipt(self) -> str:
        """What names this taking of the message; a later taker's differs."""
        return f"{self.number}-{self.receive_count}"


class Messages:
    """Queues by name, in one file.

    Args:
        file: of the journal.
        rules: of each queue; they may be changed while it runs.
        durable: whether the disk is flushed before a sender is answered.

    Raises:
        JournalError: the file is damaged.
    """

    def __init__(self, file: Path, rules: Mapping[str, Rules], *, durable: bool = True) -> None:
        self.rules = dict(rules)
        self._mark = Mark(file.with_name(MARK))
        try:
            self._journal = Journal(file, _SCHEMA, durable=durable)
        except JournalError:
            self._mark.close()
            raise
        self.expired: int = self._journal.commit(_expire)
        """How many messages are too old to be given to anyone."""
        self._serving = self._journal.commit(partial(_open, queues=list(rules)))

    def send(self, queue: str, messages: Sequence[New]) -> None:
        """Keep messages; when this returns they are on disk.

        Raises:
            JournalError: none of them is kept.
        """
        self._mark.reach(self._journal.commit(partial(self._send, queue, messages)))

    def receive(self, queue: str, limit: int, visibility_seconds: float | None = None) -> list[Taken]:
        """Take up to `limit` messages, the one whose turn it is first, and hide them from others."""
        return self._journal.commit(partial(self._receive, queue, limit, visibility_seconds))

    def delete(self, receipts: Iterable[str]) -> None:
        """Delete messages, but those that somebody else has taken since."""
        self._journal.commit(partial(_delete, list(receipts)))

    def hide(self, seconds: Mapping[str, float]) -> None:
        """Hide messages that one has taken from now on, for as many seconds as each receipt stands for."""
        self._journal.commit(partial(_hide, dict(seconds)))

    def show_taken(self) -> None:
        """Show again what was taken, as those who took it have ended; delays stay."""
        self._journal.commit(_show_taken)

    def bodies(self, *queues: str) -> list[list[str]]:
        """For each queue the bodies of all messages that are not deleted, delayed and taken ones too.

        All are read at one moment: a message that goes from one queue to another is in one of them.
        """
        return self._journal.commit(lambda journal: [_bodies(queue, journal) for queue in queues])

    def count(self) -> int:
        """How many messages there are in all queues, without those that are too old."""
        return self._journal.commit(_count)

    def check(self) -> None:
        """Write, to see whether that is possible.

        Raises:
            JournalError: it is not.
        """
        self._journal.commit(_probe)

    def close(self) -> None:
        """Close the file; what is in it stays."""
        self._journal.close()
        self._mark.close()

    def _send(self, queue: str, messages: Sequence[New], journal: sqlite3.Connection) -> int:
        """The number of the last one."""
        now = time.time()
        number: int | None = None
        for message in messages:
            last = None
            if message.group_id is not None:
                (last,) = journal.execute(
                    "SELECT max(turn) FROM messages WHERE queue = ? AND group_id = ?",
                    (queue, message.group_id),
                ).fetchone()
            turn = max(self._serving[queue], last or 0) + 1
            number = journal.execute(
                "INSERT INTO messages (queue, id, body, group_id, turn, sent_at, visible_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (queue, message.id, message.body, message.group_id, turn, now, now + message.delay_seconds),
            ).lastrowid
        return number or 0

    def _receive(
        self, queue: str, limit: int, visibility_seconds: float | None, journal: sqlite3.Connection
    ) -> list[Taken]:
        now, rules = time.time(), self.rules[queue]
        if rules.maximum_receive_count is not None:
            journal.execute(
                "UPDATE messages SET queue = ?, receive_count = 0, first_received_at = NULL"
                " WHERE queue = ? AND visible_at <= ? AND receive_count > 0 AND receive_count >= ?",
                (rules.dead_letters, queue, now, rules.maximum_receive_count),
            )
        # What one group has out keeps takers busy, maybe for long: some takers are left to the others.
        busy = journal.execute(
            "SELECT group_id FROM messages WHERE queue = ? AND receive_count > 0 AND is_taken"
            " AND visible_at > ? AND group_id IS NOT NULL GROUP BY group_id HAVING count(*) >= ?",
            (queue, now, rules.taken_of_a_group or sys.maxsize),
        ).fetchall()
        found = journal.execute(
            "SELECT number, turn FROM messages WHERE queue = ? AND visible_at <= ?"  # noqa: S608
            f" AND (group_id IS NULL OR group_id NOT IN ({', '.join('?' * len(busy))}))"
            " ORDER BY turn, number LIMIT ?",
            (queue, now, *(group for (group,) in busy), limit),
        ).fetchall()
        hidden_until = now + (rules.visibility_seconds if visibility_seconds is None else visibility_seconds)
        for number, turn in found:
            self._serving[queue] = max(self._serving[queue], turn - 1)
            journal.execute(
                "UPDATE messages SET receive_count = receive_count + 1, is_taken = 1, visible_at = ?,"
                " first_received_at = coalesce(first_received_at, ?) WHERE number = ?",
                (hidden_until, now, number),
            )
        return [_taken(number, journal) for number, _ in found]


def _taken(number: int, journal: sqlite3.Connection) -> Taken:
    return Taken(
        *journal.execute(f"SELECT {_COLUMNS} FROM messages WHERE number = ?", (number,)).fetchone()  # noqa: S608
    )


def _open(journal: sqlite3.Connection, queues: Iterable[str]) -> dict[str, int]:
    """Find the turn that each queue had come to."""
    latest = time.time() + LONGEST_DELAY_SECONDS  # further away than that, the clock was set back
    journal.execute("UPDATE messages SET visible_at = ? WHERE visible_at > ?", (latest, latest))
    return {
        queue: journal.execute(
            "SELECT coalesce(min(turn), 1) - 1 FROM messages WHERE queue = ? AND receive_count = 0", (queue,)
        ).fetchone()[0]
        for queue in queues
    }


def _expire(journal: sqlite3.Connection) -> int:
    """Take what is too old out of its queue, and back what is not, as the clock was ahead the last time."""
    oldest = time.time() - RETENTION_SECONDS
    journal.execute(
        "UPDATE messages SET queue = substr(queue, 1, length(queue) - ?) WHERE queue LIKE ? AND sent_at >= ?",
        (len(EXPIRED), f"%{EXPIRED}", oldest),
    )
    journal.execute(
        "UPDATE messages SET queue = queue || ? WHERE queue NOT LIKE ? AND sent_at < ?",
        (EXPIRED, f"%{EXPIRED}", oldest),
    )
    return int(
        journal.execute("SELECT count(*) FROM messages WHERE queue LIKE ?", (f"%{EXPIRED}",)).fetchone()[0]
    )


def _delete(receipts: Iterable[str], journal: sqlite3.Connection) -> None:
    journal.executemany("DELETE FROM messages WHERE number = ? AND receive_count = ?", map(_parts, receipts))


def _hide(seconds: Mapping[str, float], journal: sqlite3.Connection) -> None:
    now = time.time()
    journal.executemany(
        "UPDATE messages SET is_taken = 0, visible_at = ? WHERE number = ? AND receive_count = ?",
        [(now + hidden, *_parts(receipt)) for receipt, hidden in seconds.items()],
    )


def _show_taken(journal: sqlite3.Connection) -> None:
    journal.execute("UPDATE messages SET is_taken = 0, visible_at = 0 WHERE is_taken")


def _parts(receipt: str) -> tuple[int, int]:
    number, _, count = receipt.partition("-")
    return int(number), int(count)


def _bodies(queue: str, journal: sqlite3.Connection) -> list[str]:
    found = journal.execute("SELECT body FROM messages WHERE queue = ? ORDER BY number", (queue,))
    return [body for (body,) in found]


def _count(journal: sqlite3.Connection) -> int:
    query = "SELECT count(*) FROM messages WHERE queue NOT LIKE ?"
    return int(journal.execute(query, (f"%{EXPIRED}",)).fetchone()[0])


def _probe(journal: sqlite3.Connection) -> None:
    (times,) = journal.execute("PRAGMA user_version").fetchone()
    journal.execute(f"PRAGMA user_version = {(times + 1) % 1_000_000}")
