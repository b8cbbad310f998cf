"""What someone types as a URL, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.errors import InvalidURL
from chalicelib.urls import MAXIMUM_LENGTH, normalise


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("example.com", "https://example.com/"),
        ("  http://example.com  ", "http://example.com/"),
        ("EXAMPLE.com:8080/X", "https://example.com:8080/X"),
        ("HTTP://Example.COM/Path?Q=1", "http://example.com/Path?Q=1"),
        ("//example.com/a", "https://example.com/a"),
        ("http://example.com:80/", "http://example.com/"),
        ("https://example.com:443/", "https://example.com/"),
        ("https://example.com:80/", "https://example.com:80/"),
        ("https://example.com/#part", "https://example.com/"),
        ("https://example.com/a b?c d", "https://example.com/a%20b?c%20d"),
        ("https://ja.wikipedia.org/wiki/日本語", "https://ja.wikipedia.org/wiki/%E6%97%A5%E6%9C%AC%E8%AA%9E"),
        ("https://ja.wikipedia.org/wiki/%E6%97%A5", "https://ja.wikipedia.org/wiki/%E6%97%A5"),
        ("bücher.example", "https://xn--bcher-kva.example/"),
        ("http://①②⑦.0.0.1/", "http://127.0.0.1/"),
        ("http://%31%32%37.0.0.1/", "http://127.0.0.1/"),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("localhost:8000/page", "https://localhost:8000/page"),
    ],
)
def test_a_url_is_normalised(typed, meant):
    assert normalise(typed) == meant
    assert normalise(meant) == meant


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("https://", "no host"),
        ("https:///path", "no host"),
        ("/path", "no host"),
        ("http://:80/", "no host"),
        ("ftp://example.com/", "ftp:"),
        ("javascript:alert(1)", "javascript:"),
        ("mailto:someone@example.com", "mailto:"),
        ("file:///etc/passwd", "file:"),
        ("https://user@example.com/", "user name"),
        ("https://user:secret@example.com/", "user name"),
        ("https://@example.com/", "user name"),
        ("https://example.com/" + "a" * MAXIMUM_LENGTH, "longer than 2,048"),
        ("https://example.com/" + "日" * 1000, "longer than 2,048"),
        ("https://example.com/\x00", "control characters"),
        ("https://exa\nmple.com/", "control characters"),
        ("https://example.com/\t", "control characters"),
        ("https://example.com/\x7f", "control characters"),
        ("https://example.com/\x85", "control characters"),
        ("https://example.com/\ud800", "surrogate"),
        ("https://example.com:0/", "port"),
        ("https://example.com:65536/", "port"),
        ("https://example.com:http/", "port"),
        ("https://[::1/", "host"),
        ("https://[fe80::1%25eth0]/", "IPv6"),
        ("https://[v1.a]/", "host"),
        ("https://ex ample.com/", "host"),
        ("https://a\\b.example/", "host"),
        ("https://a%2Fb.example/", "host"),
        ("https://%ff/", "host"),
        ("https://.../", "host"),
        ("https://" + "a" * 254 + "/", "host"),
    ],
)
def test_what_is_no_url_of_a_page_is_refused_with_the_reason(typed, reason):
    with pytest.raises(InvalidURL, match=reason):
        normalise(typed)


@given(st.text() | st.text().map("https://example.com/".__add__) | st.text().map("http://".__add__))
def test_any_text_is_normalised_for_good_or_refused(text):
    try:
        url = normalise(text)
    except InvalidURL:
        return
    assert url.isascii()
    assert url.startswith(("http://", "https://"))
    assert len(url) <= MAXIMUM_LENGTH
    assert normalise(url) == url
