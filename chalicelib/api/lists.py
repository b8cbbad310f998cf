"""A list in an answer: in which format, which part of it, and the link to the next part."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from chalice import Response
from chalice.app import Request

from chalicelib.api.inputs import Query
from chalicelib.api.negotiation import preferred
from chalicelib.api.representations import answers
from chalicelib.api.representations.formats import FORMATS, JSON, Format, Listing

MAXIMUM_OFFSET = 100_000_000

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a list that a caller asks for, and its format."""

    format: Format
    limit: int
    offset: int

    @classmethod
    def asked_for(cls, request: Request, query: Query, *, default: int, maximum: int) -> "Window":
        """What `limit`, `cursor`, the path and `Accept` say.

        Args:
            request: the caller's.
            query: its parameters.
            default: how many items an answer has that is to be looked at; one to be kept, in another format
                than JSON or from a path with a format's name, has as many as it may.
            maximum: how many an answer may have.
        """
        named = _named(request)
        chosen = named or _accepted(request)
        to_be_kept = named is not None or chosen is not JSON
        limit = query.whole_number("limit", maximum if to_be_kept else default, 1, maximum)
        return cls(chosen, limit, query.whole_number("cursor", 0, 0, MAXIMUM_OFFSET))

    @classmethod
    def whole(cls, request: Request, size: int) -> "Window":
        """All of a list that has no more than `size` items."""
        return cls(_named(request) or _accepted(request), size, 0)

    def of(self, rows: Sequence[Row]) -> Sequence[Row]:
        """This part of a list."""
        return rows[self.offset : self.offset + self.limit]

    def answer(
        self,
        listing: Listing,
        count: int,
        parameters: Mapping[str, str],
        give: Callable[[str | bytes, str, answers.Headers], Response],
    ) -> Response:
        """The answer, with a link to the next part where there is one.

        Args:
            listing: this part of the list.
            count: how many items the whole list has.
            parameters: those that ask for the same list again.
            give: makes the answer of body, media type and headers, as `answers.kept` does of a request.
        """
        body, given = self.format.write(listing)
        following = self.offset + given
        more = {}
        if given and following < count:
            more["Link"] = answers.next_link(**parameters, limit=self.limit, cursor=following)
        return give(body, self.format.media_type, more)


def paths(path: str) -> list[str]:
    """The paths of a list: its own, and one that names each format."""
    return [path, *(f"{path}.{name}" for name in FORMATS)]


def _named(request: Request) -> Format | None:
    """The format that the path names."""
    return FORMATS.get(request.path.rpartition(".")[2])


def _accepted(request: Request) -> Format:
    """The format that the caller prefers."""
    offers = {each.media_type.partition(";")[0]: each for each in FORMATS.values()}
    return offers[preferred(request.headers.get("accept", ""), *offers)]
