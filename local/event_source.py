"""Lambda's event source mapping: takes messages from a queue and hands them to a function.

As on AWS, messages are deleted only when the function has returned; when it raises, they come back
after the visibility timeout, and go to the dead-letter queue when they came too often.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from chalice.local import LambdaContext

from local.sqs import ACCOUNT, REGION, Queue

_WAIT_SECONDS = 1  # of a long poll; stopping waits for it
_REST_SECONDS = 0.5  # after the queue did not answer

log = logging.getLogger(__name__)


class EventSource:
    """Threads that poll one queue for one function."""

    def __init__(  # noqa: PLR0913  the mapping has so many settings
        self,
        queue: Queue,
        role: str,
        function: Callable[[Any, Any], Any],
        *,
        batch_size: int,
        concurrency: int,
        timeout_seconds: int,
    ) -> None:
        self._queue = queue
        self._url = queue.urls[role]
        self._function = function
        self._batch_size = batch_size
        self._timeout_seconds = timeout_seconds
        self._stopping = threading.Event()
        name = self._url.rpartition("/")[2]
        self._source = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
        self._threads = [
            threading.Thread(target=self._poll, name=f"{name}-{number}", daemon=True)
            for number in range(concurrency)
        ]

    def start(self) -> None:
        """Begin to poll."""
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float) -> None:
        """Poll no more, and give running batches so many seconds to end."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(seconds / len(self._threads))

    def _poll(self) -> None:
        while not self._stopping.is_set():
            try:
                self._take_batch()
            except (BotoCoreError, ClientError) as error:
                log.warning("the local queue does not answer: %s", error)
                self._stopping.wait(_REST_SECONDS)

    def _take_batch(self) -> None:
        client = self._queue.client
        messages = client.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=self._batch_size,
            WaitTimeSeconds=_WAIT_SECONDS,
            AttributeNames=["All"],
        ).get("Messages", [])
        if not messages or self._stopping.is_set():
            return
        event = {"Records": [self._record(message) for message in messages]}
        try:
            self._function(event, LambdaContext("local", 1024, self._timeout_seconds * 1000))
        except Exception as error:
            log.warning("%d messages come again after the visibility timeout: %s", len(messages), error)
            return
        entries = [
            {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"]}
            for number, message in enumerate(messages)
        ]
        client.delete_message_batch(QueueUrl=self._url, Entries=entries)

    def _record(self, message: dict[str, Any]) -> dict[str, Any]:
        """A received message in the shape that Lambda gives it."""
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": message["Attributes"],
            "messageAttributes": {},
            "md5OfBody": message["MD5OfBody"],
            "eventSource": "aws:sqs",
            "eventSourceARN": self._source,
            "awsRegion": REGION,
        }
