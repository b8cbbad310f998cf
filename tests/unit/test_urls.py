"""What someone types becomes a URL as browsers make it, or is refused with the reason."""

import pytest

from chalicelib.errors import InvalidURL
from chalicelib.urls import MAXIMUM_LENGTH, normalise


@pytest.mark.parametrize(
    ("typed", "normalised"),
    [
        ("example.com", "https://example.com/"),
        ("  HTTP://Example.COM:80  ", "http://example.com/"),
        ("//example.com/a", "https://example.com/a"),
        ("https://example.com:443/a#top", "https://example.com/a"),
        ("https://example.com:80/", "https://example.com:80/"),
        ("localhost:8000/a", "https://localhost:8000/a"),
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
        ("http://x.example/a b\\c", "http://x.example/a%20b%5Cc"),
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
def test_a_url_is_normalised(typed: str, normalised: str) -> None:
    assert normalise(typed) == normalised
    assert normalise(normalised) == normalised


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("x" * (MAXIMUM_LENGTH + 1), "longer"),
        ("http://x.example/" + "ü" * 1000, "longer"),
        ("http://x.example/\n", "control"),
        ("http://x.example/\x85", "control"),
        ("http://x.example/\ud800", "surrogate"),
        ("ftp://x.example/", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("mailto:a@b.example", "only http and https"),
        ("http://a@x.example/", "user name"),
        ("http://a:b@x.example/", "user name"),
        ("http://", "no host"),
        ("https:///path", "no host"),
        ("http://x.example:0/", "port"),
        ("http://x.example:65536/", "port"),
        ("http://x.example:http/", "port"),
        ("http://x..example/", "not a valid name"),
        ("http://.example/", "not a valid name"),
        (f"http://{'a' * 64}.example/", "not a valid name"),
        (f"http://{'ü' * 64}.example/", "not a valid name"),
        (f"http://{'a.' * 127}example/", "not a valid name"),
        ("http://a b.example/", "not a valid name"),
        ("http://a%2Fb.example/", "not a valid name"),
        ("http://a%00.example/", "not a valid name"),
        ("http://a\\b.example/", "not a valid name"),
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
def test_what_is_no_url_of_a_page_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(InvalidURL, match=reason):
        normalise(typed)
