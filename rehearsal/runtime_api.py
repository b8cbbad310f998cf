"""Lambda's Runtime API for one execution environment: events are asked for, and answers are posted.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

VERSION = "/2018-06-01/runtime"
MAXIMUM_ANSWER_BYTES = 6_291_556
"""Of what a function may return to who has invoked it."""


@dataclass(frozen=True)
class Invocation:
    """An event on its way to the function."""

    event: Any
    seconds: float
    """How long the function may take."""
    request: str = field(default_factory=lambda: str(uuid4()))


@dataclass(frozen=True)
class Outcome:
    """What the function has made of an event, or of its start."""

    answer: Any = None
    error: dict[str, Any] | None = None


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Functions end in the middle of a call."""


class RuntimeApi:
    """The API, on a port of loopback.

    Args:
        function: the function's name.
        freeze, thaw: what is called when the function asks for its next event, and when it gets one.
    """

    def __init__(self, function: str, freeze: Callable[[], None], thaw: Callable[[], None]) -> None:
        self._arn = f"arn:aws:lambda:us-east-1:123456789012:function:{function}"
        self._freeze, self._thaw = freeze, thaw
        self._waiting: queue.Queue[Invocation | None] = queue.Queue()
        self.outcomes: queue.Queue[Outcome] = queue.Queue()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    @property
    def address(self) -> str:
        """Where it is, as AWS_LAMBDA_RUNTIME_API tells a runtime."""
        return f"127.0.0.1:{self._server.server_port}"

    def send(self, invocation: Invocation) -> None:
        """Give the function an event, once it asks for one."""
        self._waiting.put(invocation)

    def close(self) -> None:
        """Stop serving."""
        self._waiting.put(None)
        self._server.shutdown()
        self._server.server_close()

    def _next(self) -> tuple[dict[str, str], bytes] | None:
        self._freeze()
        invocation = self._waiting.get()
        if invocation is None:
            return None
        self._thaw()
        headers = {
            "Lambda-Runtime-Aws-Request-Id": invocation.request,
            "Lambda-Runtime-Deadline-Ms": str(round((time.time() + invocation.seconds) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": self._arn,
            "Lambda-Runtime-Trace-Id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0",
        }
        return headers, json.dumps(invocation.event).encode()

    def _take(self, path: str, body: bytes) -> None:
        if path.endswith("/error"):
            self.outcomes.put(Outcome(error=json.loads(body)))
        elif len(body) > MAXIMUM_ANSWER_BYTES:
            reason = (
                f"Response payload size exceeded maximum allowed payload size ({MAXIMUM_ANSWER_BYTES} bytes)."
            )
            self.outcomes.put(
                Outcome(error={"errorType": "Function.ResponseSizeTooLarge", "errorMessage": reason})
            )
        else:
            self.outcomes.put(Outcome(answer=json.loads(body)))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if self.path == f"{VERSION}/invocation/next" and (found := api._next()):
                    self._answer(200, *found)
                else:
                    self.close_connection = True

            def do_POST(self) -> None:
                api._take(self.path, self._body())
                self._answer(202, {}, b'{"status":"OK"}')

            def _body(self) -> bytes:
                if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                    return self.rfile.read(int(self.headers.get("Content-Length", 0)))
                body = b""
                while size := int(self.rfile.readline(), 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return body

            def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        return Handler
