"""What sites do to who fetches from them: each behaviour by name, and how fetching it has to end.

`PAGES` maps a behaviour to its answer and the body that the page has in the end, `FAILURES` to its
answer and the class of the error.
"""

import gzip
import zlib
from collections.abc import Callable

from chalicelib.errors import (
    AddressRefused,
    BadRedirect,
    BrokenAnswer,
    ClientErrorStatus,
    ConnectionLost,
    HostNotFound,
    NoPage,
    NotText,
    PageFailure,
    ServerErrorStatus,
    SiteBusy,
    TimedOut,
    TooLarge,
    TooManyRedirects,
)
from tests.integration.fetching.hostile import Answer, Exchange

HELLO = b"<!doctype html><p>Hello"
ZIPPED = gzip.compress(HELLO)
ZEROS = bytes(2_000_000)


def answer(*fields: str, body: bytes = HELLO, status: str = "200 OK", length: bool = True) -> bytes:
    """A well-formed answer: HTML and its length, but for what `fields` says."""
    names = {field.partition(":")[0].lower() for field in fields}
    header = list(fields)
    if "content-type" not in names:
        header.append("Content-Type: text/html; charset=utf-8")
    if length and not names & {"content-length", "transfer-encoding"}:
        header.append(f"Content-Length: {len(body)}")
    return "\r\n".join([f"HTTP/1.1 {status}", *header, "", ""]).encode("latin-1") + body


def typed(content_type: str, body: bytes = HELLO) -> bytes:
    return answer(f"Content-Type: {content_type}", body=body)


def untyped(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


def zipped(body: bytes, coding: str = "gzip") -> bytes:
    return answer(f"Content-Encoding: {coding}", body=body)


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    body = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + end
    return answer("Transfer-Encoding: chunked", body=body)


def raw_chunks(body: bytes) -> bytes:
    return answer("Transfer-Encoding: chunked", body=body)


def redirect(location: str, *fields: str, status: str = "302 Found", body: bytes = b"") -> bytes:
    return answer(f"Location: {location}", *fields, status=status, body=body)


CHUNKED_HEADER = answer("Transfer-Encoding: chunked", body=b"")
ENDLESS_HEADER = answer(body=b"", length=False)


def counting_down(exchange: Exchange) -> None:
    """/hops?3 leads to /hops?2 and so on to the page itself."""
    left = int(exchange.path.partition("?")[2])
    exchange.send(answer() if left == 0 else redirect(f"/{exchange.path[1:].partition('?')[0]}?{left - 1}"))


def redirect_with_endless_body(exchange: Exchange) -> None:
    exchange.flood(ZEROS, first=answer("Location: /page", status="302 Found", body=b"", length=False))


def slow_redirects(exchange: Exchange) -> None:
    exchange.stopping.wait(0.3)
    exchange.send(redirect("/slow redirects".replace(" ", "%20")))


def keeps_the_connection_open(exchange: Exchange) -> None:
    exchange.send(answer())
    exchange.stall()


def dripping(data: bytes, first: bytes = b"") -> Callable[[Exchange], None]:
    return lambda exchange: exchange.drip(data, first=first)


def flooding(data: bytes, first: bytes = b"") -> Callable[[Exchange], None]:
    return lambda exchange: exchange.flood(data, first=first)


def stalling(first: bytes = b"") -> Callable[[Exchange], None]:
    def stall(exchange: Exchange) -> None:
        exchange.send(first)
        exchange.stall()

    return stall


def resetting(first: bytes = b"") -> Callable[[Exchange], None]:
    def reset(exchange: Exchange) -> None:
        exchange.send(first)
        exchange.stopping.wait(0.05)  # so that what was sent is read before the reset discards it
        exchange.reset()

    return reset


PAGES: dict[str, tuple[Answer, bytes]] = {
    "page": (answer(), HELLO),
    "203": (answer(status="203 Non-Authoritative Information"), HELLO),
    "until the connection is closed": (answer(length=False), HELLO),
    "HTTP/1.0": (answer(length=False).replace(b"HTTP/1.1", b"HTTP/1.0"), HELLO),
    "line feeds only": (answer().replace(b"\r\n", b"\n"), HELLO),
    "folded header field": (answer("X-Long: one\r\n two"), HELLO),
    "bytes beyond ASCII in a header field": (answer("X-Name: caf\xe9"), HELLO),
    "status without a phrase": (answer(status="200"), HELLO),
    "connection kept open": (keeps_the_connection_open, HELLO),
    "more than its Content-Length": (answer(f"Content-Length: {len(HELLO)}", body=HELLO + b"<p>more"), HELLO),
    "the same Content-Length twice": (answer(*[f"Content-Length: {len(HELLO)}"] * 2), HELLO),
    "empty page": (answer(body=b""), b""),
    "empty page said to be gzip": (zipped(b""), b""),
    "interim answers": (
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + answer(),
        HELLO,
    ),
    "chunked": (chunked(HELLO[:5], HELLO[5:]), HELLO),
    "chunks of one byte": (chunked(*[HELLO[i : i + 1] for i in range(len(HELLO))]), HELLO),
    "chunked with a Content-Length": (
        answer("Transfer-Encoding: Chunked", "Content-Length: 3", body=b"5\r\nHello\r\n0\r\n\r\n"),
        b"Hello",
    ),
    "chunk extensions": (raw_chunks(b'5;name="a;b"\r\nHello\r\n0;last\r\n\r\n'), b"Hello"),
    "trailers": (chunked(HELLO, end=b"0\r\nSet-Cookie: a=b\r\nContent-Length: 1\r\n\r\n"), HELLO),
    "gzip": (zipped(ZIPPED), HELLO),
    "gzip in capitals": (zipped(ZIPPED, "GZIP"), HELLO),
    "x-gzip": (zipped(ZIPPED, "x-gzip"), HELLO),
    "identity": (zipped(HELLO, "identity"), HELLO),
    "gzip in chunks": (
        answer(
            "Content-Encoding: gzip",
            "Transfer-Encoding: chunked",
            body=chunked(ZIPPED).split(b"\r\n\r\n", 1)[1],
        ),
        HELLO,
    ),
    "gzip of several members": (zipped(ZIPPED * 3), HELLO * 3),
    "gzip followed by zeros": (zipped(ZIPPED + bytes(512)), HELLO),
    "gzip followed by rubbish": (zipped(ZIPPED + b"rubbish" * 20_000), HELLO),
    "no Content-Type": (untyped(HELLO), HELLO),
    "no Content-Type and plain text": (untyped(b"Just words"), b"Just words"),
    "Content-Type that is none": (typed("html"), HELLO),
    "two Content-Types": (answer("Content-Type: image/png", "Content-Type: text/html"), HELLO),
    "Content-Type in capitals": (typed("TEXT/HTML"), HELLO),
    "XHTML": (typed("application/xhtml+xml"), HELLO),
    "plain text": (typed("text/plain"), HELLO),
    "Markdown": (typed("text/markdown; charset=utf-8"), HELLO),
    "XHTML sent as XML": (typed("text/xml", b"<?xml version='1.0'?><html>"), b"<?xml version='1.0'?><html>"),
    "cookies": (answer(*[f"Set-Cookie: a{i}={'b' * 700}; Expires=never" for i in range(60)]), HELLO),
    "Refresh": (answer("Refresh: 0; url=http://10.0.0.1/"), HELLO),
    "asks for a password, with the page": (answer("WWW-Authenticate: Basic realm=x"), HELLO),
    "redirect": (redirect("/page"), HELLO),
    "redirect to itself with another query": (redirect("redirect?"), HELLO),
    "redirect without a slash": (redirect("page"), HELLO),
    "redirect up": (redirect("a/b/../../page"), HELLO),
    "redirect without a scheme": (
        lambda exchange: exchange.send(redirect(exchange.base[5:] + "/page")),
        HELLO,
    ),
    "redirect with a fragment": (redirect("/page#top"), HELLO),
    "redirect in UTF-8": (redirect("/caf\u00c3\u00a9"), HELLO),
    "redirect not in UTF-8": (redirect("/caf\u00e9"), HELLO),
    "redirect with a tab": (redirect("/pa\tge"), HELLO),
    "redirect with spaces": (redirect("  /some page "), HELLO),
    "301": (redirect("/page", status="301 Moved Permanently"), HELLO),
    "303": (redirect("/page", status="303 See Other"), HELLO),
    "307": (redirect("/page", status="307 Temporary Redirect"), HELLO),
    "308": (redirect("/page", status="308 Permanent Redirect"), HELLO),
    "redirect with an endless body": (redirect_with_endless_body, HELLO),
    "redirect with a body that stalls": (stalling(redirect("/page", "Content-Length: 9")), HELLO),
    "redirect with a broken body": (redirect("/page", "Content-Encoding: gzip", body=b"no gzip"), HELLO),
    "redirect with cookies": (redirect("/page", "Set-Cookie: id=secret"), HELLO),
    "hops?10": (counting_down, HELLO),
}

# What the behaviours above lead to.
TARGETS: dict[str, Answer] = {
    "hops": counting_down,
    "redirect": redirect("/page"),
    "caf%C3%A9": answer(),
    "caf%E9": answer(),
    "some%20page": answer(),
}

FAILURES: dict[str, tuple[Answer, type[PageFailure]]] = {
    # No answer at all
    "closes at once": (lambda exchange: exchange.connection.close(), ConnectionLost),
    "resets at once": (resetting(), ConnectionLost),
    "says nothing": (stalling(), TimedOut),
    "closes within the status": (b"HTTP/1.1 20", ConnectionLost),
    "closes within the header": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html", ConnectionLost),
    "closes after a header field": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", ConnectionLost),
    "closes after an interim answer": (b"HTTP/1.1 100 Continue\r\n\r\n", ConnectionLost),
    "resets within the header": (resetting(b"HTTP/1.1 200 OK\r\nContent-"), ConnectionLost),
    # No HTTP
    "HTTP/0.9": (HELLO, BrokenAnswer),
    "HTTP/3": (answer().replace(b"HTTP/1.1", b"HTTP/3"), BrokenAnswer),
    "SSH": (b"SSH-2.0-OpenSSH_9.9\r\n", BrokenAnswer),
    "SMTP": (b"220 mail.example ESMTP\r\n", BrokenAnswer),
    "empty lines": (b"\r\n\r\n\r\n\r\n", BrokenAnswer),
    "zeros": (bytes(100_000), TooLarge),
    "status of letters": (answer(status="abc OK"), BrokenAnswer),
    "status of two digits": (answer(status="20 OK"), BrokenAnswer),
    "status of five digits": (answer(status="20000 OK"), BrokenAnswer),
    "switches protocols": (answer("Upgrade: h2c", status="101 Switching Protocols"), BrokenAnswer),
    # Headers
    "header line that is no field": (answer("no field", f"Content-Length: {len(HELLO)}"), BrokenAnswer),
    "header field without a name": (answer(": nameless"), BrokenAnswer),
    "space before the first field": (answer(" Folded: from nowhere"), BrokenAnswer),
    "Content-Lengths that differ": (answer("Content-Length: 5", "Content-Length: 23"), BrokenAnswer),
    "Content-Lengths that differ in one field": (answer("Content-Length: 5, 23"), BrokenAnswer),
    "negative Content-Length": (answer("Content-Length: -5"), BrokenAnswer),
    "signed Content-Length": (answer("Content-Length: +5"), BrokenAnswer),
    "hexadecimal Content-Length": (answer("Content-Length: 0x17"), BrokenAnswer),
    "Content-Length with an underscore": (answer("Content-Length: 2_3"), BrokenAnswer),
    "Content-Length in circled digits": (answer("Content-Length: \u00b2\u00b3"), BrokenAnswer),
    "Content-Length of letters": (answer("Content-Length: long"), BrokenAnswer),
    "Content-Length of 5,000 digits": (answer("Content-Length: " + "9" * 5_000), BrokenAnswer),
    "two transfer codings": (answer("Transfer-Encoding: gzip, chunked"), BrokenAnswer),
    "unknown transfer coding": (answer("Transfer-Encoding: rot13"), BrokenAnswer),
    "two fields of transfer codings": (
        answer("Transfer-Encoding: identity", "Transfer-Encoding: chunked"),
        BrokenAnswer,
    ),
    "header line of 70,000 bytes": (answer("X: " + "x" * 70_000), TooLarge),
    "120 header fields": (answer(*[f"X-{i}: x" for i in range(120)]), BrokenAnswer),
    "header of 100,000 bytes": (answer(*[f"X-{i}: {'x' * 2_000}" for i in range(50)]), TooLarge),
    "endless header line": (flooding(b"x" * 10_000, b"HTTP/1.1 200 OK\r\nX: "), TooLarge),
    "endless interim answers": (flooding(b"HTTP/1.1 100 Continue\r\n\r\n" * 100), TooLarge),
    "endless early hints": (flooding(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100), TooLarge),
    "header byte by byte": (dripping(b"x", b"HTTP/1.1 200 OK\r\nX: "), TimedOut),
    "header field by field": (dripping(b"X: y\r\n", b"HTTP/1.1 200 OK\r\n"), TimedOut),
    "interim answers one by one": (dripping(b"HTTP/1.1 100 Continue\r\n\r\n"), TimedOut),
    # Statuses
    "201": (answer(status="201 Created"), NoPage),
    "202": (answer(status="202 Accepted"), NoPage),
    "204": (answer(status="204 No Content", body=b""), NoPage),
    "205": (answer(status="205 Reset Content", body=b""), NoPage),
    "206": (answer("Content-Range: bytes 0-22/100", status="206 Partial Content"), NoPage),
    "300": (answer(status="300 Multiple Choices"), NoPage),
    "304": (answer(status="304 Not Modified", body=b""), NoPage),
    "305": (redirect("http://10.0.0.1:3128/", status="305 Use Proxy"), NoPage),
    "400": (answer(status="400 Bad Request"), ClientErrorStatus),
    "401": (answer("WWW-Authenticate: Negotiate", status="401 Unauthorized"), ClientErrorStatus),
    "403": (answer(status="403 Forbidden"), ClientErrorStatus),
    "404": (answer(status="404 Not Found"), ClientErrorStatus),
    "410": (answer(status="410 Gone"), ClientErrorStatus),
    "418": (answer(status="418 I'm a teapot"), ClientErrorStatus),
    "499": (answer(status="499 Whatever"), ClientErrorStatus),
    "500": (answer(status="500 Internal Server Error"), ServerErrorStatus),
    "501": (answer(status="501 Not Implemented"), ServerErrorStatus),
    "520": (answer(status="520 Web Server Returned an Unknown Error"), ServerErrorStatus),
    "429": (answer("Retry-After: 7", status="429 Too Many Requests"), SiteBusy),
    "502": (answer(status="502 Bad Gateway"), SiteBusy),
    "503": (answer("Retry-After: soon", status="503 Service Unavailable"), SiteBusy),
    "504": (answer(status="504 Gateway Timeout"), SiteBusy),
    "999": (answer(status="999 Request denied"), NoPage),
    # Lengths
    "Content-Length of a terabyte": (answer("Content-Length: 1000000000000"), TooLarge),
    "too long by one byte": (answer(body=bytes(1_000_001)), TooLarge),
    "endless body": (flooding(b"x" * 100_000, ENDLESS_HEADER), TooLarge),
    "endless chunks": (flooding(b"186A0\r\n" + b"x" * 100_000 + b"\r\n", CHUNKED_HEADER), TooLarge),
    "endless chunks of one byte": (flooding(b"1\r\nx\r\n" * 10_000, CHUNKED_HEADER), TooLarge),
    "endless chunk extension": (flooding(b"x" * 10_000, CHUNKED_HEADER + b"1;"), BrokenAnswer),
    "chunk extensions without end": (
        flooding(b"1;" + b"x" * 30_000 + b"\r\nx\r\n", CHUNKED_HEADER),
        TooLarge,
    ),
    "endless trailers": (flooding(b"X: y\r\n" * 10_000, CHUNKED_HEADER + b"0\r\n"), TooLarge),
    "one chunk of a terabyte": (flooding(b"x" * 100_000, CHUNKED_HEADER + b"E8D4A51000\r\n"), TooLarge),
    "shorter than its Content-Length": (answer("Content-Length: 100"), BrokenAnswer),
    "reset within the body": (resetting(answer("Content-Length: 100")), ConnectionLost),
    "chunk cut off": (raw_chunks(b"64\r\nHello"), BrokenAnswer),
    "chunks without an end": (raw_chunks(b"5\r\nHello\r\n"), BrokenAnswer),
    "chunk size of letters": (raw_chunks(b"xyz\r\nHello\r\n0\r\n\r\n"), BrokenAnswer),
    "chunk size missing": (raw_chunks(b"\r\nHello\r\n0\r\n\r\n"), BrokenAnswer),
    "negative chunk size": (raw_chunks(b"-5\r\nHello\r\n0\r\n\r\n"), BrokenAnswer),
    "chunk size minus one": (raw_chunks(b"-1\r\nHello\r\n0\r\n\r\n"), BrokenAnswer),
    "chunk longer than its size": (raw_chunks(b"3\r\nHello\r\n0\r\n\r\n"), BrokenAnswer),
    "body that is not chunked": (raw_chunks(HELLO), BrokenAnswer),
    "body stalls": (stalling(answer("Content-Length: 100")), TimedOut),
    "body byte by byte": (dripping(b"x", answer("Content-Length: 100")), TimedOut),
    "endless body byte by byte": (dripping(b"x", ENDLESS_HEADER), TimedOut),
    "chunks one by one": (dripping(b"1\r\nx\r\n", CHUNKED_HEADER), TimedOut),
    "chunk size digit by digit": (dripping(b"0", CHUNKED_HEADER), TimedOut),
    "chunk extension byte by byte": (dripping(b"x", CHUNKED_HEADER + b"5;"), TimedOut),
    "trailers one by one": (dripping(b"X: y\r\n", CHUNKED_HEADER + b"0\r\n"), TimedOut),
    # Compression
    "gzip bomb": (zipped(gzip.compress(ZEROS)), TooLarge),
    "gzip bomb of several members": (zipped(gzip.compress(ZEROS[:300_000]) * 4), TooLarge),
    "gzip bomb in chunks": (
        answer(
            "Content-Encoding: gzip",
            "Transfer-Encoding: chunked",
            body=chunked(gzip.compress(ZEROS)).split(b"\r\n\r\n", 1)[1],
        ),
        TooLarge,
    ),
    "gzip cut off": (zipped(ZIPPED[:-10]), BrokenAnswer),
    "gzip without its check sum": (zipped(ZIPPED[:-8]), BrokenAnswer),
    "gzip with a wrong check sum": (zipped(ZIPPED[:-8] + bytes(8)), BrokenAnswer),
    "gzip damaged": (zipped(ZIPPED[:12] + b"\xff\xff" + ZIPPED[14:]), BrokenAnswer),
    "second member cut off": (zipped(ZIPPED + ZIPPED[:15]), BrokenAnswer),
    "gzip of 2,000 members": (zipped(gzip.compress(b"") * 2_000), BrokenAnswer),
    "gzip in name only": (zipped(HELLO), BrokenAnswer),
    "deflate sent as gzip": (zipped(zlib.compress(HELLO)), BrokenAnswer),
    "deflate": (zipped(zlib.compress(HELLO), "deflate"), BrokenAnswer),
    "br": (zipped(HELLO, "br"), BrokenAnswer),
    "zstd": (zipped(b"\x28\xb5\x2f\xfd", "zstd"), BrokenAnswer),
    "gzip twice": (zipped(gzip.compress(ZIPPED), "gzip, gzip"), BrokenAnswer),
    "unknown content coding": (zipped(HELLO, "rot13"), BrokenAnswer),
    "gzip blocks of nothing": (
        dripping(b"\x00\x00\x00\xff\xff", answer("Content-Encoding: gzip", body=ZIPPED[:10], length=False)),
        TimedOut,
    ),
    # Not text
    "PNG": (typed("image/png", b"\x89PNG\r\n\x1a\n"), NotText),
    "PDF": (typed("application/pdf", b"%PDF-1.7"), NotText),
    "PDF sent as HTML": (typed("text/html", b"%PDF-1.7"), NotText),
    "gzip file sent as HTML": (typed("text/html", ZIPPED), NotText),
    "JSON": (typed("application/json", b"{}"), NotText),
    "style sheet": (typed("text/css", b"p {}"), NotText),
    "feed": (typed("application/rss+xml", b"<rss/>"), NotText),
    "feed sent as XML": (typed("text/xml", b"<?xml version='1.0'?><rss/>"), NotText),
    "SVG": (typed("image/svg+xml", b"<svg/>"), NotText),
    "video": (flooding(b"x" * 100_000, answer("Content-Type: video/mp4", body=b"", length=False)), NotText),
    "octets": (typed("application/octet-stream"), NotText),
    "octets sent as text": (typed("text/plain", bytes(range(256))), NotText),
    "octets of an unsaid type": (untyped(bytes(range(256))), NotText),
    "XML of an unsaid type": (untyped(b"<?xml version='1.0'?><rss/>"), NotText),
    "form data": (typed("multipart/x-mixed-replace; boundary=x"), NotText),
    # Redirects
    "redirect to nowhere": (answer(status="302 Found"), BadRedirect),
    "redirect with an empty Location": (redirect(""), BadRedirect),
    "redirect to a script": (redirect("javascript:alert(1)"), BadRedirect),
    "redirect to a file": (redirect("file:///etc/passwd"), BadRedirect),
    "redirect to FTP": (redirect("ftp://127.0.0.1/"), BadRedirect),
    "redirect to Gopher": (redirect("gopher://127.0.0.1:6379/_INFO"), BadRedirect),
    "redirect to data": (redirect("data:text/html,Hello"), BadRedirect),
    "redirect with credentials": (redirect("http://user:secret@127.0.0.1/"), BadRedirect),
    "redirect to half an address": (redirect("http://[::1"), BadRedirect),
    "redirect to no address": (redirect("http://[not an address]/"), BadRedirect),
    "redirect to a zone": (redirect("http://[fe80::1%25eth0]/"), BadRedirect),
    "redirect to a host that is not UTF-8": (redirect("http://caf\u00e9.example/"), BadRedirect),
    "redirect to port 0": (redirect("http://127.0.0.1:0/"), BadRedirect),
    "redirect to port 99999": (redirect("http://127.0.0.1:99999/"), BadRedirect),
    "redirect to 3,000 letters": (redirect("/" + "x" * 3_000), BadRedirect),
    "redirect to two places": (
        answer("Location: /page", "Location: /other", status="302 Found"),
        BadRedirect,
    ),
    "redirect to the metadata": (redirect("http://169.254.169.254/latest/meta-data/"), AddressRefused),
    "redirect to the metadata in decimal": (redirect("http://2852039166/"), AddressRefused),
    "redirect to IPv6 loopback": (redirect("http://[::1]/"), AddressRefused),
    "redirect to mapped loopback": (redirect("http://[::ffff:127.0.0.1]/"), AddressRefused),
    "redirect to a private name": (redirect("http://private.example/"), AddressRefused),
    "redirect to a name with a mixed answer": (redirect("http://mixed.example/"), AddressRefused),
    "redirect to another port": (redirect("http://93.184.215.14:22/"), AddressRefused),
    "redirect to no host": (redirect("http://nobody.example/"), HostNotFound),
    "redirect to itself": (redirect("/redirect%20to%20itself"), TooManyRedirects),
    "hops?11": (counting_down, TooManyRedirects),
    "slow redirects": (slow_redirects, TimedOut),
}
