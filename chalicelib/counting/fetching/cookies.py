"""Cookies on the way to one page: sent back to the host that set them, and forgotten with the way.

Sites set one, redirect to the same page, and redirect again for as long as it does not come back. Read as
browsers read them (RFC 6265, section 5): an attribute that cannot be read is as if it were not there.
"""

import re
from collections import defaultdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

import requests

_MAXIMUM_HEADER: Final = 8_192  # bytes: what web servers take of a header line
_MAXIMUM_COOKIES: Final = 50  # of a host
_UNSENDABLE: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]|[^\x00-\xff]")
_SECONDS: Final = re.compile(r"-?[0-9]{1,18}")


class Cookies:
    """Those of one chain of redirects, each host's by itself."""

    def __init__(self) -> None:
        # By name and path: the value, and whether it is for TLS only.
        self._of_host: dict[str, dict[tuple[str, str], tuple[str, bool]]] = defaultdict(dict)

    def header(self, url: str) -> str:
        """The Cookie field for a URL; empty where it has none, or more than a server would take."""
        parts = urlsplit(url)
        sent = [
            (path, f"{name}={value}" if name else value)
            for (name, path), (value, is_secure) in self._of_host[parts.hostname or ""].items()
            if _is_within(parts.path or "/", path) and (parts.scheme == "https" or not is_secure)
        ]
        sent.sort(key=lambda cookie: -len(cookie[0]))
        header = "; ".join(pair for _, pair in sent)
        return header if len(header) <= _MAXIMUM_HEADER else ""

    def add_to(self, request: requests.PreparedRequest) -> None:
        """Give a request the cookies that its host set."""
        if header := self.header(request.url or ""):
            request.headers["Cookie"] = header

    def take_from(self, response: requests.Response) -> None:
        """Keep the cookies that an answer sets."""
        url = urlsplit(response.request.url or "")
        for field in response.raw.headers.getlist("set-cookie"):
            self._take(field, url.hostname or "", url.path)

    def _take(self, field: str, host: str, url_path: str) -> None:
        pair, *rest = field.split(";")
        name, has_name, value = pair.partition("=")
        name, value = (name.strip(), value.strip()) if has_name else ("", pair.strip())
        given = {key.strip().lower(): text.strip() for key, _, text in (each.partition("=") for each in rest)}
        domain = given.get("domain", "").lower().lstrip(".")
        is_foreign = bool(domain) and host != domain and not host.endswith("." + domain)
        if not (name or value) or is_foreign or _UNSENDABLE.search(name + value):
            return
        path = given.get("path", "")
        key = (name, path if path.startswith("/") else url_path[: url_path.rfind("/")] or "/")
        cookies = self._of_host[host]
        if _is_over(given):
            cookies.pop(key, None)
        elif key in cookies or len(cookies) < _MAXIMUM_COOKIES:
            cookies[key] = (value, "secure" in given)


def _is_over(given: dict[str, str]) -> bool:
    """Whether a cookie's attributes say that it is to be forgotten at once."""
    if _SECONDS.fullmatch(given.get("max-age", "")):
        return int(given["max-age"]) <= 0
    try:
        end = parsedate_to_datetime(given.get("expires", ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return False
    return end.replace(tzinfo=end.tzinfo or UTC) <= datetime.now(UTC)


def _is_within(path: str, of_cookie: str) -> bool:
    """Whether a path is one that a cookie is for (RFC 6265, section 5.1.4)."""
    return path == of_cookie or path.startswith(of_cookie.removesuffix("/") + "/")
