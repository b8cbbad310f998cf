"""robots.txt, where it is respected: read once, through the same guard, and hostile ones too."""

import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.counting.fetching.fetcher import Fetcher
from chalicelib.counting.fetching.resolver import Resolver
from chalicelib.counting.fetching.robots import parse
from chalicelib.errors import AddressRefused, PageFailure, RobotsForbidden, SiteBusy, TimedOut
from chalicelib.settings import Settings
from tests.integration.fetching.hostile import Answer, HostileServer
from tests.integration.fetching.messages import HELLO, answer, chunked, redirect, typed, zipped

RESPECTFUL = Settings.from_environment({"FETCH_ALLOWED_NETWORKS": "127.0.0.0/8", "FETCH_ROBOTS": "respect"})


def rules(*lines: str) -> bytes:
    return typed("text/plain", "\n".join(lines).encode())


FORBIDDING = rules("User-agent: *", "Disallow: /")


def site(robots: Answer, page: Answer | None = None) -> HostileServer:
    return HostileServer({"robots.txt": robots, "page": page or answer(), "private": answer()})


def asked_for(server: HostileServer) -> list[bytes]:
    return [request.split(b" ")[1] for request in server.requests]


def test_a_page_that_robots_txt_forbids_is_not_asked_for() -> None:
    with site(FORBIDDING) as server:
        with pytest.raises(RobotsForbidden) as caught:
            Fetcher(RESPECTFUL).fetch(server.url("page"))

        assert caught.value.detail == f"{server.base}/robots.txt asks programs not to read this page"
        assert asked_for(server) == [b"/robots.txt"]


def test_it_is_not_asked_for_by_default(settings: Settings) -> None:
    with site(FORBIDDING) as server:
        assert Fetcher(settings).fetch(server.url("page")).body == HELLO

        assert asked_for(server) == [b"/page"]


@pytest.mark.parametrize(
    "robots",
    [
        rules("User-agent: *", "Disallow: /private"),
        rules("User-agent: *", "Disallow:"),
        rules("User-agent: *", "Disallow: /", "", "User-agent: Wordcount", "Allow: /"),
        rules("User-agent: *", "Disallow: /", "Allow: /page"),
        rules("User-agent: GPTBot", "User-agent: Wordcounter", "Disallow: /"),
        rules("\ufeffUser-agent: other", "Disallow: /"),
        answer(body=b"<!doctype html><h1>Welcome</h1>"),
        answer(body=b""),
        answer(status="404 Not Found"),
        answer(status="403 Forbidden"),
        redirect("/robots.txt"),
        redirect("http://10.0.0.1/"),
        redirect("file:///etc/passwd"),
        typed("application/octet-stream", bytes(range(256)) * 100),
    ],
)
def test_a_page_that_robots_txt_does_not_forbid_is_fetched(robots: bytes) -> None:
    with site(robots) as server:
        assert Fetcher(RESPECTFUL).fetch(server.url("page")).body == HELLO


@pytest.mark.parametrize(
    "robots",
    [
        rules("User-agent: wordcount", "Disallow: /"),
        rules("USER-AGENT: WordCount # us", "disallow: /p*e$"),
        rules("user-agent:wordcount/2.0", "disallow:/page"),
        typed("text/plain", b"User-agent: *\rDisallow: /page\r"),
        rules("User-agent: a", "User-agent: *", "Crawl-delay: x", "Disallow: /page"),
        rules("\ufeffUser-agent: *", "Disallow: /"),
        zipped(gzip.compress(b"User-agent: *\nDisallow: /")),
        chunked(b"User-agent: *\n", b"Disallow: /\n"),
        rules("User-agent: *", "Disallow: /", "# " + "x" * 2_000_000),
    ],
)
def test_a_page_that_robots_txt_forbids_in_other_words_is_not_fetched(robots: bytes) -> None:
    with site(robots) as server, pytest.raises(RobotsForbidden):
        Fetcher(RESPECTFUL).fetch(server.url("page"))


def test_the_redirects_of_a_page_are_looked_up_too() -> None:
    with site(rules("User-agent: *", "Disallow: /private"), redirect("/private")) as server:
        with pytest.raises(RobotsForbidden):
            Fetcher(RESPECTFUL).fetch(server.url("page"))

        assert asked_for(server) == [b"/robots.txt", b"/page"]


def test_a_site_is_asked_once_in_a_batch() -> None:
    with site(rules("User-agent: *", "Disallow: /private")) as server, ThreadPoolExecutor(6) as pool:
        fetcher = Fetcher(RESPECTFUL)
        list(pool.map(fetcher.fetch, [server.url("page")] * 6))

        assert asked_for(server).count(b"/robots.txt") == 1


@pytest.mark.parametrize("status", ["429 Too Many Requests", "500 Internal Server Error", "503 Unavailable"])
def test_a_site_that_cannot_say_is_left_alone_for_now(status: str) -> None:
    with site(answer("Retry-After: 9", status=status)) as server:
        with pytest.raises(SiteBusy, match=r"robots\.txt") as caught:
            Fetcher(RESPECTFUL).fetch(server.url("page"))

        assert caught.value.retry_after == 9
        assert b"/page" not in asked_for(server)


def test_the_next_page_asks_again_after_a_failure() -> None:
    with site(answer(status="500 Internal Server Error")) as server:
        fetcher = Fetcher(RESPECTFUL)
        for _ in range(2):
            with pytest.raises(SiteBusy):
                fetcher.fetch(server.url("page"))

        assert asked_for(server) == [b"/robots.txt"] * 2


@pytest.mark.parametrize(
    "robots",
    [
        lambda exchange: exchange.stall(),
        lambda exchange: exchange.drip(b"#"),
        lambda exchange: exchange.connection.close(),
        lambda exchange: exchange.flood(b"User-agent: *\n" * 1000),
        zipped(b"no gzip"),
        chunked(end=b"x"),
    ],
)
def test_a_hostile_robots_txt_ends_by_its_name(robots: Answer) -> None:
    respectful = Settings.from_environment(
        {"FETCH_ALLOWED_NETWORKS": "127.0.0.0/8", "FETCH_ROBOTS": "respect", "FETCH_DEADLINE_SECONDS": "0.5"}
    )
    with site(robots) as server, pytest.raises(PageFailure) as caught:
        Fetcher(respectful).fetch(server.url("page"))

    assert not isinstance(caught.value, RobotsForbidden)
    assert b"/page" not in asked_for(server)


def test_an_endless_robots_txt_is_read_up_to_its_limit() -> None:
    def endless(exchange):  # type: ignore[no-untyped-def]
        exchange.flood(b"User-agent: *\nDisallow: /private\n" * 1000, first=answer(body=b"", length=False))

    with site(endless) as server:
        assert Fetcher(RESPECTFUL).fetch(server.url("page")).body == HELLO


def test_a_refused_address_is_not_asked_for_its_robots_txt(connects: list[object]) -> None:
    with pytest.raises(AddressRefused):
        Fetcher(RESPECTFUL, resolver=Resolver(lambda _: ["10.0.0.1"])).fetch("http://private.example/")

    assert connects == []


@pytest.mark.timeout(30)
def test_thousands_of_names_and_rules_do_not_multiply() -> None:
    # Names are told apart from the others in all the ways that the parser knows, and on all its lines.
    words = ("User-agent:", "useragent", "\u2003USER   AGENT\u2003", "user-agent\u00a0")
    names = "\x85".join(f"{words[number % 4]} bot{number}" for number in range(15_000))
    disallowed = "\n".join(f"Disallow: /{number}*{number}*$" for number in range(10_000))
    parsed = parse(f"{names}\n{disallowed}\nUser-agent: *\nDisallow: /page")

    assert not parsed.can_fetch("http://site.example/page", "Wordcount")
    assert parsed.can_fetch("http://site.example/1", "Wordcount")


@pytest.mark.timeout(30)
def test_a_rule_of_wildcards_does_not_hang() -> None:
    parsed = parse("User-agent: *\n" + f"Disallow: /{'*a' * 500}b\n" * 400)

    assert parsed.can_fetch("http://site.example/" + "a" * 2000, "Wordcount")


def test_a_page_behind_a_slow_robots_txt_has_one_deadline() -> None:
    with site(lambda exchange: exchange.stall()) as server, pytest.raises(TimedOut):
        Fetcher(
            Settings.from_environment(
                {
                    "FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
                    "FETCH_ROBOTS": "respect",
                    "FETCH_DEADLINE_SECONDS": "0.3",
                }
            )
        ).fetch(server.url("page"))
