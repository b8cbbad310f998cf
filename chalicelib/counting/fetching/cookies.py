"""Cookies on the way to one page: sent back to the host that set them, and forgotten with the way.

Sites set one, redirect to the same page, and redirect again for as long as it does not come back.
"""

from collections import defaultdict
from typing import Final
from urllib.parse import urlsplit

import requests
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar, get_cookie_header

_MAXIMUM_HEADER: Final = 8_192  # bytes: what web servers take of a header line


class Cookies:
    """Those of one chain of redirects, each host's in a jar of its own, which knows paths and expiry."""

    def __init__(self) -> None:
        self._jars: dict[str, RequestsCookieJar] = defaultdict(RequestsCookieJar)

    def add_to(self, request: requests.PreparedRequest) -> None:
        """Give a request the cookies that its host set, unless they are more than a server would take."""
        header = get_cookie_header(self._jars[_host(request)], request)  # type: ignore[no-untyped-call]
        if header and len(header) <= _MAXIMUM_HEADER and header.isascii() and header.isprintable():
            request.headers["Cookie"] = header

    def take_from(self, response: requests.Response) -> None:
        """Keep the cookies that an answer sets."""
        jar = self._jars[_host(response.request)]
        extract_cookies_to_jar(jar, response.request, response.raw)  # type: ignore[no-untyped-call]


def _host(request: requests.PreparedRequest) -> str:
    return urlsplit(request.url or "").hostname or ""
