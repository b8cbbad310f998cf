"""The last resort for a job that was delivered too often: run alone, in a process that it may kill.

The usual reason is a page that exhausts the worker's memory or time, or that a bug chokes on. Here it
can take down only a child process, so that its job ends as failed, in words, whatever happens. While
Postgres is away, the job stays in the dead-letter queue.
"""

import json
import logging
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from chalicelib import jobs
from chalicelib.deliveries import Unreadable, read_deliveries
from chalicelib.errors import ServiceFailure, Uncountable
from chalicelib.results import store
from chalicelib.results.models import Result
from chalicelib.telemetry import Event, configure

_OURS = 75  # sysexits.h, EX_TEMPFAIL: try again later
_MEMORY_SHARE = 0.7  # of the function's memory; the rest is this process
_SPARE_SECONDS = 5.0  # to write the row in

log = logging.getLogger(__name__)


def run_alone(record: Mapping[str, Any], seconds: float) -> None:
    """Run one job of the dead-letter queue to its end.

    Args:
        record: the one record of the SQS event.
        seconds: how long this may take in all.

    Raises:
        ServiceFailure: Postgres or the queue is away: the message has to stay in its queue.
    """
    (delivery,) = read_deliveries([record])
    if isinstance(delivery, Unreadable):
        from chalicelib.worker import drop

        drop(delivery)
        return
    job = delivery.job
    if store.ended([job.id]):
        return
    problem = _run_in_child(record, seconds - _SPARE_SECONDS)
    if problem and _fail(job):
        outcome = {"outcome": "failed", "problem": Uncountable.slug, "reason": problem}
        log.error(Event("job ended", job=job.id, url=job.url or None, attempt=job.attempt, **outcome))


def _fail(job: jobs.Job) -> bool:
    """Write that a job failed; if what its message says of it cannot be written, without that."""
    try:
        return store.save(Result.failed(job, Uncountable()))
    except ServiceFailure:
        raise
    except Exception:
        log.exception("the row of job %s cannot be written: it ends with its id alone", job.id)
        return store.save(Result.unknown(job.id, Uncountable()))


def _run_in_child(record: Mapping[str, Any], seconds: float) -> str | None:
    """Run the job in a process of its own; why it did not end, or None if it did.

    Raises:
        ServiceFailure: Postgres or the queue is away.
    """
    command = [sys.executable, "-m", __name__]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    try:
        done = subprocess.run(  # noqa: S603
            command, input=json.dumps(record), text=True, env=environment, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return f"not done in {seconds:.0f} seconds"
    if done.returncode == _OURS:
        raise ServiceFailure("the job could not end: the database or the queue is away")
    return f"its process ended with {done.returncode}" if done.returncode else None


def _limit_memory() -> None:
    """Let a page that takes too much memory end this process, not the whole function."""
    function_megabytes = int(os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"))
    limit = int(function_megabytes * _MEMORY_SHARE) * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _main() -> int:
    """The child: run the record on standard input as a batch of one."""
    from chalicelib.worker import run_batch

    configure()
    record = json.load(sys.stdin)
    _limit_memory()
    try:
        run_batch([record])
    except ServiceFailure as failure:
        log.error(Event.failure("service failure", failure))
        return _OURS
    return 0


if __name__ == "__main__":
    sys.exit(_main())
