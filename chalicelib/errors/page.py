"""The page cannot be counted: never, or not now."""

from chalicelib.errors.base import WordcountError


class PageFailure(WordcountError):
    """The page cannot be counted."""

    slug = "page-failure"
    status = 422


class PermanentFailure(PageFailure):
    """The page cannot be counted, now or later."""

    slug = "permanent-failure"


class InvalidURL(PermanentFailure):
    """The URL is not one of a web page."""

    slug = "invalid-url"


class HostNotFound(PermanentFailure):
    """The host does not exist."""

    slug = "host-not-found"


class AddressRefused(PermanentFailure):
    """The URL does not lead to a web server on the public Internet."""

    slug = "address-refused"


class ConnectionFailed(PermanentFailure):
    """The server does not take connections."""

    slug = "connection-failed"


class TLSFailure(PermanentFailure):
    """No trusted connection to the server can be made."""

    slug = "tls-failure"


class TimedOut(PermanentFailure):
    """The page took too long to arrive."""

    slug = "timed-out"


class TooLarge(PermanentFailure):
    """The page is too large."""

    slug = "too-large"


class NotText(PermanentFailure):
    """The URL leads to something that is not a page of text."""

    slug = "not-text"


class ClientErrorStatus(PermanentFailure):
    """The site refuses to give this page."""

    slug = "client-error-status"


class ServerErrorStatus(PermanentFailure):
    """The site failed to make this page."""

    slug = "server-error-status"


class NoPage(PermanentFailure):
    """The site answers, but not with a page."""

    slug = "no-page"


class TooManyRedirects(PermanentFailure):
    """The page redirects too many times."""

    slug = "too-many-redirects"


class BadRedirect(PermanentFailure):
    """The page redirects to something that is not a web page."""

    slug = "bad-redirect"


class BrokenAnswer(PermanentFailure):
    """The site's answer is incomplete or breaks the rules of HTTP."""

    slug = "broken-answer"


class RobotsForbidden(PermanentFailure):
    """The site's robots.txt asks programs not to read this page."""

    slug = "robots-forbidden"


class Uncountable(PermanentFailure):
    """The page cannot be counted with the time and memory there is."""

    slug = "uncountable"


class TransientFailure(PageFailure):
    """The site does not give the page at the moment.

    `retry_after` is how long the site asks to be left alone, in seconds, or None.
    """

    slug = "transient-failure"

    def __init__(self, detail: str | None = None, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class SiteBusy(TransientFailure):
    """The site is overloaded, limits its visitors or is being repaired."""

    slug = "site-busy"


class TurnMissed(TransientFailure):
    """Other pages of the same site came first.

    Nobody asked the site: it costs the job no attempt.
    """

    slug = "turn-missed"


class ConnectionLost(TransientFailure):
    """The connection to the site broke off."""

    slug = "connection-lost"


class NoRoom(TransientFailure):
    """Other pages take all the memory that there is for pages at the moment."""

    slug = "no-room"


class NameServerUnavailable(TransientFailure):
    """The name servers of the host do not answer."""

    slug = "name-server-unavailable"
