"""What the status and the header of an answer mean for a page."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

import requests

from chalicelib.counting.reading import refresh
from chalicelib.errors import (
    BadRedirect,
    ClientErrorStatus,
    InvalidURL,
    NoPage,
    PageFailure,
    ServerErrorStatus,
    SiteBusy,
)
from chalicelib.urls import resolve

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PAGES: Final = frozenset({200, 203})
_BUSY: Final = frozenset({429, 502, 503, 504})


def redirect_target(response: requests.Response, url: str) -> str | None:
    """Where an answer to `url` redirects to, normalised, or None if it does not.

    Raises:
        BadRedirect: it names no URL of a web page.
    """
    if response.status_code not in _REDIRECTS:
        return None
    location = _location(response)
    if not location:
        raise BadRedirect("the page redirects without saying where to")
    try:
        return resolve(location, url)
    except InvalidURL as error:
        raise BadRedirect(f"the page redirects to a URL that cannot be followed: {error}") from None


def refresh_target(response: requests.Response, url: str, body: bytes, content_type: str) -> str | None:
    """Where the page at `url` leads on to by itself within seconds, normalised, or None if it does not."""
    reference = refresh.leads_on_to(_field(response, "refresh"))
    leading = refresh.Leading(reference) if reference else refresh.of_page(body, content_type)
    try:
        return resolve(leading.reference, _base(leading.base, url)) if leading else None
    except InvalidURL:  # to an app, say: then this is the page to be read
        return None


def _base(reference: str, url: str) -> str:
    """What a page's references are relative to: its `<base href>` if that is a web page's, or its URL."""
    try:
        return resolve(reference, url) if reference else url
    except InvalidURL:
        return url


def _location(response: requests.Response) -> str:
    """The Location field."""
    if len(set(response.raw.headers.getlist("location"))) > 1:
        raise BadRedirect("the page redirects to several places at once")
    return _field(response, "location")


def _field(response: requests.Response, name: str) -> str:
    """The first field of that name, or nothing; http.client decoded it as ISO 8859-1 whatever it is in."""
    sent = next(iter(response.raw.headers.getlist(name)), "").strip().encode("iso-8859-1")
    try:
        return sent.decode("utf-8")
    except UnicodeDecodeError:
        return quote(sent, safe="".join(map(chr, range(0x21, 0x7F))))


def check_status(response: requests.Response) -> None:
    """Accept the statuses that come with a page: 200 and 203.

    Raises:
        SiteBusy: 429, 502, 503 and 504, with the site's `Retry-After`.
        ClientErrorStatus, ServerErrorStatus, NoPage: any other.
    """
    status = response.status_code
    if status in _PAGES:
        return
    if status in _BUSY:
        raise SiteBusy(
            f"the site answered {_named(status)}", retry_after(response.headers.get("retry-after"))
        )
    failure: type[PageFailure] = NoPage
    if 400 <= status < 600:
        failure = ClientErrorStatus if status < 500 else ServerErrorStatus
    raise failure(f"the site answered {_named(status)}")


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"  # not the site's own phrase: it may say anything
    except ValueError:
        return str(status)


def retry_after(value: str | None) -> float | None:
    """The seconds that a Retry-After field asks for, from now (RFC 9110, section 10.2.3)."""
    if value is None:
        return None
    if re.fullmatch("[0-9]{1,9}", value.strip(), re.ASCII):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
