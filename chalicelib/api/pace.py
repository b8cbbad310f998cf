"""When to ask for a job again, learnt from what jobs have taken: most callers then ask once.

Each answer about a job that has just ended tells how long it took. That is kept in this process alone, and
nothing is read for its sake: accepting a job stays without the database, and a new process learns within its
first few answers.

The time in an id is not always when its job was accepted: with an `Idempotency-Key` it is the key's, of up to
a day before. So a process remembers when it heard of an id first; of one that it never heard of, it believes
the time only where the row says that there was no key, or where the time is not long ago.
"""

import math
import threading
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from chalicelib.ids import issued_at

LONGEST_SECONDS: Final = 60
_MOST = 0.8
"""Of the jobs, how many have ended by the time that the first answer names. With more, those that are quick
would wait for the few that are not."""
_MARGIN_SECONDS = 0.25  # a row is written a little after its job has ended
_KEPT = 100
_HEARD = 2000
_RECENT = timedelta(minutes=15)
_BELIEVED = timedelta(minutes=2)


class Pace:
    """How long the newest jobs, or collections, have taken."""

    def __init__(self) -> None:
        self._taken: dict[UUID, float] = {}
        self._heard: dict[UUID, datetime] = {}
        self._lock = threading.Lock()

    def learn(self, its_id: UUID, finished_at: datetime, *, under_key: bool = False) -> None:
        """Take note of one that has ended, if it has done so lately.

        Args:
            its_id: of the job or the collection.
            finished_at: when it ended.
            under_key: whether it was accepted under an `Idempotency-Key`.
        """
        if datetime.now(UTC) - finished_at > _RECENT:
            return
        with self._lock:
            begun = self._heard.get(its_id)
            if begun is None and not under_key:
                begun = issued_at(its_id)
            if begun is None or begun > finished_at:
                return
            self._taken[its_id] = (finished_at - begun).total_seconds()
            if len(self._taken) > _KEPT:
                del self._taken[next(iter(self._taken))]

    def accepted(self, its_id: UUID) -> int:
        """In how many seconds to ask for one that is accepted now, or that is asked to be accepted again."""
        with self._lock:
            self._hear(its_id, datetime.now(UTC))
        return self.seconds(its_id)

    def seconds(self, its_id: UUID) -> int:
        """In how many seconds to ask for one that has not ended: when most have; then twice as late."""
        now = datetime.now(UTC)
        with self._lock:
            begun = self._heard.get(its_id)
            if begun is None:
                issued = issued_at(its_id)
                begun = self._hear(its_id, issued if now - issued < _BELIEVED else now)
            taken = sorted(self._taken.values())
        age = max(0.0, (now - begun).total_seconds())
        left = taken[math.ceil(_MOST * len(taken)) - 1] - age + _MARGIN_SECONDS if taken else 0.0
        wait = math.ceil(left) if left > 0 else round(age)
        return min(max(wait, 1), LONGEST_SECONDS)

    def _hear(self, its_id: UUID, moment: datetime) -> datetime:
        """Remember when it was accepted as far as this process can know; returns when that was."""
        if len(self._heard) >= _HEARD and its_id not in self._heard:
            del self._heard[next(iter(self._heard))]
        return self._heard.setdefault(its_id, moment)


of_jobs = Pace()
of_collections = Pace()
