"""The local SQS gives and keeps each message as SQS does, however many ask it at once, and on disk."""

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest
import requests
from botocore.exceptions import ClientError

from local.messages import New, Rules
from local.sqs import Queue
from tests.integration.conftest import bodies


@pytest.fixture
def queue(tmp_path, monkeypatch) -> Iterator[Queue]:
    kept = dict(os.environ)
    queue = Queue("jobs", "dead", tmp_path / "queue", visibility_seconds=30)
    queue.start()
    yield queue
    queue.stop()
    os.environ.clear()
    os.environ.update(kept)


def test_messages_sent_taken_and_deleted_by_many_at_once_come_once_each(messages):
    sending = {0, 1, 2}

    def send(sender: int) -> list[str]:
        bodies = [f"{sender}-{number}" for number in range(100)]
        for body in bodies:
            messages.send("jobs", [New(body)])
        sending.discard(sender)
        return bodies

    def take(_taker: int) -> list[str]:
        found = []
        while sending or messages.count():
            taken = messages.receive("jobs", 10)
            messages.delete([message.receipt for message in taken])
            found += bodies(taken)
        return found

    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(send, sender) for sender in range(3)]
        taken = [pool.submit(take, taker) for taker in range(5)]
    assert sorted(body for each in taken for body in each.result()) == sorted(
        body for each in sent for body in each.result()
    )


def test_boto3_sends_takes_puts_off_and_deletes(queue):
    client, url = queue.client, queue.urls["jobs"]
    assert client.get_queue_url(QueueName="jobs")["QueueUrl"] == url
    entries = [{"Id": "0", "MessageBody": "a", "MessageGroupId": "g"}, {"Id": "1", "MessageBody": "é"}]
    assert len(client.send_message_batch(QueueUrl=url, Entries=entries)["Successful"]) == 2
    client.send_message(QueueUrl=url, MessageBody="later", DelaySeconds=900)
    first, second = client.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"])[
        "Messages"
    ]
    assert (first["Body"], second["Body"]) == ("a", "é")
    assert first["Attributes"]["ApproximateReceiveCount"] == "1"
    assert first["Attributes"]["MessageGroupId"] == "g"
    assert abs(int(first["Attributes"]["SentTimestamp"]) / 1000 - time.time()) < 60
    again = [{"Id": "0", "ReceiptHandle": first["ReceiptHandle"], "VisibilityTimeout": 0}]
    client.change_message_visibility_batch(QueueUrl=url, Entries=again)
    (first_again,) = client.receive_message(QueueUrl=url, AttributeNames=["All"])["Messages"]
    assert first_again["Attributes"]["ApproximateReceiveCount"] == "2"
    client.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])  # not the last taker's
    assert queue.waiting()["jobs"] == ["a", "é", "later"]
    client.delete_message(QueueUrl=url, ReceiptHandle=first_again["ReceiptHandle"])
    assert queue.waiting()["jobs"] == ["é", "later"]


def test_a_message_reaches_a_poll_that_waits_for_it(queue):
    url = queue.urls["jobs"]
    with ThreadPoolExecutor(1) as pool:
        poll = pool.submit(queue.client.receive_message, QueueUrl=url, WaitTimeSeconds=10)
        time.sleep(0.3)  # until the poll has reached the queue; one that comes late proves less, and passes
        queue.client.send_message(QueueUrl=url, MessageBody="late")
    assert [message["Body"] for message in poll.result()["Messages"]] == ["late"]


@pytest.mark.parametrize(
    ("call", "options", "said"),
    [
        ("send_message", {"MessageBody": "a", "DelaySeconds": 901}, "DelaySeconds is 901"),
        ("send_message", {"MessageBody": "a" * 1_048_577}, "1048576 bytes"),
        ("send_message", {"MessageBody": "a", "QueueUrl": "http://127.0.0.1/0/other"}, "no queue other"),
        ("send_message_batch", {"Entries": []}, "1 to 10"),
        ("purge_queue", {}, "no PurgeQueue"),
    ],
)
def test_what_sqs_refuses_is_refused_with_the_reason(queue, call, options, said):
    with pytest.raises(ClientError, match=said):
        getattr(queue.client, call)(**{"QueueUrl": queue.urls["jobs"], **options})
    assert queue.waiting() == {"jobs": [], "dead_letters": []}


def test_nobody_but_the_service_may_speak_to_the_queue(queue):
    def ask(**headers: str) -> int:
        usual = {
            "X-Amz-Target": "AmazonSQS.SendMessage",
            "X-Amz-Security-Token": os.environ["AWS_SESSION_TOKEN"],
        }
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = json.dumps({"QueueUrl": queue.urls["jobs"], "MessageBody": "x"})
        endpoint = os.environ["AWS_ENDPOINT_URL"]
        return requests.post(endpoint, data=body, headers={**usual, **named}, timeout=9).status_code

    assert ask() == 200
    assert ask(Origin="https://site.test") == 403
    assert ask(Host="rebound.test") == 403
    assert ask(X_Amz_Security_Token="guessed") == 403
    assert requests.get(os.environ["AWS_ENDPOINT_URL"], timeout=9).status_code == 501
    stranger = boto3.session.Session().client(
        "sqs", aws_access_key_id="a", aws_secret_access_key="b", aws_session_token="c"
    )
    with pytest.raises(ClientError, match="only the service itself"):
        stranger.receive_message(QueueUrl=queue.urls["jobs"])
    stranger.close()
    assert queue.waiting()["jobs"] == ["x"]


def test_a_message_taken_too_often_goes_to_the_dead_letters(messages):
    messages.send("jobs", [New("poison"), New("good")])
    for _ in range(3):
        taken = messages.receive("jobs", 1, visibility_seconds=0)
        assert bodies(taken) == ["poison"]
    assert bodies(messages.receive("jobs", 2)) == ["good"]
    (dead,) = messages.receive("dead", 1)
    assert (dead.body, dead.receive_count) == ("poison", 1)


def test_a_group_that_sent_much_makes_nobody_else_wait(messages):
    messages.send("jobs", [New(f"flood {number}", group_id="flood") for number in range(50)])
    assert bodies(messages.receive("jobs", 2)) == ["flood 0", "flood 1"]
    messages.send("jobs", [New("honest", group_id="honest"), New("lone")])
    assert bodies(messages.receive("jobs", 4)) == ["honest", "lone", "flood 2", "flood 3"]


def test_a_group_that_is_slow_leaves_takers_to_the_others(messages):
    messages.rules["jobs"] = Rules(30, taken_of_a_group=20)
    messages.send("jobs", [New(f"slow {number}", group_id="slow") for number in range(50)])
    taken = [messages.receive("jobs", 10) for _ in range(8)]
    assert [len(each) for each in taken] == [10, 10, 0, 0, 0, 0, 0, 0]
    messages.send("jobs", [New("honest", group_id="honest"), New("lone")])
    assert sorted(bodies(messages.receive("jobs", 10))) == ["honest", "lone"]
    messages.delete([message.receipt for message in taken[0]])
    assert len(messages.receive("jobs", 10)) == 10, "as many go on as have ended"


def test_a_write_that_the_disk_has_no_room_for_is_refused_and_said(queue):
    limit = "PRAGMA max_page_count = 20"
    queue.messages._journal.commit(lambda journal: journal.execute(limit).fetchall())
    sent = []

    def send_until_full() -> None:
        for number in range(100):
            queue.client.send_message(QueueUrl=queue.urls["jobs"], MessageBody=f"{number:02}" * 1000)
            sent.append(f"{number:02}")

    with pytest.raises(ClientError, match="full"):
        send_until_full()
    assert [body[:2] for body in queue.waiting()["jobs"]] == sent
    limit = "PRAGMA max_page_count = 1000000"
    queue.messages._journal.commit(lambda journal: journal.execute(limit).fetchall())
    queue.client.send_message(QueueUrl=queue.urls["jobs"], MessageBody="room again")
