"""Lambda's event source mapping: takes messages from a queue and hands them to a function.

As on AWS, messages are deleted only when the function has returned; when it raises, they come back, and go
to the dead-letter queue when they came too often.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from chalice.local import LambdaContext

from local.sqs_server import ACCOUNT, REGION

_WAIT_SECONDS = 1  # of a long poll; stopping waits for it
_REST_SECONDS = 0.5  # after the queue did not answer
_LARGEST_CALL = 10  # messages in one call of SQS's

log = logging.getLogger(__name__)
Messages = list[dict[str, Any]]


class EventSource:
    """Threads that poll one queue for one function.

    Args:
        client: boto3's, of SQS.
        url: of the queue.
        function: takes an event and a context.
        batch_size: how many messages it is given at most.
        concurrency: how many batches it is given at the same time.
        timeout_seconds: how long it may take, by its context.
        return_seconds: after how long a batch comes back for which the function raised; None: after the
            queue's visibility timeout, as on AWS.
    """

    def __init__(  # noqa: PLR0913  the mapping has so many settings
        self,
        client: Any,
        url: str,
        function: Callable[[Any, Any], Any],
        *,
        batch_size: int,
        concurrency: int,
        timeout_seconds: int,
        return_seconds: int | None = None,
    ) -> None:
        self._client = client
        self._url = url
        self._function = function
        self._batch_size = batch_size
        self._timeout_seconds = timeout_seconds
        self._return_seconds = return_seconds
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
        messages = self._receive(_WAIT_SECONDS)
        while messages and len(messages) % _LARGEST_CALL == 0 and len(messages) < self._batch_size:
            more = self._receive(0, self._batch_size - len(messages))
            messages += more
            if not more:
                break
        if not messages or self._stopping.is_set():
            return
        event = {"Records": [self._record(message) for message in messages]}
        try:
            self._function(event, LambdaContext("local", 1024, self._timeout_seconds * 1000))
        except Exception as error:
            log.warning("%d messages come again: %s", len(messages), error)
            self._give_back(messages)
        else:
            self._in_calls("delete_message_batch", messages)

    def _receive(self, wait_seconds: int, at_most: int = _LARGEST_CALL) -> Messages:
        answer = self._client.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=min(at_most, self._batch_size, _LARGEST_CALL),
            WaitTimeSeconds=wait_seconds,
            AttributeNames=["All"],
        )
        received: Messages = answer.get("Messages", [])
        return received

    def _give_back(self, messages: Messages) -> None:
        if self._return_seconds is not None:
            self._in_calls(
                "change_message_visibility_batch", messages, VisibilityTimeout=self._return_seconds
            )

    def _in_calls(self, action: str, messages: Messages, **options: Any) -> None:
        for start in range(0, len(messages), _LARGEST_CALL):
            entries = [
                {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"], **options}
                for number, message in enumerate(messages[start : start + _LARGEST_CALL])
            ]
            getattr(self._client, action)(QueueUrl=self._url, Entries=entries)

    def _record(self, message: Mapping[str, Any]) -> dict[str, Any]:
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
