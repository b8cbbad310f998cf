"""How long and how much: one wall clock for a page, and sockets that keep to it.

A timeout of a socket bounds one wait, and a server that sends a byte now and then never exceeds it. So
every read first asks how much time the page as a whole has left, and counts what it gets.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chalicelib.errors import TimedOut, TooLarge


class Deadline:
    """The moment at which a page has to be there, `seconds` from now.

    `waited` is how much of that went by while other pages of the same site were being fetched, in seconds.
    """

    __slots__ = ("_end", "seconds", "waited")

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.waited = 0.0
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """The seconds left, more than 0.

        Raises:
            TimedOut: there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimedOut(f"the page did not arrive within {self.seconds:g} seconds")
        return left


class Allowance:
    """How many bytes may still be read from a socket, and until when."""

    __slots__ = ("deadline", "left", "refusal")

    def __init__(self, deadline: Deadline, size: int, refusal: str) -> None:
        self.deadline = deadline
        self.left = size
        self.refusal = refusal

    def spend(self, size: int) -> None:
        """Count `size` bytes that were read.

        Raises:
            TooLarge: they are more than were left.
        """
        self.left -= size
        if self.left < 0:
            raise TooLarge(self.refusal)


class BoundedSocket(socket.socket):
    """A socket that sends and reads no longer, and reads no more, than its allowance, once it has one.

    What is counted is what the network brings, whoever reads it: http.client a page's bytes, or TLS its
    records, those among them that hold no byte of a page.
    """

    allowance: Allowance | None = None

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Like `socket.socket.sendall`; http.client and TLS send by this method alone.

        Raises:
            TimedOut: the deadline has passed.
        """
        if self.allowance is not None:
            self.settimeout(self.allowance.deadline.remaining())
        super().sendall(data, flags)

    def recv(self, bufsize: int, flags: int = 0) -> bytes:
        """Like `socket.socket.recv`; TLS reads by this method alone.

        Raises:
            TimedOut: the deadline has passed, before or during the read.
            TooLarge: more was read than is allowed.
        """
        with self._bounded() as allowance:
            data = super().recv(bufsize, flags)
        allowance.spend(len(data))
        return data

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:
        """Like `socket.socket.recv_into`; http.client reads by this method alone.

        Raises:
            TimedOut: the deadline has passed, before or during the read.
            TooLarge: more was read than is allowed.
        """
        with self._bounded() as allowance:
            count = super().recv_into(buffer, nbytes or 0, flags)
        allowance.spend(count)
        return count

    @contextmanager
    def _bounded(self) -> Iterator[Allowance]:
        """Let the read of the block take no longer than is left."""
        assert self.allowance is not None  # noqa: S101  else nothing would be bounded
        self.settimeout(self.allowance.deadline.remaining())
        try:
            yield self.allowance
        except TimeoutError:
            self.allowance.deadline.remaining()  # raises, but for a timeout of the system's own
            raise
