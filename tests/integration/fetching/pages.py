"""What sites do and may do: each behaviour by its name, and the body that the page has in the end."""

import gzip
import zlib

from tests.integration.fetching.hostile import Answer
from tests.integration.fetching.messages import (
    HELLO,
    ZIPPED,
    answer,
    chunked,
    counting_down,
    keeps_the_connection_open,
    raw_chunks,
    redirect,
    redirect_with_endless_body,
    refreshing,
    stalling,
    typed,
    untyped,
    wanting_a_cookie,
    zipped,
)

NOSCRIPT = b"<noscript><meta http-equiv=refresh content='0;url=http://10.0.0.1/'></noscript><p>Hello"

PAGES: dict[str, tuple[Answer, bytes]] = {
    "page": (answer(), HELLO),
    "203": (answer(status="203 Non-Authoritative Information"), HELLO),
    "until the connection is closed": (answer(length=False), HELLO),
    "HTTP/1.0": (answer(length=False).replace(b"HTTP/1.1", b"HTTP/1.0"), HELLO),
    "line feeds only": (answer().replace(b"\r\n", b"\n"), HELLO),
    "folded header field": (answer("X-Long: one\r\n two"), HELLO),
    "bytes beyond ASCII in a header field": (answer("X-Name: caf\xe9"), HELLO),
    "header line that is no field": (answer("no field", f"Content-Length: {len(HELLO)}"), HELLO),
    "header field without a name": (answer(": nameless"), HELLO),
    "space before the first field": (answer(" Folded: from nowhere"), HELLO),
    "header field with a name beyond ASCII": (answer("Na\xefve: yes"), HELLO),
    "header line of an old mailbox": (answer("From someone"), HELLO),
    "space before a colon": (answer("X-Name : value"), HELLO),
    "space before the colon of the length": (answer(f"Content-Length : {len(HELLO)}"), HELLO),
    "carriage return within a field": (answer("X: a\rTransfer-Encoding: chunked"), HELLO),
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
    "gzip twice": (zipped(gzip.compress(ZIPPED), "gzip, gzip"), HELLO),
    "gzip and a charset": (zipped(ZIPPED, "utf-8, gzip, none"), HELLO),
    "a charset for a coding": (zipped(HELLO, "UTF-8"), HELLO),
    "no coding by name": (zipped(HELLO, "none, identity"), HELLO),
    "deflate": (zipped(zlib.compress(HELLO), "deflate"), HELLO),
    "deflate without zlib around it": (zipped(zlib.compress(HELLO)[2:-4], "deflate"), HELLO),
    "gzip within deflate": (zipped(zlib.compress(ZIPPED), "gzip, deflate"), HELLO),
    "chunks ended by line feeds": (raw_chunks(b"5\nHello\n0\n\n"), b"Hello"),
    "chunk size with spaces after it": (raw_chunks(b"5  \r\nHello\r\n0\r\n\r\n"), b"Hello"),
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
    "PDF": (typed("application/pdf", b"%PDF-1.7"), b"%PDF-1.7"),
    "PDF sent as HTML": (typed("text/html", b"%PDF-1.7"), b"%PDF-1.7"),
    "style sheet": (typed("text/css", b"p {}"), b"p {}"),
    "feed": (typed("application/rss+xml", b"<rss/>"), b"<rss/>"),
    "Markdown": (typed("text/markdown; charset=utf-8"), HELLO),
    "XHTML sent as XML": (typed("text/xml", b"<?xml version='1.0'?><html>"), b"<?xml version='1.0'?><html>"),
    "cookies": (answer(*[f"Set-Cookie: a{i}={'b' * 700}; Expires=never" for i in range(60)]), HELLO),
    "Refresh": (answer("Refresh: 0; url=/page", body=b"Moved"), HELLO),
    "Refresh later": (answer("Refresh: 11; url=http://10.0.0.1/"), HELLO),
    "Refresh of itself": (answer("Refresh: 5"), HELLO),
    "meta refresh": (refreshing("0; url=page"), HELLO),
    "meta refresh from its base": (
        answer(body=b"<base href='/there/'><meta http-equiv=refresh content='0;url=../page'>"),
        HELLO,
    ),
    "meta refresh from a base that is none": (
        answer(body=b"<base href='data:x'><meta http-equiv=refresh content='0;url=/page'>"),
        HELLO,
    ),
    "meta refresh in quotes": (refreshing('3;URL="/page"'), HELLO),
    "meta refresh without url": (refreshing("0;/page"), HELLO),
    "meta refresh to itself": (
        refreshing("1;url=/meta%20refresh%20to%20itself", "Hello"),
        refreshing("1;url=/meta%20refresh%20to%20itself", "Hello").partition(b"\r\n\r\n")[2],
    ),
    "meta refresh to an app": (
        refreshing("0;url=intent://x", "Hello"),
        refreshing("0;url=intent://x", "Hello").partition(b"\r\n\r\n")[2],
    ),
    "meta refresh without scripts": (answer(body=NOSCRIPT), NOSCRIPT),
    **{
        f"a cookie with {attributes}": (wanting_a_cookie(attributes), HELLO)
        for attributes in (
            "Path=/; HttpOnly",
            "path=foo",
            'Path="/"',
            "max-age=abc",
            'Port="80"',
            "domain",
            "version=x",
        )
    },
    "a cookie in UTF-8": (wanting_a_cookie(value="é".encode().decode("latin-1")), HELLO),
    "a cookie and a Refresh to itself": (wanting_a_cookie(refresh=True), HELLO),
    **{
        f"status line {start!r}": (answer().replace(b"HTTP/1.1", start.encode()), HELLO)
        for start in (
            "HTTP/2",
            "HTTP/2.0",
            "HTTP/3",
            "http/1.1",
            "Http/1.1",
            "\r\nHTTP/1.1",
            "\r\n\nHTTP/1.0",
        )
    },
    **{
        f"content coding {coding}": (zipped(HELLO, coding), HELLO)
        for coding in ("iso-8859-1", "windows-1252", "text/html", "7bit", "compress", "chunked", "rot13")
    },
    "redirect with a backslash": (redirect("\\\\page"[1:]), HELLO),
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
    "redirect with many cookies": (
        redirect("/page", *[f"Set-Cookie: a{i}={'b' * 700}" for i in range(60)]),
        HELLO,
    ),
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
