"""Reading a request: its body and its query parameters, or the problem with them."""

import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast
from urllib.parse import unquote
from uuid import UUID

from chalice.app import Request

from chalicelib import ids
from chalicelib.errors import (
    BodyTooLarge,
    InvalidInput,
    InvalidURL,
    MalformedBody,
    NotFound,
    UnsupportedMediaType,
)

if TYPE_CHECKING:  # accepting a job needs no database
    from chalicelib.results.rows import Part

MAXIMUM_JOBS = 100
MAXIMUM_BODY_BYTES = 1_000_000
MAXIMUM_PHRASE = 500

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=str)
Required = TypeVar("Required")


def json_body(request: Request) -> Any:
    """The body of a request that has to be JSON.

    Raises:
        UnsupportedMediaType, BodyTooLarge, MalformedBody: it is not.
    """
    # Without one too: a browser sends that for any page of another site, asking nobody before.
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise UnsupportedMediaType(
            f"send the body with Content-Type: application/json; this one is {media_type[:100]!r}"
        )
    body: bytes = request.raw_body
    if not body:
        raise MalformedBody('the body is empty; send JSON like {"url": "https://example.com/"}')
    if len(body) > MAXIMUM_BODY_BYTES:
        raise BodyTooLarge(f"the body is larger than {MAXIMUM_BODY_BYTES:,} bytes")
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise MalformedBody("the body is not in UTF-8") from None
    except RecursionError:
        raise MalformedBody("the body is nested too deeply") from None
    except ValueError as error:
        raise MalformedBody(f"the body is not JSON: {error}") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def escaped(name: str) -> str:
    """A member's name as part of a JSON pointer (RFC 6901, section 3), printable and not too long."""
    escaped = name.replace("~", "~0").replace("/", "~1")
    return escaped.encode("ascii", "backslashreplace").decode()[:100]


def job_id(text: str) -> UUID:
    """The job id of a path.

    Raises:
        NotFound: this service issues no such ids.
    """
    found = ids.read_id(text)
    if found is None:
        raise NotFound("no job has this id; look for a mistyped character")
    return found


def job_ids(text: str) -> list[UUID]:
    """The job ids of a list with commas between them, each once.

    Raises:
        ValueError: it holds none, too many, or one that this service does not issue.
    """
    names = text.split(",")
    if len(names) > MAXIMUM_JOBS:
        raise ValueError(f"it has to be a list of 1 to {MAXIMUM_JOBS} ids with commas between them")
    found = {name: ids.read_id(name) for name in names}
    for name, job_id in found.items():
        if job_id is None:
            raise ValueError(f"no job has the id {escaped(name)!r}; look for a mistyped character")
    return [job_id for job_id in dict.fromkeys(found.values()) if job_id]


def collection_id(text: str) -> UUID:
    """The collection's id of a path.

    Raises:
        NotFound: this service issues no such ids.
    """
    found = ids.read_collection_id(text)
    if found is None:
        raise NotFound("no collection has this id; look for a mistyped character")
    return found


def job_cursor(text: str) -> UUID:
    """The job id of a cursor.

    Raises:
        ValueError: this service issues no such ids.
    """
    found = ids.read_id(text)
    if found is None:
        raise ValueError("it has to be one that an earlier answer's Link gave")
    return found


def phrase(text: str) -> str:
    """A word, or several, of a query, without marks that nobody sees.

    Raises:
        ValueError: it cannot be one.
    """
    from chalicelib.counting.words.folding import without_invisible  # only calls of words need its tables

    text = without_invisible(text)
    if not text.strip():
        raise ValueError("it is empty")
    if len(text) > MAXIMUM_PHRASE:
        raise ValueError(f"it has more than {MAXIMUM_PHRASE} characters")
    if _CONTROL.search(text):
        raise ValueError("it contains control characters")
    return text


def word(text: str) -> tuple[str, ...]:
    """The word of a path, in each form under which it may be counted.

    API Gateway hands path parameters on as they were sent, other servers decode them. No word of a page
    contains a percent sign, so that decoding once too often changes none.

    Raises:
        InvalidInput: it cannot be a word.
    """
    try:
        found = unquote(text, errors="strict")
        found.encode()
    except UnicodeError:
        raise InvalidInput([("word", "it has to be percent-encoded UTF-8")]) from None
    if _CONTROL.search(found):
        raise InvalidInput([("word", "it contains control characters")])
    from chalicelib.counting.words.folding import folds, without_invisible  # only this call needs the tables

    forms = folds(without_invisible(found))
    if not forms[0]:
        raise InvalidInput([("word", "it has no letters")])
    return forms


class Query:
    """A request's query parameters, read one by one; what is wrong with them is raised together.

    Use it as a context manager: at the end of the block, `InvalidInput` names every bad parameter and
    every one that was not asked for.
    """

    def __init__(self, request: Request) -> None:
        given = request.query_params
        self._given: Mapping[str, str] = dict(given) if given else {}
        self._repeated = {name for name in self._given if len(given.getlist(name)) > 1}
        self._known: set[str] = set()
        self._errors: list[tuple[str, str]] = []

    def __enter__(self) -> "Query":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            return
        unknown = [
            (escaped(name), "this parameter is not known") for name in self._given.keys() - self._known
        ]
        if errors := self._errors + sorted(unknown):
            raise InvalidInput(errors)

    def required(self, name: str, read: Callable[[str], Required]) -> Required:
        """What `read` makes of a parameter that has to be given; no value is used where it is not."""
        if name not in self._given:
            self._errors.append((name, "it is missing"))
        return cast(Required, self.value(name, None, read))

    def alone(self, name: str) -> None:
        """Let a parameter come without any of the others that are known."""
        if name in self._given:
            others = sorted((self._known & self._given.keys()) - {name})
            self._errors += [(other, f"it cannot be given together with {name}") for other in others]

    def whole_number(self, name: str, default: int, minimum: int, maximum: int) -> int:
        """A number in decimal digits, from `minimum` to `maximum`."""

        def read(text: str) -> int:
            if re.fullmatch("[0-9]{1,9}", text) and minimum <= int(text) <= maximum:
                return int(text)
            raise ValueError(f"it has to be a whole number from {minimum:,} to {maximum:,}")

        return self.value(name, default, read)

    def choice(self, name: str, default: Choice, *others: Choice) -> Choice:
        """One of the given words."""

        def read(text: str) -> Choice:
            for choice in (default, *others):
                if text == choice:
                    return choice
            raise ValueError(f"it has to be one of: {', '.join((default, *others))}")

        return self.value(name, default, read)

    def value(self, name: str, default: Value, read: Callable[[str], Value]) -> Value:
        """What `read` makes of the parameter; a `ValueError` of it says what is wrong."""
        self._known.add(name)
        if name not in self._given:
            return default
        if name in self._repeated:
            self._errors.append((name, "it is given more than once"))
            return default
        try:
            return read(self._given[name])
        except ValueError as error:
            self._errors.append((name, str(error)))
        except InvalidURL as error:
            self._errors.append((name, error.detail))
        return default


def part(query: Query) -> "Part":
    """Which text of a page is meant: the whole page or its main text. Callers name it `text`."""
    found: Part = query.choice("text", "page", "main")
    return found
