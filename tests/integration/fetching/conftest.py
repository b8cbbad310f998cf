import socket
import sys
import threading
from collections.abc import Iterator

import pytest

from chalicelib.counting.fetching.resolver import Resolver
from chalicelib.settings import Settings

# Every connect() of this process from here on, whoever calls it: an audit hook cannot be removed. But where
# a whole service was started in it by other tests, its event sources ask its queues, now and always.
_connects: list[object] = []
_EVENT_SOURCES = "wordcount-local-"  # their threads' names begin so


def _record(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and not threading.current_thread().name.startswith(_EVENT_SOURCES):
        _connects.append(arguments[1])


sys.addaudithook(_record)


@pytest.fixture
def connects() -> Iterator[list[object]]:
    """The addresses of all connect() calls during the test."""
    _connects.clear()
    yield _connects
    _connects.clear()


NAMES = {
    "page.test.example": ["127.0.0.1"],
    "private.example": ["10.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "mixed.example": ["93.184.215.14", "10.0.0.1"],
    "mixed6.example": ["93.184.215.14", "fd00:ec2::254"],
    "mapped.example": ["::ffff:10.0.0.1"],
}


def lookup(host: str) -> list[str]:
    """The name servers of the tests: they know a few names and reach no network."""
    try:
        return NAMES[host]
    except KeyError:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None


@pytest.fixture
def resolver() -> Resolver:
    return Resolver(lookup)


ENVIRONMENT = {"FETCH_ALLOWED_NETWORKS": "127.0.0.0/8", "FETCH_MAX_BYTES": "1000000"}


@pytest.fixture
def settings() -> Settings:
    """Loopback allowed, a size that a test can run into soon, and time enough on a busy machine."""
    return Settings.from_environment(ENVIRONMENT)


@pytest.fixture
def hurried() -> Settings:
    """The same with a deadline that a test can wait for."""
    return Settings.from_environment({**ENVIRONMENT, "FETCH_DEADLINE_SECONDS": "0.7"})


@pytest.fixture(scope="module")
def connects_of_process() -> list[object]:
    """All connect() calls since the module's tests began, for tests that run one body many times."""
    _connects.clear()
    return _connects
