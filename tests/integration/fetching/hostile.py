"""A web server on loopback that answers each path with a behaviour of its own, however wrong.

    with HostileServer({"hello": b"HTTP/1.1 200 OK\\r\\n…"}) as server:
        fetch(server.url("hello"))

A behaviour is the bytes to send, or a function that is given the `Exchange` to do what it likes with.
"""

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Exchange:
    """One request that the server got, and the connection to answer it on."""

    connection: socket.socket
    request: bytes
    path: str
    base: str
    stopping: threading.Event

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def drip(self, data: bytes, *, first: bytes = b"", seconds: float = 0.05) -> None:
        """Send `first`, then `data` again and again with pauses, until nobody listens any more."""
        self.send(first)
        while not self.stopping.wait(seconds):
            self.send(data)

    def flood(self, data: bytes, *, first: bytes = b"") -> None:
        self.drip(data, first=first, seconds=0)

    def stall(self) -> None:
        """Keep the connection open and say nothing more, until the client has gone."""
        self.connection.settimeout(0.05)
        while not self.stopping.is_set():
            with contextlib.suppress(TimeoutError):
                if not self.connection.recv(4096):
                    return

    def reset(self) -> None:
        """Break the connection off with a TCP reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Answer = bytes | Callable[[Exchange], None]


@dataclass
class HostileServer:
    answers: dict[str, Answer]
    context: ssl.SSLContext | None = None
    requests: list[bytes] = field(default_factory=list)

    def __enter__(self) -> "HostileServer":
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive(), f"{thread.name} hangs"

    @property
    def port(self) -> int:
        return self._listener.getsockname()[1]

    @property
    def base(self) -> str:
        return f"{'https' if self.context else 'http'}://127.0.0.1:{self.port}"

    def url(self, name: str) -> str:
        return f"{self.base}/{name}"

    def _start(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        # The client hangs up on us as a matter of course.
        with contextlib.suppress(OSError), contextlib.closing(connection):
            connection.settimeout(10)
            if self.context:
                connection = self.context.wrap_socket(
                    connection, server_side=True, do_handshake_on_connect=False
                )
            with contextlib.closing(connection):
                self._shake_hands(connection)
                self._answer(connection)

    def _shake_hands(self, connection: socket.socket) -> None:
        if not isinstance(connection, ssl.SSLSocket):
            return
        try:
            connection.do_handshake()
        except ssl.SSLError:
            # What the client has sent since is taken off the wire: closing would reset the connection
            # otherwise, and the client might not get to read the alert.
            socket.socket.shutdown(connection, socket.SHUT_WR)
            while socket.socket.recv(connection, 4096):
                pass
            raise

    def _answer(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            received = connection.recv(4096)
            if not received:
                return
            request += received
        self.requests.append(request)
        path = request.split(b" ")[1].decode()
        answer = self.answers[path.partition("?")[0].removeprefix("/")]
        if not isinstance(answer, bytes):
            answer(Exchange(connection, request, path, self.base, self._stopping))
            return
        connection.sendall(answer)
        if isinstance(connection, ssl.SSLSocket):
            connection.unwrap()
        else:
            connection.shutdown(socket.SHUT_WR)
            connection.recv(1)  # closing now would reset the connection if the client had sent more
