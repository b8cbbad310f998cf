"""Who may ask a site now: so many requests at a time, and none while it wants to be left alone.

A turn that did not come was no request: the site was not asked, and the job has lost no attempt by it.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from chalicelib.counting.fetching.bounds import Deadline
from chalicelib.errors import TurnMissed

REQUESTS_A_HOST: Final = 2
"""Requests at the same time to one site, within a batch."""
TURN_SECONDS: Final = 5.0
"""How long a page waits for its turn; then the batch goes on without it."""
PAUSE_SECONDS: Final = 30.0
"""How long a site is left alone that does not say how long it wants to be."""


PauseOf = Callable[[str], float]


class Turns:
    """The turns at the sites of one batch; any number of threads may ask for one.

    Args:
        pause_of: for how many seconds more a site wants to be left alone by everyone; asked for once a site.
    """

    def __init__(self, pause_of: PauseOf = lambda _site: 0.0) -> None:
        self._pause_of = pause_of
        self._lock = threading.Lock()
        self._sites: dict[str, threading.Semaphore] = {}
        self._pauses: dict[str, float] = {}
        self.refused: dict[str, float] = {}
        """The sites that asked to be left alone within this batch, and for how long, in seconds."""

    @contextmanager
    def turn(self, site: str, deadline: Deadline) -> Iterator[None]:
        """Wait for a turn at `site` and have it during the block.

        Raises:
            TurnMissed: it did not come, or the site is to be left alone.
        """
        with self._lock:
            is_new = site not in self._sites
            turns = self._sites.setdefault(site, threading.Semaphore(REQUESTS_A_HOST))
        if is_new and (pause := self._pause_of(site)) > 0:
            self._pauses[site] = max(self._pauses.get(site, 0.0), time.monotonic() + pause)
        self._check(site)
        with waiting(turns, deadline):
            self._check(site)
            yield

    def refuse(self, site: str, seconds: float | None) -> None:
        """Leave a site alone from now on, as it asks; without a number of seconds for `PAUSE_SECONDS`."""
        pause = PAUSE_SECONDS if seconds is None else max(1.0, seconds)
        with self._lock:
            self._pauses[site] = max(self._pauses.get(site, 0.0), time.monotonic() + pause)
            self.refused[site] = max(self.refused.get(site, 0.0), pause)

    def _check(self, site: str) -> None:
        left = self._pauses.get(site, 0.0) - time.monotonic()
        if left > 0:
            raise TurnMissed("the site asked to be left alone for a while", retry_after=left)


@contextmanager
def waiting(places: threading.Semaphore, deadline: Deadline) -> Iterator[None]:
    """Hold one of the `places` during the block, waiting for it a while, and no longer than the deadline.

    Raises:
        TurnMissed: none was to be had.
    """
    start = time.monotonic()
    acquired = places.acquire(timeout=min(TURN_SECONDS, deadline.remaining()))
    deadline.waited += time.monotonic() - start
    if not acquired:
        raise TurnMissed("other pages of the same site were being read, and this one's turn did not come")
    try:
        yield
    finally:
        places.release()
