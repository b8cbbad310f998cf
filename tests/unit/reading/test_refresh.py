"""Where a page leads on by itself."""

import time

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
    found = refresh.of_page(markup.encode(), HTML)
    assert (found.reference if found else None) == expected


@pytest.mark.parametrize(
    ("before", "base"),
    [
        ("<base href=/z/>", "/z/"),
        ("<base target=_top><base href='//b.example/'><base href=/y/>", "//b.example/"),
        ("<base href=''><base href=/y/>", ""),
        ("<template><base href=/y/></template>", ""),
    ],
)
def test_a_page_leads_on_from_its_base(before, base):
    meta = "<meta http-equiv=refresh content='0; url=k'>"
    assert refresh.of_page(f"{before}{meta}<base href=/late/>".encode(), HTML) == ("k", base)


@pytest.mark.parametrize(
    "content", [";url=/b", ",/b", " ; url=/b", "url=/b", "x;url=/b", "0x;url=/b", "-1;url=/b"]
)
def test_without_a_time_nothing_leads_on(content):
    assert refresh.leads_on_to(content) is None


@pytest.mark.parametrize("content", ["0;url=/b", ".5;url=/b", "1. ,/b", "0 /b", "3;URL = '/b' x"])
def test_times_are_read_as_browsers_do(content):
    assert refresh.leads_on_to(content) == "/b"


def test_a_page_of_spaces_is_looked_through_once():
    """In the square of their number this would take days; it happens while a site is being fetched."""
    spaces = b" " * 5_000_000
    for page in (
        b"refresh http-equiv=" + spaces + b"x",
        b"refresh http-equiv" + spaces + b"x",
        b"refresh" + b" http-equiv=" * 400_000,
    ):
        assert refresh.of_page(page, HTML) is None


def test_formatting_elements_are_not_opened_anew_in_each_paragraph():
    """A third of a megabyte would take two and a half gigabytes, and forty pages are fetched at a time."""
    formatting = "".join(f"<b id={number}>" for number in range(300))
    page = f"<meta http-equiv=refresh content='99'><p>{formatting}</p>{'<p>x</p>' * 40_000}"
    start = time.process_time()
    assert refresh.of_page(page.encode(), HTML) is None
    assert time.process_time() - start < 1


def test_a_meta_is_looked_for_where_pages_begin():
    meta = "<meta http-equiv=refresh content='0; url=/b'>"
    before = "<p>x</p>" * (refresh.LOOKED_THROUGH // 8 - 10)
    assert refresh.of_page(f"{before}{meta}{before}".encode(), HTML) == ("/b", "")
    assert refresh.of_page(f"{before}{before}{meta}".encode(), HTML) is None
