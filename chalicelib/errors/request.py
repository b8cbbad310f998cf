"""The caller's request cannot be answered."""

from chalicelib.errors.base import WordcountError


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
