"""A job's message, and reading it from a record of the queue."""

from uuid import UUID

import pytest

from chalicelib import jobs
from chalicelib.jobs import Job

KNOWN = UUID("01a207a0-dc19-8573-9d99-f95d0dddcdf4")


def test_a_message_holds_the_whole_job():
    job = Job.new("https://example.com/").next_attempt()
    assert Job.from_message(job.message()) == job
    assert job.attempt == 2


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no JSON",
        "[]",
        "{}",
        "null",
        '{"id": "x", "url": "https://example.com/", "attempt": 1}',
        f'{{"id": "{KNOWN}", "url": 5, "attempt": 1}}',
        f'{{"id": "{KNOWN}", "url": "https://example.com/", "attempt": "1"}}',
        "[" * 100_000,
    ],
)
def test_a_foreign_message_is_reported_and_not_raised(body):
    record = {"messageId": "m1", "body": body, "attributes": {"ApproximateReceiveCount": "1"}}
    (delivery,) = jobs.read_deliveries([record])
    assert isinstance(delivery, ValueError)
    assert "m1" in str(delivery)


def test_a_delivery_tells_how_often_its_message_came():
    job = Job.new("https://example.com/")
    record = {"messageId": "m", "body": job.message(), "attributes": {"ApproximateReceiveCount": "3"}}
    assert list(jobs.read_deliveries([record])) == [jobs.Delivery(job, 3)]
