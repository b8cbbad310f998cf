"""A page that kills its process takes none of its neighbours along for long."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from chalicelib.counting.fetching.room import Room
from chalicelib.errors import NoRoom
from chalicelib.jobs import Job
from chalicelib.results.database import connection
from tests.integration.test_worker import record, rows

ROOT = Path(__file__).parents[2]

WORKER = """
import json, os, sys
from chalicelib import runs, worker
count_page = runs.count_page

def die_of_poison(body, content_type, **options):
    if b"poison" in body:
        os._exit(9)
    return count_page(body, content_type, **options)

runs.count_page = die_of_poison
worker.run_batch(json.load(sys.stdin))
"""


def deliver(batch: list[Job], receive_count: int) -> int:
    """Run a batch in a process of its own; returns its exit status."""
    records = json.dumps([record(job, receive_count) for job in batch])
    return subprocess.run(
        [sys.executable, "-c", WORKER], input=records, text=True, cwd=ROOT, check=False, timeout=60
    ).returncode


def let_holds_pass() -> None:
    """Time passes: a killed batch holds its site for a minute, and comes again after six."""
    with connection() as open_connection:
        open_connection.execute(text("DELETE FROM hosts"))


@pytest.mark.parametrize("place", [0, 4, 9])
def test_two_deliveries_end_all_neighbours_of_a_page_that_kills_its_process(database, site, place):
    pages = [site.page(f"/{number}", "poison" if number == place else "good") for number in range(10)]
    batch = [Job.new(page) for page in pages]
    first = deliver(batch, 2)
    let_holds_pass()
    assert [first, deliver(batch, 3)] == [9, 9]
    assert set(rows()) == {job.id for job in batch} - {batch[place].id}


def test_new_jobs_are_written_before_one_that_was_delivered_before_is_counted(database, site):
    poison = Job.new(site.page("/poison", "poison"))
    batch = [Job.new(site.page(f"/{number}", "good")) for number in range(9)]
    records = [record(poison, 2), *(record(job) for job in batch)]
    subprocess.run(
        [sys.executable, "-c", WORKER], input=json.dumps(records), text=True, cwd=ROOT, check=False
    )
    assert set(rows()) == {job.id for job in batch}


def test_pages_for_which_there_is_no_room_beside_the_others_are_fetched_again(database, site, monkeypatch):
    from chalicelib.counting.fetching import fetcher

    monkeypatch.setattr(fetcher, "Room", lambda _size: Room(1_500_000))
    batch = [Job.new(site.page(f"/{number}", "word " * 200_000)) for number in range(4)]
    from chalicelib import worker

    worker.run_batch([record(job) for job in batch])
    assert {row.words["word"] for row in rows().values()} == {200_000}
    assert len(rows()) == 4
    assert sum(site.visits.values()) > 4


def test_room_is_claimed_while_a_page_grows_and_given_back_when_it_fails():
    room = Room(10)
    with room.claim() as claim:
        claim.grow(6)
    with pytest.raises(NoRoom), room.claim() as claim:
        claim.grow(6)
    room.give_back(6)
    with pytest.raises(ZeroDivisionError), room.claim() as claim:
        claim.grow(10 // 0)
    with room.claim() as claim:
        claim.grow(10)
    with pytest.raises(NoRoom):
        room.take(1)
    room.give_back(10)
    room.take(10)
