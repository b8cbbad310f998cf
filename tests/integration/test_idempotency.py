"""`Idempotency-Key`: the same request again, with the same ids, whatever happened to the answer."""

import secrets
import time
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from chalicelib import jobs
from chalicelib.api import idempotency
from chalicelib.results.database import connection
from tests.problems import assert_problem


def new_key(seconds_ago: float = 0) -> str:
    """A UUID of version 7 (RFC 9562, section 5.7)."""
    milliseconds = int((time.time() - seconds_ago) * 1000)
    high = (milliseconds << 16) | (7 << 12) | secrets.randbits(12)
    return str(UUID(int=(high << 64) | (0b10 << 62) | secrets.randbits(62)))


def post(api, body, key: str):
    return api.post("/jobs", json=body, headers={"Idempotency-Key": key})


@pytest.fixture(autouse=True)
def _rested():
    idempotency._look_up._resting_until = 0.0


def test_the_same_request_gets_the_same_jobs_with_the_same_keys(api, site):
    urls = [site.page(f"/{n}", f"page {n}") for n in range(3)]
    key = new_key()
    first = post(api, {"urls": [*urls, urls[0]]}, key)
    again = post(api, {"urls": [*urls, urls[0]]}, f'"{key}"')
    assert (first.status_code, again.status_code) == (202, 202)
    assert again.json() == first.json()
    ids = [job["id"] for job in first.json()["jobs"]]
    assert ids[0] == ids[3], "an address that comes twice is one job"
    for job_id in ids:
        assert api.ended(job_id)["status"] == "succeeded"
    assert post(api, {"urls": [*urls, urls[0]]}, key).json() == first.json()
    with connection() as open_connection:
        assert open_connection.scalar(text("SELECT count(*) FROM results")) == 3
    erase_key = first.json()["jobs"][0]["erase_key"]
    assert api.delete(f"/jobs/{ids[0]}", headers={"Erase-Key": erase_key}).status_code == 204


def test_what_has_ended_is_not_sent_again(api, site, monkeypatch):
    urls = [site.page("/1", "one"), site.page("/2", "two")]
    key = new_key()
    sent = []
    real = jobs.send
    monkeypatch.setattr(jobs, "send", lambda messages: sent.append(len(messages)) or real(messages[:1]))
    (first, _) = post(api, {"urls": urls}, key).json()["jobs"]
    api.ended(first["id"])
    monkeypatch.setattr(jobs, "send", lambda messages: sent.append(len(messages)) or real(messages))
    post(api, {"urls": urls}, key)
    assert sent == [2, 1]


def test_another_body_under_the_key_is_refused_once_a_row_proves_it(api, site):
    one, two = site.page("/1", "one"), site.page("/2", "two")
    key = new_key()
    api.ended(post(api, {"url": one}, key).json()["id"])
    for other in ({"url": two}, {"urls": [one]}, {"urls": [one, two]}):
        assert_problem(post(api, other, key), 422, "idempotency-key-reused")
    same = api.post(
        "/jobs",
        data=f' {{ "url" : "{one}" }} ',
        headers={"Idempotency-Key": key, "Content-Type": "application/json"},
    )
    assert same.status_code == 202, "it is the body that counts, not how it is written"


def test_a_failed_job_proves_it_too_and_an_erased_one_still(api, site):
    key = new_key()
    job = post(api, {"url": site.url("/missing")}, key).json()
    api.ended(job["id"])
    assert_problem(post(api, {"url": site.url("/other")}, key), 422, "idempotency-key-reused")
    api.delete(f"/jobs/{job['id']}", headers={"Erase-Key": job["erase_key"]})
    assert_problem(post(api, {"url": site.url("/other")}, key), 422, "idempotency-key-reused")


def test_two_keys_of_one_millisecond_do_not_meet(api, site):
    key = UUID(new_key())
    api.ended(post(api, {"url": site.page("/1", "one")}, str(key)).json()["id"])
    assert post(api, {"url": site.page("/2", "two")}, str(UUID(int=key.int ^ 1))).status_code == 202


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("", "version 7"),
        ('"', "version 7"),
        ("mine", "version 7"),
        (str(uuid4()), "version 7"),
        ("{01a207a0-dc19-7573-9d99-f95d0dddcdf4}", "version 7"),
        ("ffffffff-ffff-7fff-bfff-ffffffffffff", "ahead"),
        (new_key(-7200), "ahead"),
        (new_key(24 * 3600 + 60), "24 hours"),
    ],
    ids=["empty", "quote", "word", "version 4", "braces", "year 10889", "ahead", "old"],
)
def test_a_key_that_is_none_is_named(api, key, why):
    answer = post(api, {"url": "http://127.0.0.1:9/"}, key)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "Idempotency-Key"
    assert why in error["detail"]


@pytest.mark.parametrize("seconds", [-240, 24 * 3600 - 60])
def test_a_key_may_be_some_minutes_ahead_and_a_day_old(api, site, seconds):
    job = post(api, {"url": site.page("/1", "one")}, new_key(seconds)).json()
    assert api.ended(job["id"])["status"] == "succeeded"


def test_without_a_database_jobs_are_accepted_all_the_same_and_it_is_not_asked_each_time(api, site):
    body, key = {"url": site.page("/1", "one")}, new_key()
    first = post(api, body, key).json()
    api.ended(first["id"])
    api.service.postgres.stop()
    try:
        assert post(api, body, key).json() == first
        assert idempotency._look_up._resting_until > time.monotonic()
    finally:
        api.service.postgres.start()
