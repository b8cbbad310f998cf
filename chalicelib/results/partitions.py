"""The partitions of the table of results: by range of id, and so by time.

Partitions are made ahead, and dropped when the time of every row in them is over. What belongs to none, as
the sweep is late, goes into a default partition, and from there into its own once that is made. Each step is
a transaction of its own with a short wait for its lock: a sweep can be repeated at any time, or be late.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, exc, text

from chalicelib import settings
from chalicelib.results.connect import sqlstate
from chalicelib.results.database import autocommit, connection, patience

LOCK = int.from_bytes(b"wordcnt\0", "big")  # any number that no other user of the database locks
LOCK_NOT_AVAILABLE = "55P03"
_ALREADY_THERE = "42P07"  # another run made it between our look and our lock
AHEAD = timedelta(days=8)
"""For how long there are partitions at least: a sweep that fails for a week harms nothing."""

DEFAULT = "results_default"
_LOCK_TIMEOUT = "2s"
_STATEMENT_SECONDS = 300

_PARTITIONS = text(
    """
    SELECT child.relname, pg_get_expr(child.relpartbound, child.oid)
    FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
    WHERE inhparent = 'results'::regclass
    """
)
_TIDY = text(
    """
    SELECT gin_clean_pending_list(indexrelid)
    FROM pg_partition_tree('results') AS part JOIN pg_index ON indrelid = part.relid
        JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
    WHERE isleaf AND amname = 'gin'
    """
)
_BOUNDS = re.compile(r"FOR VALUES FROM \((MINVALUE|'[0-9a-f-]{36}')\) TO \('([0-9a-f-]{36})'\)")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Partition:
    """One partition, but for the default one."""

    name: str
    end: UUID
    """The first id that is not in it any more."""

    @property
    def ends_at(self) -> datetime:
        """When its time ends, in UTC."""
        return datetime.fromtimestamp((self.end.int >> 80) / 1000, UTC)


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one run did."""

    made: int
    """Partitions."""
    dropped: int
    """Partitions, with all their rows."""
    deleted: int
    """Rows of the default partition whose time was over."""
    put_off: int
    """Steps whose lock was not to be had: the next run does them."""


def first_id(moment: datetime) -> UUID:
    """The least id that can have been issued at a moment."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def oldest_id() -> UUID:
    """The least id whose result is still kept; rows that are not swept yet lie before it."""
    kept = settings.current().retention
    return UUID(int=0) if kept is None else first_id(datetime.now(UTC) - kept)


def is_described(name: str | None, kind: str, _parents: object) -> bool:
    """Whether Alembic is to look for a table in the models: partitions come and go."""
    return not (kind == "table" and name and name.startswith("results_"))


def partitions() -> list[Partition]:
    """The partitions, the newest first, without the default one.

    Raises:
        DatabaseUnavailable: they cannot be told.
    """
    with autocommit() as open_connection:
        return partitions_on(open_connection)


def partitions_on(open_connection: Connection) -> list[Partition]:
    """The partitions, the newest first, without the default one, as an open connection sees them."""
    rows = open_connection.execute(_PARTITIONS).all()
    found = [Partition(name, UUID(match[2])) for name, bound in rows if (match := _BOUNDS.match(bound))]
    return sorted(found, key=lambda partition: partition.end, reverse=True)


def sweep(retention: timedelta | None, now: datetime | None = None) -> Sweep:
    """Make the partitions that will be needed, drop those that are needed no more, and tidy the others.

    Args:
        retention: how long results are kept; None: for ever.
        now: the time; else the earlier of this machine's and Postgres's, so that no clock that is ahead drops
            what is still to be kept.

    Raises:
        DatabaseUnavailable: Postgres cannot be reached.
    """
    now = now or earlier_now()
    known = partitions()
    done = [_make(begin, end) for begin, end in missing(known, retention, now)]
    dropped, deleted = [], 0
    if retention is not None:
        dropped = [_drop(partition) for partition in known if partition.ends_at <= now - retention]
        deleted = _delete_before(first_id(now - retention))
    put_off = done.count(False) + dropped.count(False)
    _tidy_indexes()
    return Sweep(done.count(True), dropped.count(True), deleted, put_off)


def earlier_now() -> datetime:
    """The time, by the clock of this machine or by Postgres's, whichever is behind.

    Raises:
        DatabaseUnavailable: Postgres cannot be reached.
    """
    return min(datetime.now(UTC), _time_of_postgres())


def _time_of_postgres() -> datetime:
    with autocommit() as open_connection:
        now: datetime = open_connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return now


def width(retention: timedelta | None) -> timedelta:
    """How much time a partition holds.

    So little that rows go soon after their time; but so much that there are few of them, some twenty, as
    Postgres plans a search for each.
    """
    if retention is not None and retention <= timedelta(days=20):
        return timedelta(days=1)
    if retention is not None and retention <= timedelta(days=150):
        return timedelta(days=7)
    return timedelta(days=28)


def missing(
    known: list[Partition], retention: timedelta | None, now: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """From when to when the partitions are that have to be made, in order."""
    step = width(retention)
    begin = known[0].ends_at if known else _aligned(now - timedelta(days=2), step)
    if retention is not None:
        begin = max(begin, _aligned(now - retention, step))  # what would be before is over already
    while begin < now + AHEAD:
        end = _aligned(begin + step, step)
        yield begin, end
        begin = end


def _aligned(moment: datetime, step: timedelta) -> datetime:
    """The last moment before this one at which a partition of this width begins."""
    epoch = datetime.fromtimestamp(0, UTC)
    return epoch + (moment - epoch) // step * step


def _make(begin: datetime, end: datetime) -> bool:
    """Make a partition, and move the rows into it that had to go into the default one."""
    name = f"results_{begin:%Y%m%d}"
    low, high = first_id(begin), first_id(end)
    return _done(
        f"CREATE TABLE {name} (LIKE results INCLUDING ALL)",
        # Who comes for a row that is being moved has to wait here, not with this lock for that row: attaching
        # needs it.
        f"LOCK TABLE {DEFAULT} IN SHARE ROW EXCLUSIVE MODE",
        f"WITH moved AS (DELETE FROM {DEFAULT} WHERE id >= '{low}' AND id < '{high}' RETURNING *) "  # noqa: S608
        f"INSERT INTO {name} SELECT * FROM moved",
        # Made as a partition at once, it would keep everyone out of all the others meanwhile.
        f"ALTER TABLE results ATTACH PARTITION {name} FOR VALUES FROM ('{low}') TO ('{high}')",
    )


def _drop(partition: Partition) -> bool:
    return _done(f"DROP TABLE IF EXISTS {partition.name}")


def _delete_before(first: UUID) -> int:
    with autocommit() as open_connection:
        statement = text(f"DELETE FROM {DEFAULT} WHERE id < '{first}'")  # noqa: S608
        return open_connection.execute(statement).rowcount


def _tidy_indexes() -> None:
    """Move what waits in the lists of the indexes of words into the indexes.

    Every search reads these lists, and nobody writes any more into the partitions whose time has passed.
    """
    with autocommit() as open_connection:
        open_connection.execute(_TIDY)


def _done(*statements: str) -> bool:
    """Run statements as one transaction; returns whether that was done, or has to be put off."""
    try:
        with connection() as open_connection, patience(open_connection, _STATEMENT_SECONDS):
            open_connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'"))
            open_connection.execute(text(f"SET LOCAL statement_timeout = '{_STATEMENT_SECONDS}s'"))
            open_connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            for statement in statements:
                open_connection.execute(text(statement))
    except exc.DBAPIError as error:
        if sqlstate(error) not in (LOCK_NOT_AVAILABLE, _ALREADY_THERE):
            raise
        log.warning("put off, as another run or a long query is at it: %s", statements[-1])
        return False
    return True
