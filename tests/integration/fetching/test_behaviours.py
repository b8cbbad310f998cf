"""Every behaviour of the hostile server ends in its named way, within the deadline."""

import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from chalicelib.counting.fetching.fetcher import Fetcher
from chalicelib.counting.fetching.resolver import Resolver
from chalicelib.errors import PageFailure, SiteBusy, TimedOut
from chalicelib.settings import Settings
from tests.integration.fetching.failures import FAILURES
from tests.integration.fetching.hostile import Answer, HostileServer
from tests.integration.fetching.messages import answer, redirect
from tests.integration.fetching.pages import PAGES, TARGETS


def path(name: str) -> str:
    return quote(name, safe="?")


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    answers: dict[str, Answer] = {
        name: given[0] for table in (PAGES, FAILURES) for name, given in table.items()
    }
    with HostileServer(
        {path(name): given for name, given in (answers | TARGETS).items()} | TARGETS
    ) as server:
        yield server


@pytest.fixture
def fetcher(settings: Settings, resolver: Resolver) -> Fetcher:
    return Fetcher(settings, resolver=resolver)


def test_there_are_enough_behaviours() -> None:
    assert len(FAILURES) >= 60


@pytest.mark.parametrize("name", PAGES)
def test_a_page_arrives_whole(name: str, server: HostileServer, fetcher: Fetcher) -> None:
    page = fetcher.fetch(server.url(path(name)))

    assert page.body == PAGES[name][1]
    assert page.url.startswith(server.base)


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_has_its_name_and_ends_in_time(
    name: str, server: HostileServer, settings: Settings, hurried: Settings, resolver: Resolver
) -> None:
    expected = FAILURES[name][1]
    bounds = hurried if expected is TimedOut else settings
    start = time.monotonic()
    with pytest.raises(PageFailure) as caught:
        Fetcher(bounds, resolver=resolver).fetch(server.url(path(name)))

    assert type(caught.value) is expected, caught.value
    assert caught.value.detail[0].islower()
    # The rest is for a machine that is busy with other things.
    assert time.monotonic() - start < bounds.fetch_deadline_seconds + 10


def test_a_failure_keeps_no_page_in_memory(server: HostileServer, fetcher: Fetcher) -> None:
    for name in ("gzip bomb", "gzip damaged", "too long by one byte"):
        with pytest.raises(PageFailure) as caught:
            fetcher.fetch(server.url(path(name)))

        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None
        assert [entry.name for entry in caught.traceback][1:] == ["fetch"]


def test_retry_after_is_passed_on(server: HostileServer, settings: Settings) -> None:
    waits = {}
    for status in ("429", "502", "503"):
        with pytest.raises(SiteBusy) as caught:
            Fetcher(settings).fetch(server.url(status))
        waits[status] = caught.value.retry_after

    assert waits == {"429": 7.0, "502": None, "503": None}


def test_the_text_says_which_status(server: HostileServer, fetcher: Fetcher) -> None:
    with pytest.raises(PageFailure, match=r"^the site answered 404 Not Found$"):
        fetcher.fetch(server.url("404"))


def test_a_cookie_goes_back_to_its_host_on_the_way_and_is_forgotten_after_it(settings: Settings) -> None:
    resolver = Resolver(lambda _: ["127.0.0.1"])
    with HostileServer({"page": answer(), "next": redirect("/page")}) as server:
        there = f"http://other.example:{server.port}/next"
        server.answers["first"] = redirect(there, "Set-Cookie: id=5ecret; Domain=example", "Set-Cookie: b=c")
        fetcher = Fetcher(settings, resolver=resolver)
        for _ in range(2):
            fetcher.fetch(f"http://page.test.example:{server.port}/first")

        assert len(server.requests) == 6
        assert not any(b"\r\ncookie:" in request.lower() for request in server.requests)


def test_cookies_without_end_are_not_sent(server: HostileServer, fetcher: Fetcher) -> None:
    server.requests.clear()
    fetcher.fetch(server.url(path("redirect with many cookies")))

    assert [b"Cookie" in request for request in server.requests] == [False, False]
