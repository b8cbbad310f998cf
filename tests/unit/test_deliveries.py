"""What the queue hands out: jobs, and messages that are none of ours."""

from uuid import UUID

import pytest

from chalicelib.deliveries import Delivery, Unreadable, read_deliveries
from chalicelib.jobs import Job
from rehearsal.lambda_events import QUEUED_MILLISECONDS, sqs_record

KNOWN = UUID("01a207a0-dc19-8573-9d99-f95d0dddcdf4")


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
        f'{{"id": "{KNOWN}", "url": "https://example.com/", "attempt": true}}',
        f'{{"id": "{KNOWN}", "url": "https://example.com/", "attempt": 0}}',
        f'{{"id": "{KNOWN}", "url": "https://example.com/", "attempt": 99999}}',
        f'{{"id": "{KNOWN}", "url": "https://example.com/\\ud800", "attempt": 1}}',
        f'{{"id": "{KNOWN}", "url": "https://example.com/\\u0000", "attempt": 1}}',
        "[" * 100_000,
        f'\ufeff{{"id": "{KNOWN}", "url": "https://example.com/", "attempt": 1}}',
        f'[{{"id": "{KNOWN}", "url": "https://example.com/", "attempt": 1}}]',
        f'{{"id": "{KNOWN}", "url": "https://example.com/", "attempt": {"9" * 5_000}}}',
        f'{{"id": "{KNOWN}", "url": "https://example.com/", "attempt": 1, "x": {"[" * 5_000}{"]" * 5_000}}}',
        f'{{"id": "{KNOWN}", "url": "https://example.com/", "attempt": 1, "first_sent": NaN}}',
        f'{{"id": "{KNOWN}", "url": "https://example.com/", "attempt": 1, "attempt": 2}}',
        f'{{"id": "{KNOWN}", "id": "x", "url": "https://example.com/", "attempt": 1}}',
        f'{{"id": "{KNOWN}", "url": "https://example.com/", "attempt": 1',
        f'{{"id": "{KNOWN}", "url": "https://example.com/", "attempt": 1, "language": "e\\u0000n"}}',
        f'{{"id": "{KNOWN}", "url": "", "attempt": 1, "text": "a \\udc00 b"}}',
        f'{{"id": "{KNOWN}", "url": "http://[::1", "attempt": 1}}',
        f'{{"id": "{KNOWN}", "url": "http://127.0.0.1:99999/", "attempt": 1}}',
        f'{{"id": "{KNOWN}", "url": "http://127.0.0.1:{"9" * 5_000}/", "attempt": 1}}',
        "\ufffd\x00\uffff",
    ],
    ids=lambda body: ascii(body[:20] + body[-40:]),
)
def test_a_foreign_message_is_reported_and_not_raised(body):
    record = sqs_record(body)
    (delivery,) = read_deliveries([record])
    assert isinstance(delivery, Unreadable)
    assert record["messageId"] in delivery.reason
    assert delivery.job_id == (KNOWN if str(KNOWN) in body else None)


def test_a_message_that_names_two_jobs_ends_neither():
    other = Job.new("https://example.com/").id
    record = sqs_record(f'[{{"id": "{KNOWN}"}}, {{"id": "{other}"}}]')
    (message,) = read_deliveries([record])
    assert isinstance(message, Unreadable)
    assert message.job_id is None


def test_a_delivery_tells_how_often_its_message_came():
    job = Job.new("https://example.com/")
    record = sqs_record(job.message(), receive_count=3)
    assert list(read_deliveries([record])) == [Delivery(job, 3, QUEUED_MILLISECONDS)]
