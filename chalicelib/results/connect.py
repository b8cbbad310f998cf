"""Connecting to Postgres: where it is, with which password, and over verified TLS.

Host, user and password come from `DATABASE_URL`, or from a secret that is read once and, after its
rotation, when Postgres refuses the old password, once more. The name is resolved anew for each
connection, so that a failover leads to the new primary.
"""

import json
import logging
import socket
import ssl
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pg8000.dbapi
from sqlalchemy import URL, exc, make_url

from chalicelib import settings
from chalicelib.errors import ConfigurationError, DatabaseUnavailable
from chalicelib.results.pipeline import PipelinedConnection

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 20.0  # under API Gateway's 29
_UNACKNOWLEDGED_MILLISECONDS = 5_000
_STATEMENT_MILLISECONDS = 15_000
_CHECK_VIOLATION = "23514"
_USE_INDEXES = "SET enable_seqscan = off"
"""Whatever is asked here has an index. The planner would read all rows of a small partition in its place: it
does not count what unpacking the words of each row costs."""

_INVALID_PASSWORD = "28P01"  # noqa: S105  an SQLSTATE
_DRIVER = "postgresql+pg8000"
_ROOT = Path(__file__).parents[2]  # beside app.py, in a checkout and in Lambda's package alike

log = logging.getLogger(__name__)


def open_connection(*_: Any) -> Any:
    """A new connection of pg8000's, as SQLAlchemy's `do_connect` event wants it.

    Raises:
        pg8000.dbapi.Error: Postgres does not answer or refuses the connection.
        DatabaseUnavailable: its certificate is not to be trusted.
        ConfigurationError: a setting is missing or wrong, or the secret cannot be read.
    """
    try:
        return _open(target())
    except pg8000.dbapi.DatabaseError as error:
        if sqlstate(error) != _INVALID_PASSWORD or settings.current().database_url:
            raise
    log.warning("Postgres refuses the secret's password: reading the secret again, it may be rotated")
    target.cache_clear()
    return _open(target())


def sqlstate(error: BaseException) -> str | None:
    """The SQLSTATE that Postgres gave with an error of pg8000's or SQLAlchemy's, or None where it is away."""
    error = getattr(error, "orig", error)
    fields = error.args[0] if error.args else None
    return fields.get("C") if isinstance(fields, dict) else None


def is_moved(error: BaseException) -> bool:
    """Whether a row was refused as its partition was made while the statement waited: again, it finds it."""
    fields = getattr(error, "orig", error).args[0]
    return sqlstate(error) == _CHECK_VIOLATION and "n" not in fields  # a constraint of ours has a name


@cache
def target() -> URL:
    """Where Postgres is, and as whom to connect: `DATABASE_URL`, or what `DATABASE_SECRET` holds.

    Raises:
        ConfigurationError: neither is set, or it cannot be read.
    """
    current = settings.current()
    if current.database_url:
        return _from_url(current.database_url)
    if not current.database_secret:
        raise ConfigurationError("neither DATABASE_URL nor DATABASE_SECRET is set")
    return _from_secret(settings.read_secret(current.database_secret))


def _from_url(text: str) -> URL:
    try:
        url = make_url(text).set(drivername=_DRIVER)
    except exc.ArgumentError:
        raise ConfigurationError(
            "DATABASE_URL is not of the form postgresql://user:password@host:port/name"
        ) from None
    if url.query:
        raise ConfigurationError("DATABASE_URL takes no options after ?: what TLS needs is DATABASE_CA_FILE")
    return url


def _from_secret(text: str) -> URL:
    try:
        secret = json.loads(text)
        return URL.create(
            _DRIVER,
            username=secret["username"],
            password=secret["password"],
            host=secret["host"],
            port=int(secret.get("port", 5432)),
            database=secret.get("dbname", "postgres"),
        )
    except (ValueError, KeyError, TypeError):
        raise ConfigurationError("DATABASE_SECRET does not hold the JSON that RDS writes") from None


def _open(place: URL) -> Any:
    """Connect through a socket of our own: pg8000 leaves Nagle's algorithm on, at 40 ms a statement."""
    host = place.host or "localhost"
    tls = _tls(host)
    try:
        own = socket.create_connection((host, place.port or 5432), timeout=CONNECT_SECONDS)
    except OSError as error:
        raise pg8000.dbapi.InterfaceError(f"no connection to Postgres: {error}") from error
    try:
        _set_up(own)
        opened = PipelinedConnection(
            place.username,
            password=place.password,
            host=host,
            database=place.database,
            sock=own,
            ssl_context=tls,
        )
        opened.autocommit = True
        opened.cursor().execute(f"SET statement_timeout = {_STATEMENT_MILLISECONDS}; {_USE_INDEXES}")
        opened.autocommit = False
    except BaseException as error:
        own.close()
        if isinstance(error, ssl.SSLCertVerificationError):
            raise DatabaseUnavailable(
                f"the database's certificate is refused: {error.verify_message}"
            ) from error
        if isinstance(error, OSError):
            raise pg8000.dbapi.InterfaceError(f"no connection to Postgres: {error}") from error
        raise
    return opened


def _set_up(own: socket.socket) -> None:
    own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        # A server that a failover took off the network acknowledges nothing: do not wait for its answer.
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MILLISECONDS)
    own.settimeout(ANSWER_SECONDS)


def _tls(host: str) -> ssl.SSLContext | bool:
    """Certificate and host name verified, as in libpq's verify-full; or on loopback no TLS.

    Raises:
        ConfigurationError: there are no certificates to verify with.
    """
    certificates = settings.current().database_ca_file
    if certificates:
        return _verifying(_ROOT / certificates)
    if _is_loopback(host):
        return False
    raise ConfigurationError("DATABASE_CA_FILE is not set, and Postgres is not on this machine")


@cache
def _verifying(certificates: Path) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=certificates)
    except OSError as error:  # ssl.SSLError is one too
        raise ConfigurationError(
            f"DATABASE_CA_FILE names {certificates}, which holds no certificates: {error.strerror}"
        ) from error


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
