"""Erasing a job: who has its key can, and nothing of it comes back."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from chalicelib import ids, jobs
from chalicelib.results import store
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


def test_every_column_but_the_id_is_overwritten(database):
    job_id = ids.new_id()
    assert store.save(Result(id=job_id, url="x", attempts=1, finished_at=datetime.now(UTC), words={"tea": 1}))
    erase_row(job_id)
    with connection() as open_connection:
        (row,) = open_connection.execute(text("SELECT * FROM results")).mappings()
    kept = {name for name in row if row[name] is not None}
    assert kept == {"id", "url", "attempts", "finished_at", "erased_at", "problem"}
    assert row["url"] == ""
