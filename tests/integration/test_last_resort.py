"""The last resort: a job that kills its process ends as failed, and nothing else is harmed."""

import json
import os
import sys
from dataclasses import replace

import pytest

from chalicelib import ids, last_resort, worker
from chalicelib.errors import ServiceFailure
from chalicelib.jobs import Job
from chalicelib.results import store
from chalicelib.results.words import lists_of
from rehearsal.lambda_events import sqs_record

SECONDS = 60


def record(job: Job) -> dict:
    return sqs_record(job.message())


@pytest.fixture
def child(monkeypatch, tmp_path):
    """Makes the child process run some Python of the test's instead of the worker."""

    def replace(code: str) -> None:
        program = tmp_path / "python"
        program.write_text(f"#!{sys.executable}\n{code}\n")
        program.chmod(0o755)
        monkeypatch.setattr(last_resort.sys, "executable", str(program))

    return replace


def test_a_job_that_can_be_counted_is_counted(database, site):
    job = Job.new(site.page("/", "<p>word</p>"))
    last_resort.run_alone(record(job), SECONDS)
    assert lists_of(job.id).words == {"word": 1}


def test_a_job_that_has_ended_is_left_alone(database, site, child):
    job = Job.new(site.page("/", "<p>word</p>"))
    last_resort.run_alone(record(job), SECONDS)
    child("raise SystemExit(1)")
    last_resort.run_alone(record(job), SECONDS)
    assert store.get(job.id).problem is None


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.kill(os.getpid(), 9)",
        "import os; os.abort()",
        "raise MemoryError",
        "raise SystemExit(3)",
        "import time; time.sleep(60)",
    ],
    ids=["killed", "crashed", "out of memory", "a bug", "hanging"],
)
def test_a_job_that_cannot_be_run_even_alone_ends_as_failed(database, site, child, code):
    job = Job.new(site.page("/", "<p>word</p>"))
    child(code)
    last_resort.run_alone(record(job), seconds=last_resort._SPARE_SECONDS + 1)
    assert store.get(job.id).problem["type"] == "/problems/uncountable"


def test_while_the_database_is_away_the_job_stays_in_its_queue(database, site):
    job = Job.new(site.page("/", "<p>word</p>"))
    database.stop()
    try:
        with pytest.raises(ServiceFailure):
            last_resort.run_alone(record(job), SECONDS)
    finally:
        database.start()
    assert store.get(job.id) is None


def test_a_database_that_goes_away_meanwhile_fails_no_job(database, site, child):
    job = Job.new(site.page("/", "<p>word</p>"))
    child(f"raise SystemExit({last_resort._OURS})")
    with pytest.raises(ServiceFailure):
        last_resort.run_alone(record(job), SECONDS)
    assert store.get(job.id) is None


def test_a_child_that_cannot_reach_the_database_says_why(monkeypatch, capfd):
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@127.0.0.1:1/x")
    with pytest.raises(ServiceFailure):
        last_resort._run_in_child(record(Job.new("https://example.com/")), SECONDS)
    told = capfd.readouterr().out
    assert "service failure reason=database-unavailable" in told
    assert "Connection refused" in told


def test_a_foreign_message_is_dropped(database):
    last_resort.run_alone(sqs_record("{}"), SECONDS)


@pytest.mark.parametrize("bad", [{"language": "e\0n"}, {"language": "\ud800"}], ids=repr)
def test_a_job_whose_message_says_what_no_row_can_hold_ends_all_the_same(database, site, bad):
    job = Job.new(site.page("/", "<p>word</p>"))
    message = json.loads(job.message())
    last_resort.run_alone(sqs_record(json.dumps(message | bad)), SECONDS)
    of_code = replace(Job.new(job.url), language=bad["language"])  # as if it had been read
    assert last_resort._fail(of_code)
    for each in (job, of_code):
        assert store.get(each.id).problem["type"] == "/problems/uncountable"


@pytest.mark.parametrize("attempt", [True, -1, 10**9, "1"])
@pytest.mark.parametrize("function", ["last resort", "worker"])
def test_a_message_that_cannot_be_read_but_for_its_id_ends_its_job(database, function, attempt):
    message = json.loads(Job.new("https://example.com/").message()) | {"attempt": attempt}
    record = sqs_record(json.dumps(message))
    if function == "worker":
        worker.run_batch([record])
    else:
        last_resort.run_alone(record, SECONDS)
    row = store.get(ids.read_id(message["id"]))
    assert row.problem["detail"] == "its message in the queue cannot be read"


def test_memory_is_limited_to_a_part_of_the_functions(monkeypatch):
    limits = []
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1000")
    monkeypatch.setattr(last_resort.resource, "setrlimit", lambda kind, limit: limits.append((kind, limit)))
    last_resort._limit_memory()
    assert limits == [(last_resort.resource.RLIMIT_AS, (700_000_000, 700_000_000))]
    assert os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "1000"
