"""API Gateway's part in front of the service, as far as the page meets it: a stage's path, and a key."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from chalice.app import Request

from chalicelib.api import pages

_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "server", "date", "content-length"}


class Gateway:
    """HTTP on loopback that passes on what comes for its path, without the path.

    Args:
        upstream: where the service is.
        prefix: the stage's path, like `/api`.
        key: what the API's calls have to send as `x-api-key`; the page itself is open.
    """

    def __init__(self, upstream: str, prefix: str, key: str | None = None) -> None:
        self.upstream, self.prefix, self.key = urlsplit(upstream).netloc, prefix, key
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.root = f"http://127.0.0.1:{self._server.server_port}{prefix}/"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            timeout = 30

            def do_GET(self) -> None:
                path = self.path.removeprefix(gateway.prefix)
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                if urlsplit(self.path).path == gateway.prefix:
                    self._answer(*gateway._without_slash(self.path))
                elif not self.path.startswith(gateway.prefix + "/"):
                    self._answer(403, {}, b'{"message":"Missing Authentication Token"}')
                elif gateway._refuses(path, self.headers.get("x-api-key")):
                    self._answer(403, {"Content-Type": "application/json"}, b'{"message":"Forbidden"}')
                else:
                    self._answer(*gateway._passed_on(self.command, path, dict(self.headers), body))

            do_POST = do_DELETE = do_GET  # noqa: N815

            def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
                try:
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except ConnectionError:  # the browser went to another page
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def _refuses(self, path: str, key: str | None) -> bool:
        open_to_all = path.partition("?")[0] == "/" or path.startswith("/static/")
        return self.key is not None and key != self.key and not open_to_all

    def _passed_on(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self.upstream, timeout=40)
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP_BY_HOP}
            return answer.status, kept, answer.read()
        finally:
            connection.close()

    def _without_slash(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """What the service answers to a stage without a slash, which only the event tells it."""
        event = {
            "requestContext": {"httpMethod": "GET", "resourcePath": "/", "path": urlsplit(path).path},
            "headers": {}, "pathParameters": None, "multiValueQueryStringParameters": None,
            "stageVariables": None, "body": "", "isBase64Encoded": False,
        }  # fmt: skip
        answer = pages.get_page(Request(event, None))
        return answer.status_code, answer.headers, answer.body.encode()
