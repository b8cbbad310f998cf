"""When to ask for a job again, learnt from what jobs have taken: most callers then ask once.

Each answer about a job that has just ended tells how long it took. That is kept in this process alone, and
nothing is read for its sake: accepting a job stays without the database, and a new process learns within its
first few answers.
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
_RECENT = timedelta(minutes=15)


class Pace:
    """How long the newest jobs, or collections, have taken."""

    def __init__(self) -> None:
        self._taken: dict[UUID, float] = {}
        self._lock = threading.Lock()

    def learn(self, its_id: UUID, finished_at: datetime) -> None:
        """Take note of one that has ended, if it has done so lately."""
        if datetime.now(UTC) - finished_at > _RECENT:
            return
        with self._lock:
            self._taken[its_id] = (finished_at - issued_at(its_id)).total_seconds()
            if len(self._taken) > _KEPT:
                del self._taken[next(iter(self._taken))]

    def seconds(self, its_id: UUID) -> int:
        """In how many seconds to ask for one that has not ended: when most have; then twice as late."""
        age = max(0.0, (datetime.now(UTC) - issued_at(its_id)).total_seconds())
        with self._lock:
            taken = sorted(self._taken.values())
        left = taken[math.ceil(_MOST * len(taken)) - 1] - age + _MARGIN_SECONDS if taken else 0.0
        wait = math.ceil(left) if left > 0 else round(age)
        return min(max(wait, 1), LONGEST_SECONDS)


of_jobs = Pace()
of_collections = Pace()
