"""A job: one page to count. Its message, and sending it."""

import json
import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, NoReturn
from uuid import UUID

from chalicelib import ids, settings, urls
from chalicelib.errors import QueueUnavailable

_ENTRIES_A_REQUEST = 10  # the most that SQS takes in one SendMessageBatch
_REQUESTS_AT_ONCE = 10
_SEND_SECONDS = 12.0
"""After that no request is sent once more: with a last one of 8 s that is within API Gateway's 29."""
_SEND_ROUNDS = 3
MAXIMUM_DELAY_SECONDS = 900  # SQS's own bound on DelaySeconds
_MOST_TURNS = 1000  # that are counted
_GROUP_ID = re.compile(r"[!-~]{1,128}")  # what SQS takes for one


@dataclass(frozen=True, slots=True)
class Job:
    """One page to count."""

    id: UUID
    url: str
    attempt: int = 1
    """Which attempt at the page this is, from 1; deliveries of one message are one attempt."""
    idempotency_mark: int | None = None
    """A hash of the `Idempotency-Key` that the job was accepted under, or None if there was none."""
    caller: str | None = None
    """Whose job it is: jobs of one caller wait behind one another, and not before everyone else's."""
    language: str | None = None
    """The page's language, if who sent the job has said it: a BCP 47 tag."""
    turns_missed: int = 0
    """How often in this attempt other pages of its site came first."""
    text: str | None = None
    """What is to be counted in place of a page; then there is no URL, and `url` is empty."""
    title: str | None = None
    """The title that came with it."""
    unlisted: bool = False
    """Whether it is the service's own: no list shows it, no search finds it, it waits for no site's turn."""
    first_sent: int | None = None
    """When it was first sent, in milliseconds since 1970; None where the message does not say it."""

    @classmethod
    def new(cls, url: str) -> "Job":
        """A new job for a normalised URL."""
        return cls(ids.new_id(), url)

    @property
    def listed_url(self) -> str | None:
        """The URL under which lists show it; None for a text, and for a job that none shows."""
        return None if self.unlisted else self.url or None

    @property
    def submitted_at(self) -> datetime:
        """The time in its id, in UTC: that of its `Idempotency-Key`, or when it was accepted without one."""
        return ids.issued_at(self.id)

    @property
    def accepted_at(self) -> datetime:
        """When the job was accepted, in UTC; with a key that can be up to a day after the time in its id."""
        if self.first_sent is None:
            return self.submitted_at
        return datetime.fromtimestamp(self.first_sent / 1000, UTC)

    def next_attempt(self) -> "Job":
        """The same job, to be tried once more."""
        return replace(self, attempt=self.attempt + 1, turns_missed=0)

    def next_turn(self) -> "Job":
        """The same job in the same attempt, as nobody asked the site."""
        return replace(self, turns_missed=min(self.turns_missed + 1, _MOST_TURNS))

    def message(self) -> str:
        """The job as the body of an SQS message."""
        body = {"id": str(self.id), "url": self.url, "attempt": self.attempt}
        more = {
            "idempotency_mark": self.idempotency_mark,
            "caller": self.caller,
            "language": self.language,
            "turns_missed": self.turns_missed or None,
            "text": self.text,
            "title": self.title,
            "unlisted": self.unlisted or None,
            "first_sent": self.first_sent,
        }
        return json.dumps(body | {name: value for name, value in more.items() if value is not None})

    @classmethod
    def from_message(cls, body: str) -> "Job":
        """The job that the body of a message holds.

        Raises:
            ValueError: the message was not written by `message`.
        """
        match _read_json(body):
            case {"id": str(text), "url": str(url), "attempt": int(attempt), **more} if _fits(url, attempt):
                job_id = ids.read_id(text)
                if job_id is not None:
                    return cls(
                        job_id,
                        url,
                        attempt,
                        idempotency_mark=_mark(more.get("idempotency_mark")),
                        caller=_caller(more.get("caller")),
                        language=_text(more.get("language")),
                        turns_missed=_turns(more.get("turns_missed")),
                        text=_text(more.get("text")),
                        title=_text(more.get("title")),
                        unlisted=more.get("unlisted") is True,
                        first_sent=_moment(more.get("first_sent")),
                    )
        raise ValueError("the message holds no job")


def _read_json(body: str) -> object:
    """What a message holds, if it is JSON as `message` writes it: no name twice, no NaN, no thousand digits.

    Raises:
        ValueError: it is not.
    """
    try:
        return json.loads(body, object_pairs_hook=_members, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _members(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("it names a member twice")
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _text(value: object) -> str | None:
    """A member that is a text, which a row can hold; None where it is no text.

    Raises:
        ValueError: Postgres takes no NUL and no lone surrogate, and would fail the whole batch.
    """
    if not isinstance(value, str):
        return None
    if "\0" in value or re.search("[\ud800-\udfff]", value):
        raise ValueError("it holds a character that no text has")
    return value


def _caller(value: object) -> str | None:
    return value if isinstance(value, str) and _GROUP_ID.fullmatch(value) else None


def _mark(value: object) -> int | None:
    return value if type(value) is int and -(2**63) <= value < 2**63 else None


def _turns(missed: object) -> int:
    return min(max(missed, 0), _MOST_TURNS) if isinstance(missed, int) else 0


def _moment(milliseconds: object) -> int | None:
    if type(milliseconds) is int and 0 <= milliseconds <= ids.LAST_MILLISECOND:
        return milliseconds
    return None


def _fits(url: str, attempt: int) -> bool:
    """Whether a row can hold them: in JSON `true` is no number, and in Python it is.

    Raises:
        ValueError: the URL has no site.
    """
    urls.site(url)
    return url.isascii() and url.isprintable() and type(attempt) is int and 1 <= attempt < 2**15


def send(jobs: Sequence[Job], delays: Sequence[int] | None = None) -> None:
    """Put jobs into the queue; when this returns, the queue keeps them all.

    Args:
        jobs: any number of them.
        delays: for each job, how long the queue holds it back, in seconds (0 to 900).

    Raises:
        QueueUnavailable: the queue did not take all of them. Some may have been taken: the caller has
            promised nothing, and the worker's results for them are read by nobody.
    """
    now = time.time_ns() // 1_000_000
    jobs = [job if job.first_sent else replace(job, first_sent=now) for job in jobs]
    entries = [
        {
            "Id": str(number),
            "MessageBody": job.message(),
            "DelaySeconds": delays[number] if delays else 0,
            # A standard queue serves its groups in turn (fair queues).
            **({"MessageGroupId": job.caller} if job.caller else {}),
        }
        for number, job in enumerate(jobs)
    ]
    starts = range(0, len(entries), _ENTRIES_A_REQUEST)
    requests = [entries[start : start + _ENTRIES_A_REQUEST] for start in starts]
    deadline = time.monotonic() + _SEND_SECONDS
    if len(requests) == 1:
        _send_entries(requests[0], deadline)
        return
    with ThreadPoolExecutor(_REQUESTS_AT_ONCE, thread_name_prefix="send") as pool:
        for sent in [pool.submit(_send_entries, request, deadline) for request in requests]:
            sent.result()


def _send_entries(entries: list[dict[str, Any]], deadline: float) -> None:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        for number in range(_SEND_ROUNDS):
            if number and time.monotonic() > deadline:
                break
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
        connect_timeout=2,
        read_timeout=4,
        retries={"mode": "standard", "total_max_attempts": 2},
        max_pool_connections=_REQUESTS_AT_ONCE,
    )
    return boto3.client("sqs", config=patience)


@cache
def _queue_url() -> str:
    url: str = _client().get_queue_url(QueueName=settings.current().jobs_queue)["QueueUrl"]
    return url
