"""A relay in front of a server, that can lose its connections as a network does."""

import contextlib
import socket
import struct
import threading
from types import TracebackType
from typing import Self


class Relay:
    """A port of loopback that passes bytes on to another port, until it forgets its connections."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._frozen: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _frames: TracebackType | None
    ) -> None:
        self.forget("close")
        for frozen in self._frozen:
            frozen.close()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def forget(self, end: str) -> None:
        """End all connections.

        Args:
            end: `close` them; `freeze` them, so that nothing is answered any more; or `reset`: whatever
                comes next is answered by a reset, as by a peer that knows nothing of the connection.
        """
        for client, server in self._pairs:
            if end == "freeze":
                self._frozen.add(client)
            elif end == "reset":
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._end(server)
            if end != "freeze":
                self._end(client)
        self._pairs.clear()

    @staticmethod
    def _end(own: socket.socket) -> None:
        """Close a socket in which another thread may be reading, which would keep it open."""
        with contextlib.suppress(OSError):
            own.shutdown(socket.SHUT_RD)
        own.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                return
            self._pairs.append((client, server))
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=self._pass, args=(source, target), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                if source not in self._frozen:
                    target.sendall(data)
            if target not in self._frozen:
                target.shutdown(socket.SHUT_WR)
