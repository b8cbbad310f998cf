"""A web site of our own on loopback: real HTTP, with pages that the tests write."""

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer

import pytest


@dataclass
class Answer:
    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    after_seconds: float = 0


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # the usual 5 drops connections of several batches at once
    daemon_threads = True

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer's would ask the Internet for the address's name
        self.server_name, self.server_port = self.socket.getsockname()


class Site:
    """Pages by path. A path with several answers gives them one after the other, the last one for ever."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self._address = address
        self._answers: dict[str, list[Answer]] = defaultdict(list)
        self.visits: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._server = _Server((address, 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def page(
        self, path: str, body: str | bytes, status: int = 200, after_seconds: float = 0, **headers: str
    ) -> str:
        """Add an answer to a path, of HTML unless it has a `Content_Type`; returns the page's URL."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body.encode() if isinstance(body, str) else body
        answer = Answer(content, status, {"Content-Type": "text/html; charset=utf-8", **named}, after_seconds)
        self._answers[path].append(answer)
        return self.url(path)

    def url(self, path: str) -> str:
        return f"http://{self._address}:{self._server.server_port}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _next(self, path: str) -> Answer:
        with self._lock:
            self.visits[path] += 1
            answers = self._answers.get(path) or [Answer(b"nothing here", 404)]
            return answers.pop(0) if len(answers) > 1 else answers[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer = site._next(self.path)
                time.sleep(answer.after_seconds)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture
def other_site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()
