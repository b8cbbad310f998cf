"""A job's message, and reading it from a record of the queue."""

import json
import threading
from dataclasses import replace
from types import SimpleNamespace
from uuid import UUID

import pytest

from chalicelib import jobs
from chalicelib.errors import QueueUnavailable
from chalicelib.jobs import Job

KNOWN = UUID("01a207a0-dc19-8573-9d99-f95d0dddcdf4")


def test_a_message_holds_the_whole_job():
    job = Job.new("https://example.com/").next_attempt()
    assert Job.from_message(job.message()) == job
    assert job.attempt == 2
    own = replace(job, unlisted=True)
    assert Job.from_message(own.message()) == own
    assert own.listed_url is None


def test_what_only_helps_a_job_along_is_left_out_where_it_cannot_be_used():
    body = {"id": str(KNOWN), "url": "https://example.com/", "attempt": 1}
    odd = body | {"idempotency_mark": 2**63, "caller": "x" * 129, "language": 5, "turns_missed": -1}
    assert Job.from_message(json.dumps(odd)) == Job(KNOWN, "https://example.com/")


@pytest.fixture
def queue(monkeypatch):
    """Lets a function of the test's be the queue, in place of boto3's client."""

    def be(answer):
        client = SimpleNamespace(send_message_batch=lambda **call: answer(call["Entries"]))
        monkeypatch.setattr(jobs, "_client", lambda: client)
        monkeypatch.setattr(jobs, "_queue_url", lambda: "http://127.0.0.1/jobs")

    return be


def test_a_hundred_jobs_are_sent_side_by_side(queue):
    all_there = threading.Barrier(10, timeout=20)
    kept = []

    def answer(entries):
        all_there.wait()  # until ten calls are under way at the same time
        kept.extend(entry["MessageBody"] for entry in entries)
        return {}

    queue(answer)
    sent = [Job.new(f"https://example.com/{number}") for number in range(100)]
    jobs.send(sent)
    assert {job.id: job.url for job in map(Job.from_message, kept)} == {job.id: job.url for job in sent}
    assert len(kept) == 100


def test_what_the_queue_refused_is_sent_again_and_nothing_else(queue):
    rounds = []

    def answer(entries):
        rounds.append([entry["Id"] for entry in entries])
        return {"Failed": [{"Id": "1"}]} if len(rounds) == 1 else {}

    queue(answer)
    jobs.send([Job.new("https://example.com/") for _ in range(3)])
    assert rounds == [["0", "1", "2"], ["1"]]


def test_a_queue_that_refuses_a_part_of_many_jobs_is_told(queue):
    queue(lambda entries: {"Failed": [{"Id": "55"}]} if "55" in {entry["Id"] for entry in entries} else {})
    with pytest.raises(QueueUnavailable):
        jobs.send([Job.new("https://example.com/") for _ in range(100)])


def test_a_slow_queue_is_not_asked_again_once_the_time_is_over(queue, monkeypatch):
    rounds = []

    def answer(entries):
        rounds.append(entries)
        return {"Failed": [{"Id": "0"}]}

    queue(answer)
    monkeypatch.setattr(jobs, "_SEND_SECONDS", -1.0)
    with pytest.raises(QueueUnavailable):
        jobs.send([Job.new("https://example.com/")])
    assert len(rounds) == 1


def test_a_job_carries_whose_it_is_and_how_often_its_turn_did_not_come():
    job = Job(KNOWN, "https://example.com/", caller="c" * 32, turns_missed=3)
    assert Job.from_message(job.message()) == job
    assert job.next_turn() == replace(job, turns_missed=4)
    assert job.next_attempt() == replace(job, turns_missed=0, attempt=2)
    assert Job.from_message(Job(KNOWN, "https://example.com/").message()).caller is None


def test_jobs_of_one_caller_are_one_group_of_the_queue(monkeypatch):
    entries = []
    monkeypatch.setattr(jobs, "_send_entries", lambda sent, _deadline: entries.extend(sent))
    jobs.send([Job(KNOWN, "https://example.com/", caller="c"), Job(KNOWN, "https://example.com/")])
    assert [entry.get("MessageGroupId") for entry in entries] == ["c", None]


def test_the_language_goes_with_the_message_and_old_messages_have_none():
    job = replace(Job.new("https://example.com/"), language="ro")
    assert Job.from_message(job.message()) == job
    old = json.dumps({"id": str(job.id), "url": job.url, "attempt": 1})
    assert Job.from_message(old).language is None
