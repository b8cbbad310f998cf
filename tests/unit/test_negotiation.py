"""Which media type a caller prefers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.negotiation import preferred

JSON, CSV = "application/json", "text/csv"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/json", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV; header=present", CSV),
        ("text/*", CSV),
        ("text/csv, */*", CSV),
        ("text/csv, application/json", JSON),
        ("text/csv;q=0.5, application/json;q=0.4", CSV),
        ("text/csv;q=0.4, application/json;q=0.5", JSON),
        ("application/*;q=0.3, text/csv ; q=0.8", CSV),
        ("application/json;q=0, */*", CSV),
        ("text/csv;q=0", JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON),
        ("image/png", JSON),
        ("text/csv;q=2", JSON),
        ("text/csv;q=x", JSON),
        (",;,=", JSON),
    ],
)
def test_the_highest_rated_is_taken_and_json_in_doubt(accept, expected):
    assert preferred(accept, JSON, CSV) == expected


@given(st.text())
def test_any_field_has_an_answer(accept):
    assert preferred(accept, JSON, CSV) in (JSON, CSV)
