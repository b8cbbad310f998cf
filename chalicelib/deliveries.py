"""What the queue hands out: the jobs of an SQS event, and of what is none of ours the reason."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chalicelib import ids
from chalicelib.jobs import Job

_NAMED_ID = re.compile(r'"id"\s*:\s*"([^"\\]*)"')


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery of a job by the queue."""

    job: Job
    receive_count: int
    """How often the queue has delivered this message, from 1."""
    queue_milliseconds: int | None = None
    """How long a new job waited for a worker; None for one that was sent back with a delay."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record of the queue that holds no job, or none that this release can read."""

    reason: str
    job_id: UUID | None
    """The id that it names, if that can be read."""


def read_deliveries(records: Iterable[Mapping[str, Any]]) -> Iterator[Delivery | Unreadable]:
    """The jobs of the records of an SQS event, or for a record without a job the reason."""
    for record in records:
        try:
            job = Job.from_message(record["body"])
        except ValueError as error:
            yield Unreadable(f"message {record['messageId']}: {error}", _id_in(record["body"]))
            continue
        attributes = record["attributes"]
        waited = _queue_milliseconds(attributes) if job.attempt == 1 and not job.turns_missed else None
        yield Delivery(job, int(attributes["ApproximateReceiveCount"]), waited)


def _id_in(body: str) -> UUID | None:
    """The one id that a message names, whatever the rest of it is; None if it names none, or more."""
    found = {ids.read_id(text) for text in _NAMED_ID.findall(body)} - {None}
    return found.pop() if len(found) == 1 else None


def _queue_milliseconds(attributes: Mapping[str, str]) -> int | None:
    try:
        taken, sent = attributes["ApproximateFirstReceiveTimestamp"], attributes["SentTimestamp"]
    except KeyError:
        return None
    return max(0, int(taken) - int(sent))
