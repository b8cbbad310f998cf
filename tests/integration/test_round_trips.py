"""A call asks Postgres once for each of its statements, and at most once more."""

import time

import pytest
from sqlalchemy import event

from chalicelib.results import database, pipeline
from chalicelib.results.database import engine


@pytest.fixture
def trips(monkeypatch):
    """What was sent to Postgres: `trip` for each time that its answer was awaited, and each statement."""
    seen = []
    flush = pipeline._flush

    def counted_flush(own):
        seen.append("trip")
        flush(own)

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    monkeypatch.setattr(pipeline, "_flush", counted_flush)
    event.listen(engine(), "before_cursor_execute", note)
    yield seen
    event.remove(engine(), "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("/jobs/{job}", 2),
        ("/jobs/{job}/words", 2),
        ("/jobs/{job}/words.csv", 2),
        ("/jobs/{job}/phrases", 2),
        ("/jobs/{job}/contexts?word=tea", 3),
        ("/jobs/{job}/collocates?word=tea", 3),
        ("/jobs?ids={job}", 1),
        ("/jobs?limit=5", 1),
        ("/words/tea", 6),
    ],
)
def test_a_get_asks_postgres_once_for_each_statement(api, counted, trips, path, statements):
    time.sleep(2 * database._TRUSTED_SECONDS)  # so that the connection is asked whether it lives, first
    assert api.get(path.format(job=counted)).status_code == 200
    assert trips.count("trip") <= len(trips) - trips.count("trip") + 1
    assert len(trips) - trips.count("trip") <= statements
