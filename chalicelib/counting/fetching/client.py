"""Guarded requests for a batch of pages: redirects followed one by one, no site asked too much at once."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Final, Generic, TypeVar
from urllib.parse import urlsplit

import requests

from chalicelib.counting.fetching import tls
from chalicelib.counting.fetching.addresses import AddressPolicy
from chalicelib.counting.fetching.answers import redirect_target
from chalicelib.counting.fetching.bounds import Deadline
from chalicelib.counting.fetching.connections import Guard, exchange
from chalicelib.counting.fetching.cookies import Cookies
from chalicelib.counting.fetching.resolver import SYSTEM, Resolver
from chalicelib.counting.reading.media import ACCEPT
from chalicelib.errors import SiteBusy, TooManyRedirects
from chalicelib.release import VERSION
from chalicelib.settings import Settings

PRODUCT: Final = "Wordcount"
"""Our name in User-Agent and robots.txt."""

MAXIMUM_REDIRECTS: Final = 10
REQUESTS_A_HOST: Final = 2
"""Requests at the same time to one host, within a batch."""

TURN_MISSED: Final = "other pages of the same site were being read, and this one's turn did not come in time"

_T = TypeVar("_T")


class Client:
    """What the pages of a batch share; any number of threads may use it at once.

    Args:
        resolver: looks host names up.
        context: what is trusted, made by `tls.verifying`; Mozilla's list of authorities if None.
    """

    def __init__(
        self, settings: Settings, resolver: Resolver = SYSTEM, context: ssl.SSLContext | None = None
    ) -> None:
        self.settings = settings
        self._policy = AddressPolicy(settings)
        self._resolver = resolver
        self._context = context or tls.default_context()
        self._turns = Turns()
        contact = f" (+{settings.fetch_contact})" if settings.fetch_contact else ""
        self._headers = {
            "User-Agent": f"{PRODUCT}/{VERSION}{contact}",
            "Accept": ACCEPT,
            "Accept-Language": "en, *;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }

    def get(
        self,
        url: str,
        deadline: Deadline,
        read: Callable[[requests.Response, str], "_T | Onward[_T]"],
        *,
        before: Callable[[str], None] | None = None,
    ) -> _T:
        """What `read` makes of the answer that is no redirect, and of the URL that it came from.

        Cookies that a host sets are sent back to that host along the way, and forgotten at its end.

        Args:
            url: a normalised URL.
            before: called with each URL before it is requested; it may raise.

        Raises:
            PageFailure: there is no such answer, or what `read` and `before` raise.
        """
        asked: set[str] = set()
        cookies = Cookies()
        for _ in range(1 + MAXIMUM_REDIRECTS):
            asked.add(url)
            if before:
                before(url)
            with (
                self._turns.turn(urlsplit(url).hostname or "", deadline),
                self._ask(url, deadline, cookies) as response,
            ):
                target = redirect_target(response, url)
                if target is None:
                    found = read(response, url)
                    if not isinstance(found, Onward):
                        return found
                    if found.url in asked:  # a page that shows itself anew now and then
                        return found.otherwise
                    target = found.url
            url = target
        raise TooManyRedirects(f"the page redirects more than {MAXIMUM_REDIRECTS} times")

    def _ask(
        self, url: str, deadline: Deadline, cookies: Cookies
    ) -> AbstractContextManager[requests.Response]:
        guard = Guard(self._policy, self._resolver, deadline, self.settings.fetch_max_bytes)
        return exchange(url, self._headers, guard, self._context, cookies)


@dataclass(frozen=True, slots=True)
class Onward(Generic[_T]):
    """What was read leads on to another URL; where that one was asked already, it counts `otherwise`."""

    url: str
    otherwise: _T


class Turns:
    """Lets only so many requests of a batch go to one host at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hosts: dict[str, threading.Semaphore] = {}

    @contextmanager
    def turn(self, host: str, deadline: Deadline) -> Iterator[None]:
        """Wait for a turn at `host` and have it during the block.

        Raises:
            SiteBusy: it did not come before the deadline.
        """
        host = host.removesuffix(".")
        with self._lock:
            turns = self._hosts.setdefault(host, threading.Semaphore(REQUESTS_A_HOST))
        with waiting(turns, deadline):
            yield


@contextmanager
def waiting(places: threading.Semaphore, deadline: Deadline) -> Iterator[None]:
    """Hold one of the `places` during the block, waiting for it no longer than the deadline.

    Raises:
        SiteBusy: none was to be had.
    """
    start = time.monotonic()
    acquired = places.acquire(timeout=deadline.remaining())
    deadline.waited += time.monotonic() - start
    if not acquired:
        raise SiteBusy(TURN_MISSED)
    try:
        yield
    finally:
        places.release()
