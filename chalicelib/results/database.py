"""The connection to Postgres: one engine a process, healed by itself, with errors in our own tree."""

import logging
import select
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from socket import socket
from typing import Any

import pg8000.dbapi
from sqlalchemy import Engine, create_engine, event, exc
from sqlalchemy.engine import Connection, Dialect, ExceptionContext

from chalicelib import settings
from chalicelib.errors import DatabaseUnavailable, StatementTooSlow
from chalicelib.results.connect import ANSWER_SECONDS, CONNECT_SECONDS, is_moved, sqlstate, target
from chalicelib.results.connect import open_connection as connect_to_postgres
from chalicelib.results.pipeline import PARAMSTYLE

log = logging.getLogger(__name__)

_GONE = ("25006", "57P01", "57P02", "57P03")
"""SQLSTATEs of a server that is the primary no more (a write in a read-only transaction), or shuts down."""
_AWAY = ("08", "53", "57", "58", *_GONE)
"""… and their classes for one that cannot serve now: connection, resources, operator, system."""
_TOO_SLOW = "57014"  # by `statement_timeout`: this statement, not the server
_DEADLOCK = "40P01"
_TRUSTED_SECONDS = 0.1
"""For how long a connection is used again without a ping: the statements of one call follow faster."""
_NO_SCHEMA = ("42P01", "42703")  # undefined table, undefined column


@contextmanager
def connection() -> Iterator[Connection]:
    """A connection in a transaction, committed at the end of the block.

    Raises:
        DatabaseUnavailable: Postgres cannot be reached, cannot serve, or its schema is not the code's.
    """
    with translated_errors(), engine().begin() as open_connection:
        yield open_connection


@contextmanager
def autocommit() -> Iterator[Connection]:
    """A connection on which each statement is a transaction of its own: no BEGIN, no COMMIT, one round trip.

    Raises:
        DatabaseUnavailable: as with `connection`.
    """
    with translated_errors(), engine().connect() as open_connection:
        driver = open_connection.connection.driver_connection
        assert driver is not None  # noqa: S101  it has just been checked out
        driver.autocommit = True
        try:
            yield open_connection
        finally:
            driver.autocommit = False


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn the driver's errors that mean Postgres is away into `DatabaseUnavailable`."""
    try:
        yield
    except exc.TimeoutError as error:
        raise DatabaseUnavailable("all connections to the database are in use; try again shortly") from error
    except exc.DBAPIError as error:
        state = sqlstate(error)
        if state in _NO_SCHEMA:
            raise DatabaseUnavailable(
                "the database's schema is older than the code: invoke migrate"
            ) from error
        if state == _DEADLOCK or is_moved(error):
            raise DatabaseUnavailable("the row is held by another; try again shortly") from error
        if state == _TOO_SLOW:
            raise StatementTooSlow("the database took too long; try again shortly") from error
        if state and state.startswith("28"):
            raise DatabaseUnavailable("the database refuses the service's login") from error
        if state is None or state.startswith(_AWAY) or error.connection_invalidated:
            raise DatabaseUnavailable("the database does not answer; try again shortly") from error
        raise
    except OSError as error:  # pg8000 lets those of a statement under way through
        raise DatabaseUnavailable("the database does not answer; try again shortly") from error


@contextmanager
def patience(open_connection: Connection, seconds: float) -> Iterator[None]:
    """For the length of a block, wait this long for an answer of Postgres, not `ANSWER_SECONDS`."""
    own = open_connection.connection.driver_connection._usock  # type: ignore[union-attr]  # pg8000's
    own.settimeout(seconds)
    try:
        yield
    finally:
        own.settimeout(ANSWER_SECONDS)


@cache
def engine() -> Engine:
    """The process's engine, its connections checked before use; in Lambda it has one and keeps it."""
    new_engine = create_engine(
        target(),
        pool_size=1,
        max_overflow=0 if settings.inside_lambda() else 9,
        pool_timeout=5,
        pool_pre_ping=True,
        paramstyle=PARAMSTYLE,
        pool_use_lifo=True,
        hide_parameters=True,  # else errors, and with them logs, hold pages and their URLs
    )
    new_engine.dialect.do_ping = partial(_answers, new_engine.dialect)  # type: ignore[method-assign]
    new_engine.dialect.do_close = _close  # type: ignore[method-assign, assignment]
    event.listen(new_engine, "do_connect", connect_to_postgres)
    event.listen(new_engine, "handle_error", _drop_unusable)
    event.listen(new_engine, "checkin", _note_use)
    return new_engine


def _answers(dialect: Dialect, kept: Any) -> bool:
    """Whether a kept connection still serves, in place of SQLAlchemy's own ping.

    An environment of Lambda may be thawed long after its peer has gone. pg8000 lets the reset or the time-out
    that it then meets through as an OSError, which SQLAlchemy takes for no sign of a lost connection.
    One that has answered a moment ago is not asked, unless the server has said something unasked since: it
    has nothing to say but that it ends.
    """
    own = kept._usock  # pg8000's
    if kept.was_just_used(_TRUSTED_SECONDS) and not _has_spoken(own):
        return True
    try:
        own.settimeout(CONNECT_SECONDS)
        kept.autocommit = True  # else it would begin a transaction
        type(dialect).do_ping(dialect, kept)
        kept.autocommit = False
        own.settimeout(ANSWER_SECONDS)
    except (pg8000.dbapi.Error, OSError) as error:
        log.info("a kept connection to Postgres is closed, and a new one is opened: %r", error)
        return False
    return True


def _has_spoken(own: socket) -> bool:
    """Whether there is something to be read from a socket, or it is closed."""
    looked = select.poll()  # which, unlike select(), takes any number of a file
    looked.register(own, select.POLLIN)
    return bool(looked.poll(0))


def _note_use(kept: Any, _record: object) -> None:
    if kept is not None:  # it was not given up
        kept.note_use()


def _close(kept: Any) -> None:
    """Close a connection; that its peer has gone is no error any more."""
    with suppress(pg8000.dbapi.Error, OSError):
        kept.close()


def _drop_unusable(context: ExceptionContext) -> None:
    """Close a connection that can serve no more.

    That is one on which pg8000 itself failed, in encoding a value or on a broken socket: its protocol
    state is unknown, and later queries would read the earlier one's answers. And one to a server that is
    shutting down, or that a failover has made a replica.
    """
    error = context.original_exception
    if not isinstance(error, pg8000.dbapi.DatabaseError) or sqlstate(error) in _GONE:
        context.is_disconnect = True
