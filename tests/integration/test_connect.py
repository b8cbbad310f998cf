"""Connecting to Postgres: settings, verified TLS, failovers, one connection."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from sqlalchemy import URL, text

from chalicelib import settings
from chalicelib.errors import ConfigurationError, DatabaseUnavailable, TooLarge
from chalicelib.jobs import Job
from chalicelib.results import connect, store
from chalicelib.results import database as database_settings
from chalicelib.results.database import connection, engine
from chalicelib.results.models import Result
from tests.integration.conftest import backend
from tests.tls_terminator import TlsTerminator


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "neither DATABASE_URL nor DATABASE_SECRET"),
        ("no url", "DATABASE_URL is not of the form"),
        ("postgresql://u:p@127.0.0.1/name?sslmode=disable", "DATABASE_URL takes no options"),
        ("postgresql://u:p@db.example/name", "DATABASE_CA_FILE is not set"),
    ],
)
def test_a_wrong_setting_is_named(set_up, url, reason):
    set_up(DATABASE_URL=url, DATABASE_SECRET="")
    with pytest.raises(ConfigurationError, match=reason):
        backend()


# --- TLS ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(set_up, authority, tmp_path, monkeypatch) -> Path:
    """The certificates that the settings trust."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    monkeypatch.setenv("DATABASE_CA_FILE", str(path))
    return path


@pytest.fixture
def terminator(place, authority, ca_file) -> Iterator[Callable[..., TlsTerminator]]:
    """Starts servers with a certificate for a name, of the trusted authority or another, or with none."""
    started = []

    def start(name: str | None, *where: Any, by: trustme.CA = authority) -> TlsTerminator:
        context = None
        if name:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            by.issue_cert(name).configure_cert(context)
        started.append(TlsTerminator(context, place.port or 0, *where))
        return started[-1]

    yield start
    for each in started:
        each.close()


def at(place: URL, host: str, port: int) -> str:
    return place.set(host=host, port=port).render_as_string(hide_password=False)


def test_a_server_with_the_right_certificate_is_spoken_to_over_tls(place, set_up, terminator):
    server = terminator("localhost")
    set_up(DATABASE_URL=at(place, "localhost", server.port))
    assert backend() > 0
    assert server.encrypted == 1
    with engine().connect() as open_connection:
        own = open_connection.connection.dbapi_connection._usock
        assert own.version() in ("TLSv1.2", "TLSv1.3")
        assert own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert own.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 5_000


def test_a_certificate_for_another_name_is_refused(place, set_up, terminator):
    server = terminator("db.example")
    set_up(DATABASE_URL=at(place, "localhost", server.port))
    with pytest.raises(DatabaseUnavailable, match="certificate is refused: Hostname mismatch"):
        backend()
    assert server.encrypted == 0


def test_a_certificate_of_another_authority_is_refused(place, set_up, terminator):
    server = terminator("localhost", by=trustme.CA())
    set_up(DATABASE_URL=at(place, "localhost", server.port))
    with pytest.raises(DatabaseUnavailable, match="certificate is refused"):
        backend()
    assert server.encrypted == 0


def test_a_server_without_tls_is_told_nothing(place, set_up, terminator):
    server = terminator(None)
    set_up(DATABASE_URL=at(place, "localhost", server.port))
    with pytest.raises(DatabaseUnavailable):
        backend()
    assert server.plain == b""


def test_a_relative_path_of_the_certificates_starts_at_the_packages_root(set_up, ca_file, monkeypatch):
    monkeypatch.setattr(connect, "_ROOT", ca_file.parent)
    set_up(DATABASE_CA_FILE=ca_file.name)
    assert connect._tls("db.example").verify_mode is ssl.CERT_REQUIRED
    assert connect._tls("127.0.0.1").check_hostname is True


def test_missing_certificates_are_named(set_up, tmp_path):
    set_up(DATABASE_CA_FILE="nowhere.pem")
    with pytest.raises(ConfigurationError, match=r"DATABASE_CA_FILE names .*nowhere\.pem"):
        backend()
    (tmp_path / "empty.pem").write_text("")
    set_up(DATABASE_CA_FILE=str(tmp_path / "empty.pem"))
    with pytest.raises(ConfigurationError, match="holds no certificates"):
        backend()


# --- failovers and connections ------------------------------------------------------------------


def test_after_a_failover_the_name_leads_to_the_new_primary(place, set_up, terminator, monkeypatch):
    name = "database.localhost"
    resolve = socket.getaddrinfo
    address = "127.0.0.1"

    def lookup(host: str, *arguments: Any, **options: Any) -> Any:
        return resolve(address if host == name else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(database_settings, "_TRUSTED_SECONDS", 0)  # as if it had rested for a moment
    old = terminator(name)
    new = terminator(name, "127.0.0.2", old.port)
    set_up(DATABASE_URL=at(place, name, old.port))
    backend()
    assert (old.encrypted, new.encrypted) == (1, 0)
    old.close()
    address = "127.0.0.2"
    backend()
    assert (old.encrypted, new.encrypted) == (1, 1)


def test_a_primary_that_became_a_replica_is_left_for_a_new_connection(database):
    before = backend()
    with engine().connect() as open_connection:  # stays in the pool, on a server that takes no writes now
        open_connection.execute(text("SET default_transaction_read_only = on"))
        open_connection.commit()
    result = Result.failed(Job.new("https://example.com/"), TooLarge())
    with pytest.raises(DatabaseUnavailable, match="does not answer"):
        store.save(result)
    assert store.save(result) is True
    assert backend() != before


def test_an_execution_environment_of_lambda_keeps_one_connection(set_up, database):
    set_up(AWS_LAMBDA_FUNCTION_NAME="wordcount-test-worker", FETCH_ALLOWED_NETWORKS="")
    assert settings.inside_lambda()
    assert len({backend() for _ in range(5)}) == 1
    engine().pool._timeout = 0.1
    refused = []

    def second() -> None:
        try:
            backend()
        except DatabaseUnavailable as error:
            refused.append(error.detail)

    with connection():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert refused == ["all connections to the database are in use; try again shortly"]
