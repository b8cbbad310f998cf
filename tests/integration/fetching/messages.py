"""Answers to send: well-formed ones but for what is asked for, and servers that misbehave in time."""

import gzip
from collections.abc import Callable

from tests.integration.fetching.hostile import Exchange

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


def refreshing(content: str, text: str = "Moved") -> bytes:
    return answer(body=f"<meta http-equiv=Refresh content='{content}'><p>{text}".encode())


CHUNKED_HEADER = answer("Transfer-Encoding: chunked", body=b"")
ENDLESS_HEADER = answer(body=b"", length=False)


def counting_down(exchange: Exchange) -> None:
    """/hops?3 leads to /hops?2 and so on to the page itself."""
    left = int(exchange.path.partition("?")[2])
    exchange.send(answer() if left == 0 else redirect(f"/{exchange.path[1:].partition('?')[0]}?{left - 1}"))


def refreshing_on(exchange: Exchange) -> None:
    """Each page leads on to another one."""
    name, _, number = exchange.path.partition("?")
    exchange.send(refreshing(f"1; url={name}?{int(number or 0) + 1}"))


def wanting_a_cookie(
    attributes: str = "Path=/; HttpOnly", *, value: str = "yes", refresh: bool = False
) -> Callable[[Exchange], None]:
    """Leads to itself until its cookie comes back, as consent pages and some firewalls do."""
    cookie = f"seen={value}"

    def behave(exchange: Exchange) -> None:
        if f"\r\nCookie: {cookie}\r\n".encode("latin-1") in exchange.request:
            exchange.send(answer())
        elif refresh:
            exchange.send(answer(f"Refresh: 0; url={exchange.path}", f"Set-Cookie: {cookie}", body=b"Wait"))
        else:
            exchange.send(redirect(exchange.path, f"Set-Cookie: {cookie}; {attributes}"))

    return behave


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
