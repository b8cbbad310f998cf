"""A local SQS: the queue of jobs and its dead-letter queue, served by moto on loopback.

moto keeps its queues in memory. `save` and `restore` carry what is waiting in them over to the next
start, in a small file.
"""

import json
import logging
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import boto3
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.sqs.models import sqs_backends

REGION = "us-east-1"
ACCOUNT = "123456789012"  # moto's own
MAXIMUM_RECEIVE_COUNT = 5
_CHANGES = (
    "send_message",
    "send_message_batch",
    "receive_message",
    "delete_message",
    "delete_message_batch",
    "change_message_visibility",
    "change_message_visibility_batch",
)


class Queue:
    """The two queues and the server that serves them."""

    def __init__(self, jobs: str, dead_letters: str, *, visibility_seconds: int) -> None:
        self._names = {"jobs": jobs, "dead_letters": dead_letters}
        self._visibility_seconds = visibility_seconds
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self.urls: dict[str, str] = {}
        self.client: Any = None

    def start(self) -> dict[str, str]:
        """Serve the queues; returns the environment in which boto3 finds them, and never AWS."""
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        self._server.start()
        host, port = self._server.get_host_and_port()
        environment = {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_SESSION_TOKEN": "",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }
        os.environ.update(environment)
        self.client = boto3.client("sqs")
        self._create()
        return environment

    def stop(self) -> None:
        """Stop serving; what waits in the queues is gone unless it was saved."""
        self._server.stop()

    def _create(self) -> None:
        attributes = {"VisibilityTimeout": str(self._visibility_seconds)}
        dead_letters = self.client.create_queue(QueueName=self._names["dead_letters"], Attributes=attributes)
        arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{self._names['dead_letters']}"
        redrive = {"deadLetterTargetArn": arn, "maxReceiveCount": MAXIMUM_RECEIVE_COUNT}
        jobs = self.client.create_queue(
            QueueName=self._names["jobs"], Attributes={**attributes, "RedrivePolicy": json.dumps(redrive)}
        )
        self.urls = {"jobs": jobs["QueueUrl"], "dead_letters": dead_letters["QueueUrl"]}
        self._let_change_one_at_a_time()

    @staticmethod
    def _let_change_one_at_a_time() -> None:
        """Serve one change of a queue after the other.

        moto answers in threads, and copies its list of messages when it deletes one: what another thread
        did with that list meanwhile would be undone, and a message be lost or be given to two workers.
        """
        backend = sqs_backends[ACCOUNT][REGION]
        for name in _CHANGES:
            setattr(backend, name, _alone(backend, getattr(backend, name)))

    def waiting(self) -> dict[str, list[str]]:
        """The bodies of all messages not deleted yet, delayed and in flight ones too, by queue."""
        queues = sqs_backends[ACCOUNT][REGION].queues
        with queues[self._names["jobs"]]._messages_lock:  # no message is between the two
            return {
                role: [message.body for message in list(queues[name]._messages)]
                for role, name in self._names.items()
            }

    def save(self, file: Path) -> int:
        """Write what is waiting to a file, all or nothing; returns how many messages that is."""
        waiting = self.waiting()
        partial = file.with_suffix(".partial")
        partial.write_text(json.dumps(waiting))
        partial.replace(file)
        return sum(len(bodies) for bodies in waiting.values())

    def restore(self, file: Path) -> int:
        """Put what a file kept back into the queues; returns how many messages that was."""
        if not file.exists():
            return 0
        kept = json.loads(file.read_text())
        for role, bodies in kept.items():
            for body in bodies:
                self.client.send_message(QueueUrl=self.urls[role], MessageBody=body)
        return sum(len(bodies) for bodies in kept.values())


def _alone(backend: Any, change: Callable[..., Any]) -> Callable[..., Any]:
    """The change of a queue, with nothing else done to that queue meanwhile."""

    @wraps(change)
    def change_alone(queue_name: str, *args: Any, **options: Any) -> Any:
        with backend.get_queue(queue_name)._messages_lock:  # which a long poll lets go while it waits
            return change(queue_name, *args, **options)

    return change_alone
