"""Job ids and messages."""

import string
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib import jobs
from chalicelib.jobs import Job

KNOWN = UUID("01a207a0-dc19-8573-9d99-f95d0dddcdf4")


def test_an_id_is_a_uuid_of_version_8_that_tells_when_it_was_issued():
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    job_id = jobs.new_id()
    assert job_id.version == 8
    assert job_id.variant == "specified in RFC 4122"
    assert before <= jobs.issued_at(job_id) <= datetime.now(UTC)


def test_ids_are_unique_and_their_random_bits_are_used():
    ids = {jobs.new_id() for _ in range(10_000)}
    assert len(ids) == 10_000
    assert len({job_id.int >> 16 & (1 << 46) - 1 for job_id in ids}) == 10_000


def test_ids_sort_by_the_time_of_issue(monkeypatch):
    moments = iter(range(10**18, 10**18 + 10**10, 10**9))
    monkeypatch.setattr(jobs.time, "time_ns", lambda: next(moments))
    ids = [jobs.new_id() for _ in range(10)]
    assert ids == sorted(ids)
    assert [str(job_id) for job_id in ids] == sorted(str(job_id) for job_id in ids)


def test_an_issued_id_is_read_in_either_case():
    job_id = jobs.new_id()
    assert jobs.read_id(str(job_id)) == job_id
    assert jobs.read_id(str(job_id).upper()) == job_id


def test_every_single_mistyped_digit_is_found():
    text = str(jobs.new_id())
    for place, right in enumerate(text):
        if right == "-":
            continue
        for wrong in set(string.hexdigits.lower()) - {right}:
            assert jobs.read_id(text[:place] + wrong + text[place + 1 :]) is None


def test_every_swap_of_two_neighbours_is_found():
    text = str(jobs.new_id())
    for place in range(len(text) - 1):
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        if swapped != text:
            assert jobs.read_id(swapped) is None


@given(st.text())
def test_no_other_text_is_an_id(text):
    assert jobs.read_id(text) is None


@pytest.mark.parametrize(
    "foreign",
    [
        "0a7ac9a4-5c8e-4b51-8d5c-3f7d1c8f5b11",
        "",
        "00000000-0000-8000-8000-000000000000",
        f"{{{KNOWN}}}",
        f"urn:uuid:{KNOWN}",
        KNOWN.hex,
        f" {KNOWN}",
    ],
)
def test_ids_of_others_and_other_spellings_are_not_ours(foreign):
    assert jobs.read_id(foreign) is None


def forged(milliseconds: int, *, random: int = 0) -> UUID:
    """An id with the right check bits that this service never issued."""
    unchecked = ((milliseconds << 16 | 0x8 << 12) << 48) | (0b10 << 46) | random
    return UUID(int=unchecked << 16 | jobs._check_bits(unchecked))


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**46 - 1))
@example(253_402_300_799_999, 0)
@example(253_402_300_800_000, 0)
@example(2**48 - 1, 0)
def test_an_id_of_any_moment_has_one_or_is_none(milliseconds, random):
    job_id = jobs.read_id(str(forged(milliseconds, random=random)))
    if milliseconds < 253_402_300_800_000:
        assert abs(jobs.issued_at(job_id).timestamp() * 1000 - milliseconds) < 1
        assert jobs.may_be_pending(job_id) in (True, False)
    else:
        assert job_id is None


def test_a_job_is_pending_until_no_queue_can_hold_it():
    job_id = jobs.new_id()
    now = jobs.issued_at(job_id)
    assert jobs.may_be_pending(job_id, now)
    assert jobs.may_be_pending(job_id, now + timedelta(days=14))
    assert not jobs.may_be_pending(job_id, now + timedelta(days=15))
    assert not jobs.may_be_pending(job_id, now - timedelta(hours=1)), "issued in the future"


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


def test_the_layout_of_an_id_stays_as_it_was():
    assert jobs.read_id(str(KNOWN)) == KNOWN
    assert jobs.issued_at(KNOWN) == datetime(2026, 11, 23, 8, 58, 32, 345000, UTC)
