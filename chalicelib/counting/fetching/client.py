"""Guarded requests for a batch of pages: redirects followed one by one, no site asked too much at once."""

import ssl
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import requests

from chalicelib.counting.fetching import tls
from chalicelib.counting.fetching.addresses import AddressPolicy
from chalicelib.counting.fetching.answers import redirect_target, retry_after
from chalicelib.counting.fetching.bounds import Deadline
from chalicelib.counting.fetching.connections import Guard, exchange
from chalicelib.counting.fetching.cookies import Cookies
from chalicelib.counting.fetching.resolver import SYSTEM, Resolver
from chalicelib.counting.fetching.turns import PauseOf, Turns
from chalicelib.counting.reading.media import ACCEPT
from chalicelib.errors import TooManyRedirects
from chalicelib.release import VERSION
from chalicelib.settings import Settings
from chalicelib.urls import site

PRODUCT: Final = "Wordcount"
"""Our name in User-Agent and robots.txt."""

MAXIMUM_REDIRECTS: Final = 10
_LEAVE_ALONE: Final = frozenset({429, 503})
"""Statuses by which a host asks all of its visitors, not for one page, to come less."""

_T = TypeVar("_T")


class Client:
    """What the pages of a batch share; any number of threads may use it at once.

    Args:
        resolver: looks host names up.
        context: what is trusted, made by `tls.verifying`; Mozilla's list of authorities if None.
        pause_of: for how many seconds more a site wants to be left alone.
    """

    def __init__(
        self,
        settings: Settings,
        resolver: Resolver = SYSTEM,
        context: ssl.SSLContext | None = None,
        pause_of: PauseOf = lambda _site: 0.0,
    ) -> None:
        self.settings = settings
        self._policy = AddressPolicy(settings)
        self._resolver = resolver
        self._context = context or tls.default_context()
        self.turns = Turns(pause_of)
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
            TurnMissed: a host on the way could not be asked, for other pages' sake or its own.
            PageFailure: there is no such answer, or what `read` and `before` raise.
        """
        asked: dict[str, set[str]] = defaultdict(set)  # and with which cookies
        cookies = Cookies()
        for _ in range(1 + MAXIMUM_REDIRECTS):
            asked[url].add(cookies.header(url))
            if before:
                before(url)
            found = self._answer(url, deadline, cookies, read)
            if isinstance(found, Onward):
                earlier = asked[found.url]
                # A page that shows itself anew now and then; or once more, with a cookie.
                if len(earlier) > 1 or cookies.header(found.url) in earlier:
                    return found.otherwise
            elif not isinstance(found, _Redirect):
                return found
            url = found.url
            del found  # else its page would be in memory beside the next
        raise TooManyRedirects(f"the page redirects more than {MAXIMUM_REDIRECTS} times")

    def _answer(
        self,
        url: str,
        deadline: Deadline,
        cookies: Cookies,
        read: Callable[[requests.Response, str], "_T | Onward[_T]"],
    ) -> "_T | Onward[_T] | _Redirect":
        """What one request brings, once it has its turn at the site."""
        with self.turns.turn(site(url), deadline), self._ask(url, deadline, cookies) as response:
            if response.status_code in _LEAVE_ALONE:
                self.turns.refuse(site(url), retry_after(response.headers.get("retry-after")))
            target = redirect_target(response, url)
            return read(response, url) if target is None else _Redirect(target)

    def _ask(
        self, url: str, deadline: Deadline, cookies: Cookies
    ) -> AbstractContextManager[requests.Response]:
        guard = Guard(self._policy, self._resolver, deadline, self.settings.fetch_max_bytes)
        return exchange(url, self._headers, guard, self._context, cookies)


@dataclass(frozen=True, slots=True)
class Onward(Generic[_T]):
    """What was read leads on to another URL; where that was asked so already, it counts `otherwise`."""

    url: str
    otherwise: _T


@dataclass(frozen=True, slots=True)
class _Redirect:
    """The answer leads to another URL."""

    url: str
