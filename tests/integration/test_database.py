"""The connection to Postgres: healed, never poisoned, and its errors in our own tree."""

import logging
import socket
import struct
from contextlib import closing

import pytest
from sqlalchemy import text

from chalicelib.errors import DatabaseUnavailable
from chalicelib.results import connect
from chalicelib.results import database as database_settings
from chalicelib.results.database import connection, engine
from chalicelib.results.history import history
from tests.integration.conftest import backend
from tests.relay import Relay
from tests.service import forget


def one() -> int:
    with connection() as open_connection:
        return open_connection.scalar(text("SELECT 1"))


def test_a_restart_of_the_server_is_healed(database):
    assert one() == 1
    database.stop()
    with pytest.raises(DatabaseUnavailable):
        one()
    database.start()
    assert one() == 1


@pytest.mark.parametrize("end", ["reset", "close", "freeze"])
def test_an_idle_connection_whose_peer_has_gone_is_replaced(place, set_up, monkeypatch, caplog, end):
    monkeypatch.setattr(database_settings, "CONNECT_SECONDS", 0.5)
    monkeypatch.setattr(database_settings, "_TRUSTED_SECONDS", 0.0)  # time goes faster here
    with Relay(place.port) as relay:
        set_up(DATABASE_URL=place.set(port=relay.port).render_as_string(hide_password=False))
        for _ in range(6):
            first = backend()
            assert backend() == first, "a connection is kept"
            relay.forget(end)
            with caplog.at_level(logging.INFO):
                assert backend() != first
            assert not [record for record in caplog.records if record.levelno > logging.INFO]
    forget()


def test_a_connection_that_was_cut_a_moment_ago_is_not_trusted(database, monkeypatch):
    monkeypatch.setattr(database_settings, "_TRUSTED_SECONDS", 60.0)
    for _ in range(3):
        first = backend()
        assert backend() == first, "it is trusted"
        cut(first)
        assert backend() != first


def cut(pid: int) -> None:
    """End a connection's server process, as an operator or a restart does."""
    with closing(connect.open_connection()) as other:
        other.cursor().execute("SELECT pg_terminate_backend($1, 5000)", (pid,))


def test_a_value_that_cannot_be_encoded_does_not_poison_the_connection(database):
    for _ in range(3):
        with pytest.raises(UnicodeEncodeError), connection() as open_connection:
            open_connection.execute(text("SELECT :value"), {"value": "\ud800"})
        assert one() == 1


def test_too_many_parameters_do_not_poison_the_connection(database):
    values = ", ".join(f":p{number}" for number in range(70_000))
    query = text(f"SELECT 1 WHERE 1 IN ({values})")
    with pytest.raises(struct.error), connection() as open_connection:
        open_connection.execute(query, {f"p{number}": number for number in range(70_000)})
    assert one() == 1


def test_a_slow_statement_is_ended_and_said_to_be_away(database, monkeypatch):
    monkeypatch.setattr(connect, "_STATEMENT_MILLISECONDS", 50)
    engine().dispose()
    with pytest.raises(DatabaseUnavailable), connection() as open_connection:
        open_connection.execute(text("SELECT pg_sleep(20)"))
    assert one() == 1


def test_a_statement_with_parameters_costs_one_round_trip(database):
    with connection() as open_connection:
        own = open_connection.connection.driver_connection._sock
        sent = []
        flush = own.flush
        own.flush = lambda: sent.append(1) or flush()
        try:
            for number in range(3):
                assert open_connection.scalar(text("SELECT CAST(:n AS int)"), {"n": number}) == number
        finally:
            own.flush = flush
    assert len(sent) <= 3


def test_a_missing_schema_says_to_migrate(database):
    with connection() as open_connection:
        open_connection.execute(text("DROP TABLE results"))
    with pytest.raises(DatabaseUnavailable, match="migrate"):
        history(None, limit=1)


def test_nagles_algorithm_is_off_and_statements_are_bounded(database):
    with engine().connect() as open_connection:
        own = open_connection.connection.dbapi_connection._usock
        assert own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert open_connection.scalar(text("SHOW statement_timeout")) == "15s"
