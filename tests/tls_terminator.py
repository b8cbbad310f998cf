"""TLS in front of a real Postgres, for tests: the server of the PyPI wheel is built without it.

It speaks the one message of Postgres's protocol that comes before TLS, the SSLRequest, as Postgres does,
and passes on what it decrypts.
"""

import contextlib
import socket
import ssl
import struct
import threading
import time

SSL_REQUEST = struct.pack("!ii", 8, 80877103)


class TlsTerminator:
    """A port of a loopback address behind which, once TLS is agreed, a Postgres answers."""

    def __init__(
        self, context: ssl.SSLContext | None, postgres: int, address: str = "127.0.0.1", port: int = 0
    ):
        """Listen; without a context every request for TLS is refused, as by a server that has none."""
        self._context = context
        self._postgres = postgres
        self._listener = socket.create_server((address, port))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self.encrypted = 0
        self.plain = b""
        """What came after a refused request, unencrypted."""
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening, and break every connection."""
        for own in [self._listener, *self._open]:
            with contextlib.suppress(OSError):
                own.shutdown(socket.SHUT_RDWR)
            own.close()

    def break_off(self) -> None:
        """Reset the open connections, as for a peer that has lost them."""
        self._leave(linger=True)

    def close_quietly(self) -> None:
        """End the open connections, and reset what still comes, as a server that starts again."""
        self._leave(linger=False)

    def _leave(self, *, linger: bool) -> None:
        left, self._open = [own for own in self._open if own.fileno() != -1], []
        for own in left:
            with contextlib.suppress(OSError):
                own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", linger, 0))
                own.shutdown(socket.SHUT_RD)  # which ends its pump, and that closes it
        deadline = time.monotonic() + 10
        while any(own.fileno() != -1 for own in left) and time.monotonic() < deadline:
            time.sleep(0.01)

    def _accept(self) -> None:
        while True:
            try:
                client = self._listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        self._open.append(client)
        try:
            assert client.recv(8) == SSL_REQUEST
            if self._context is None:
                client.sendall(b"N")
                self.plain += client.recv(100)
                return
            client.sendall(b"S")
            encrypted = self._context.wrap_socket(client, server_side=True)
            server = socket.create_connection(("127.0.0.1", self._postgres))
            self._open += [encrypted, server]
            self.encrypted += 1
            threading.Thread(target=self._pump, args=(server, encrypted), daemon=True).start()
            self._pump(encrypted, server)
        except OSError:
            client.close()

    @staticmethod
    def _pump(source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        for own in (source, sink):
            own.close()
