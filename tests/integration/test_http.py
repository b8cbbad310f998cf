"""HTTP itself: methods, media types, compression, conditions, and what is no HTTP."""

import contextlib
import gzip
import json
import re
import socket
import struct
import time
from urllib.parse import urlsplit

import pytest

from local.limits import Limit
from tests.problems import assert_problem

METHODS = ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "QUERY", "PROPFIND"]


def ask(api, method, path, **options):
    return api._session.request(method, api.service.address + path, timeout=10, **options)


def raw(api, request: bytes) -> tuple[int, dict[str, str], bytes]:
    """The answer to bytes as they are."""
    address = urlsplit(api.service.address)
    with socket.create_connection((address.hostname, address.port), timeout=10) as opened:
        opened.sendall(request)
        opened.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: opened.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in lines), body


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", ["/jobs", "/words/tea", "/", "/health"])
def test_a_method_without_a_route_is_a_405_that_names_the_others(api, method, path):
    api._session.hooks["response"].clear()  # an answer to HEAD has no body to describe
    answer = ask(api, method, path)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == ({"GET", "POST"} if path == "/jobs" else {"GET"})
    assert answer.headers["Content-Type"] == "application/problem+json"
    if method == "HEAD":
        assert answer.content == b""
        assert int(answer.headers["Content-Length"]) > 0
    else:
        assert answer.json()["type"] == "/problems/method-not-allowed"


@pytest.mark.parametrize("method", METHODS[1:])
def test_an_unknown_path_is_a_404_to_every_method(api, method):
    assert ask(api, method, "/nothing").status_code == 404


@pytest.mark.parametrize("path", ["/jobs/", "//jobs", "/jobs?"])
def test_a_slash_too_many_finds_the_same(api, path):
    assert api.get(path).json() == {"jobs": []}


def test_the_place_of_a_job_is_right_below_every_spelling_of_the_path(api):
    for path, expected in (("/jobs", "jobs/"), ("/jobs/", "../jobs/")):
        answer = api.post(path, json={"url": "http://127.0.0.1:9/"})
        assert answer.headers["Location"] == expected + answer.json()["id"]
        job = api.get(re.sub(r"^(\.\./)?", "/", answer.headers["Location"]))
        assert job.json()["id"] == answer.json()["id"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/octet-stream", "", "x"])
def test_a_get_is_answered_whatever_it_says_of_the_body_it_has_not(api, content_type):
    assert api.get("/health", headers={"Content-Type": content_type}).status_code == 200


@pytest.mark.parametrize("accept", ["image/png", "application/xml", "*/*;q=0", ";;"])
def test_who_takes_nothing_of_ours_gets_json(api, accept):
    assert api.get("/health", headers={"Accept": accept}).headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("coding", ["gzip", "deflate, GZIP;q=0.5", "*", "br, gzip, zstd"])
def test_a_long_answer_is_compressed_for_who_takes_that(api, coding):
    answer = api.get("/openapi.json", headers={"Accept-Encoding": coding}, stream=True)
    received = answer.raw.read(decode_content=False) or gzip.compress(answer.content)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["ETag"].startswith('W/"'), "not the same bytes as without"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert json.loads(gzip.decompress(received))["openapi"]
    again = api.get("/openapi.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("coding", ["identity", "gzip;q=0", "*;q=0", "br", ""])
def test_nothing_is_compressed_for_who_does_not_take_it(api, coding):
    answer = api.get("/openapi.json", headers={"Accept-Encoding": coding})
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["ETag"].startswith('"')


def test_a_304_has_no_body_and_none_of_its_headers(api):
    etag = api.get("/").headers["ETag"]
    answer = api.get("/", headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert answer.content == b""
    assert not {"Content-Type", "Content-Length", "Content-Encoding"} & set(answer.headers)
    assert {"ETag", "Cache-Control", "Vary"} <= set(answer.headers)


NO_HTTP = {
    "no words": (b"nonsense\r\n\r\n", 400),
    "another version": (b"GET / HTTP/9.9\r\n\r\n", 505),
    "a long path": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
    "a long header": (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", 431),
    "many headers": (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 200 + b"\r\n", 431),
    "a wrong length": (b"POST /jobs HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
    "chunks": (b"POST /jobs HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
    "a huge body": (b"POST /jobs HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 413),
}


@pytest.mark.parametrize(("request_bytes", "status"), NO_HTTP.values(), ids=NO_HTTP)
def test_what_breaks_http_gets_a_problem_too(api, request_bytes, status):
    answered, headers, body = raw(api, request_bytes.replace(b"\r\n", b"\r\nHost: localhost\r\n", 1))
    assert answered == status
    assert headers["Content-Type"] == "application/problem+json"
    assert headers["Connection"] == "close"
    assert json.loads(body)["status"] == status


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "127.8.0.1", "[::1]:80", "a.localhost"]
)
def test_a_name_of_this_machine_is_answered(api, host):
    assert api.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "rebound.example",
        "rebound.example:8000",
        "127.0.0.1.nip.io",
        "localhost.example",
        "10.0.0.1",
        "",
        "[::2]",
    ],
)
def test_a_name_of_somebody_else_that_leads_here_is_not(api, host):
    assert_problem(api.get("/jobs", headers={"Host": host}), 403, "forbidden")
    assert_problem(api.post("/jobs", json={"url": "x.example"}, headers={"Host": host}), 403, "forbidden")
    assert raw(api, b"GET /jobs HTTP/1.0\r\n\r\n")[0] == 403, "without one too"


def test_a_request_byte_by_byte_holds_its_connection_for_so_long_only(api, monkeypatch):
    monkeypatch.setattr("local.server._REQUEST_SECONDS", 0.5)
    address = urlsplit(api.service.address)
    with socket.create_connection((address.hostname, address.port), timeout=10) as opened:
        sent = 0
        with contextlib.suppress(ConnectionError):
            while sent < 500:
                opened.sendall(b"GET / HTTP/1.1\r\nX: ".ljust(500, b"a")[sent : sent + 1])
                sent += 1
                time.sleep(0.05)
    assert sent < 500


def test_who_closes_a_connection_in_the_middle_is_nothing_to_tell(api, capfd):
    address = urlsplit(api.service.address)
    for sent in (b"GET / HT", b"GET /static/page.js HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20):
        with socket.create_connection((address.hostname, address.port), timeout=10) as opened:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
            opened.sendall(sent)
            time.sleep(0.1)
    time.sleep(0.5)
    assert "Traceback" not in capfd.readouterr().err


def test_more_requests_than_are_taken_get_told_when_to_come_again(api, monkeypatch):
    monkeypatch.setitem(api.service._server._server.RequestHandlerClass.keywords, "limit", Limit(0.5, 2))
    answers = [api.get("/openapi.json") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert_problem(answers[2], 429, "too-many-requests")
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 2
