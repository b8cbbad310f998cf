"""What several files share: a counted page, connections to a database of one's own, a queue's files."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import URL, make_url, text

from chalicelib import jobs
from chalicelib.results import connect
from chalicelib.results.database import connection, engine
from local.messages import Messages, Rules, Taken
from local.salvage import opened
from tests.service import forget

Set = Callable[..., None]

PAGE = """<html lang="en"><head><title>On tea</title></head><body>
<p>The tea and the cup. A cup of tea is the best of teas.</p>
<p>Green tea. Green tea. Ginger.</p></body></html>"""


RULES = {"jobs": Rules(30, maximum_receive_count=3, dead_letters="dead"), "dead": Rules(30)}


@pytest.fixture
def messages(tmp_path) -> Iterator[Messages]:
    """The messages of a queue, in new files."""
    messages = opened(tmp_path / "queue", RULES)
    yield messages
    messages.close()


def bodies(taken: list[Taken]) -> list[str]:
    return [message.body for message in taken]


@pytest.fixture
def counted(api, site):
    job_id = api.submit(site.page("/tea", PAGE))
    assert api.ended(job_id)["status"] == "succeeded"
    return job_id


def backend() -> int:
    """The number of the server process that serves us."""
    with connection() as open_connection:
        return open_connection.scalar(text("SELECT pg_backend_pid()"))


@pytest.fixture
def place(database) -> URL:
    return make_url(database.url)


@pytest.fixture
def set_up(database, monkeypatch) -> Set:
    """Sets environment variables, and lets the next use connect anew."""

    def change(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        forget()

    return change


@pytest.fixture
def slow_rows(database, monkeypatch) -> None:
    """A database that takes longer to write a row with words than a statement may."""
    monkeypatch.setattr(connect, "_STATEMENT_MILLISECONDS", 200)
    engine().dispose()
    with connection() as open_connection:
        open_connection.execute(
            text("""
            CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN IF NEW.words IS NOT NULL THEN PERFORM pg_sleep(5); END IF; RETURN NEW; END'
        """)
        )
        open_connection.execute(
            text("CREATE TRIGGER slow BEFORE INSERT ON results FOR EACH ROW EXECUTE FUNCTION slow()")
        )


@pytest.fixture
def sent(monkeypatch):
    """What the worker sends to the queue, instead of a queue."""
    messages = []
    monkeypatch.setattr(jobs, "send", lambda sent, delays: messages.extend(zip(sent, delays, strict=True)))
    return messages
