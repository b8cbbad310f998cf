"""Which jobs of a batch are run: a site is asked once for a page, by one batch, and not while it refuses."""

import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from chalicelib import ids, jobs, urls, worker
from chalicelib.counting.fetching import turns
from chalicelib.jobs import Job
from chalicelib.results import hosts
from chalicelib.results.database import connection
from chalicelib.telemetry import Event
from rehearsal.lambda_events import sqs_record
from tests.site import Site

PAGE = "<p>word"


@pytest.fixture
def sent(monkeypatch):
    """What the worker sends back to the queue: jobs with their delays."""
    messages = []
    monkeypatch.setattr(jobs, "send", lambda sent, delays: messages.extend(zip(sent, delays, strict=True)))
    return messages


def run(*batch: Job) -> None:
    worker.run_batch([sqs_record(job.message()) for job in batch])


def execute(statement: str, **parameters) -> list:
    with connection() as open_connection:
        answer = open_connection.execute(text(statement), parameters)
        return answer.all() if answer.returns_rows else []


def outcomes() -> dict:
    return {
        row.id: row.words or row.problem["type"] for row in execute("SELECT id, words, problem FROM results")
    }


def test_one_address_many_times_in_a_batch_is_asked_for_once(database, site, sent, caplog):
    caplog.set_level("INFO", "chalicelib")
    batch = [Job.new(site.page("/", PAGE)) for _ in range(10)]
    run(*batch)
    assert site.visits == {"/": 1}
    assert outcomes() == {job.id: {"word": 1} for job in batch}
    assert sent == []
    told = [record.msg.fields for record in caplog.records if isinstance(record.msg, Event)]
    assert [fields["outcome"] for fields in told] == ["succeeded"] * 10
    assert sum(fields.get("copied", False) for fields in told) == 9


@pytest.mark.parametrize("path", ["/", "/missing"])
def test_what_was_counted_within_the_minute_is_copied_for_the_next(database, site, sent, path):
    site.page("/", PAGE)
    first, second = Job.new(site.url(path)), Job(ids.new_id(), site.url(path), idempotency_mark=7)
    run(first)
    run(second)
    assert site.visits == {path: 1}
    assert outcomes()[first.id] == outcomes()[second.id]
    one, other = execute("SELECT * FROM results ORDER BY idempotency_mark NULLS FIRST")
    own = {"id", "finished_at", "idempotency_mark"}
    assert {name for name in one._fields if getattr(one, name) != getattr(other, name)} == own
    assert other.idempotency_mark == 7
    assert other.finished_at > one.finished_at


def test_what_was_counted_longer_ago_was_erased_or_failed_late_is_asked_for_again(database, site, sent):
    for number, change in enumerate(
        (
            "finished_at = now() - interval '61 seconds'",
            "erased_at = now(), words = NULL, problem = '{}'",
            "words = NULL, problem = '{}', attempts = 5",
        )
    ):
        url = site.page(f"/{number}", PAGE)
        run(Job.new(url))
        execute(f"UPDATE results SET {change} WHERE url = :url", url=url)
        run(Job.new(url))
        assert site.visits[f"/{number}"] == 2


def test_those_whose_first_fails_for_now_come_again_without_having_lost_an_attempt(database, site, sent):
    jobs = {job.id: job for job in (Job.new(site.page("/", "busy", 502)) for _ in range(2))}
    run(*jobs.values())
    assert site.visits == {"/": 1}
    assert {job.id for job, _ in sent} == set(jobs)
    assert sorted((job.attempt, job.turns_missed) for job, _ in sent) == [(1, 1), (2, 0)], "either went first"


def test_a_site_that_refuses_is_left_alone_by_everyone(database, site, sent):
    for number in range(20):
        site.page(f"/{number}", "busy", 503, Retry_After="9")
    run(*(Job.new(site.url(f"/{number}")) for number in range(10)))
    assert site.visits.total() <= turns.REQUESTS_A_HOST
    run(*(Job.new(site.url(f"/{number}")) for number in range(10, 20)))
    assert site.visits.total() <= turns.REQUESTS_A_HOST, "not by the next batch either"
    asked = [job for job, _ in sent if job.attempt == 2]
    missed = [(job, delay) for job, delay in sent if job.attempt == 1]
    assert len(asked) == site.visits.total()
    assert len(missed) == 20 - len(asked)
    assert all(job.turns_missed == 1 and 12 <= delay <= 18 for job, delay in missed)
    execute("UPDATE hosts SET paused_until = now()")
    run(Job.new(site.page("/now", PAGE)))
    assert site.visits["/now"] == 1


def test_no_redirect_leads_to_a_site_that_wants_to_be_left_alone(database, site, sent):
    target = site.page("/target", PAGE)
    execute(
        "INSERT INTO hosts (host, paused_until, refusals) VALUES (:host, now() + interval '1 minute', 1)",
        host=urls.site(target),
    )
    with closing(Site("127.0.0.2")) as other:
        run(Job.new(other.page("/", "", 302, Location=target)))
        assert other.visits["/"] == 1
    assert site.visits["/target"] == 0
    ((job, delay),) = sent
    assert (job.attempt, job.turns_missed) == (1, 1)
    assert delay > 40


def test_a_site_that_goes_on_refusing_is_left_alone_for_longer_each_time(database):
    batch, site = ids.new_id(), "a.example"
    pauses = []
    for _ in range(5):
        hosts.leave(batch, {site: 1.0})
        pauses.append(hosts.enter(batch, {site: 1}, seconds=60)[site].retry_after)
        execute("UPDATE hosts SET paused_until = now()")
    assert [round(pause) for pause in pauses] == [1, 2, 4, 8, 16]
    execute("UPDATE hosts SET paused_until = now() - interval '6 minutes'")
    hosts.leave(batch, {site: 5000.0})
    assert execute("SELECT refusals FROM hosts") == [(1,)]
    assert round(hosts.enter(batch, {site: 1}, seconds=60)[site].retry_after) == hosts.LONGEST_PAUSE


def test_a_site_with_several_pages_in_a_batch_is_that_batchs_own(database, site, sent):
    for path in ("/slow", "/slow2"):
        site.page(path, PAGE, after_seconds=2)
    busy = threading.Thread(target=run, args=[Job.new(site.url("/slow")), Job.new(site.url("/slow2"))])
    busy.start()
    while len(site.visits) < 2:
        busy.join(0.02)
    other = Job.new(site.page("/other", PAGE))
    run(other)
    assert "/other" not in site.visits
    assert [(job.id, job.attempt, job.turns_missed, delay <= 2) for job, delay in sent] == [
        (other.id, 1, 1, True)
    ]
    busy.join()
    run(other.next_turn())
    assert site.visits["/other"] == 1
    assert execute("SELECT * FROM hosts") == [], "nothing is left behind"


def test_single_pages_of_many_sites_write_nothing_about_them(database, site, sent):
    run(Job.new(site.page("/", PAGE)))
    assert execute("SELECT * FROM hosts") == []


def test_a_batch_that_died_holds_its_sites_for_a_while_only(database):
    hosts.enter(ids.new_id(), {"a.example": 2}, seconds=60)
    assert "a.example" in hosts.enter(ids.new_id(), {"a.example": 1}, seconds=60)
    execute("UPDATE hosts SET held_until = now()")
    assert hosts.enter(ids.new_id(), {"a.example": 2}, seconds=60) == {}


def test_what_a_batch_that_died_held_does_not_stay_for_ever(database):
    hosts.enter(ids.new_id(), {"a.example": 2}, seconds=60)
    execute("UPDATE hosts SET held_until = now() - interval '2 hours'")
    hosts.enter(own := ids.new_id(), {"b.example": 2}, seconds=60)
    hosts.leave(own, {})
    assert execute("SELECT host FROM hosts") == []


def test_slow_pages_of_one_site_lose_no_attempt(database, site, sent, monkeypatch):
    monkeypatch.setattr(turns, "TURN_SECONDS", 0.3)
    batch = [Job.new(site.page(f"/{number}", PAGE, after_seconds=2)) for number in range(6)]
    run(*batch)
    assert len(outcomes()) == 2
    assert {(job.attempt, job.turns_missed) for job, _ in sent} == {(1, 1)}
    assert len(sent) == 4


def test_a_redirect_counts_towards_the_site_that_it_leads_to(database, site, sent, other_site):
    target = other_site.page("/", "busy", 429, Retry_After="60")
    run(Job.new(site.page("/moved", "", 302, Location=target)))
    run(Job.new(other_site.page("/page", PAGE)), Job.new(site.page("/page", PAGE)))
    assert other_site.visits == {"/": 1}
    assert site.visits == {"/moved": 1, "/page": 1}


def test_a_job_whose_turn_never_came_ends_in_the_end(database, site, sent, monkeypatch):
    monkeypatch.setattr(worker, "ATTEMPTS_WITHIN", timedelta(0))
    job = Job.new(site.page("/", PAGE))
    hosts.leave(ids.new_id(), {site.url("/").split("/")[2]: 60.0})
    run(job)
    assert outcomes() == {job.id: "/problems/turn-missed"}
    assert datetime.now(UTC) > job.submitted_at
    assert sent == []
