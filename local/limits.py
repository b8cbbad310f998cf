"""What one caller may take of the local API: so many requests, and so much time for each."""

import io
import socket
import threading
import time
from typing import Any


class PatientReader(io.RawIOBase):
    """What a connection sends, until a moment on the monotonic clock."""

    until = 0.0

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def readable(self) -> bool:
        """It is for reading only."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what there is.

        Raises:
            TimeoutError: nothing came in time.
        """
        self._connection.settimeout(max(0.001, self.until - time.monotonic()))
        return self._connection.recv_into(buffer)


class Limit:
    """How many requests are taken, as API Gateway counts them: a bucket of tokens that fills again.

    Args:
        rate: tokens a second.
        burst: how many there are at most.
    """

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._lock = threading.Lock()
        self._tokens, self._filled = burst, time.monotonic()

    def take(self) -> float:
        """Take a token; returns 0, or if there is none in how many seconds there will be one."""
        with self._lock:
            now = time.monotonic()
            self._tokens = min(self._burst, self._tokens + (now - self._filled) * self._rate)
            self._filled = now
            if self._tokens < 1:
                return (1 - self._tokens) / self._rate
            self._tokens -= 1
            return 0.0
