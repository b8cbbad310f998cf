"""A job: one page to count. Its id, its message, sending it, and reading it from an SQS record."""

import json
import secrets
import time
from binascii import crc_hqx
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from chalicelib import settings
from chalicelib.errors import QueueUnavailable

LIFETIME = timedelta(days=14, hours=13)
"""How long an accepted job can be under way: no attempt is put off to later than 12 hours after the job
was accepted (`worker.ATTEMPTS_WITHIN`), and SQS keeps a message for 14 days at most."""

_CLOCK_SKEW = timedelta(minutes=5)
_LAST_MILLISECOND = 253_402_300_799_999  # of the year 9999: no later moment is a datetime
_BATCH_SIZE = 10  # entries of one SendMessageBatch, the most that SQS takes
_SEND_ROUNDS = 3
MAXIMUM_DELAY_SECONDS = 900  # SQS's own bound on DelaySeconds


def new_id() -> UUID:
    """A new job id, unique without a database, that tells when it was issued.

    It is a UUID of version 8 (RFC 9562, section 5.8), most significant bits first: 48 bits of Unix time in
    milliseconds (ids sort by time), the version, 12 random bits, the variant, 46 random bits, and 16
    check bits: the CRC-16/XMODEM of the 14 bytes before them. The check finds every single mistyped
    digit and every swap of two neighbours, like the check digit of a card number. It is no secret and no
    protection against forgers: a forged id only ever reads as pending, or as nobody's.
    """
    milliseconds = time.time_ns() // 1_000_000
    high = (milliseconds << 16) | (0x8 << 12) | secrets.randbits(12)
    low = (0b10 << 46) | secrets.randbits(46)
    unchecked = (high << 48) | low
    return UUID(int=(unchecked << 16) | _check_bits(unchecked))


def read_id(text: str) -> UUID | None:
    """The job id that `text` writes as a UUID's 36 characters, or None if this service issues no such ids."""
    try:
        job_id = UUID(text)
    except ValueError:
        return None
    if str(job_id) != text.lower() or job_id.version != 8:
        return None
    if _check_bits(job_id.int >> 16) != job_id.int & 0xFFFF:
        return None
    return job_id if job_id.int >> 80 <= _LAST_MILLISECOND else None


def issued_at(job_id: UUID) -> datetime:
    """When the id was issued, to the millisecond, in UTC."""
    return datetime.fromtimestamp((job_id.int >> 80) / 1000, UTC)


def may_be_pending(job_id: UUID, now: datetime | None = None) -> bool:
    """Whether a job with this id, which has no result, may still be in a queue."""
    age = (now or datetime.now(UTC)) - issued_at(job_id)
    return -_CLOCK_SKEW <= age <= LIFETIME


def _check_bits(unchecked: int) -> int:
    return crc_hqx(unchecked.to_bytes(14, "big"), 0)


@dataclass(frozen=True, slots=True)
class Job:
    """One page to count."""

    id: UUID
    url: str
    attempt: int = 1
    """Which attempt at the page this is, from 1; deliveries of one message are one attempt."""

    @classmethod
    def new(cls, url: str) -> "Job":
        """A new job for a normalised URL."""
        return cls(new_id(), url)

    @property
    def submitted_at(self) -> datetime:
        """When the job was accepted, in UTC."""
        return issued_at(self.id)

    def next_attempt(self) -> "Job":
        """The same job, to be tried once more."""
        return replace(self, attempt=self.attempt + 1)

    def message(self) -> str:
        """The job as the body of an SQS message."""
        return json.dumps({"id": str(self.id), "url": self.url, "attempt": self.attempt})

    @classmethod
    def from_message(cls, body: str) -> "Job":
        """The job that the body of a message holds.

        Raises:
            ValueError: the message was not written by `message`.
        """
        match json.loads(body):
            case {"id": str(text), "url": str(url), "attempt": int(attempt)}:
                job_id = read_id(text)
                if job_id is not None:
                    return cls(job_id, url, attempt)
        raise ValueError("the message holds no job")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery of a job by the queue."""

    job: Job
    receive_count: int
    """How often the queue has delivered this message, from 1."""
    queue_milliseconds: int | None = None
    """How long a new job waited for a worker; None for one that was sent back with a delay."""


def read_deliveries(records: Iterable[Mapping[str, Any]]) -> Iterator[Delivery | ValueError]:
    """The jobs of the records of an SQS event, or for a record without a job the reason."""
    for record in records:
        try:
            job = Job.from_message(record["body"])
        except (ValueError, RecursionError) as error:
            yield ValueError(f"message {record['messageId']}: {error}")
            continue
        attributes = record["attributes"]
        waited = _queue_milliseconds(attributes) if job.attempt == 1 else None
        yield Delivery(job, int(attributes["ApproximateReceiveCount"]), waited)


def _queue_milliseconds(attributes: Mapping[str, str]) -> int | None:
    try:
        taken, sent = attributes["ApproximateFirstReceiveTimestamp"], attributes["SentTimestamp"]
    except KeyError:
        return None
    return max(0, int(taken) - int(sent))


def send(jobs: Sequence[Job], delays: Sequence[int] | None = None) -> None:
    """Put jobs into the queue; when this returns, the queue keeps them all.

    Args:
        jobs: any number of them.
        delays: for each job, how long the queue holds it back, in seconds (0 to 900).

    Raises:
        QueueUnavailable: the queue did not take all of them. Some may have been taken: the caller has
            promised nothing, and the worker's results for them are read by nobody.
    """
    entries = [
        {"Id": str(number), "MessageBody": job.message(), "DelaySeconds": delays[number] if delays else 0}
        for number, job in enumerate(jobs)
    ]
    for start in range(0, len(entries), _BATCH_SIZE):
        _send_batch(entries[start : start + _BATCH_SIZE])


def _send_batch(entries: list[dict[str, Any]]) -> None:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        for _ in range(_SEND_ROUNDS):
            answer = _client().send_message_batch(QueueUrl=_queue_url(), Entries=entries)
            failed = {failure["Id"] for failure in answer.get("Failed", [])}
            entries = [entry for entry in entries if entry["Id"] in failed]
            if not entries:
                return
    except (BotoCoreError, ClientError) as error:
        raise QueueUnavailable("the queue of jobs does not answer; try again shortly") from error
    raise QueueUnavailable("the queue of jobs did not accept the job; try again shortly")


def check_queue() -> None:
    """Ask the queue for its state.

    Raises:
        QueueUnavailable: it does not answer or does not exist.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        _client().get_queue_attributes(QueueUrl=_queue_url(), AttributeNames=["QueueArn"])
    except (BotoCoreError, ClientError) as error:
        raise QueueUnavailable("the queue of jobs does not answer") from error


@cache
def _client() -> Any:
    import boto3
    from botocore.config import Config

    # The whole of a request has to fit API Gateway's 29 seconds with room to spare.
    patience = Config(
        connect_timeout=2, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 3}
    )
    return boto3.client("sqs", config=patience)


@cache
def _queue_url() -> str:
    url: str = _client().get_queue_url(QueueName=settings.current().jobs_queue)["QueueUrl"]
    return url
