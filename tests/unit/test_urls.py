"""What someone types as a URL, and what it means."""

import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.errors import InvalidURL
from chalicelib.urls import MAXIMUM_LENGTH, normalise, resolve


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
        ("http://example.com./", "http://example.com./"),
        # Dot segments, plain and encoded
        ("http://x.example/a/./b/../c", "http://x.example/a/c"),
        ("http://x.example/a/%2e/b/%2E%2e/c", "http://x.example/a/c"),
        ("http://x.example/a/.%2e", "http://x.example/"),
        ("http://x.example/../../etc/passwd", "http://x.example/etc/passwd"),
        ("http://x.example/a/b/..", "http://x.example/a/"),
        ("http://x.example/a/b/.", "http://x.example/a/b/"),
        ("http://x.example/a//..//b", "http://x.example/a//b"),
        ("http://x.example/a...b/..c/d..", "http://x.example/a...b/..c/d.."),
        ("http://x.example?a/../b", "http://x.example/?a/../b"),
        # Percent-encoding
        ("http://x.example/ü?ü", "http://x.example/%C3%BC?%C3%BC"),
        ("http://x.example/%c3%BC", "http://x.example/%c3%BC"),
        ("http://x.example/100%", "http://x.example/100%25"),
        ("http://x.example/%zz?%", "http://x.example/%25zz?%25"),
        ("http://x.example/a b\\c?d\\e", "http://x.example/a%20b/c?d%5Ce"),
        # As it was copied or typed
        ("\u200bhttp://x.example/", "http://x.example/"),
        ("\ufe0fhttp://x.example/\U000e0100", "http://x.example/"),
        ("\u3164\u2800http://x.example/", "http://x.example/"),
        ("ht\u200btp://x.example/", "http://x.example/"),
        ("h\u00adttps\u034f://x.example/", "https://x.example/"),
        ("(https://x.example)", "https://x.example/"),
        ("”https://x.example”", "https://x.example/"),
        ("『https://x.example』", "https://x.example/"),
        ('"<https://x.example>"', "https://x.example/"),
        ("<URL:https://x.example>", "https://x.example/"),
        ("\ufeff http://x.example/\u200b\u00a0", "http://x.example/"),
        ("\n\thttp://x.example/\r\n", "http://x.example/"),
        ("https:/x.example/a", "https://x.example/a"),
        ("https:x.example", "https://x.example/"),
        ("https:\\\\x.example\\a", "https://x.example/a"),
        ("HTTPS:////x.example", "https://x.example/"),
        ("https:///path", "https://path/"),
        ("<https://x.example/a>", "https://x.example/a"),
        ('"https://x.example/a"', "https://x.example/a"),
        ("'https://x.example/a'", "https://x.example/a"),
        ("“ x.example ”", "https://x.example/"),
        ("«x.example»", "https://x.example/"),
        ("https://x.example/it's'", "https://x.example/it's'"),
        ("http://a\\b.example/", "http://a/b.example/"),
        # Names
        ("http://%45xample.com", "http://example.com/"),
        ("http://münchen.example", "http://xn--mnchen-3ya.example/"),
        ("http://MÜNCHEN.example", "http://xn--mnchen-3ya.example/"),
        ("http://m%C3%BCnchen.example", "http://xn--mnchen-3ya.example/"),
        ("http://faß.example", "http://xn--fa-hia.example/"),
        ("http://ｅｘａｍｐｌｅ。com", "http://example.com/"),
        ("http://💩.example", "http://xn--ls8h.example/"),
        ("http://i❤.example", "http://xn--i-7iq.example/"),
        ("http://a_b.ü.example", "http://a_b.xn--tda.example/"),
        ("http://so\u00adft.example", "http://soft.example/"),
        # Addresses
        ("http://0x7f.1", "http://127.0.0.1/"),
        ("http://2130706433", "http://127.0.0.1/"),
        ("http://0177.0.0.1", "http://127.0.0.1/"),
        ("http://①②⑦.⓪.⓪.①.", "http://127.0.0.1/"),
        ("http://192.0.2.1:8080", "http://192.0.2.1:8080/"),
        ("http://[2001:DB8::0:1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://[::ffff:192.0.2.1]", "http://[::ffff:c000:201]/"),
        ("http://1.example", "http://1.example/"),
        ("http://0x7f.example", "http://0x7f.example/"),
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
        ("https://example.com/\t/", "control characters"),
        ("https://example.com/\x7f", "control characters"),
        ("https://example.com/\x85/", "control characters"),
        ("https://example.com/\ud800", "surrogate"),
        ("https://example.com:0/", "port"),
        ("https://example.com:65536/", "port"),
        ("https://example.com:http/", "port"),
        ("https://[::1/", "host"),
        ("https://[fe80::1%25eth0]/", "IPv6"),
        ("https://[v1.a]/", "host"),
        ("https://ex ample.com/", "host"),
        ("http://[::1]a/", "host"),
        ("http://[::1]:80:80/", "host"),
        ("http://a[::1]/", "host"),
        ("http://good.test[v6]/", "host"),
        ("http://good.test]/", "host"),
        ("<>", "empty"),
        ("\u200b", "empty"),
        ("http//x.example/", "the URL's host is 'http'"),
        ("https://http://x.example/", "the URL's host is 'http'"),
        ("https://a%2Fb.example/", "host"),
        ("https://%ff/", "host"),
        ("https://.../", "host"),
        ("https://" + "a" * 254 + "/", "host"),
        ("http://x..example/", "not a valid name"),
        ("http://.example/", "not a valid name"),
        (f"http://{'a' * 64}.example/", "not a valid name"),
        (f"http://{'ü' * 64}.example/", "not a valid name"),
        (f"http://{'a.' * 127}example/", "not a valid name"),
        ("http://a b.example/", "not a valid name"),
        ("http://a%2Fb.example/", "not a valid name"),
        ("http://a%00.example/", "not a valid name"),
        ("http://%FF.example/", "internationalised"),
        ("http://1.2.3.4.5/", "ends in a number"),
        ("http://256.1.1.1/", "ends in a number"),
        ("http://1.2.3.0x100/", "ends in a number"),
        ("http://09.1.1.1/", "ends in a number"),
        ("http://4294967296/", "ends in a number"),
        ("http://example.0x1/", "ends in a number"),
        ("http://[::1/", "not a valid name or address"),
        ("http://[fe80::1%25eth0]/", "not a valid IPv6"),
        ("http://[192.0.2.1]/", "not a valid"),
    ],
)
def test_what_is_no_url_of_a_page_is_refused_with_the_reason(typed, reason):
    with pytest.raises(InvalidURL, match=reason):
        normalise(typed)


@pytest.mark.parametrize(
    ("reference", "meant"),
    [
        ("\\path", "http://a.example/path"),
        ("\\\\b.example\\x", "http://b.example/x"),
        ("///b.example/x", "http://b.example/x"),
        ("x\\..\\y?a\\b", "http://a.example/d/y?a%5Cb"),
        ("http:x", "http://a.example/d/x"),
        ("http:/x", "http://a.example/x"),
        ("https:x", "https://x/"),
        ("https:/x", "https://x/"),
        ("http:///x", "http://x/"),
        ("?q", "http://a.example/d/e?q"),
        ("#f", "http://a.example/d/e?p"),
        ("", "http://a.example/d/e?p"),
        (" /a\tb\n", "http://a.example/ab"),
        (";x", "http://a.example/d/;x"),
        ("..", "http://a.example/"),
    ],
)
def test_a_reference_is_resolved_as_in_browsers(reference, meant):
    assert resolve(reference, "http://a.example/d/e?p") == meant


@settings(deadline=None)
@given(st.text())
def test_any_reference_is_resolved_or_refused(reference):
    try:
        url = resolve(reference, "http://a.example/d/e?p")
    except InvalidURL:
        return
    assert normalise(url) == url


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


@pytest.mark.parametrize(
    "typed",
    [
        "<" * 1000 + "a" + " " * 2000 + "a" + ">" * 1000,
        "(" * 1000 + "a" + "\u200b" * 2000 + "a" + ")" * 1000,
        "<( " * 500 + "a" + " " * 1000 + "a" + " )>" * 500,
    ],
)
def test_wrappers_and_spaces_without_end_take_no_time(typed):
    """A hundred of them come in one request; looked through for each wrapper anew, one takes 20 seconds."""
    start = time.process_time()
    with pytest.raises(InvalidURL):
        normalise(typed)
    assert time.process_time() - start < 1


def test_a_reference_of_megabytes_is_not_kept_in_memory():
    """The standard library keeps the last 128 URLs that it was asked to split."""
    tracemalloc.start()
    try:
        for number in range(10):
            with pytest.raises(InvalidURL, match="longer than 2,048 characters"):
                resolve(f"{number}" + "x" * 1_000_000, "http://example.com/")
        assert tracemalloc.get_traced_memory()[0] < 1_000_000
    finally:
        tracemalloc.stop()
