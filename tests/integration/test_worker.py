"""The worker: batches, retries, and what happens when something of ours fails."""

import gc
import json
import logging
import math
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from chalicelib import ids, jobs, runs, worker
from chalicelib.errors import DatabaseUnavailable, MissingAsset, QueueUnavailable, TooLarge
from chalicelib.jobs import Job
from chalicelib.results import store
from chalicelib.results.database import connection
from chalicelib.results.models import Result
from rehearsal.lambda_events import sqs_record

PAGE = "<p>word</p>"


def record(job: Job, receive_count: int = 1) -> dict:
    return sqs_record(job.message(), receive_count=receive_count)


def rows() -> dict:
    with connection() as open_connection:
        return {row.id: row for row in open_connection.execute(select(Result.__table__))}


def test_each_job_of_a_batch_gets_its_row(database, site, sent):
    batch = [Job.new(site.page(f"/{number}", PAGE)) for number in range(9)] + [Job.new(site.url("/missing"))]
    worker.run_batch([record(job) for job in batch])
    found = rows()
    assert set(found) == {job.id for job in batch}
    assert all(found[job.id].words == {"word": 1} for job in batch[:9])
    assert found[batch[9].id].problem["type"] == "/problems/client-error-status"
    assert found[batch[9].id].words is None
    assert sent == []


def test_a_language_that_was_said_is_taken_and_its_row_is_no_copy_for_others(database, site):
    url = site.page("/", "<p lang=en>The IŞIK and the şi of it all, and not of them.</p>")
    said = replace(Job.new(url), language="tr")
    worker.run_batch([record(said)])
    plain = Job.new(url)
    worker.run_batch([record(plain)])
    found = rows()
    assert (found[said.id].language, found[plain.id].language) == ("tr", "en")
    assert "ışık" in found[said.id].words
    assert "işik" in found[plain.id].words


def test_counting_is_loaded_while_the_first_page_is_on_its_way(database, site, monkeypatch):
    loaded = threading.Event()
    fetch, count = worker.Fetcher.fetch, runs.count_page

    def fetch_late(fetcher, url):
        assert loaded.wait(20)
        return fetch(fetcher, url)

    def count_and_tell(body, content_type, **options):
        loaded.set()
        return count(body, content_type, **options)

    monkeypatch.setattr(worker.Fetcher, "fetch", fetch_late)
    monkeypatch.setattr(runs, "count_page", count_and_tell)
    runs.load_counting.cache_clear()
    job = Job.new(site.page("/", PAGE))
    worker.run_batch([record(job)])
    assert rows()[job.id].words == {"word": 1}


def test_messages_that_are_none_of_ours_neither_fail_nor_hold_up_their_neighbours(database, site, sent):
    def named(**other: object) -> str:
        return json.dumps({"id": str(ids.new_id()), "url": site.url("/"), "attempt": 1} | other)

    strange = [
        named(url="http://[::1"), named(url="http://127.0.0.1:99999/"), named(attempt=2**80),
        named(text="a\udc00", url=""), named(language="e\0n"), named(first_sent=math.nan),
        named().replace("1}", "9" * 5_000 + "}"), "\ufeff" + named(), f"[{named()}]", named()[:-1],
        named().replace("1}", '1, "attempt": 1}'), named(x=0).replace("0}", "[" * 9_000 + "]" * 9_000 + "}"),
    ]  # fmt: skip
    good, busy = Job.new(site.page("/", PAGE)), Job.new(site.page("/busy", "later", 503))
    worker.run_batch([*map(sqs_record, strange), sqs_record("no id"), record(good), record(busy)])
    found = rows()
    assert found.pop(good.id).words == {"word": 1}
    assert [job.id for job, _ in sent] == [busy.id]
    assert len(found) == len(strange)
    assert {row.problem["type"] for row in found.values()} == {"/problems/uncountable"}


def test_a_second_delivery_changes_nothing_and_asks_no_site(database, site):
    job = Job.new(site.page("/", PAGE))
    worker.run_batch([record(job)])
    before = rows()[job.id]
    worker.run_batch([record(job, 2), record(job, 2)])
    assert rows()[job.id] == before
    assert site.visits["/"] == 1


def test_a_job_that_two_workers_run_at_once_is_told_once(database, site, caplog):
    both = threading.Barrier(2)
    page = site.page("/", PAGE)
    job = Job.new(page)

    def run() -> None:
        both.wait(20)
        worker.run_batch([record(job)])

    with caplog.at_level(logging.INFO, logger="chalicelib"), ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(run), pool.submit(run)]:
            done.result()
    assert caplog.text.count("job ended") == 1
    assert set(rows()) == {job.id}


def test_a_job_whose_row_is_too_slow_to_write_is_told_as_what_it_ends_as(slow_rows, site, caplog):
    job = Job.new(site.page("/", PAGE))
    with caplog.at_level(logging.INFO, logger="chalicelib"):
        worker.run_batch([record(job)])
    (told,) = [str(each.msg) for each in caplog.records if "job ended" in str(each.msg)]
    assert "problem=uncountable" in told
    assert "outcome=failed" in told
    assert rows()[job.id].words is None


def test_a_row_is_written_once(database):
    job = Job.new("https://example.com/")
    assert store.save(Result.failed(job, TooLarge("first"))) is True
    assert store.save(Result.failed(job, TooLarge("second"))) is False
    assert rows()[job.id].problem["detail"] == "first"


def test_what_was_written_is_not_kept_in_memory(database):
    class Words(dict):
        """A dictionary that can be referred to weakly."""

    result = Result(id=ids.new_id(), url="https://example.com/", attempts=1, finished_at=datetime.now(UTC))
    result.words = Words(word=1)
    words = weakref.ref(result.words)
    assert store.save(result) is True
    del result
    gc.collect()
    assert words() is None


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_site_is_asked_again_later_through_the_queue(database, site, sent, status):
    job = Job.new(site.page("/", "busy", status))
    worker.run_batch([record(job)])
    assert rows() == {}
    assert sent == [(job.next_attempt(), 30)]


def test_the_delay_doubles_and_a_retry_after_is_honoured_up_to_what_sqs_allows(database, site, sent):
    url = site.page("/", "busy", 502)
    third = Job.new(url).next_attempt().next_attempt()
    asked = Job.new(site.page("/asked", "busy", 502, Retry_After="7"))
    long = Job.new(site.page("/long", "busy", 504, Retry_After="86400"))
    worker.run_batch([record(third), record(asked), record(long)])
    assert {job.id: delay for job, delay in sent} == {third.id: 120, asked.id: 7, long.id: 900}


def test_after_the_last_attempt_the_job_ends_as_failed(database, site, sent):
    job = Job(ids.new_id(), site.page("/", "busy", 503), attempt=worker.MAXIMUM_ATTEMPTS)
    worker.run_batch([record(job)])
    assert rows()[job.id].problem["type"] == "/problems/site-busy"
    assert rows()[job.id].attempts == worker.MAXIMUM_ATTEMPTS
    assert sent == []


def test_an_old_job_is_not_put_off_any_longer(database, site, sent, monkeypatch):
    day = 24 * 3600 * 10**9
    now = ids.time.time_ns()
    monkeypatch.setattr(ids.time, "time_ns", lambda: now - day)
    job = Job.new(site.page("/", "busy", 503))
    worker.run_batch([record(job)])
    assert rows()[job.id].problem["type"] == "/problems/site-busy"
    assert sent == []


def test_a_bug_with_one_page_leaves_the_others_their_rows_and_brings_the_batch_back(
    database, site, sent, monkeypatch
):
    good, bad = Job.new(site.page("/good", PAGE)), Job.new(site.page("/bad", "<p>bad</p>"))
    busy = Job.new(site.page("/busy", "busy", 502))
    count_page = runs.count_page

    def choke(body, content_type, **options):
        if b"bad" in body:
            raise ZeroDivisionError
        return count_page(body, content_type, **options)

    monkeypatch.setattr(runs, "count_page", choke)
    with pytest.raises(ZeroDivisionError):
        worker.run_batch([record(bad), record(good), record(busy)])
    assert set(rows()) == {good.id}
    assert sent == [], "the busy one comes back with the batch; sent as well, it would be there twice"


def test_a_failure_of_ours_ends_no_job(database, site, sent, monkeypatch):
    job = Job.new(site.page("/", PAGE))

    def choke(body, content_type, **_):
        raise MissingAsset("the stop words are missing")

    monkeypatch.setattr(runs, "count_page", choke)
    with pytest.raises(MissingAsset):
        worker.run_batch([record(job)])
    assert rows() == {}


def test_without_the_database_no_site_is_asked(database, site, sent):
    job = Job.new(site.page("/", PAGE))
    database.stop()
    try:
        with pytest.raises(DatabaseUnavailable):
            worker.run_batch([record(job)])
    finally:
        database.start()
    assert site.visits == {}
    worker.run_batch([record(job)])
    assert set(rows()) == {job.id}


def test_a_queue_that_takes_no_retry_brings_the_batch_back(database, site, monkeypatch):
    def refuse(*_):
        raise QueueUnavailable("away")

    monkeypatch.setattr(jobs, "send", refuse)
    with pytest.raises(QueueUnavailable):
        worker.run_batch([record(Job.new(site.page("/", "busy", 503)))])


def test_a_foreign_message_is_dropped_and_logged(database, site, caplog):
    job = Job.new(site.page("/", PAGE))
    foreign = sqs_record("hello")
    with caplog.at_level(logging.ERROR):
        worker.run_batch([foreign, record(job)])
    assert set(rows()) == {job.id}
    assert foreign["messageId"] in caplog.text


def test_jobs_delivered_before_are_counted_last(database, site, monkeypatch):
    order = []
    count_page = runs.count_page

    def note(body, content_type, **options):
        order.append(body.decode())
        return count_page(body, content_type, **options)

    monkeypatch.setattr(runs, "count_page", note)
    batch = [
        record(Job.new(site.page("/a", "thrice")), 3),
        record(Job.new(site.page("/b", "twice")), 2),
        record(Job.new(site.page("/c", "once"))),
    ]
    worker.run_batch(batch)
    assert order[0] == "once"
    assert set(order[1:]) == {"twice", "thrice"}


def test_logs_name_jobs_and_never_urls(database, site, caplog):
    secret = site.page("/?token=secret", PAGE)
    with caplog.at_level(logging.DEBUG, logger="chalicelib"):
        worker.run_batch([record(Job.new(secret)), record(Job.new(site.url("/missing?token=secret")))])
    assert "outcome=succeeded" in caplog.text
    assert "secret" not in caplog.text
