"""What can go wrong, in one tree.

    WordcountError
    ├── RequestError              the caller's request cannot be answered (an HTTP status of 4xx)
    ├── PageFailure               the page cannot be counted
    │   ├── PermanentFailure      … and never will be: the job ends as failed
    │   └── TransientFailure      … now: the site may answer later, the job is tried again
    └── ServiceFailure            our own part is away or set up wrongly: nothing is decided

The first line of a class's docstring is the title a caller sees, `slug` its stable name, and the
exception's text the detail of the one case.
"""

from typing import ClassVar


def type_of(slug: str) -> str:
    """A problem's `type`: a URI reference that stays the same, relative to the API's root."""
    return f"/problems/{slug}"


class WordcountError(Exception):
    """Something went wrong."""

    slug: ClassVar[str] = "error"
    status: ClassVar[int] = 500

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail or self.title())

    @classmethod
    def title(cls) -> str:
        """The class's summary for people, the same for every case of it (RFC 9457, section 3.1.3)."""
        return (cls.__doc__ or "").partition("\n")[0].removesuffix(".")

    @property
    def detail(self) -> str:
        """What happened in this case, in a sentence that a caller can act on."""
        return str(self)


# --- the caller's request -----------------------------------------------------------------------


class RequestError(WordcountError):
    """The request cannot be answered."""

    slug = "bad-request"
    status = 400


class MalformedBody(RequestError):
    """The body is not the JSON that this call takes."""

    slug = "malformed-body"


class UnsupportedMediaType(RequestError):
    """The body is of a type that this call does not take."""

    slug = "unsupported-media-type"
    status = 415


class BodyTooLarge(RequestError):
    """The body is larger than this call takes."""

    slug = "body-too-large"
    status = 413


class InvalidInput(RequestError):
    """Some of the input is not valid.

    `errors` holds one (pointer, detail) pair for each invalid value: a JSON pointer into the body as
    a URI fragment (RFC 6901, section 6), or the name of the query parameter.
    """

    slug = "invalid-input"
    status = 422

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{pointer}: {detail}" for pointer, detail in errors[:3]))
        self.errors = errors


class NotFound(RequestError):
    """There is nothing here."""

    slug = "not-found"
    status = 404


class Erased(RequestError):
    """The job was erased."""

    slug = "erased"
    status = 410


class Expired(RequestError):
    """The job's time is over."""

    slug = "expired"
    status = 410


class NoResult(RequestError):
    """The job has no words to give."""

    slug = "no-result"
    status = 409


class NoMainText(RequestError):
    """The page has no main text."""

    slug = "no-main-text"
    status = 404


class TextNotKept(RequestError):
    """The text of the page was not kept."""

    slug = "text-not-kept"
    status = 409


class PreconditionFailed(RequestError):
    """The answer is not the one that the request is about."""

    slug = "precondition-failed"
    status = 412


class MethodNotAllowed(RequestError):
    """This path does not take this method."""

    slug = "method-not-allowed"
    status = 405


class Forbidden(RequestError):
    """The service does not let this caller in.

    API Gateway says so, on a stage that asks for an API key or for a signature of AWS.
    """

    slug = "forbidden"
    status = 403


class TooManyRequests(RequestError):
    """There are more requests than the service takes.

    API Gateway says so, on a stage that limits how many it takes.
    """

    slug = "too-many-requests"
    status = 429


class WrongEraseKey(RequestError):
    """This is not the key that erases the job."""

    slug = "wrong-erase-key"
    status = 403


class IdempotencyKeyReused(RequestError):
    """The Idempotency-Key belongs to another request."""

    slug = "idempotency-key-reused"
    status = 422


class ListingDisabled(RequestError):
    """Listing everyone's jobs is not enabled on this service."""

    slug = "listing-disabled"
    status = 403


# --- the page -----------------------------------------------------------------------------------


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


# --- ourselves ----------------------------------------------------------------------------------


class ServiceFailure(WordcountError):
    """The service cannot do this at the moment."""

    slug = "service-unavailable"
    status = 503


class DatabaseUnavailable(ServiceFailure):
    """The results cannot be read at the moment."""

    slug = "database-unavailable"


class StatementTooSlow(DatabaseUnavailable):
    """The database takes too long at the moment."""

    slug = "database-too-slow"


class QueueUnavailable(ServiceFailure):
    """No jobs can be accepted at the moment."""

    slug = "queue-unavailable"


class CanaryFailed(ServiceFailure):
    """The service did not count a page of its own."""

    slug = "canary-failed"


class MigrationFailed(ServiceFailure):
    """The database's schema was not migrated."""

    slug = "migration-failed"


class ConfigurationError(ServiceFailure):
    """A setting is missing or wrong."""

    slug = "configuration-error"


class MissingAsset(ConfigurationError):
    """A file taken at set-up is missing."""

    slug = "missing-asset"
