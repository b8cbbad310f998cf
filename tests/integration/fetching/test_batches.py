"""Many pages at once: polite to each host, slow ones in nobody's way, nothing left open."""

import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from chalicelib.counting import Page, fetch
from chalicelib.counting.fetching.fetcher import Fetcher
from chalicelib.counting.fetching.resolver import Resolver
from chalicelib.counting.fetching.room import Room
from chalicelib.errors import ConfigurationError, PageFailure, TimedOut, TooLarge, TurnMissed
from chalicelib.release import VERSION
from chalicelib.settings import Settings
from tests.integration.fetching.hostile import Exchange, HostileServer
from tests.integration.fetching.messages import HELLO, ZEROS, answer, redirect, refreshing, zipped

PATIENT = Settings.from_environment({"FETCH_ALLOWED_NETWORKS": "127.0.0.0/8", "FETCH_DEADLINE_SECONDS": "30"})
SOCKETS = Path("/proc/net/tcp")
LOCAL = Resolver(lambda _: ["127.0.0.1"])


def test_pages_that_lead_on_take_no_room_from_others() -> None:
    """Ten of them, each of ten megabytes, would leave the other pages of a batch none."""
    text = "x" * 300_000
    chain = {f"{number}": refreshing(f"0; url=/{number + 1}", text) for number in range(5)}
    with HostileServer({**chain, "5": answer()}) as server:
        fetcher = Fetcher(PATIENT)
        fetcher.room = Room(400_000)
        assert fetcher.fetch(server.url("0")).body == HELLO
        fetcher.room.take(400_000 - len(HELLO))


class Gate:
    """Holds its visitors until it is opened, and knows how many there were at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opened = threading.Event()
        self._inside = 0
        self.most = 0
        self.two_inside = threading.Event()

    def open(self) -> None:
        self._opened.set()

    def __call__(self, exchange: Exchange) -> None:
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
            if self._inside == 2:
                self.two_inside.set()
        self._opened.wait(20)
        with self._lock:
            self._inside -= 1
        exchange.send(answer())


def start(pool: ThreadPoolExecutor, fetcher: Fetcher, urls: list[str]) -> list[Future[Page]]:
    return [pool.submit(fetcher.fetch, url) for url in urls]


def test_a_host_gets_two_requests_at_once_and_the_others_wait() -> None:
    gate = Gate()
    with HostileServer({"page": gate}) as server, ThreadPoolExecutor(10) as pool:
        # The same host in three spellings and with two schemes' worth of paths.
        urls = [
            f"http://{host}:{server.port}/page" for host in ("SITE.example", "site.example.", "site.example")
        ]
        pages = start(pool, Fetcher(PATIENT, resolver=LOCAL), urls * 3)
        assert gate.two_inside.wait(10)
        gate.open()

        assert [page.result().body for page in pages] == [HELLO] * 9
        assert gate.most == 2


def test_a_slow_host_delays_nobody_else() -> None:
    gate = Gate()
    with HostileServer({"slow": gate, "page": answer()}) as server, ThreadPoolExecutor(10) as pool:
        fetcher = Fetcher(PATIENT, resolver=LOCAL)
        slow = start(pool, fetcher, [f"http://slow.example:{server.port}/slow"] * 5)
        assert gate.two_inside.wait(10)
        others = start(pool, fetcher, [f"http://{n}.example:{server.port}/page" for n in range(5)])

        assert not wait(others, timeout=20).not_done
        assert not any(page.done() for page in slow)
        gate.open()


def test_a_slow_name_server_delays_nobody_else() -> None:
    answering = threading.Event()

    def lookup(host: str) -> list[str]:
        answering.wait(20 if host == "slow.example" else 0)
        return ["127.0.0.1"]

    with HostileServer({"page": answer()}) as server, ThreadPoolExecutor(10) as pool:
        fetcher = Fetcher(PATIENT, resolver=Resolver(lookup))
        slow = start(pool, fetcher, [f"http://slow.example:{server.port}/page"] * 2)
        fast = start(pool, fetcher, [f"http://{n}.example:{server.port}/page" for n in range(8)])

        assert not wait(fast, timeout=20).not_done
        assert not any(page.done() for page in slow)
        answering.set()


def test_a_page_whose_turn_does_not_come_may_be_tried_again(hurried: Settings) -> None:
    with HostileServer({"page": lambda exchange: exchange.stall()}) as server, ThreadPoolExecutor(5) as pool:
        pages = start(pool, Fetcher(hurried), [server.url("page")] * 5)
        failures = [type(page.exception()) for page in pages]

    assert sorted(failures, key=str) == [TimedOut] * 2 + [TurnMissed] * 3


def test_a_redirect_gives_its_turn_back(settings: Settings) -> None:
    """Two hosts that redirect to each other could wait for each other for ever."""
    answers = {"there": redirect("//b.example:PORT/page"), "here": redirect("//a.example:PORT/page")}
    with HostileServer({"page": answer()}) as server, ThreadPoolExecutor(8) as pool:
        port = str(server.port).encode()
        server.answers = {
            "page": answer(),
            **{name: moved.replace(b"PORT", port) for name, moved in answers.items()},
        }
        urls = [f"http://a.example:{server.port}/there", f"http://b.example:{server.port}/here"]
        pages = start(pool, Fetcher(PATIENT, resolver=LOCAL), urls * 4)

        assert {page.result(timeout=20).body for page in pages} == {HELLO}


def open_at(port: int) -> list[str]:
    """The sockets that any process has open at either end of connections with a port of 127.0.0.1.

    See proc_net(5). Other tests have sites at other addresses of loopback, maybe at the same port.
    """
    address = f"{int.from_bytes(socket.inet_aton('127.0.0.1'), sys.byteorder):08X}:{port:04X}"
    entries = [line.split() for line in SOCKETS.read_text().splitlines()[1:]]
    of_port = [entry for entry in entries if address in entry[1:3]]
    return [f"{entry[1]} {entry[2]} in state {entry[3]}" for entry in of_port if entry[9] != "0"]


@pytest.mark.skipif(not SOCKETS.exists(), reason="looks for sockets in /proc")
@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        (answer(), Page),
        (answer("Connection: keep-alive"), Page),
        (answer(status="404 Not Found"), PageFailure),
        (zipped(ZEROS), PageFailure),
        (lambda exchange: exchange.flood(ZEROS, first=answer(length=False)), TooLarge),
        (redirect("http://10.0.0.1/", "Connection: keep-alive"), PageFailure),
        (lambda exchange: exchange.drip(b"x", first=answer("Content-Length: 99")), TimedOut),
    ],
)
def test_nothing_stays_open(
    behaviour: bytes | Callable[[Exchange], None], outcome: type, settings: Settings, hurried: Settings
) -> None:
    with HostileServer({"page": behaviour}) as server:
        port = server.port
        assert len(open_at(port)) == 1, "the one that listens"
        try:
            bounds = hurried if outcome is TimedOut else settings
            result: object = Fetcher(bounds).fetch(server.url("page"))
        except PageFailure as failure:
            result = failure
        assert isinstance(result, outcome)
    # The server has closed its side of each connection by now, and its listening socket.
    assert open_at(port) == []


def test_who_asks_says_who_it_is() -> None:
    settings = Settings.from_environment(
        {"FETCH_ALLOWED_NETWORKS": "127.0.0.0/8", "FETCH_CONTACT": "https://wordcount.example/about"}
    )
    with HostileServer({"page": answer()}) as server:
        fetch(server.url("page"), settings)

        header = server.requests[0].decode().split("\r\n")
        assert header[0] == "GET /page HTTP/1.1"
        assert sorted(line.partition(":")[0] for line in header[1:-2]) == [
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Connection",
            "Host",
            "User-Agent",
        ]
        assert f"User-Agent: Wordcount/{VERSION} (+https://wordcount.example/about)" in header
        assert "Accept-Encoding: gzip" in header


@pytest.mark.parametrize("contact", ["a\r\nCookie: b", "a\x00b", "https://münchen.example/", "a (b)", "a\\"])
def test_a_contact_that_cannot_be_sent_is_refused_at_the_start(contact: str) -> None:
    with pytest.raises(ConfigurationError, match="FETCH_CONTACT"):
        Settings.from_environment({"FETCH_CONTACT": contact})
