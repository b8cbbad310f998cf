"""Fetches the pages that strangers ask for: safe, bounded and polite.

fetch → Client.get     each URL and each redirect checked, one turn at a time for each host
      → exchange       one request; the address is checked where the socket is made
      → read_body      whole, undamaged and of a bounded size
      → Page           or one class of `errors.PageFailure`, whatever the site does
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import requests

from chalicelib.counting.fetching.answers import check_status, refresh_target
from chalicelib.counting.fetching.body import read_body
from chalicelib.counting.fetching.bounds import Deadline
from chalicelib.counting.fetching.client import Client, Onward
from chalicelib.counting.fetching.failures import translated
from chalicelib.counting.fetching.resolver import SYSTEM, Resolver
from chalicelib.counting.fetching.robots import Robots
from chalicelib.counting.fetching.room import Claim, Room
from chalicelib.counting.fetching.turns import PauseOf
from chalicelib.counting.reading import media
from chalicelib.errors import PageFailure, TimedOut, TurnMissed
from chalicelib.settings import Settings
from chalicelib.urls import normalise

_ROOM_BYTES: Final = 100_000_000
"""How much all pages of a batch may take that are not counted yet."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was sent, inflated.

    `content_type` is one that `reading.media` can read, with `; charset=…` if the site named one, and `url`
    where the page was found after redirects.
    """

    body: bytes
    content_type: str | None
    url: str


class Fetcher:
    """Fetches the pages of one batch, from any number of threads.

    Within a batch, a site's robots.txt is read once, and no host gets more than two requests at the same
    time. Nothing stays open between pages, so there is nothing to close. Who is done with a page gives its
    `room` back, and so the next pages their memory.

    Args:
        settings: the bounds.
        resolver: tells the addresses of names.
        context: of TLS; None: that of the settings.
        pause_of: for how many seconds more a site wants to be left alone, redirects' sites too.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        resolver: Resolver = SYSTEM,
        context: ssl.SSLContext | None = None,
        pause_of: PauseOf = lambda _site: 0.0,
    ) -> None:
        self._settings = settings
        self.room = Room(max(_ROOM_BYTES, 2 * settings.fetch_max_bytes))
        self._client = Client(settings, resolver, context, pause_of)
        self._robots = Robots(self._client) if settings.fetch_robots == "respect" else None

    @property
    def refused(self) -> Mapping[str, float]:
        """The sites that asked to be left alone within this batch, and for how many seconds."""
        return self._client.turns.refused

    def fetch(self, url: str) -> Page:
        """The page at `url`, within the settings' deadline and size.

        Raises:
            PermanentFailure: there is no such page, or it may not be fetched.
            TransientFailure: the site may give the page later, or other pages take all the room (`NoRoom`).
        """
        deadline = Deadline(self._settings.fetch_deadline_seconds)
        try:
            with translated(), self.room.claim() as claim:
                page = self._fetch(normalise(url), deadline, claim)
                claim.settle(len(page.body))
                return page
        except PageFailure as caught:
            failure: PageFailure = caught
        if isinstance(failure, TimedOut) and deadline.waited > deadline.seconds / 10:
            # Not the page's fault: alone it would have had all the time.
            failure = TurnMissed("other pages of the same site took most of the time")
        # Its frames would keep the body in memory for as long as somebody keeps the failure.
        failure.__context__ = failure.__cause__ = None
        try:
            raise failure.with_traceback(None)
        finally:
            del failure  # which this frame refers to, and which refers to this frame

    def _fetch(self, url: str, deadline: Deadline, claim: Claim) -> Page:
        def read(response: requests.Response, url: str) -> Page | Onward[Page]:
            claim.settle(0)  # the page that led on to this one is not kept
            check_status(response)
            content_type = (response.raw.headers.getlist("content-type") or [None])[-1]  # as browsers do
            media.check_declared(content_type)
            body = read_body(response, self._settings.fetch_max_bytes, deadline, claim)
            page = Page(body, media.effective(content_type, body), url)
            target = refresh_target(response, url, body, page.content_type or "")
            return Onward(target, page) if target else page

        robots = self._robots
        before = (lambda url: robots.check(url, deadline)) if robots else None
        return self._client.get(url, deadline, read, before=before)


def fetch(url: str, settings: Settings) -> Page:
    """One page by itself; see `Fetcher.fetch`."""
    return Fetcher(settings).fetch(url)
