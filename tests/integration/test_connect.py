"""Connecting to Postgres: verified TLS, the secret and its rotation, failovers, one connection."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import pytest
import trustme
from botocore.client import BaseClient
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from sqlalchemy import URL, make_url, text

from chalicelib import settings
from chalicelib.errors import ConfigurationError, DatabaseUnavailable, TooLarge
from chalicelib.jobs import Job
from chalicelib.results import connect, store
from chalicelib.results.connect import target
from chalicelib.results.database import connection, engine
from chalicelib.results.models import Result
from tests.service import forget
from tests.tls_terminator import TlsTerminator

Set = Callable[..., None]


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


@pytest.fixture(scope="module")
def secrets_manager() -> Iterator[str]:
    """The address of a Secrets Manager on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def aws(secrets_manager, monkeypatch) -> Any:
    """A client of it; whatever asks for a secret finds it too."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets_manager)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    return boto3.client("secretsmanager")


@pytest.fixture
def name() -> str:
    """The name of a secret that no other test uses."""
    return f"wordcount-test/{uuid4()}"


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """The names of the operations that Secrets Manager was asked for."""
    asked: list[str] = []
    call = BaseClient._make_api_call

    def note(self: Any, operation: str, parameters: Any) -> Any:
        if self.meta.service_model.service_name == "secretsmanager":
            asked.append(operation)
        return call(self, operation, parameters)

    monkeypatch.setattr(BaseClient, "_make_api_call", note)
    return asked


def secret_of(place: URL, **changed: str) -> str:
    """The JSON that RDS writes into the secret of an instance."""
    return json.dumps(
        {
            "engine": "postgres",
            "dbInstanceIdentifier": "wordcount-test",
            "host": place.host,
            "port": place.port,
            "dbname": place.database,
            "username": place.username,
            "password": place.password,
            **changed,
        }
    )


# --- the secret ---------------------------------------------------------------------------------


@pytest.fixture
def keep(aws, name, place, set_up) -> Callable[..., None]:
    """Puts the database's secret into Secrets Manager, changed or not."""
    aws.create_secret(Name=name, SecretString=secret_of(place))
    set_up(DATABASE_URL="", DATABASE_SECRET=name)
    return lambda **changed: aws.put_secret_value(SecretId=name, SecretString=secret_of(place, **changed))


def test_the_secret_is_read_once_for_any_number_of_connections(keep, read):
    first = backend()
    assert backend() == first
    engine().dispose()
    assert backend() != first
    assert read == ["GetSecretValue"]


@pytest.fixture
def password(place, set_up) -> Iterator[Callable[[str], None]]:
    """Changes the password of the service's user, and at the end changes it back."""

    def change(new: str) -> None:
        with connection() as open_connection:
            open_connection.execute(text(f"ALTER USER {place.username} PASSWORD '{new}'"))

    yield change
    change(place.password or "")


def test_after_a_rotation_the_secret_is_read_again_and_once(keep, read, password):
    before = backend()
    password("rotated")
    keep(password="rotated")
    read.clear()
    assert backend() == before, "an open connection outlives its password"
    engine().dispose()
    backend()
    assert read == ["GetSecretValue"]
    engine().dispose()
    backend()
    assert read == ["GetSecretValue"], "the new password is kept"


def test_a_password_that_is_wrong_even_so_is_said_and_healed_when_the_secret_is_right(keep, read, password):
    backend()
    password("rotated")  # and the rotation has not come to the secret yet
    with engine().connect() as kept:
        read.clear()
        with pytest.raises(DatabaseUnavailable, match="login"):
            backend()
        assert read == ["GetSecretValue"], "asked once more, not for ever"
        keep(password="rotated")
        assert backend() != kept.scalar(text("SELECT pg_backend_pid()"))


def test_a_wrong_password_of_a_url_reads_no_secret(place, set_up, read):
    set_up(DATABASE_URL=place.set(password="wrong").render_as_string(hide_password=False))
    with pytest.raises(DatabaseUnavailable, match="login"):
        backend()
    assert read == []


@pytest.mark.parametrize(
    "held",
    ["", "[]", "hello", '{"username": "u", "password": "p"}'],
    ids=["empty", "list", "text", "no host"],
)
def test_a_secret_without_rdss_json_is_named(aws, name, set_up, held):
    aws.create_secret(Name=name, SecretString=held or " ")
    set_up(DATABASE_URL="", DATABASE_SECRET=name)
    with pytest.raises(ConfigurationError, match="DATABASE_SECRET does not hold the JSON that RDS writes"):
        backend()


def test_a_missing_secret_is_named_without_saying_more_than_a_caller_may_know(aws, name, set_up):
    set_up(DATABASE_URL="", DATABASE_SECRET=name)
    with pytest.raises(ConfigurationError) as caught:
        backend()
    assert caught.value.detail == f"the secret {name} cannot be read: ResourceNotFoundException"


def test_every_part_of_the_secret_is_used(keep, place):
    keep(host="db.example", port="5433", password="p@:/%")
    found = target()
    assert (found.host, found.port, found.password) == ("db.example", 5433, "p@:/%")
    assert (found.username, found.database) == (place.username, place.database)


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
