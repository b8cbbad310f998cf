"""A local SQS: the queue of jobs and its dead-letter queue, kept on disk and served on loopback.

Only the service itself, and what it starts, may speak to it: the secret for that is made anew at each start.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from local.messages import Messages, Rules
from local.salvage import opened
from local.sqs_server import REGION, Server

MAXIMUM_RECEIVE_COUNT = 5


class Queue:
    """The two queues and the server that serves them.

    Args:
        jobs: the name of the queue of jobs.
        dead_letters: the name of its dead-letter queue.
        folder: that keeps their messages.
        visibility_seconds: of both.
        durable: whether the disk is flushed before a sender is answered.
    """

    def __init__(  # noqa: PLR0913  a queue has so many settings
        self,
        jobs: str,
        dead_letters: str,
        folder: Path,
        *,
        visibility_seconds: float,
        durable: bool = True,
        taken_of_a_group: int | None = None,
    ) -> None:
        self._names = {"jobs": jobs, "dead_letters": dead_letters}
        self._folder = folder
        self._durable = durable
        self._rules = {
            jobs: Rules(
                visibility_seconds, MAXIMUM_RECEIVE_COUNT, dead_letters, taken_of_a_group=taken_of_a_group
            ),
            dead_letters: Rules(visibility_seconds),
        }
        self._secret = secrets.token_urlsafe(32)
        self._server: Server | None = None
        self.urls: dict[str, str] = {}
        self.messages: Messages
        self.client: Any = None

    def start(self) -> dict[str, str]:
        """Serve the queues; returns the environment in which boto3 finds them, and never AWS.

        Raises:
            JournalError: their file cannot be used.
        """
        self.messages = opened(self._folder, self._rules, durable=self._durable)
        self._server = Server(self.messages, self._secret)
        self._server.start()
        environment = {
            "AWS_ENDPOINT_URL": self._server.address,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_SESSION_TOKEN": self._secret,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }
        os.environ.update(environment)
        self.urls = {role: self._server.url(name) for role, name in self._names.items()}
        self.client = self._connect()
        return environment

    def stop(self) -> None:
        """Stop serving; what waits in the queues stays in their file."""
        if self._server:
            self._server.stop()
            self.messages.close()
            self.client.close()
        self._server = None

    def waiting(self) -> dict[str, list[str]]:
        """The bodies of all messages not deleted yet, delayed and in flight ones too, by queue."""
        return dict(zip(self._names, self.messages.bodies(*self._names.values()), strict=True))

    def set_rules(self, role: str, rules: Rules) -> Rules:
        """Let a queue behave otherwise from now on; returns how it did."""
        name = self._names[role]
        before, self.messages.rules[name] = self.messages.rules[name], rules
        return before

    def rules(self, role: str) -> Rules:
        """How a queue behaves."""
        return self.messages.rules[self._names[role]]

    @staticmethod
    def _connect() -> Any:
        import boto3

        return boto3.session.Session().client("sqs")  # the usual session may have cached an earlier secret
