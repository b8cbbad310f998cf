"""API Gateway's part: HTTP on loopback in front of the Chalice app."""

import gzip
import hmac
import io
import math
import re
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from chalice import Chalice
from chalice.config import Config
from chalice.local import ChaliceRequestHandler, LocalDevServer, create_local_server

from chalicelib.api import problems
from chalicelib.api.negotiation import weighted
from chalicelib.errors import (
    BodyTooLarge,
    Forbidden,
    MethodNotAllowed,
    NotFound,
    RequestError,
    TooManyRequests,
    WordcountError,
)
from local.limits import Limit, PatientReader

_MAXIMUM_BODY_BYTES = 10_000_000  # API Gateway's own
_COMPRESSED_FROM_BYTES = 1024
_REQUEST_SECONDS = 30  # for a connection's next request to be there, whole
_LOOPBACK_HOST = re.compile(
    r"(?:127(?:\.[0-9]{1,3}){3}|(?:[a-z0-9-]+\.)*localhost|\[::1\])(?::[0-9]{1,5})?", re.I
)
LIMIT = (500.0, 1000.0)  # requests a second, and at once: those of the stage prod
_LENGTH = re.compile("[0-9]{1,15}")
_BACKLOG = 128  # connections not yet accepted; the standard library's 5 makes bursts wait


class RequestHandler(ChaliceRequestHandler):  # type: ignore[misc]  # Chalice has no types
    """Chalice's handler, answering like the deployed API where Chalice's own does not."""

    disable_nagle_algorithm = True  # else every answer on a kept connection waits for 40 ms
    timeout = _REQUEST_SECONDS

    def __init__(self, *args: Any, api_key: str | None, limit: Limit, **options: Any) -> None:
        self._api_key = api_key
        self._limit = limit
        self.headers: Any = {}
        self.close_connection = True
        self._app = options["app_object"]
        super().__init__(*args, **options)

    def setup(self) -> None:
        """Read the connection's requests by a clock: a byte now and then holds no thread for ever."""
        super().setup()
        self._patient = PatientReader(self.connection)
        self.rfile = io.BufferedReader(self._patient)

    def handle_one_request(self) -> None:
        """Answer the next request, if it comes in time."""
        self._patient.until = time.monotonic() + _REQUEST_SECONDS
        super().handle_one_request()

    def _generic_handle(self) -> None:
        length = self.headers.get("content-length", "0")
        if "transfer-encoding" in self.headers:
            self._refuse(411, RequestError("send the body with a Content-Length"), close=True)
        elif not _LENGTH.fullmatch(length):
            self._refuse(400, RequestError("the Content-Length is no number"), close=True)
        elif int(length) > _MAXIMUM_BODY_BYTES:
            self._refuse(413, BodyTooLarge("send less"), close=True)
        else:
            self._enter()

    # API Gateway has a method only where a route asks for it: HEAD as little as TRACE.
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = _generic_handle  # noqa: N815

    def _enter(self) -> None:
        """Let the request pass to the app, unless API Gateway would not."""
        # Chalice has everybody come from one address; who comes from which network decides about turns.
        self.local_gateway.event_converter.LOCAL_SOURCE_IP = self.client_address[0]
        methods = self._methods()
        entry = methods.get(self.command)
        if not _LOOPBACK_HOST.fullmatch(self.headers.get("host", "")):
            # A name of somebody else's that leads here makes this the same site as theirs to a browser.
            self._parse_payload()
            self._refuse(
                403, Forbidden("this service answers to names of this machine: localhost, 127.0.0.1")
            )
        elif (wait := self._limit.take()) > 0:
            self._parse_payload()
            error = TooManyRequests("there are more requests than this service takes: try again")
            self._refuse(429, error, Retry_After=str(math.ceil(wait)))
        elif entry and entry.api_key_required and not self._has_key():
            self._parse_payload()
            self._refuse(403, Forbidden("send a valid key in the X-Api-Key header"))
        elif self.command == "OPTIONS" and methods and not any(each.cors for each in methods.values()):
            self._parse_payload()
            allowed = ", ".join(methods)
            self._refuse(405, MethodNotAllowed(f"this path takes {allowed} only"), Allow=allowed)
        else:
            super()._generic_handle()

    def _has_key(self) -> bool:
        given = self.headers.get("x-api-key", "")
        return bool(self._api_key) and hmac.compare_digest(given.encode(), str(self._api_key).encode())

    def _methods(self) -> dict[str, Any]:
        """The path's route entries by method; none for a path without a route."""
        try:
            matched = self.local_gateway.event_converter._route_matcher.match_route(self.path)
        except ValueError:
            return {}
        return dict(self._app.routes[matched.route])

    def _send_error_response(self, _error: Any) -> None:
        """What the API has no route for; deployed, the API's gateway responses say the same."""
        self._refuse(404, NotFound("the API has no such path"))

    def send_error(self, code: int, message: str | None = None, _explain: str | None = None) -> None:
        """What the standard library refuses: a request that is no HTTP or too long; a method it does not know
        gets the answer that other methods without a route get.
        """
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._generic_handle()
            return
        self.request_version = "HTTP/1.1"  # to HTTP/0.9, which it takes nonsense for, it would send no status
        self._refuse(code, RequestError(message or HTTPStatus(code).phrase), close=True)

    def _refuse(self, status: int, error: WordcountError, *, close: bool = False, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = problems.problem(status, error.slug, error.title(), error.detail, headers=named)
        self.close_connection = self.close_connection or close
        if self.close_connection:
            answer.headers["Connection"] = "close"
        self._send_http_response(status, problems.finish(answer).headers, answer.body)

    def _send_http_response(self, code: int, headers: dict[str, Any], body: str | bytes | None) -> None:
        """Send an answer, compressed where that pays and the caller takes it; a 304 and HEAD have no body."""
        content = (body or "").encode() if not isinstance(body, bytes) else body
        if len(content) >= _COMPRESSED_FROM_BYTES and self._takes_gzip():
            content = gzip.compress(content, compresslevel=6, mtime=0)
            headers = {**headers, "Content-Encoding": "gzip"}
            if "ETag" in headers:  # not the same bytes any more (RFC 9110, section 8.8.3.3)
                headers["ETag"] = "W/" + headers["ETag"].removeprefix("W/")
        if code != HTTPStatus.NOT_MODIFIED:
            headers = {**headers, "Content-Length": str(len(content))}
        self.connection.settimeout(_REQUEST_SECONDS)
        self.send_response(code)
        self._send_headers(headers)
        if code != HTTPStatus.NOT_MODIFIED and self.command != "HEAD":
            self.wfile.write(content)

    def _takes_gzip(self) -> bool:
        codings = weighted(self.headers.get("accept-encoding", ""))
        return codings.get("gzip", codings.get("*", 0.0)) > 0

    def version_string(self) -> str:
        """The Server header."""
        return "Wordcount"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """No line for each request: the browser's polling would bury what matters."""


def _tell(tell: Callable[..., None], *connection: Any) -> None:
    """Tell of what went wrong with a connection, unless the caller closed it: browsers do as they please."""
    if not isinstance(sys.exception(), ConnectionError):
        tell(*connection)


class Server:
    """The API on a port of 127.0.0.1, answering each connection in a thread."""

    def __init__(
        self, app: Any, port: int, api_key: str | None = None, limit: tuple[float, float] = LIMIT
    ) -> None:
        """Bind the port; 0 takes a free one.

        Args:
            app: the Chalice app, or what has its routes and answers for it.
            port: of 127.0.0.1.
            api_key: the one key of the calls that ask for one (`API_ACCESS=key`).
            limit: how many requests are taken, a second and at once.

        Raises:
            OSError: the port is taken.
        """
        config = Config(chalice_stage="local")
        make = create_local_server if isinstance(app, Chalice) else LocalDevServer
        self._server = make(app, config, "127.0.0.1", port).server
        self._server.RequestHandlerClass = partial(
            RequestHandler, app_object=app, config=config, api_key=api_key, limit=Limit(*limit)
        )
        self._server.handle_error = partial(_tell, self._server.handle_error)
        self._server.socket.listen(_BACKLOG)
        serve = partial(self._server.serve_forever, poll_interval=0.05)
        self._thread = threading.Thread(target=serve, name="api", daemon=True)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        """Answer requests from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Take no more connections."""
        if self._thread.is_alive():  # else there is nobody to shut down, and the call would wait for ever
            self._server.shutdown()
        self._server.server_close()
