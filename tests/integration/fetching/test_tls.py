"""Trusted connections, with certificates made here: which are taken, and what is said of the others."""

import ssl
import time
from collections.abc import Callable

import pytest

from chalicelib.counting.fetching import tls
from chalicelib.counting.fetching.fetcher import Fetcher
from chalicelib.counting.fetching.resolver import Resolver
from chalicelib.errors import BrokenAnswer, ConnectionLost, PageFailure, TimedOut, TLSFailure, TooLarge
from chalicelib.settings import Settings
from tests.integration.fetching.certificates import (
    asking_for_a_certificate,
    chained,
    expired,
    not_yet_valid,
    of_another_authority,
    of_another_host,
    of_no_common_cipher,
    self_signed,
    with_tickets,
)
from tests.integration.fetching.hostile import Exchange, HostileServer
from tests.integration.fetching.messages import HELLO, answer, redirect
from tests.integration.fetching.trust import (
    AUTHORITY,
    HOST,
    failure_of,
    good,
    server_context,
    serving,
    trusting,
)


@pytest.fixture
def fetcher(settings: Settings) -> Fetcher:
    return trusting(settings)


@pytest.mark.parametrize("host", [HOST, f"{HOST}.", "127.0.0.1"])
def test_a_good_certificate_is_taken(host: str, fetcher: Fetcher) -> None:
    with serving(good()) as server:
        assert fetcher.fetch(f"https://{host}:{server.port}/moved").body == HELLO


def test_https_may_lead_to_http(fetcher: Fetcher) -> None:
    with serving(None) as plain, serving(good(), redirect(plain.url("page"))) as server:
        page = fetcher.fetch(f"https://{HOST}:{server.port}/page")

        assert page.url == plain.url("page")


@pytest.mark.parametrize(
    ("context", "reason"),
    [
        (expired, "the site's certificate has expired"),
        (not_yet_valid, "the site's certificate is not valid yet"),
        (of_another_host, "the site's certificate is for another host"),
        (self_signed, "the site's certificate is self-signed"),
        (lambda: chained(complete=False), "the site's certificate is not signed by a trusted authority"),
        (of_another_authority, "the site's certificate is not signed by a trusted authority"),
        (asking_for_a_certificate, "the site wants a certificate of its visitors"),
        (of_no_common_cipher, "the site and this service have no cipher in common"),
    ],
)
def test_an_untrusted_connection_is_named(
    context: Callable[[], ssl.SSLContext], reason: str, fetcher: Fetcher
) -> None:
    with serving(context()) as server:
        failure = failure_of(fetcher, server)

        assert type(failure) is TLSFailure
        assert failure.detail.startswith(reason)


def test_a_certificate_of_a_name_is_not_one_of_its_address(fetcher: Fetcher) -> None:
    with serving(server_context(AUTHORITY.issue_cert(HOST))) as server:
        assert (
            failure_of(fetcher, server, "127.0.0.1").detail == "the site's certificate is for another address"
        )


def test_a_complete_chain_is_taken(fetcher: Fetcher) -> None:
    with serving(chained(complete=True)) as server:
        assert fetcher.fetch(f"https://{HOST}:{server.port}/page").body == HELLO


def test_what_browsers_trust_is_trusted_and_nothing_else(settings: Settings, resolver: Resolver) -> None:
    assert len(tls.default_context().get_ca_certs()) > 100
    with serving(good()) as server:
        failure = failure_of(Fetcher(settings, resolver=resolver), server)
        assert type(failure) is TLSFailure


class BeforeTLS(HostileServer):
    """Takes the bytes of a connection as they come, in place of the request."""

    def _answer(self, connection):  # type: ignore[no-untyped-def]
        hello = connection.recv(4096)
        self.answers["hello"](Exchange(connection, hello, "", self.base, self._stopping))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        (lambda exchange: exchange.stall(), TimedOut),
        (lambda exchange: exchange.drip(b"\x16", first=b"\x16\x03\x03\x40\x00"), TimedOut),
        (lambda exchange: exchange.reset(), ConnectionLost),
        (lambda exchange: exchange.connection.close(), ConnectionLost),
        (lambda exchange: exchange.send(b"SSH-2.0-OpenSSH_9.9\r\n"), TLSFailure),
        (lambda exchange: exchange.send(b"\x15\x03\x03\x00\x02\x02\x28"), TLSFailure),
        (lambda exchange: exchange.send(b"\x16\x03\x03\x00\x04\x0e\x00\x00\x00"), TLSFailure),
    ],
    ids=["stalls", "byte by byte", "reset", "closed", "SSH", "alert", "messages out of order"],
)
def test_a_handshake_that_goes_wrong_ends_by_its_name(
    behaviour: Callable[[Exchange], None],
    expected: type[PageFailure],
    settings: Settings,
    hurried: Settings,
) -> None:
    fetcher = trusting(hurried if expected is TimedOut else settings)
    with BeforeTLS({"hello": behaviour}) as server:
        assert type(failure_of(fetcher, server)) is expected


def test_tickets_without_end_are_no_way_to_be_read_for_ever(fetcher: Fetcher) -> None:
    """OpenSSL takes in all that have come within one read, and goes on for as long as more do."""
    with serving(with_tickets(40_000)) as server:
        failure = failure_of(fetcher, server)

        assert type(failure) is TooLarge
        assert failure.detail == "the header of the site's answer is too large"


def speak_tls(exchange: Exchange, context: ssl.SSLContext, send: Callable[[bytes], None]) -> None:
    """A server's side of TLS on memory, so that `send` is given its records as they are made."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    incoming.write(exchange.request)
    server = context.wrap_bio(incoming, outgoing, server_side=True)
    shaken = False
    while not exchange.stopping.is_set():
        try:
            if not shaken:
                server.do_handshake()
                shaken = True
            server.read(4096)
        except ssl.SSLWantReadError:
            pass
        send(outgoing.read())
        received = exchange.connection.recv(4096)
        if not received:
            return
        incoming.write(received)


@pytest.mark.parametrize("quick_bytes", [0, 4_000], ids=["the handshake", "tickets after it"])
def test_what_comes_byte_by_byte_within_tls_ends_at_the_deadline(quick_bytes: int, hurried: Settings) -> None:
    """The first `quick_bytes`, here more than a handshake takes, are sent at once."""
    sent = 0

    def hold_up(exchange: Exchange) -> None:
        def send(data: bytes) -> None:
            nonlocal sent
            quick = max(0, quick_bytes - sent)
            exchange.send(data[:quick])
            sent += len(data)
            for byte in data[quick:]:
                if exchange.stopping.wait(0.02):
                    return
                exchange.send(bytes([byte]))

        speak_tls(exchange, with_tickets(50), send)

    start = time.monotonic()
    with BeforeTLS({"hello": hold_up}) as server:
        failure = failure_of(trusting(hurried), server)

    assert type(failure) is TimedOut
    assert failure.detail == "the page did not arrive within 0.7 seconds"
    assert sent > quick_bytes
    assert time.monotonic() - start < 10  # the whole of it, byte by byte, takes longer


def test_a_handshake_of_too_many_certificates_is_refused(fetcher: Fetcher) -> None:
    junk = b"\x16\x03\x03\x40\x00" + bytes([11, 0xFF, 0xFF, 0xFF]) + bytes(16_380)
    with BeforeTLS({"hello": lambda exchange: exchange.flood(junk)}) as server:
        assert isinstance(failure_of(fetcher, server), TLSFailure | TooLarge)


def test_a_server_without_tls_is_named(fetcher: Fetcher) -> None:
    with BeforeTLS({"hello": lambda exchange: exchange.send(answer(status="400 Bad Request"))}) as server:
        assert failure_of(fetcher, server).detail == "what listens there does not speak TLS"


def cut_off(exchange: Exchange) -> None:
    """The connection ends without TLS saying so, as if somebody in between had cut it."""
    exchange.send(answer(length=False))
    exchange.connection.close()


def corrupted(exchange: Exchange) -> None:
    exchange.send(answer("Content-Length: 100"))
    assert isinstance(exchange.connection, ssl.SSLSocket)
    raw = exchange.connection.detach()
    with open(raw, "wb", buffering=0) as connection:  # noqa: PTH123
        connection.write(b"\x17\x03\x03\x00\x20" + bytes(32))


@pytest.mark.parametrize("behaviour", [cut_off, corrupted])
def test_a_page_that_tls_does_not_vouch_for_is_no_page(
    behaviour: Callable[[Exchange], None], fetcher: Fetcher
) -> None:
    with serving(good(), behaviour) as server:
        assert type(failure_of(fetcher, server)) is BrokenAnswer


@pytest.mark.parametrize(
    "behaviour",
    [
        lambda exchange: exchange.drip(b"x", first=b"HTTP/1.1 200 OK\r\nX: "),
        lambda exchange: exchange.drip(b"x", first=answer("Content-Length: 100", body=b"")),
        lambda exchange: exchange.stall(),
    ],
)
def test_the_deadline_holds_for_tls_too(behaviour: Callable[[Exchange], None], hurried: Settings) -> None:
    with serving(good(), behaviour) as server:
        assert type(failure_of(trusting(hurried), server)) is TimedOut
