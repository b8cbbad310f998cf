"""What stays as fast as it was: every read, an insert, a sweep and a dropped partition, at 10³ to 10⁶ rows.

    python -m benchmarks.growth [--rows 1000 10000 100000] [--plot docs/growth.svg]

The rows are spread over the 60 days that results are kept, in partitions of a week. Each has a hundred
words of a vocabulary as uneven as that of real pages. The table is vacuumed and swept, as it would be in
that time, and all sizes are measured by turns, so that what else the machine does meets each of them; as it
only ever adds, the lower quartiles are told; and how many blocks of Postgres's each call reads, the same on
any machine. At last it moves the most rows from a table without partitions into one with them and indexes
their words anew, while jobs are written and read, and drops half of them.
"""

import argparse
import os
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import text

from benchmarks.blocks import blocks
from benchmarks.figures import Figures, lines, table
from chalicelib import ids, settings
from chalicelib.results import migrate as migrating
from chalicelib.results import store
from chalicelib.results.connect import target
from chalicelib.results.database import autocommit, connection, engine, patience
from chalicelib.results.history import history
from chalicelib.results.migrate import migrate
from chalicelib.results.models import Result
from chalicelib.results.partitions import partitions, sweep
from chalicelib.results.word_search import pages_with
from chalicelib.results.words import lists_of, phrases_of
from local.postgres import Postgres

DAYS = 60
RETENTION = timedelta(days=DAYS + 1)
BEFORE_PARTITIONS = "0008"
MIGRATIONS = {
    "moving {} rows into partitions": ("0009", "0010"),
    "indexing their words anew": ("0011", "0012"),
}
ROUNDS, TIMES = 5, 5
_TIMES_A_PAGE = 100  # that each was counted, at every size, so that its history hands out as much
_PATIENCE_SECONDS = 600
_NEW = "https://example.com/new"

# The cube of an even chance makes few words frequent and many rare, as in a language. Five more are of as
# many rows: of every one, of one in 55 and in 190, of every other one of the older half, and of ten.
_FILL = """
    INSERT INTO results (id, url, attempts, finished_at, final_url, title, language, summary, words,
        stop_words, spellings, phrases, texts)
    SELECT
        (lpad(to_hex({start} + row * {step}), 12, '0') || '80008000' || lpad(to_hex(row), 12, '0'))::uuid,
        'https://example.com/' || row % {pages}, 1, now(), 'https://example.com/' || row % {pages}, 'A page',
        'en',
        '{{"words": 100, "distinct_words": 100}}',
        (SELECT jsonb_object_agg('w' || floor(20000 * random() ^ 3 + row * 0)::int, n)
            FROM generate_series(1, 100) AS n)
            || '{{"every": 9}}' || CASE WHEN row % 55 = 0 THEN '{{"middling": 2}}'::jsonb ELSE '{{}}' END
            || CASE WHEN row % 190 = 0 THEN '{{"seldom": 2}}'::jsonb ELSE '{{}}' END
            || CASE WHEN row * 2 < {rows} AND row % 2 = 0 THEN '{{"older": 2}}'::jsonb ELSE '{{}}' END
            || CASE WHEN row % ({rows} / 10) = 7 THEN '{{"rare": 1}}'::jsonb ELSE '{{}}' END,
        '["every"]', '{{}}', '{{"2": [[["green", "tea"], 2]], "3": []}}',
        decode(repeat(md5(row::text), 60), 'hex')
    FROM generate_series({first}::bigint, {last}) AS row
"""


@contextmanager
def database() -> Iterator[str]:
    """An empty Postgres that the settings name."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        postgres = Postgres(Path(folder) / "postgres")
        postgres.start()
        try:
            use(postgres.url)
            yield postgres.url
        finally:
            engine().dispose()
            postgres.stop()


def use(url: str) -> None:
    """Work with this database from now on."""
    if engine.cache_info().currsize:
        engine().dispose()
    os.environ |= {"DATABASE_URL": url, "RETENTION_DAYS": str(RETENTION.days)}
    for cached in (settings.current, target, engine):
        cached.cache_clear()


def migrate_as_of_old() -> None:
    """Make the schema, with the partitions that it would have had it been made before the first row."""
    migrate()
    for partition in partitions():
        _run(f"DROP TABLE {partition.name}")
    sweep(RETENTION, datetime.now(UTC) - timedelta(days=DAYS))
    sweep(RETENTION)


def fill(rows: int) -> None:
    """Write so many rows, the last of them some minutes old."""
    start = int((datetime.now(UTC) - timedelta(days=DAYS)).timestamp() * 1000)
    step = (DAYS * 86_400_000 - 600_000) // rows
    for first in range(0, rows, 5_000):
        with connection() as open_connection, patience(open_connection, _PATIENCE_SECONDS):
            open_connection.execute(text("SET LOCAL statement_timeout = 0"))
            last = min(first + 4_999, rows - 1)
            pages = max(rows // _TIMES_A_PAGE, 10)
            filling = _FILL.format(start=start, step=step, rows=rows, pages=pages, first=first, last=last)
            open_connection.exec_driver_sql(filling)
    with autocommit() as open_connection, patience(open_connection, _PATIENCE_SECONDS):
        open_connection.execute(text("SET statement_timeout = 0"))
        open_connection.execute(text("VACUUM ANALYZE results"))
        open_connection.execute(text("CHECKPOINT"))
    engine().dispose()


def row(number: int) -> Result:
    """A row like the others, of now."""
    words = {f"w{(number * k) % 20_000}": k for k in range(1, 101)}
    return Result(
        id=ids.new_id(), url=_NEW, attempts=1, finished_at=datetime.now(UTC), words=words, final_url=_NEW,
        summary={"words": 100}, stop_words=[], spellings={}, phrases={},
    )  # fmt: skip


def milliseconds(do: Callable[[], object], times: int = TIMES) -> float:
    """The median of several runs."""
    do()
    return statistics.median(runs(do, times))


def runs(do: Callable[[], object], times: int = TIMES) -> list[float]:
    """What several runs take, in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        do()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def calls() -> dict[str, Callable[[], object]]:
    """What is measured."""
    some = history(None, limit=50)[40].id
    written = iter(range(10_000))
    return {
        "a job": lambda: store.get(some),
        "its words": lambda: lists_of(some),
        "its phrases": lambda: phrases_of(some, 2),
        "history of a page": lambda: history("https://example.com/7", limit=21),
        "all jobs": lambda: history(None, limit=21),
        "a word of every page": lambda: pages_with(["every"], limit=21),
        "… of one in 55": lambda: pages_with(["middling"], limit=21),
        "… of one in 190": lambda: pages_with(["seldom"], limit=21),
        "… of older pages": lambda: pages_with(["older"], limit=21),
        "… of ten pages": lambda: pages_with(["rare"], limit=21),
        "… of none": lambda: pages_with(["nowhere"], limit=21),
        "an insert": lambda: store.save(row(next(written))),
        "a sweep": lambda: sweep(RETENTION),
    }


def size() -> int:
    """The bytes of the table with its indexes."""
    sizes = "SELECT sum(pg_total_relation_size(relid))::bigint FROM pg_partition_tree('results')"
    with connection() as open_connection:
        return int(open_connection.scalar(text(sizes)) or 0)


def grown(sizes: list[int]) -> tuple[Figures, Figures]:
    """The milliseconds, and the blocks of Postgres's, that each call takes at so many rows each."""
    with ExitStack() as stack:
        places, measured = {}, {}
        for rows in sizes:
            places[rows] = stack.enter_context(database())
            migrate_as_of_old()
            fill(rows)
            sweep(RETENTION)
            measured[rows] = calls()
        taken: dict[int, dict[str, list[float]]] = {rows: defaultdict(list) for rows in sizes}
        read = {}
        for _ in range(ROUNDS):
            for rows, url in places.items():
                use(url)
                read[rows] = {name: blocks(do) for name, do in measured[rows].items()}
                for name, do in measured[rows].items():
                    taken[rows][name] += runs(do)
    quartiles = {
        rows: {name: statistics.quantiles(each, n=4)[0] for name, each in figures.items()}
        for rows, figures in taken.items()
    }
    return quartiles, read


def moved(rows: int) -> None:
    """Print what moving rows into partitions, and dropping half of them, costs those who write and read."""
    with database():
        _upgrade(BEFORE_PARTITIONS)
        fill(rows)
        for name, revisions in MIGRATIONS.items():
            taken, waits = under_load(partial(_upgrade, *revisions))
            print(f"{name.format(f'{rows:,}')}: {taken:.2f} s; longest wait of {_told(waits)}")
    with database():
        migrate_as_of_old()
        fill(rows)
        before = size()
        taken, waits = under_load(lambda: sweep(timedelta(days=DAYS // 2)))
        after = size()
        print(f"dropping half of them: {taken:.2f} s; longest wait of {_told(waits)}")
        print(f"    {before / 1e6:,.0f} MB before, {after / 1e6:,.0f} MB after")


def _upgrade(*revisions: str) -> None:
    """Run the migrations up to each of them, in a transaction each."""
    for revision in revisions:
        with connection() as open_connection, patience(open_connection, _PATIENCE_SECONDS):
            open_connection.execute(text("SET LOCAL statement_timeout = 0"))
            configuration = migrating._configuration()
            configuration.attributes["connection"] = open_connection
            command.upgrade(configuration, revision)


def _told(waits: dict[str, list[float]]) -> str:
    return ", ".join(f"{len(each):,} {name} {max(each):.2f} s" for name, each in waits.items())


def under_load(change: Callable[[], Any]) -> tuple[float, dict[str, list[float]]]:
    """Run a change while jobs are written and read; how long it took, and how long each of those waited."""
    waits: dict[str, list[float]] = {"writes": [], "reads": []}
    stopped = threading.Event()

    def go_on(name: str, do: Callable[[], object]) -> None:
        while not stopped.is_set():
            start = time.perf_counter()
            do()
            waits[name].append(time.perf_counter() - start)

    work: dict[str, Callable[[], object]] = {
        "writes": _write_plainly,
        "reads": lambda: _run(f"SELECT url FROM results WHERE id = '{ids.new_id()}'"),
    }
    threads = [threading.Thread(target=go_on, args=each) for each in work.items() for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    start = time.perf_counter()
    change()
    taken = time.perf_counter() - start
    time.sleep(0.5)
    stopped.set()
    for thread in threads:
        thread.join()
    return taken, waits


def _write_plainly() -> None:
    """Write a row that the schema of before takes too, as the release of before does; wait however long."""
    _run(
        "SET LOCAL statement_timeout = 0; "
        "INSERT INTO results (id, url, attempts, finished_at, words) "
        f"VALUES ('{ids.new_id()}', '{_NEW}', 1, now(), '{{\"tea\": 1}}') ON CONFLICT (id) DO NOTHING"
    )


def _run(statement: str) -> None:
    with connection() as open_connection, patience(open_connection, _PATIENCE_SECONDS):
        open_connection.exec_driver_sql(statement)


def main() -> None:
    """Print the table, and draw it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--plot", type=Path, help="an SVG to draw")
    options = parser.parse_args()
    found, read = grown(options.rows)
    print(table("ms", found), table("blocks", read), sep="\n")
    if options.plot:
        options.plot.write_text(lines(found), "utf-8")
    moved(options.rows[-1])


if __name__ == "__main__":
    main()
