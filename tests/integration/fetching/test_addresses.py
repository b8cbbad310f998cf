"""No way of naming what must not be reached leads to a connection, and all get the same answer."""

from pathlib import Path

import pytest

from chalicelib.counting.fetching.fetcher import Fetcher
from chalicelib.counting.fetching.resolver import Resolver
from chalicelib.errors import AddressRefused, ConnectionFailed, HostNotFound, InvalidURL
from chalicelib.settings import Settings
from chalicelib.urls import normalise
from tests.integration.fetching.hostile import HostileServer
from tests.integration.fetching.messages import HELLO, answer, redirect
from tests.integration.fetching.vectors import ANSWERS, LITERALS, MALFORMED, URLS

PUBLIC = Settings()
LOOPBACK = Settings.from_environment({"FETCH_ALLOWED_NETWORKS": "127.0.0.1/32"})
MESSAGE = "only web servers on the public Internet, on the ports 80 and 443, can be read"


def unreachable(host: str) -> list[str]:
    pytest.fail(f"{host} was looked up")


def test_there_are_enough_vectors() -> None:
    assert len({*LITERALS, *URLS, *MALFORMED}) + len(ANSWERS) >= 150


@pytest.mark.parametrize("url", [f"http://{host}/" for host in LITERALS] + URLS)
def test_no_spelling_leads_to_a_lookup_or_a_connection(url: str, connects: list[object]) -> None:
    with pytest.raises(AddressRefused) as caught:
        Fetcher(PUBLIC, resolver=Resolver(unreachable)).fetch(url)

    assert caught.value.detail == MESSAGE
    assert connects == []


@pytest.mark.parametrize("addresses", ANSWERS, ids=" ".join)
def test_no_answer_of_a_name_server_leads_to_a_connection(
    addresses: list[str], connects: list[object]
) -> None:
    with pytest.raises(AddressRefused) as caught:
        Fetcher(PUBLIC, resolver=Resolver(lambda _: addresses)).fetch("https://name.example/")

    assert caught.value.detail == MESSAGE
    assert connects == []


@pytest.mark.parametrize("url", MALFORMED)
def test_what_is_no_url_of_a_page_is_refused_with_its_reason(url: str, connects: list[object]) -> None:
    with pytest.raises(InvalidURL):
        Fetcher(PUBLIC, resolver=Resolver(unreachable)).fetch(url)

    assert connects == []


def test_no_redirect_leads_to_a_connection(resolver: Resolver, connects: list[object]) -> None:
    urls = {normalise(f"http://{host}/") for host in LITERALS} - {"http://127.0.0.1/"}
    answers = {f"{number}": redirect(url) for number, url in enumerate(urls)}
    with HostileServer(answers) as server:
        for name in answers:
            # Where a network is allowed, names are looked up; those of the tests do not exist.
            with pytest.raises((AddressRefused, HostNotFound)):
                Fetcher(LOOPBACK, resolver=resolver).fetch(server.url(name))

        assert set(connects) == {("127.0.0.1", server.port)}
        assert len(connects) == len(urls) > 100


def test_the_recorder_sees_the_connections_that_are_made(connects: list[object]) -> None:
    with HostileServer({"page": answer()}) as server:
        Fetcher(LOOPBACK).fetch(server.url("page"))

        assert connects == [("127.0.0.1", server.port)]


def test_the_address_that_was_checked_is_the_one_connected_to(connects: list[object]) -> None:
    lookups = []

    def lookup(host: str) -> list[str]:
        lookups.append(host)
        return ["127.0.0.1"]

    with HostileServer({"page": answer()}) as server:
        Fetcher(LOOPBACK, resolver=Resolver(lookup)).fetch(f"http://name.example:{server.port}/page")

        assert lookups == ["name.example"]
        assert connects == [("127.0.0.1", server.port)]


def test_the_next_address_is_tried_where_one_does_not_answer(connects: list[object]) -> None:
    allowed = Settings.from_environment({"FETCH_ALLOWED_NETWORKS": "127.0.0.0/8"})
    resolver = Resolver(lambda _: ["127.0.0.3", "127.0.0.4", "127.0.0.1"])
    with HostileServer({"page": answer()}) as server:
        page = Fetcher(allowed, resolver=resolver).fetch(f"http://name.example:{server.port}/page")

        assert page.body == HELLO
        assert [address[0] for address in connects] == ["127.0.0.3", "127.0.0.4", "127.0.0.1"]  # type: ignore[index]


def test_no_more_than_four_addresses_are_tried(connects: list[object]) -> None:
    allowed = Settings.from_environment({"FETCH_ALLOWED_NETWORKS": "127.0.0.0/8"})
    resolver = Resolver(lambda _: [f"127.0.1.{number}" for number in range(1, 200)])
    with HostileServer({}) as server, pytest.raises(ConnectionFailed, match="refuses the connection"):
        Fetcher(allowed, resolver=resolver).fetch(f"http://name.example:{server.port}/page")

    assert len(connects) == 4


def test_a_name_that_answers_differently_the_second_time_is_refused_then(connects: list[object]) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    with HostileServer({"page": redirect("/page")}) as server:
        with pytest.raises(AddressRefused):
            Fetcher(LOOPBACK, resolver=Resolver(lambda _: next(answers))).fetch(
                f"http://name.example:{server.port}/page"
            )

        assert connects == [("127.0.0.1", server.port)]


def test_an_allowed_network_opens_no_address_beside_it(connects: list[object]) -> None:
    for host in ("127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1"):
        with pytest.raises(AddressRefused):
            Fetcher(LOOPBACK).fetch(f"http://{host}:8000/")

    assert connects == []


def test_a_denied_network_is_refused_although_it_is_public_or_allowed(connects: list[object]) -> None:
    settings = Settings.from_environment(
        {"FETCH_ALLOWED_NETWORKS": "127.0.0.0/8", "FETCH_DENIED_NETWORKS": "8.8.8.0/24, 127.0.0.9/32"}
    )
    for host in ("8.8.8.8", "127.0.0.9"):
        with pytest.raises(AddressRefused):
            Fetcher(settings).fetch(f"http://{host}/")

    assert connects == []


def test_neither_proxies_nor_passwords_of_the_environment_are_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login user password secret\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9/")
    with HostileServer({"page": answer()}) as server:
        assert Fetcher(LOOPBACK).fetch(server.url("page")).body == HELLO

        assert b"authorization" not in server.requests[0].lower()
