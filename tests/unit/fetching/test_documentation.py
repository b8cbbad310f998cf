"""docs/fetching.md says what the code does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.counting.fetching import addresses, body, client, connections, resolver, robots, turns
from chalicelib.counting.reading import media, refresh
from chalicelib.errors import PageFailure, PermanentFailure, TransientFailure
from chalicelib.settings import Settings

TEXT = (Path(__file__).parents[3] / "docs" / "fetching.md").read_text(encoding="utf-8")


def rows(first: str) -> list[list[str]]:
    """The rows of the table whose header begins with the cell `first`."""
    table = TEXT.split(f"\n| {first} |", 1)[1].split("\n\n", 1)[0].strip().split("\n")[2:]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table]


def leaves(failure: type[PageFailure] = PageFailure) -> Iterator[type[PageFailure]]:
    for kind in failure.__subclasses__():
        yield from leaves(kind)
        if kind not in (PermanentFailure, TransientFailure):
            yield kind


def test_every_outcome_is_listed_with_its_title_and_whether_it_is_tried_again() -> None:
    listed = {(row[0], row[1], row[3]) for row in rows("slug")}

    assert listed == {
        (f"`{kind.slug}`", kind.title(), "yes" if issubclass(kind, TransientFailure) else "no")
        for kind in leaves()
    }


def test_every_refused_range_is_listed() -> None:
    assert [row[0] for row in rows("IPv4")] == [f"`{network}`" for network in addresses._SPECIAL_IPV4]
    assert [row[0] for row in rows("IPv6")] == [
        f"outside `{addresses._GLOBAL_UNICAST_IPV6}`",
        *(f"`{network}`" for network in addresses._SPECIAL_IPV6),
    ]


@pytest.mark.parametrize("domain", addresses._PRIVATE_DOMAINS)
def test_every_private_domain_is_listed(domain: str) -> None:
    assert f"`{domain}`" in TEXT


def test_every_media_type_is_listed_with_what_it_is_counted_as() -> None:
    assert {
        row[0].strip("`"): row[1].split(",")[0].strip("`") for row in rows("Content-Type")
    } == media._COUNTED_AS | dict.fromkeys(media._XML, media.XHTML)


def test_the_bounds_are_those_of_the_code() -> None:
    bounds = {row[0]: row[1] for row in rows("what")}
    numbers = {
        what: [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", much)]
        for what, much in bounds.items()
    }

    assert list(numbers.values()) == [
        [Settings().fetch_deadline_seconds],
        [Settings().fetch_max_bytes],
        [connections.MAXIMUM_HANDSHAKE],
        [connections.MAXIMUM_HEADER],
        [100],
        [connections.MAXIMUM_HEADER],
        [body._MAXIMUM_MEMBERS],
        [client.MAXIMUM_REDIRECTS],
        [refresh.LOOKED_THROUGH],
        [connections._MAXIMUM_TRIES, connections._SECONDS_A_TRY],
        [turns.REQUESTS_A_HOST],
        [turns.TURN_SECONDS],
        [resolver.SYSTEM._places._initial_value],  # type: ignore[attr-defined]
        [robots._MAXIMUM_BYTES],
    ]


def test_the_request_is_the_one_that_is_sent() -> None:
    headers = client.Client(Settings(fetch_contact="FETCH_CONTACT"))._headers

    for name, value in headers.items():
        assert f"    {name}: {value}\n" in TEXT
