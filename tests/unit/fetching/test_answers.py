"""How long a site asks to be left alone."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from chalicelib.counting.fetching.answers import retry_after


@pytest.mark.parametrize(("value", "seconds"), [("0", 0.0), ("120", 120.0), (" 7 ", 7.0), (None, None)])
def test_seconds_are_taken_as_they_are(value: str | None, seconds: float | None) -> None:
    assert retry_after(value) == seconds


def test_a_date_is_taken_as_the_seconds_until_then() -> None:
    then = datetime.now(UTC) + timedelta(hours=1)
    seconds = retry_after(format_datetime(then, usegmt=True))

    assert seconds is not None
    assert 3500 < seconds <= 3600


@pytest.mark.parametrize(
    "value", ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
)
def test_a_date_in_the_past_is_now(value: str) -> None:
    assert retry_after(value) == 0.0


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "-5",
        "1.5",
        "1e9",
        "٣",
        "9" * 5000,
        "Mon, 99 Foo 99999 99:99:99 GMT",
        "Thu, 01 Jan 10000 00:00:00 GMT",
        "Mon, 01 Jan 2001 00:00:00 +999999",
        "," * 60_000,
    ],
)
def test_what_cannot_be_read_says_nothing(value: str) -> None:
    assert retry_after(value) is None
