"""The connection to Postgres: one engine a process, healed by itself, with errors in our own tree."""

import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pg8000.dbapi
from sqlalchemy import URL, Engine, create_engine, event, exc, make_url
from sqlalchemy.engine import Connection, ExceptionContext

from chalicelib import settings
from chalicelib.errors import ConfigurationError, DatabaseUnavailable

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 20.0  # under API Gateway's 29
_STATEMENT_MILLISECONDS = 15_000

_AWAY_CLASSES = ("08", "53", "57", "58")
"""SQLSTATE classes of a server that cannot serve now: connection, resources, operator, system."""
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
        if state is None or state.startswith(_AWAY_CLASSES) or error.connection_invalidated:
            raise DatabaseUnavailable("the database does not answer; try again shortly") from error
        raise


def sqlstate(error: exc.DBAPIError) -> str | None:
    """The SQLSTATE that Postgres gave with an error, or None where it gave none, as when it is away."""
    fields = error.orig.args[0] if error.orig and error.orig.args else None
    return fields.get("C") if isinstance(fields, dict) else None


@cache
def engine() -> Engine:
    """The process's engine: a small pool, connections checked before use."""
    new_engine = create_engine(
        _url(), pool_size=1, max_overflow=9, pool_timeout=5, pool_pre_ping=True, pool_use_lifo=True
    )
    event.listen(new_engine, "do_connect", _connect)
    event.listen(new_engine, "handle_error", _drop_poisoned)
    return new_engine


def _url() -> URL:
    """The database's URL from `DATABASE_URL`, or as a base that each connect completes from the secret."""
    current = settings.current()
    if current.database_url:
        try:
            return make_url(current.database_url).set(drivername="postgresql+pg8000")
        except exc.ArgumentError:
            raise ConfigurationError(
                "DATABASE_URL is not of the form postgresql://user:password@host:port/name"
            ) from None
    if not current.database_secret:
        raise ConfigurationError("neither DATABASE_URL nor DATABASE_SECRET is set")
    return _url_from_secret(settings.read_secret(current.database_secret))


def _url_from_secret(text: str) -> URL:
    try:
        secret = json.loads(text)
        return URL.create(
            "postgresql+pg8000",
            username=secret["username"],
            password=secret["password"],
            host=secret["host"],
            port=int(secret.get("port", 5432)),
            database=secret.get("dbname", "postgres"),
        )
    except (ValueError, KeyError, TypeError):
        raise ConfigurationError("DATABASE_SECRET does not hold the JSON that RDS writes") from None


def _connect(_dialect: Any, _record: Any, _args: Any, parameters: dict[str, Any]) -> Any:
    """Connect through a socket of our own: pg8000 leaves Nagle's algorithm on, at 40 ms a statement."""
    host, port = parameters["host"], parameters.get("port", 5432)
    try:
        own = socket.create_connection((host, port), timeout=CONNECT_SECONDS)
    except OSError as error:
        raise pg8000.dbapi.InterfaceError(f"no connection to Postgres: {error}") from error
    try:
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        own.settimeout(ANSWER_SECONDS)
        opened = pg8000.dbapi.connect(**parameters, sock=own, ssl_context=_tls())
        cursor = opened.cursor()
        cursor.execute(f"SET statement_timeout = {_STATEMENT_MILLISECONDS}")
        opened.commit()
    except BaseException:
        own.close()
        raise
    return opened


def _tls() -> ssl.SSLContext | bool:
    """Certificate and host name verified, as in libpq's verify-full; or no TLS, never an unverified one."""
    certificates = settings.current().database_ca_file
    return ssl.create_default_context(cafile=certificates) if certificates else False


def _drop_poisoned(context: ExceptionContext) -> None:
    """Close a connection on which pg8000 itself failed, in encoding a value or on a broken socket.

    Its protocol state is then unknown, and later queries would read the earlier one's answers.
    """
    if not isinstance(context.original_exception, pg8000.dbapi.DatabaseError):
        context.is_disconnect = True
