"""The local SQS gives and keeps each message as SQS does, however many ask it at once."""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from moto.sqs.models import sqs_backends

from local.sqs import ACCOUNT, REGION

SENDERS, TAKERS, EACH = 3, 5, 200
NAME = "sent-to-taken-from-and-deleted-from-at-once"


@pytest.fixture
def eager_threads() -> Iterator[None]:
    """Threads take turns so often that they meet in the middle of what each does."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def test_messages_sent_taken_and_deleted_by_many_at_once_come_once_each(api, eager_threads):
    url = api.service.queue.client.create_queue(QueueName=NAME)["QueueUrl"]
    queues = sqs_backends[ACCOUNT][REGION]
    sending = set(range(SENDERS))

    def send(sender: int) -> list[str]:
        bodies = [f"{sender}-{number}" for number in range(EACH)]
        for body in bodies:
            queues.send_message(NAME, body)
        sending.discard(sender)
        return bodies

    def take(_taker: int) -> list[str]:
        bodies = []
        while sending or queues.queues[NAME]._messages:
            messages = queues.receive_message(NAME, 10, 0, 30)
            for message in messages:
                queues.delete_message(NAME, message.receipt_handle)
            bodies += [message.body for message in messages]
        return bodies

    with ThreadPoolExecutor(SENDERS + TAKERS) as pool:
        sent = [pool.submit(send, sender) for sender in range(SENDERS)]
        taken = [pool.submit(take, taker) for taker in range(TAKERS)]
    assert sorted(body for each in taken for body in each.result()) == sorted(
        body for each in sent for body in each.result()
    )
    api.service.queue.client.delete_queue(QueueUrl=url)


def test_a_message_reaches_a_poll_that_waits_for_it(api):
    client = api.service.queue.client
    url = client.create_queue(QueueName="waited-for")["QueueUrl"]
    with ThreadPoolExecutor(1) as pool:
        poll = pool.submit(client.receive_message, QueueUrl=url, WaitTimeSeconds=10)
        while not poll.running():
            time.sleep(0.01)
        time.sleep(0.2)  # until the poll has reached the queue; one that comes late proves less, and passes
        client.send_message(QueueUrl=url, MessageBody="late")
    assert [message["Body"] for message in poll.result()["Messages"]] == ["late"]
    client.delete_queue(QueueUrl=url)
