"""Whatever the URL and whatever the site sends: a page, or an error of the tree, and soon."""

from collections.abc import Iterator
from queue import SimpleQueue

import pytest
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from chalicelib.counting.fetching.fetcher import Fetcher
from chalicelib.counting.fetching.resolver import Resolver
from chalicelib.errors import InvalidURL, PageFailure, TimedOut
from chalicelib.settings import Settings
from chalicelib.urls import normalise
from tests.integration.fetching.conftest import lookup
from tests.integration.fetching.failures import FAILURES
from tests.integration.fetching.hostile import Exchange, HostileServer
from tests.integration.fetching.messages import HELLO, answer
from tests.integration.fetching.pages import PAGES
from tests.integration.fetching.vectors import LITERALS, MALFORMED

# Everything is refused, so that a URL that happens to name a public host leads nowhere either.
NOWHERE = Settings.from_environment({"FETCH_DENIED_NETWORKS": "0.0.0.0/0, ::/0"})

urls = st.one_of(
    st.text(),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "http://", "https://", "HTTP:/", "//", "ftp://", "http:", "\t"]),
        st.sampled_from([*LITERALS, "name.example", "münchen.example", "💩.example", "a@b", "[", ""])
        | st.text(),
        st.sampled_from(["", ":", ":80", ":443", ":0", ":65536", ":१"]) | st.text(max_size=5),
        st.text(st.sampled_from("/.%2eE?#&=\\ü\ud800\x00 ;@:[]")) | st.text(),
    ),
    st.sampled_from(MALFORMED),
)


@given(urls)
@settings(max_examples=400, deadline=None)
def test_any_url_ends_in_an_error_of_the_tree(connects_of_process: list[object], url: str) -> None:
    with pytest.raises(PageFailure):
        Fetcher(NOWHERE, resolver=Resolver(lookup)).fetch(url)

    assert connects_of_process == []


@given(urls)
@settings(max_examples=400, deadline=None)
def test_a_normalised_url_is_normalised_to_itself(url: str) -> None:
    try:
        normalised = normalise(url)
    except InvalidURL:
        return

    assert normalise(normalised) == normalised
    assert normalised.isascii()
    assert normalised.startswith(("http://", "https://"))


FRAGMENTS = [
    given_answer
    for given_answer, _ in (*PAGES.values(), *FAILURES.values())
    if isinstance(given_answer, bytes)
]
LINES = sorted({line + b"\r\n" for fragment in FRAGMENTS for line in fragment[:3000].split(b"\r\n")})

answers = st.one_of(
    st.binary(),
    st.lists(st.sampled_from(LINES) | st.binary(max_size=20), max_size=12).map(b"".join),
    st.lists(st.sampled_from(LINES), max_size=8).map(lambda lines: b"HTTP/1.1 200 OK\r\n" + b"".join(lines)),
    st.builds(
        lambda fragment, position, rubbish, cut: fragment[:position] + rubbish + fragment[position + cut :],
        st.sampled_from(FRAGMENTS),
        st.integers(0, 400),
        st.binary(max_size=8),
        st.integers(0, 8),
    ),
)


class Replay:
    """Sends the answers that were put into its queue, one after the other."""

    def __init__(self) -> None:
        self.queue: SimpleQueue[bytes] = SimpleQueue()
        self.server = HostileServer({})

    def answer(self, exchange: Exchange) -> None:
        exchange.send(answer() if self.queue.empty() else self.queue.get())


@pytest.fixture(scope="module")
def replay() -> Iterator[Replay]:
    replay = Replay()

    class AnyPath(dict[str, object]):
        def __missing__(self, _: str) -> object:
            return replay.answer

    replay.server.answers = AnyPath()  # type: ignore[assignment]
    with replay.server:
        yield replay


@given(answers)
@example(b"HTTP/1.1 200 OK\r\n\r\n")
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_answer_is_a_page_or_an_error_of_the_tree(replay: Replay, sent: bytes) -> None:
    bounded = Settings.from_environment(
        {
            "FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
            "FETCH_MAX_BYTES": "100000",
        }
    )
    replay.queue.put(sent)
    try:
        page = Fetcher(bounded, resolver=Resolver(lookup)).fetch(replay.server.url("page"))
    except PageFailure as failure:
        event(type(failure).__name__)
        assert not isinstance(failure, TimedOut)  # the server hangs up, so nothing has to be waited for
        return

    event("Page")
    assert len(page.body) <= 100_000
    assert page.content_type
    assert page.body == HELLO or page.body in sent or b"gzip" in sent.lower() or b"chunked" in sent.lower()
