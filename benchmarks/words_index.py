"""What the index of words costs: space, writes, and searches by the length of its pending list.

    python -m benchmarks.words_index [--rows N]

Rows of as many words as web pages have are written one by one: into a table without the index, with it at
several bounds of the list, which every search reads and now and then a writer empties, and with one that
knows the words alone, without the slices of time. docs/operations.md quotes the table.
"""

import argparse
import json
import random
import time
from collections import Counter

from sqlalchemy import Connection, text

from benchmarks.growth import database, milliseconds
from chalicelib import ids
from chalicelib.results.database import connection
from chalicelib.results.models import SLICES

WORDS = 750  # distinct, of a page
_VOCABULARY = 50_000
_KEPT = "1024"
_SEARCH = text("SELECT id FROM measured WHERE words ?| ARRAY['nowhere']")


def pages(rows: int) -> list[str]:
    """The words of so many pages as JSON: few words frequent and many rare, as in a language."""
    chosen = random.Random(1)
    found = []
    for _ in range(rows):
        words: Counter[str] = Counter()
        while len(words) < WORDS:
            words[f"w{int(_VOCABULARY * chosen.random() ** 3):05}"] += 1
        found.append(json.dumps(words))
    return found


def measured(rows: list[str], limit: str | None, columns: str = f"{SLICES}, words") -> dict[str, float]:
    """Per row: milliseconds, kB of write-ahead log and of the index; and milliseconds of a search."""
    with connection() as open_connection:
        _create(open_connection, limit, columns)
        start_of_log = open_connection.scalar(text("SELECT pg_current_wal_insert_lsn()"))
        start = time.perf_counter()
        for words in rows:
            bound = {"id": ids.new_id(), "words": words}
            open_connection.execute(text("INSERT INTO measured VALUES (:id, CAST(:words AS jsonb))"), bound)
        taken = time.perf_counter() - start
        log = open_connection.scalar(
            text("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), CAST(:start AS pg_lsn))"),
            {"start": start_of_log},
        )
        size = open_connection.scalar(text("SELECT pg_indexes_size('measured')"))
        open_connection.execute(text("SET LOCAL enable_seqscan = off"))
        search = milliseconds(lambda: open_connection.execute(_SEARCH).all()) if limit else 0.0
        open_connection.execute(text("DROP TABLE measured"))
    return {
        "ms a row": taken / len(rows) * 1000,
        "kB of log a row": float(log or 0) / len(rows) / 1000,
        "kB of index a row": float(size or 0) / len(rows) / 1000,
        "ms a search": search,
    }


def _create(open_connection: Connection, limit: str | None, columns: str) -> None:
    open_connection.execute(text("CREATE TABLE measured (id uuid, words jsonb)"))
    open_connection.execute(text("SET LOCAL statement_timeout = 0"))
    if limit:
        options = "fastupdate = off" if limit == "0" else f"gin_pending_list_limit = {limit}"
        open_connection.execute(text(f"CREATE INDEX ON measured USING gin ({columns}) WITH ({options})"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=1500)
    options = parser.parse_args()
    rows = pages(options.rows)
    with database():
        print("the pending list".ljust(24), *(name.rjust(18) for name in measured(rows[:100], _KEPT)))
        for limit in (None, "0", "64", "256", _KEPT, "4096"):
            name = {None: "no index", "0": "none"}.get(limit, f"up to {limit} kB")
            _print(name, measured(rows, limit))
        _print(f"up to {_KEPT} kB, words alone", measured(rows, _KEPT, "words"))


def _print(name: str, figures: dict[str, float]) -> None:
    print(name.ljust(24), *(f"{value:>18.2f}" for value in figures.values()))


if __name__ == "__main__":
    main()
