"""Job ids."""

import string
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import ids

KEY = UUID("01a207a0-dc19-7573-9d99-f95d0dddcdf4")
KNOWN = UUID("01a207a0-dc19-8573-9d99-f95d0dddcdf4")


def test_an_id_is_a_uuid_of_version_8_that_tells_when_it_was_issued():
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    job_id = ids.new_id()
    assert job_id.version == 8
    assert job_id.variant == "specified in RFC 4122"
    assert before <= ids.issued_at(job_id) <= datetime.now(UTC)


def test_ids_are_unique_and_their_random_bits_are_used():
    issued = {ids.new_id() for _ in range(10_000)}
    assert len(issued) == 10_000
    assert len({job_id.int >> 16 & (1 << 46) - 1 for job_id in issued}) == 10_000


def test_ids_sort_by_the_time_of_issue(monkeypatch):
    moments = iter(range(10**18, 10**18 + 10**10, 10**9))
    monkeypatch.setattr(ids.time, "time_ns", lambda: next(moments))
    issued = [ids.new_id() for _ in range(10)]
    assert issued == sorted(issued)
    assert [str(job_id) for job_id in issued] == sorted(str(job_id) for job_id in issued)


def test_an_issued_id_is_read_in_either_case():
    job_id = ids.new_id()
    assert ids.read_id(str(job_id)) == job_id
    assert ids.read_id(str(job_id).upper()) == job_id


def test_every_single_mistyped_digit_is_found():
    text = str(ids.new_id())
    for place, right in enumerate(text):
        if right == "-":
            continue
        for wrong in set(string.hexdigits.lower()) - {right}:
            assert ids.read_id(text[:place] + wrong + text[place + 1 :]) is None


def test_every_swap_of_two_neighbours_is_found():
    text = str(ids.new_id())
    for place in range(len(text) - 1):
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        if swapped != text:
            assert ids.read_id(swapped) is None


@given(st.text())
def test_no_other_text_is_an_id(text):
    assert ids.read_id(text) is None


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
    assert ids.read_id(foreign) is None


def test_a_job_is_pending_until_no_queue_can_hold_it():
    job_id = ids.new_id()
    now = ids.issued_at(job_id)
    assert ids.may_be_pending(job_id, now)
    assert ids.may_be_pending(job_id, now + timedelta(days=14))
    assert ids.may_be_pending(job_id, now + timedelta(days=15)), "a repeated request's id is up to a day old"
    assert not ids.may_be_pending(job_id, now + timedelta(days=16))
    assert ids.may_be_pending(job_id, now - timedelta(hours=1)), "the clock was set back"
    assert not ids.may_be_pending(job_id, now - timedelta(days=2)), "of a time still to come"


def test_an_id_is_erased_by_its_own_key_only():
    issued, other = ids.issue(), ids.issue()
    assert ids.may_erase(issued.erase_key, issued.id)
    for key in (
        other.erase_key,
        "",
        issued.erase_key[:-1],
        issued.erase_key + "A",
        issued.erase_key.swapcase(),
    ):
        assert not ids.may_erase(key, issued.id), key
    assert not ids.may_erase(issued.erase_key, UUID(int=issued.id.int ^ 1 << 80)), "of another millisecond"


def test_a_repeated_request_gets_the_same_ids_and_another_request_others():
    issued = ids.issue_again(KEY, b"body", "item")
    assert ids.issue_again(KEY, b"body", "item") == issued
    assert ids.may_erase(issued.erase_key, issued.id)
    assert ids.issued_at(issued.id) == ids.issued_at(KEY)
    others = {
        ids.issue_again(UUID(int=KEY.int ^ 1), b"body", "item"),
        ids.issue_again(KEY, b"another", "item"),
        ids.issue_again(KEY, b"body", "other"),
    }
    assert len({issued, *others}) == 4


def test_how_ids_are_derived_stays_as_it_was():
    issued = ids.issue_again(KEY, b"body", "item")
    assert issued == ids.Issued(UUID("01a207a0-dc19-844c-816d-eb90e3f28a2d"), "L_koT4syqbQzM9T79IP6hg")


def test_an_id_of_a_year_that_no_clock_can_show_is_none():
    assert ids.read_id(str(ids._made_of("key", 253_402_300_799_999))) is not None
    assert ids.read_id(str(ids._made_of("key", 253_402_300_800_000))) is None


def test_the_layout_of_an_id_stays_as_it_was():
    assert ids.read_id(str(KNOWN)) == KNOWN
    assert ids.issued_at(KNOWN) == datetime(2026, 11, 23, 8, 58, 32, 345000, UTC)


def test_a_collections_id_tells_when_it_was_made_and_of_how_many_pages():
    first = ids.issue()
    for pages in (1, 2, 99, 100):
        collection = ids.issue_collection(first, pages)
        assert ids.read_collection_id(str(collection.id)) == collection.id
        assert ids.pages_of_collection(collection.id) == pages
        assert ids.issued_at(collection.id) == ids.issued_at(first.id)
        assert ids.jobs_of_collection(collection.id) == [job.id for job in collection.jobs]
        assert len({job.id for job in collection.jobs}) == pages


def test_each_job_of_a_collection_is_a_job_of_its_own():
    first = ids.issue()
    collection = ids.issue_collection(first, 3)
    for number, job in enumerate(collection.jobs):
        assert ids.read_id(str(job.id)) == job.id
        assert ids.issued_at(job.id) == ids.issued_at(first.id)
        assert ids.may_erase(job.erase_key, job.id)
        assert not ids.may_erase(job.erase_key, collection.jobs[number - 1].id)
        assert not ids.may_erase(first.erase_key, job.id)


@pytest.mark.parametrize(
    "key", [".0.1", "é" * 22 + ".0.1", "a" * 22 + ".5.3", "a" * 22 + ".0.0", "a" * 22 + ".99.999"]
)
def test_a_made_up_key_erases_no_job_of_a_collection(key):
    assert not ids.may_erase(key, ids.new_id())


def test_no_id_is_a_jobs_and_a_collections():
    job = ids.issue()
    collection = ids.issue_collection(job, 3)
    assert ids.read_id(str(collection.id)) is None
    assert ids.read_collection_id(str(job.id)) is None
    text = str(collection.id)
    for place, right in enumerate(text):
        for wrong in set(string.hexdigits.lower()) - {right}:
            if right != "-":
                assert ids.read_collection_id(text[:place] + wrong + text[place + 1 :]) is None


def test_the_ids_of_a_repeated_request_are_the_same():
    base = [ids.issue_again(KEY, b"body", "collection") for _ in range(2)]
    assert ids.issue_collection(base[0], 5) == ids.issue_collection(base[1], 5)
