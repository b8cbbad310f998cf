"""The database's secret: read once, again after a rotation, and named when it is wrong."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import boto3
import pytest
from botocore.client import BaseClient
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from sqlalchemy import URL, text

from chalicelib.errors import ConfigurationError, DatabaseUnavailable
from chalicelib.results.connect import target
from chalicelib.results.database import connection, engine
from tests.integration.conftest import backend


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
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it keeps the first credentials that it finds
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
