"""Which answers are pages of text."""

import pytest

from chalicelib.counting.reading.media import HTML, PLAIN, XHTML, check_declared, effective
from chalicelib.errors import NotText


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("text/html", HTML),
        ("Text/HTML; charset=ISO-8859-1", "text/html; charset=ISO-8859-1"),
        (' text/html;a="b" ; CharSet="x-1" ; c', "text/html; charset=x-1"),
        ("text/html; charset=\x00\xff", "text/html"),
        ("text/html; xcharset=x", "text/html"),
        ("text/html;\r\n charset=x", "text/html; charset=x"),
        ("text/html charset=x", HTML),
        ("text/plain, text/html; charset=x", "text/html; charset=x"),
        ("text/html; charset=x, text/html", "text/html; charset=x"),
        ("text/html, charset=x", HTML),
        ("application/xhtml+xml", XHTML),
        ("text/plain", PLAIN),
        ("text/markdown; variant=GFM", "text/markdown"),
        ("text/css", PLAIN),
        ("application/atom+xml; charset=utf-8", "application/rss+xml; charset=utf-8"),
    ],
)
def test_a_page_of_text_is_taken(declared: str, expected: str) -> None:
    check_declared(declared)
    assert effective(declared, b"Some text") == expected


@pytest.mark.parametrize(
    "declared",
    [
        "image/png",
        "application/json",
        "application/javascript",
        "application/msword",
        "application/octet-stream",
        "audio/mpeg",
    ],
)
def test_another_type_is_refused_by_its_name(declared: str) -> None:
    with pytest.raises(NotText, match=f"^the URL leads to {declared}, which is not a page of text$"):
        check_declared(declared.upper())


@pytest.mark.parametrize("declared", [None, "", "html", "*/*", "unknown/unknown", "\xff/x"])
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<!DOCTYPE html>", HTML),
        (b" \n<HTML lang=en>", HTML),
        (b"<!-- hello --><p>", HTML),
        (b"\xef\xbb\xbf<title>x", HTML),
        ("<!doctype html>".encode("utf-16"), HTML),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", XHTML),
        (b"<parser>", PLAIN),
        (b"Just some words", PLAIN),
        ("Wörter".encode("latin-1"), PLAIN),
        ("Words".encode("utf-16"), PLAIN),
        (b"", PLAIN),
    ],
)
def test_what_does_not_say_what_it_is_is_looked_at(declared: str | None, body: bytes, expected: str) -> None:
    check_declared(declared)
    assert effective(declared, body) == expected


@pytest.mark.parametrize("declared", [None, "text/html", "text/plain"])
@pytest.mark.parametrize(
    "body",
    [b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff\xe0", b"PK\x03\x04", b"\x1f\x8b\x08"],
)
def test_a_file_of_a_known_kind_is_no_text_whatever_it_says_it_is(declared: str | None, body: bytes) -> None:
    with pytest.raises(NotText):
        effective(declared, body)


@pytest.mark.parametrize("declared", [None, "text/plain"])
def test_bytes_that_no_text_has_are_no_text(declared: str | None) -> None:
    with pytest.raises(NotText):
        effective(declared, b"abc\x00\x01\x02")


def test_text_in_utf_16_has_such_bytes() -> None:
    declared = "text/plain; charset=UTF-16LE"
    assert effective(declared, "Words".encode("utf-16-le")) == declared


@pytest.mark.parametrize("body", [b"<?xml version='1.0'?><gpx>", b"<svg xmlns='http://www.w3.org/2000/svg'>"])
def test_xml_that_is_no_page_is_refused(body: bytes) -> None:
    with pytest.raises(NotText, match="XML"):
        effective("text/xml", body)


@pytest.mark.timeout(10)
def test_a_content_type_made_to_be_slow_is_not() -> None:
    check_declared("text/html" + ";a" * 30_000 + "\n")
    effective("text/html;" + " " * 60_000 + "x", b"\n" * 10_000_000)
    effective(None, b"\n" * 10_000_000)
