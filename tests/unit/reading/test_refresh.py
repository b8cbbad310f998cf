"""Where a page leads on by itself."""

import pytest

from chalicelib.counting.reading import refresh

HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<meta http-equiv=refresh content='0; url=/b'>", "/b"),
        ("<meta http-equiv = ' Refresh ' content='10;/b'>", "/b"),
        ("<meta http-equiv=refresh content='11; url=/b'>", None),
        ("<noscript><meta http-equiv=refresh content='0; url=/b'></noscript>", None),
        ("<p>http-equiv=refresh", None),
    ],
)
def test_a_page_leads_on_where_it_says_so_and_soon(markup, expected):
    assert refresh.of_page(markup.encode(), HTML) == expected


def test_a_page_of_spaces_is_looked_through_once():
    """In the square of their number this would take days; it happens while a site is being fetched."""
    spaces = b" " * 5_000_000
    for page in (
        b"refresh http-equiv=" + spaces + b"x",
        b"refresh http-equiv" + spaces + b"x",
        b"refresh" + b" http-equiv=" * 400_000,
    ):
        assert refresh.of_page(page, HTML) is None
