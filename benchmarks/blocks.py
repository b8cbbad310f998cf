"""How many blocks of Postgres's a call reads: what it takes, whatever else the machine does meanwhile."""

import statistics
from collections.abc import Callable

from sqlalchemy import text

from chalicelib.results.database import autocommit

_TIMES = 5
_OF_OUR_CONNECTION = text(
    "SELECT sum(hits + reads)::bigint FROM pg_stat_get_backend_io(pg_backend_pid()) WHERE object = 'relation'"
)


def blocks(do: Callable[[], object]) -> float:
    """The median of several runs of a call, on the one connection that the process has; 8 kB each.

    Those in memory and those on disk; without Postgres's own catalogue, which a connection remembers.
    """
    do()
    counts = []
    for _ in range(_TIMES):
        before = _read()
        do()
        counts.append(_read() - before)
    return statistics.median(counts)


def _read() -> int:
    with autocommit() as open_connection:
        open_connection.execute(text("SELECT pg_stat_force_next_flush()"))
        return int(open_connection.scalar(_OF_OUR_CONNECTION) or 0)
