"""Whether a site's robots.txt lets programs like this one read a page (RFC 9309)."""

import re
import threading
from typing import Final, Protocol
from urllib.parse import urlsplit

import requests

from chalicelib.counting.fetching.answers import retry_after
from chalicelib.counting.fetching.bounds import Deadline
from chalicelib.counting.fetching.client import PRODUCT, Client
from chalicelib.counting.fetching.failures import translated
from chalicelib.counting.fetching.turns import waiting
from chalicelib.errors import (
    AddressRefused,
    BadRedirect,
    RobotsForbidden,
    SiteBusy,
    TooManyRedirects,
)

_MAXIMUM_BYTES: Final = 512_000  # the RFC asks for 500 KiB at the least; what comes after is not read
# Looser than any parser, so that no line is one to the parser and none here.
_USER_AGENT_LINE: Final = re.compile(r"\s*user[-\s]*agent(?![\w-])[\s:]*(\*|[a-z_-]*)", re.IGNORECASE)


class _Rules(Protocol):
    def can_fetch(self, url: str, user_agent: str) -> bool: ...


class Robots:
    """The robots.txt of each site of a batch, fetched once, through the same guard as the pages."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._sites: dict[str, _Site] = {}

    def check(self, url: str, deadline: Deadline) -> None:
        """Let a page be read, or not.

        Raises:
            RobotsForbidden: robots.txt disallows it.
            SiteBusy: robots.txt cannot be read because of a fault of the site.
            PageFailure: the site cannot be reached.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            site = self._sites.setdefault(origin, _Site())
        with waiting(site.turn, deadline):
            if site.rules is None:  # and after a failure the next page asks again, with a time of its own
                site.rules = self._fetch(origin, deadline)
        if not site.rules.can_fetch(url, PRODUCT):
            raise RobotsForbidden(f"{origin}/robots.txt asks programs not to read this page")

    def _fetch(self, origin: str, deadline: Deadline) -> _Rules:
        try:
            text = self._client.get(f"{origin}/robots.txt", deadline, _read)
        except (TooManyRedirects, BadRedirect, AddressRefused):
            text = ""  # as if there were none (section 2.3.1.2)
        return parse(text)


class _Site:
    """What is known of one site."""

    __slots__ = ("rules", "turn")

    def __init__(self) -> None:
        self.turn = threading.Semaphore(1)
        self.rules: _Rules | None = None


def _read(response: requests.Response, _: str) -> str:
    """The text of robots.txt, or nothing if there is none (RFC 9309, section 2.3.1.3)."""
    status = response.status_code
    if status == 429 or status >= 500:
        detail = f"the site answered {status} for its robots.txt, without which no page of it is read"
        raise SiteBusy(detail, retry_after(response.headers.get("retry-after")))
    if not 200 <= status < 300:
        return ""
    coding = response.headers.get("content-encoding")
    with translated(answered=True):
        if coding in (None, "", "identity"):
            return _text(response.raw.read(_MAXIMUM_BYTES, decode_content=False))
        return _text(response.raw.read(_MAXIMUM_BYTES, decode_content=True))


def _text(body: bytes) -> str:
    return body.decode("utf-8-sig", "replace")


def parse(text: str) -> _Rules:
    """The rules of a robots.txt, as far as they are about us.

    Groups of others are kept as groups of one `other`: a file of thousands of names and thousands of
    rules would otherwise become millions of rules.
    """
    from protego import Protego

    return Protego.parse("\n".join(map(_simplified, text.splitlines())))


def _simplified(line: str) -> str:
    match = _USER_AGENT_LINE.match(line)
    if not match:
        return line
    name = match[1].lower()
    return f"User-agent: {name if name in ('*', PRODUCT.lower()) else 'other'}"
