"""Name servers that are slow, silent or wrong hold up one page, for no longer than its deadline."""

import socket
import threading
from collections.abc import Iterator

import pytest

from chalicelib.counting.fetching.bounds import Deadline
from chalicelib.counting.fetching.fetcher import Fetcher
from chalicelib.counting.fetching.resolver import Resolver, system_lookup
from chalicelib.errors import HostNotFound, NameServerUnavailable, TimedOut
from chalicelib.settings import Settings
from chalicelib.worker import BATCH_SIZE

QUICK = Settings.from_environment({"FETCH_DEADLINE_SECONDS": "0.5"})
TOO_LATE = (NameServerUnavailable, TimedOut)
"""What is said after a few hundredths of a second; the latter where this machine was that slow."""


@pytest.fixture
def answering() -> Iterator[threading.Event]:
    """Set when the name servers of the test answer again, at its end at the latest."""
    event = threading.Event()
    yield event
    event.set()
    for thread in lookups():
        thread.join(10)
    assert not lookups()


def lookups() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "lookup"]


def failing(error: Exception) -> Resolver:
    def lookup(_: str) -> list[str]:
        raise error

    return Resolver(lookup)


def test_a_lookup_that_hangs_does_not_outlive_the_deadline(answering: threading.Event) -> None:
    def lookup(_: str) -> list[str]:
        answering.wait()
        return ["10.0.0.1"]

    with pytest.raises(NameServerUnavailable, match=r"slow\.example"):
        Fetcher(QUICK, resolver=Resolver(lookup)).fetch("http://slow.example/")


def test_lookups_that_hang_leave_no_more_than_the_limit_of_threads(answering: threading.Event) -> None:
    def lookup(host: str) -> list[str]:
        answering.wait(30 if host.startswith("slow") else 0)
        return ["8.8.8.8"]

    resolver = Resolver(lookup, limit=3)
    for number in range(6):
        with pytest.raises(TOO_LATE):
            resolver.addresses(f"slow{number}.example", Deadline(0.05))

    assert len(lookups()) == 3
    answering.set()
    assert resolver.addresses("fast.example", Deadline(10)) == ["8.8.8.8"]


def test_two_batches_of_silent_names_leave_another_name_its_place(answering: threading.Event) -> None:
    def lookup(host: str) -> list[str]:
        answering.wait(30 if host.startswith("slow") else 0)
        return ["8.8.8.8"]

    resolver = Resolver(lookup)
    for number in range(2 * BATCH_SIZE):
        with pytest.raises(TOO_LATE):
            resolver.addresses(f"slow{number}.example", Deadline(0.01))

    assert resolver.addresses("fast.example", Deadline(5)) == ["8.8.8.8"]


def test_addresses_are_not_looked_up() -> None:
    resolver = failing(AssertionError("looked up"))

    assert resolver.addresses("8.8.8.8", Deadline(1)) == ["8.8.8.8"]
    assert resolver.addresses("[2606:4700::1111]", Deadline(1)) == ["2606:4700::1111"]


@pytest.mark.parametrize("code", [socket.EAI_AGAIN, socket.EAI_SYSTEM, socket.EAI_MEMORY])
def test_a_failure_of_name_servers_may_pass(code: int) -> None:
    with pytest.raises(NameServerUnavailable):
        Fetcher(Settings(), resolver=failing(socket.gaierror(code, "…"))).fetch("http://name.example/")


@pytest.mark.parametrize(
    "error",
    [socket.gaierror(socket.EAI_NONAME, "…"), socket.gaierror(socket.EAI_FAIL, "…"), UnicodeError("…")],
    ids=repr,
)
def test_a_name_that_does_not_exist_is_said_not_to(error: Exception) -> None:
    with pytest.raises(HostNotFound, match=r"^there is no host named name\.example$"):
        Fetcher(Settings(), resolver=failing(error)).fetch("http://name.example/")


def test_a_name_without_addresses_does_not_exist() -> None:
    with pytest.raises(HostNotFound):
        Fetcher(Settings(), resolver=Resolver(lambda _: [])).fetch("http://name.example/")


def test_the_system_looks_names_up() -> None:
    assert "127.0.0.1" in system_lookup("localhost")
