"""Erasing a job: who has its key can, and nothing of it comes back."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import text

import app
from chalicelib import ids, jobs
from chalicelib.results import partitions, store
from chalicelib.results.database import connection
from chalicelib.results.erasing import erase as erase_row
from chalicelib.results.models import Result
from tests.integration.test_idempotency import new_key
from tests.problems import assert_problem
from tests.service import until

SECRET = "xylotomy"
PATHS = ("", "/words", "/words.csv", "/phrases")


def post(api, url: str) -> dict:
    return api.post("/jobs", json={"url": url}).json()


def erase(api, job: dict, key: str | None = None):
    return api.delete(f"/jobs/{job['id']}", headers={"Erase-Key": key or job["erase_key"]})


def rows_with(column: str, value: str) -> int:
    with connection() as open_connection:
        return open_connection.scalar(
            text(f"SELECT count(*) FROM results WHERE {column} = :value"), {"value": value}
        )


def test_nothing_of_an_erased_page_is_left(api, site):
    url = site.page("/secret", f"<title>{SECRET}</title><html lang=en><p>{SECRET} {SECRET}")
    job = post(api, url)
    api.ended(job["id"])
    assert len(api.get(f"/words/{SECRET}").json()["pages"]) == 1
    answer = erase(api, job)
    assert (answer.status_code, answer.content) == (204, b"")
    for path in PATHS:
        assert_problem(api.get(f"/jobs/{job['id']}{path}"), 410, "erased")
    assert api.get(f"/words/{SECRET}").json()["pages"] == []
    assert api.get("/jobs", params={"url": url}).json()["jobs"] == []
    assert api.get("/jobs").json()["jobs"] == []
    assert api.get(f"/jobs?ids={job['id']}").json()["jobs"] == []
    with connection() as open_connection:
        (left,) = open_connection.execute(text("SELECT results::text FROM results")).scalars()
    assert SECRET not in left
    assert "127.0.0.1" not in left
    assert erase(api, job).status_code == 204, "it can be repeated"


def test_a_pending_job_is_erased_before_it_is_counted(api, site, monkeypatch):
    monkeypatch.setattr(jobs, "send", lambda *_: None)
    job = post(api, site.page("/later", SECRET))
    assert erase(api, job).status_code == 204
    assert_problem(api.get(f"/jobs/{job['id']}"), 410, "erased")
    late = Result(id=ids.read_id(job["id"]), url="x", attempts=1, finished_at=datetime.now(UTC), words={})
    assert store.save(late) is False
    assert_problem(api.get(f"/jobs/{job['id']}"), 410, "erased")
    assert store.ended([late.id]) == {late.id}, "a late delivery is passed over"


def test_a_job_that_is_being_fetched_or_waits_for_its_site_stays_erased_and_a_repeat_brings_none_back(
    api, site
):
    slow = site.page("/slow", SECRET, after_seconds=1)
    busy = site.page("/busy", "busy", 503, Retry_After="2")
    site.page("/busy", SECRET)
    headers = {"Idempotency-Key": new_key()}
    sent = api.post("/jobs", json={"urls": [slow, busy]}, headers=headers).json()
    until(lambda: site.visits["/slow"] and site.visits["/busy"])
    for job in sent["jobs"]:
        assert erase(api, job).status_code == 204
    until(lambda: not any(api.service.queue.waiting().values()))
    assert api.post("/jobs", json={"urls": [slow, busy]}, headers=headers).json() == sent
    until(lambda: not any(api.service.queue.waiting().values()))
    for job in sent["jobs"]:
        assert_problem(api.get(f"/jobs/{job['id']}"), 410, "erased")
    assert rows_with("url", "") == 2


@pytest.mark.parametrize("key", ["", "A" * 22, "é" * 22, "x" * 10_000])
def test_without_the_key_nothing_is_erased_and_nothing_written(api, site, key):
    job = post(api, site.page("/tea", "Tea."))
    api.ended(job["id"])
    assert_problem(api.delete(f"/jobs/{job['id']}"), 403, "wrong-erase-key")
    answer = api.delete(f"/jobs/{job['id']}", headers={"Erase-Key": key.encode()})
    assert_problem(answer, 403, "wrong-erase-key")
    assert_problem(erase(api, {"id": ids.new_id()}, job["erase_key"]), 403, "wrong-erase-key")
    assert api.get(f"/jobs/{job['id']}").json()["status"] == "succeeded"
    with connection() as open_connection:
        assert open_connection.scalar(text("SELECT count(*) FROM results")) == 1


def test_an_id_that_no_job_can_have_gets_no_row(api, monkeypatch):
    now = ids.time.time_ns()
    monkeypatch.setattr(ids.time, "time_ns", lambda: now - 30 * 24 * 3600 * 10**9)
    old = ids.issue()
    monkeypatch.undo()
    answer = erase(api, {"id": old.id}, old.erase_key)
    assert_problem(answer, 404, "not-found")
    assert_problem(api.delete("/jobs/nothing", headers={"Erase-Key": "x"}), 404, "not-found")
    assert rows_with("url", "") == 0


def test_erased_answers_are_not_kept_by_caches_for_long(api, site):
    job = post(api, site.page("/tea", "Tea."))
    api.ended(job["id"])
    first = api.get(f"/jobs/{job['id']}")
    assert first.headers["Cache-Control"] == "public, max-age=3600, must-revalidate"
    erase(api, job)
    again = api.get(f"/jobs/{job['id']}", headers={"If-None-Match": first.headers["ETag"]})
    assert_problem(again, 410, "erased")
    assert again.headers["Cache-Control"] == "no-store"


def test_every_column_but_the_id_and_the_mark_of_its_key_is_overwritten(database):
    job_id = ids.new_id()
    row = Result(id=job_id, url="x", attempts=3, finished_at=datetime.now(UTC), words={"tea": 1})
    row.idempotency_mark = 7
    assert store.save(row)
    erase_row(job_id)
    with connection() as open_connection:
        (row,) = open_connection.execute(text("SELECT * FROM results")).mappings()
    kept = {name for name in row if row[name] is not None}
    assert kept == {"id", "url", "attempts", "finished_at", "erased_at", "problem", "idempotency_mark"}
    assert (row["url"], row["idempotency_mark"]) == ("", 7)


def test_what_anyone_can_have_erased_that_never_was_goes_when_no_delivery_can_come(api, site, monkeypatch):
    """An id and its key can be made at home, and nobody can tell them from those of a pending job."""
    young, made_up = ids.issue(), issued(timedelta(days=14))
    job = post(api, site.page("/tea", "Tea."))
    api.ended(job["id"])
    for each in (young, made_up):
        assert erase(api, {"id": each.id}, each.erase_key).status_code == 204
    assert erase(api, job).status_code == 204
    assert app.sweep({}, None)["forgotten"] == 0, "a message of theirs could still come"
    assert rows_with("url", "") == 3
    later = datetime.now(UTC) + ids.LIFETIME - timedelta(days=13)
    monkeypatch.setattr(partitions, "earlier_now", lambda: later)
    assert app.sweep({}, None)["forgotten"] == 1
    assert_problem(api.get(f"/jobs/{young.id}"), 410, "erased")
    monkeypatch.setattr(partitions, "earlier_now", lambda: later + timedelta(days=14))
    assert app.sweep({}, None)["forgotten"] == 1
    assert_problem(api.get(f"/jobs/{job['id']}"), 410, "erased")


def test_a_clock_that_is_ahead_forgets_nothing(database, monkeypatch):
    job_id = ids.issue().id
    erase_row(job_id)
    ahead = datetime.now(UTC) + timedelta(days=30)
    monkeypatch.setattr(
        partitions, "datetime", SimpleNamespace(now=lambda _zone: ahead, fromtimestamp=datetime.fromtimestamp)
    )
    assert partitions.earlier_now() < ahead
    assert app.sweep({}, None)["forgotten"] == 0


def test_a_key_is_known_after_its_job_was_erased(api, site):
    headers = {"Idempotency-Key": new_key()}
    body = {"url": site.page("/tea", "Tea.")}
    job = api.post("/jobs", json=body, headers=headers).json()
    api.ended(job["id"])
    assert erase(api, job).status_code == 204
    other = api.post("/jobs", json={"url": site.page("/cup", "Cup.")}, headers=headers)
    assert_problem(other, 422, "idempotency-key-reused")
    assert api.post("/jobs", json=body, headers=headers).json() == job, "answered as before"
    assert_problem(api.get(f"/jobs/{job['id']}"), 410, "erased")


def issued(age: timedelta) -> ids.Issued:
    """An id that was made so long ago."""
    return ids.issue(int((datetime.now(UTC) - age).timestamp() * 1000))
