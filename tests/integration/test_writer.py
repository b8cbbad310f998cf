"""Rows that are ready together are written together, and one that cannot be written harms no other."""

import dataclasses
import threading

import pytest
from sqlalchemy import event, select

from chalicelib.counting import Page, count_page
from chalicelib.errors import DatabaseUnavailable, StatementTooSlow, TooLarge
from chalicelib.jobs import Job
from chalicelib.results import store
from chalicelib.results.database import connection, engine
from chalicelib.results.models import OF_THE_JOB, Result
from chalicelib.results.writer import Writer


def failed() -> Result:
    return Result.failed(Job.new("https://example.com/"), TooLarge())


def unwritable() -> Result:
    result = failed()
    result.url = "https://example.com/\ud800"
    return result


def written() -> set:
    with connection() as open_connection:
        return set(open_connection.scalars(select(Result.__table__.c.id)))


@pytest.fixture
def inserts(database):
    """The statements that write rows."""
    statements = []

    def note(_connection, _cursor, statement, *_):
        if statement.startswith("INSERT"):
            statements.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    return statements


@pytest.fixture
def held(monkeypatch):
    """The first statement waits for as long as this is not set."""
    go_on, save_all = threading.Event(), store.save_all

    def wait(results):
        assert go_on.wait(20)
        return save_all(results)

    monkeypatch.setattr(store, "save_all", wait)
    return go_on


def test_rows_that_came_while_one_was_written_are_one_statement(inserts, held):
    results = [failed() for _ in range(6)]
    with Writer() as writer:
        futures = [writer.write(result) for result in results]
        held.set()
    assert [future.result().is_new for future in futures] == [True] * 6
    assert len(inserts) <= 2, "one for the first, and one for the five that waited"
    assert written() == {result.id for result in results}


def test_a_row_that_is_there_already_is_told_from_its_new_neighbours(database, held):
    old, new = failed(), failed()
    held.set()
    store.save(old)
    held.clear()
    with Writer() as writer:
        first, second, third = (writer.write(each) for each in (failed(), old, new))
        held.set()
    assert [each.result().is_new for each in (first, second, third)] == [True, False, True]


def test_a_row_that_cannot_be_written_fails_alone(database, held):
    good = [failed() for _ in range(5)]
    with Writer() as writer:
        writer.write(good[0])
        bad = writer.write(unwritable())
        rest = [writer.write(result) for result in good[1:]]
        held.set()
    assert isinstance(bad.exception(), UnicodeEncodeError)
    assert [future.result().is_new for future in rest] == [True] * 4
    assert written() == {result.id for result in good}


def test_without_the_database_nothing_more_is_tried(database):
    database.stop()
    try:
        with Writer() as writer:
            first = writer.write(failed())
            writer.flush()
            assert isinstance(first.exception(), DatabaseUnavailable)
            with pytest.raises(DatabaseUnavailable):
                writer.write(failed())
    finally:
        database.start()


def test_flush_returns_when_all_rows_are_there(database):
    results = [failed() for _ in range(20)]
    with Writer() as writer:
        for result in results:
            writer.write(result)
        writer.flush()
        assert written() == {result.id for result in results}


def test_two_writers_of_the_same_rows_do_not_wait_for_each_other(database):
    same = sorted((failed() for _ in range(8)), key=lambda result: result.id)
    for _ in range(5):
        with connection() as open_connection:
            open_connection.execute(Result.__table__.delete())
        counts = []

        def write(results, counts=counts):
            counts.append(len(store.save_all(results)))

        threads = [threading.Thread(target=write, args=(each,)) for each in (same, same[::-1])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(counts) == 8


def test_a_row_that_takes_too_long_ends_as_the_same_job(monkeypatch):
    """Else its failure would be given to callers who named no language, or another one."""
    job = Job.new("https://example.com/")
    job = dataclasses.replace(job, language="ro", idempotency_mark=7)
    page = Page(url=job.url, body=b"", content_type=None)
    result = Result.succeeded(job, page, count_page(b"one", "text/plain"), keep_text=False)
    tries = []

    def insert(rows):
        tries.append(rows)
        if len(tries) == 1:
            raise StatementTooSlow
        return {row.id for row in rows}

    monkeypatch.setattr(store, "_insert", insert)
    assert store.save_all([result]) == {job.id}
    assert (result.words, result.problem["type"]) == (None, "/problems/uncountable")
    assert {name: getattr(result, name) for name in OF_THE_JOB} == {
        name: getattr(Result.failed(job, TooLarge()), name) for name in OF_THE_JOB
    } | {"finished_at": result.finished_at}
