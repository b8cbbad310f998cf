"""Partitions of the results: made ahead, dropped when their time is over, and never in anybody's way."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import event, text

import app
from chalicelib import ids, settings
from chalicelib.errors import DatabaseUnavailable
from chalicelib.results import migrate as migrating
from chalicelib.results import partitions, store
from chalicelib.results.database import autocommit, connection, engine
from chalicelib.results.erasing import erase
from chalicelib.results.models import Result
from chalicelib.results.partitions import AHEAD, first_id, sweep, width
from tests.problems import assert_problem

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
MONTH = timedelta(days=30)
FORTNIGHT = timedelta(days=15)
SUMMARY = {
    "words": 1, "distinct_words": 1, "sentences": 1, "characters": 3, "reading_time_seconds": 1,
    "lexical_diversity": 1.0, "longest_words": ["tea"], "truncated_words": 0,
}  # fmt: skip


def id_of(moment: datetime) -> UUID:
    """An id that was issued at a moment."""
    return ids._made_of("key", first_id(moment).int >> 80)


def save(moment: datetime) -> UUID:
    job_id = id_of(moment)
    row = Result(
        id=job_id, url="https://example.com/", attempts=1, finished_at=moment, words={"tea": 1},
        final_url="https://example.com/", summary=SUMMARY, stop_words=[], spellings={}, phrases={},
    )  # fmt: skip
    assert store.save(row)
    assert not store.save(row), "written once"
    return job_id


def place_of(job_id: UUID) -> str:
    with connection() as open_connection:
        found = text("SELECT tableoid::regclass::text FROM results WHERE id = :id")
        return open_connection.scalar(found, {"id": str(job_id)})


def test_partitions_are_made_ahead_and_a_second_sweep_finds_nothing_to_do(database):
    assert partitions.partitions()[0].ends_at >= NOW + AHEAD, "migrating makes the first ones"
    with connection() as open_connection:
        for partition in partitions.partitions():
            open_connection.execute(text(f"DROP TABLE {partition.name}"))
    first = sweep(FORTNIGHT, NOW)
    assert (first.made, first.dropped, first.put_off) == (11, 0, 0), "two days back, eight ahead"
    assert sweep(FORTNIGHT, NOW).made == 0
    assert sweep(FORTNIGHT, NOW + DAY).made == 1
    assert place_of(save(NOW)) == f"results_{NOW:%Y%m%d}"


def test_a_row_without_a_partition_is_taken_and_finds_its_place_later(database):
    far = save(NOW + 100 * DAY)
    old = save(NOW - 300 * DAY)
    assert {place_of(far), place_of(old)} == {"results_default"}
    swept = sweep(None, NOW + 95 * DAY)
    assert swept.made >= 3
    assert place_of(far).startswith("results_2")
    assert store.get(far).id == far
    assert sweep(MONTH, NOW).deleted == 1
    assert store.get(old) is None


def test_whole_partitions_go_once_the_time_of_all_their_rows_is_over(database):
    kept = [save(NOW + days * DAY) for days in (0, 1, 2)]
    sweep(MONTH, NOW)
    later = NOW + MONTH + 40 * DAY
    swept = sweep(MONTH, later)
    assert swept.dropped >= 1
    assert [store.get(job_id) for job_id in kept] == [None] * 3
    assert all(partition.ends_at > later - MONTH for partition in partitions.partitions())
    assert sweep(MONTH, later).dropped == 0


@pytest.mark.parametrize(("days", "expected"), [(15, 1), (20, 1), (21, 7), (150, 7), (151, 28), (None, 28)])
def test_partitions_are_few_however_long_results_are_kept(days, expected):
    retention = None if days is None else timedelta(days=days)
    assert width(retention) == timedelta(days=expected)
    made = list(partitions.missing([], retention, NOW))
    assert made[0][0] <= NOW < NOW + AHEAD <= made[-1][1]
    assert [end for _, end in made[:-1]] == [begin for begin, _ in made[1:]], "no gap, no overlap"


@pytest.mark.parametrize("ahead", ["ours", "Postgres's"])
def test_one_clock_that_is_ahead_drops_nothing(database, monkeypatch, ahead):
    """Of the function, or of the server."""
    sweep(MONTH, NOW)
    job_id = save(NOW)

    class Ahead(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + 100 * DAY

    if ahead == "ours":
        monkeypatch.setattr(partitions, "datetime", Ahead)
    else:
        monkeypatch.setattr(partitions, "_time_of_postgres", lambda: Ahead.now(UTC))
    swept = sweep(MONTH)
    assert (swept.dropped, swept.deleted) == (0, 0)
    assert store.get(job_id).id == job_id


def test_another_retention_goes_on_where_the_partitions_end(database):
    before = partitions.partitions()[0].ends_at
    sweep(FORTNIGHT, before + 5 * DAY)
    (first, *_) = sorted(
        (each for each in partitions.partitions() if each.ends_at > before), key=lambda each: each.end
    )
    assert first.ends_at - before <= DAY


def test_a_job_is_looked_for_in_its_own_partition_alone(database):
    sweep(MONTH, NOW)
    job_id = first_id(NOW)
    with autocommit() as open_connection:
        plan = "\n".join(
            open_connection.scalars(text("EXPLAIN SELECT url FROM results WHERE id IN (:id)"), {"id": job_id})
        )
    assert len(re.findall(r" on results\w+", plan)) == 1, plan


def test_a_sweep_empties_the_list_that_waits_for_the_index_of_words(database):
    sweep(MONTH, NOW)
    save(NOW)
    waiting = text(
        "SELECT sum(gin_clean_pending_list(pg_class.oid)) FROM pg_class JOIN pg_am ON pg_am.oid = relam"
        " WHERE amname = 'gin' AND relkind = 'i'"
    )
    sweep(MONTH, NOW)
    with autocommit() as open_connection:
        assert open_connection.scalar(waiting) == 0


def test_what_a_long_query_holds_is_put_off(database, monkeypatch):
    monkeypatch.setattr(partitions, "_LOCK_TIMEOUT", "100ms")
    with connection() as reader:
        reader.execute(text("SELECT count(*) FROM results")).all()
        done = []
        thread = threading.Thread(target=lambda: done.append(sweep(MONTH, NOW + 200 * DAY)))
        thread.start()
        thread.join()
    assert done[0].put_off > 0
    assert sweep(MONTH, NOW + 200 * DAY).put_off == 0


def test_of_many_sweeps_at_once_each_ends_well(database):
    later = NOW + 50 * DAY
    done = []
    threads = [threading.Thread(target=lambda: done.append(sweep(MONTH, later))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 3
    assert partitions.partitions()[0].ends_at >= later + AHEAD


def test_rows_can_be_erased_and_written_again_while_a_late_sweep_moves_them(database):
    """Who comes for a row that is being moved waits for the sweep, and never the sweep for them."""
    rows = [save(NOW + days * DAY) for days in (96, 97)]
    moving = threading.Event()

    def linger(_connection, cursor, statement, *_rest) -> None:
        if statement.startswith("WITH moved") and cursor.rowcount:
            moving.set()
            time.sleep(1.5)

    event.listen(engine(), "after_cursor_execute", linger)
    with ThreadPoolExecutor() as pool:
        swept = pool.submit(sweep, None, NOW + 95 * DAY)
        assert moving.wait(10)
        erased = pool.submit(erase, rows[0])
        again = pool.submit(store.save, Result(id=rows[1], url="x", attempts=1, finished_at=NOW, words={}))
    event.remove(engine(), "after_cursor_execute", linger)
    assert swept.result().put_off == 0
    for each in (erased, again):
        assert isinstance(each.exception(), DatabaseUnavailable | None), "to be repeated"
    erase(rows[0])
    assert {store.get(row).erased_at is None for row in rows} == {True, False}
    assert [place_of(row).startswith("results_2") for row in rows] == [True, True]


def test_rows_of_before_become_the_first_partition_without_being_copied(database):
    configuration = migrating._configuration()
    with connection() as open_connection:
        configuration.attributes["connection"] = open_connection
        command.downgrade(configuration, "0008")
    rows = [id_of(NOW - days * DAY) for days in (1, 20, 400)]
    insert = text(
        "INSERT INTO results (id, url, attempts, finished_at, words) VALUES (:id, 'x', 1, now(), '{}')"
    )
    with connection() as open_connection:
        open_connection.execute(insert, [{"id": str(job_id)} for job_id in rows])
        before = open_connection.scalar(text("SELECT pg_relation_filenode('results')"))
    migrating.migrate()
    assert [place_of(job_id) for job_id in rows] == ["results_before"] * 3
    with connection() as open_connection:
        after = open_connection.scalar(text("SELECT pg_relation_filenode('results_before')"))
    assert before == after
    assert place_of(save(NOW + 8 * DAY)) == "results_before"
    sweep(None, NOW + 5 * DAY)
    assert place_of(save(NOW + 10 * DAY)).startswith("results_2")
    assert sweep(MONTH, NOW + 100 * DAY).dropped > 1
    assert [store.get(job_id) for job_id in rows] == [None] * 3


@pytest.fixture
def kept_for_a_month(api, monkeypatch):
    monkeypatch.setenv("RETENTION_DAYS", "30")
    settings.current.cache_clear()
    yield api
    monkeypatch.undo()
    settings.current.cache_clear()


def test_an_id_whose_time_is_over_says_since_when(kept_for_a_month):
    moment = NOW - 31 * DAY
    old, young = save(moment), save(NOW - 29 * DAY)
    for path in ("", "/words", "/words.csv", "/phrases"):
        said = assert_problem(kept_for_a_month.get(f"/jobs/{old}{path}"), 410, "expired")["detail"]
        assert f"{moment + MONTH:%Y-%m-%d}" in said
    erased = kept_for_a_month.delete(f"/jobs/{old}", headers={"Erase-Key": "key"})
    assert_problem(erased, 410, "expired")
    listed = [[job["id"] for job in kept_for_a_month.get(path).json()["jobs"]] for path in (
        "/jobs", "/jobs?url=https://example.com/", f"/jobs?ids={old},{young}")]  # fmt: skip
    assert listed == [[str(young)]] * 3
    assert [page["id"] for page in kept_for_a_month.get("/words/tea").json()["pages"]] == [str(young)]


def test_the_function_sweeps_by_the_setting(kept_for_a_month):
    save(NOW - 31 * DAY)
    assert set(app.sweep({}, None)) == {"made", "dropped", "deleted", "put_off", "forgotten"}


@pytest.mark.parametrize("value", ["14", "0", "-1", "forever"])
def test_a_retention_that_would_lose_jobs_is_refused(value):
    with pytest.raises(settings.ConfigurationError, match="RETENTION_DAYS"):
        settings.Settings.from_environment({"RETENTION_DAYS": value})
