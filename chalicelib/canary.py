"""The canary: every five minutes the service counts a page of its own, and looks how the one before ended.

Nobody waits for it, and all that callers need is tried: the queue, the worker, the way out to the
Internet, the API and the database. Nothing is kept to find the one before: the id of each carries the
start of its five minutes, and its row a mark where others have the hash of a key.
"""

from datetime import UTC, datetime
from typing import Final

from chalicelib import ids, jobs
from chalicelib.errors import CanaryFailed
from chalicelib.jobs import Job
from chalicelib.results import erasing, store
from chalicelib.results.idempotency import made_under

INTERVAL_SECONDS: Final = 300
MARK: Final = int.from_bytes(b"canary", "big")
"""In place of the hash of an `Idempotency-Key`, of 64 bits: nobody finds a key with this one."""


def run(page: str, now: datetime) -> None:
    """Post a page, look how the one of five minutes ago ended, and erase that one.

    Args:
        page: the URL of a page of the stage's own.

    Raises:
        CanaryFailed: that one failed, or has not ended.
        ServiceFailure: the queue or the database is away.
    """
    begun = int(now.timestamp()) // INTERVAL_SECONDS * INTERVAL_SECONDS * 1000
    job_id = ids.issue(begun).id
    jobs.send([Job(job_id, page, idempotency_mark=MARK, unlisted=True)])
    _look_at(begun - INTERVAL_SECONDS * 1000)


def _look_at(milliseconds: int) -> None:
    posted = datetime.fromtimestamp(milliseconds / 1000, UTC)
    results = store.get_all(made_under(MARK, milliseconds))
    if not results:
        raise CanaryFailed(
            f"the page that was posted at {posted:%H:%M} UTC has not been counted, or none was"
        )
    failed = [job.problem["detail"] for job in results.values() if job.problem]
    for job_id in results:
        erasing.erase(job_id)
    if len(failed) == len(results):
        raise CanaryFailed(f"the page that was posted at {posted:%H:%M} UTC ended as failed: {failed[0]}")
