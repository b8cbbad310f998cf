"""API Gateway's part: HTTP on loopback in front of the Chalice app."""

import threading
from functools import partial
from typing import Any

from chalice import Chalice
from chalice.config import Config
from chalice.local import ChaliceRequestHandler, create_local_server

from chalicelib.api.problems import problem

_MAXIMUM_BODY_BYTES = 10_000_000  # API Gateway's own
_IDLE_SECONDS = 30
_BACKLOG = 128  # connections not yet accepted; the standard library's 5 makes bursts wait


class RequestHandler(ChaliceRequestHandler):  # type: ignore[misc]  # Chalice has no types
    """Chalice's handler, answering like the deployed API where Chalice's own does not."""

    disable_nagle_algorithm = True  # else every answer on a kept connection waits for 40 ms
    timeout = _IDLE_SECONDS

    def _generic_handle(self) -> None:
        length = self.headers.get("content-length", "0")
        if "transfer-encoding" in self.headers:
            self._refuse(411, "length-required", "Length Required", "Send the body with a Content-Length.")
        elif not length.isdecimal():
            self._refuse(400, "bad-request", "Bad Request", "The Content-Length is no number.")
        elif int(length) > _MAXIMUM_BODY_BYTES:
            self._refuse(413, "body-too-large", "The body is larger than this call takes", "Send less.")
        else:
            super()._generic_handle()

    do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = do_OPTIONS = _generic_handle  # noqa: N815

    def do_HEAD(self) -> None:  # noqa: N802
        """API Gateway has no HEAD unless a route asks for it."""
        self.close_connection = True
        self.send_response(405)
        self.send_header("Allow", "GET, POST")
        self.send_header("Connection", "close")
        self.end_headers()

    def _send_error_response(self, _error: Any) -> None:
        """What the API has no route for; deployed, the API's gateway responses say the same."""
        self._refuse(404, "not-found", "There is nothing here", "The API has no such path.", close=False)

    def _refuse(self, status: int, slug: str, title: str, detail: str, *, close: bool = True) -> None:
        self.close_connection = self.close_connection or close
        answer = problem(status, slug, title, detail)
        headers = {**answer.headers, "X-Content-Type-Options": "nosniff"}
        if self.close_connection:
            headers["Connection"] = "close"
        self._send_http_response(status, headers, answer.body)

    def version_string(self) -> str:
        """The Server header."""
        return "Wordcount"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """No line for each request: the browser's polling would bury what matters."""


class Server:
    """The API on a port of 127.0.0.1, answering each connection in a thread."""

    def __init__(self, app: Chalice, port: int) -> None:
        """Bind the port; 0 takes a free one.

        Raises:
            OSError: the port is taken.
        """
        config = Config(chalice_stage="local")
        self._server = create_local_server(app, config, "127.0.0.1", port).server
        self._server.RequestHandlerClass = partial(RequestHandler, app_object=app, config=config)
        self._server.socket.listen(_BACKLOG)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        """Answer requests from now on."""
        threading.Thread(target=self._server.serve_forever, name="api", daemon=True).start()

    def stop(self) -> None:
        """Take no more connections."""
        self._server.shutdown()
        self._server.server_close()
