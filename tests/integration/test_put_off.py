"""Pages that take longer to count than the function may run: they come again, and none is given up for it."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from chalice.local import LambdaContext

import app
from chalicelib import ids, jobs, runs, worker
from chalicelib.jobs import Job
from rehearsal.lambda_events import sqs_record
from tests.integration.test_worker import record, rows
from tests.site import Site

FUNCTION_SECONDS = 60


@pytest.fixture
def clock(monkeypatch):
    """The worker's clock, which every page that is counted puts on by 8 seconds; `slow` is how many were."""

    class Clock:
        seconds = 0.0
        slow = 0

    count_page = runs.count_page

    def count_slowly(body, *arguments, **options):
        if b"intricate" in body:
            Clock.slow += 1
            Clock.seconds += 8
        return count_page(body, *arguments, **options)

    monkeypatch.setattr(worker, "monotonic", lambda: Clock.seconds)
    monkeypatch.setattr(runs, "count_page", count_slowly)
    return Clock


@pytest.fixture
def intricate_jobs():
    sites = [Site(f"127.0.7.{number}") for number in range(1, 41)]
    yield [Job.new(site.page("/", f"<p>intricate page{number}")) for number, site in enumerate(sites)]
    for site in sites:
        site.close()


def test_a_batch_of_forty_such_pages_ends_in_several(database, intricate_jobs, sent, clock):
    waiting, lengths = intricate_jobs, []
    while waiting:
        begin = clock.seconds
        worker.run_batch([record(job) for job in waiting], FUNCTION_SECONDS)
        lengths.append(clock.seconds - begin)
        waiting = [job for job, _ in sent]
        sent.clear()
    found = rows()
    assert max(lengths) <= FUNCTION_SECONDS - 12, "there is time to write, and to send the others"
    assert clock.slow == 40, "each was counted once"
    assert {next(word for word in row.words if word != "intricate") for row in found.values()} == {
        f"page{number}" for number in range(40)
    }
    assert {row.attempts for row in found.values()} == {1}, "it costs no attempt"


def test_the_function_goes_by_the_time_that_it_is_given(database, intricate_jobs, sent):
    events = {"Records": [record(job) for job in intricate_jobs[:3]]}
    app.worker(events, LambdaContext("worker", 1769, max_runtime_ms=1000))
    assert (len(rows()), len(sent)) == (1, 2)


def test_what_may_kill_its_process_is_never_put_off_nor_is_what_has_waited_for_half_a_day(
    database,
    intricate_jobs,
    sent,
    clock,
    monkeypatch,
):
    texts = [replace(job, text="intricate") for job in intricate_jobs[:2]]
    worker.run_batch([*map(record, texts), *(record(job, 2) for job in intricate_jobs[2:4])], seconds=0)
    assert len(rows()) == 4
    monkeypatch.setattr(worker, "ATTEMPTS_WITHIN", timedelta(0))
    worker.run_batch([record(job) for job in intricate_jobs[4:7]], seconds=0)
    assert len(rows()) == 7
    assert sent == []


def test_a_page_for_which_there_was_no_room_is_not_fetched_again_when_time_is_short(
    database,
    intricate_jobs,
    sent,
    clock,
    monkeypatch,
):
    from chalicelib.counting.fetching import fetcher
    from chalicelib.counting.fetching.room import Room

    monkeypatch.setattr(fetcher, "Room", lambda _size: Room(30))
    worker.run_batch([record(job) for job in intricate_jobs[:3]], seconds=0)
    assert (len(rows()), len(sent)) == (1, 2)
    assert {delay for _, delay in sent} == {1}


def test_half_a_day_begins_when_a_job_is_sent_first_not_at_the_time_of_its_key(database, site, monkeypatch):
    """A caller with an outbox sends a key of this morning in the evening."""
    passed_on = []
    monkeypatch.setattr(
        jobs,
        "_send_entries",
        lambda entries, _deadline: passed_on.extend(each["MessageBody"] for each in entries),
    )
    old = ids.issue(int((time.time() - 20 * 3600) * 1000)).id
    jobs.send([Job(old, site.page("/busy", "busy", 503, Retry_After="1"))])
    worker.run_batch([sqs_record(passed_on.pop())])
    assert rows() == {}, "it is tried again"
    again = passed_on.pop()
    later = datetime.now(UTC) + timedelta(hours=13)
    monkeypatch.setattr(worker, "datetime", SimpleNamespace(now=lambda _zone: later))
    worker.run_batch([sqs_record(again)])
    assert rows()[old].problem["type"] in ("/problems/site-busy", "/problems/turn-missed")
    assert passed_on == []


def test_a_job_of_a_day_old_key_can_be_under_way_for_fourteen_days_after_its_last_attempt(database):
    last_sent = ids.REPEATABLE + worker.ATTEMPTS_WITHIN
    assert timedelta(days=14) + last_sent <= ids.LIFETIME
