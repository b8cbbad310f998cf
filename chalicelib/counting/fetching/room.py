"""How much memory the pages of a batch may take together, however many and however large they are.

Each page claims what it grows by, while it is read and until it is counted. Nobody waits for room, since all
might wait for one another: a page that finds none fails with `NoRoom`, and is fetched again by itself.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from chalicelib.errors import NoRoom


class Room:
    """So many bytes, for any number of threads."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._lock = threading.Lock()

    @contextmanager
    def claim(self) -> Iterator["Claim"]:
        """A page's claim: given back if the block fails, and otherwise kept, for `give_back`."""
        claim = Claim(self)
        try:
            yield claim
        except BaseException:
            self.give_back(claim.size)
            raise

    def take(self, size: int) -> None:
        """Claim so many bytes.

        Raises:
            NoRoom: there are not so many.
        """
        with self._lock:
            if size > self._left:
                raise NoRoom
            self._left -= size

    def give_back(self, size: int) -> None:
        """Give up so many of the bytes that were claimed."""
        with self._lock:
            self._left += size


class Claim:
    """What one page has claimed so far, in bytes."""

    __slots__ = ("_room", "size")

    def __init__(self, room: Room) -> None:
        self._room = room
        self.size = 0

    def grow(self, size: int) -> None:
        """Claim so many bytes more.

        Raises:
            NoRoom: there are not so many.
        """
        self._room.take(size)
        self.size += size

    def settle(self, size: int) -> None:
        """Keep so many bytes of what was claimed, and give the rest back."""
        self._room.give_back(self.size - size)
        self.size = size
