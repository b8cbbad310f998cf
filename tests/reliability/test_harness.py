"""The harness sees what a broken service does: each test breaks one thing of a service that works."""

import dataclasses
import os
import time
from collections import Counter
from contextlib import suppress

import pytest

from chalicelib import jobs
from chalicelib.api.calls import collections, contexts, erasing, rows, words
from chalicelib.api.calls import jobs as calls
from chalicelib.errors import NotFound, QueueUnavailable
from chalicelib.results import erasing as erased_rows
from chalicelib.results import history, store
from local.sqs_server import Refused
from tests.reliability.chaos import faults
from tests.reliability.chaos.callers import Callers
from tests.reliability.chaos.counters import Counters, judge
from tests.reliability.chaos.endpoint import FaultyEndpoint
from tests.reliability.chaos.faults import Faults
from tests.reliability.chaos.pages import Pages
from tests.reliability.chaos.reading import Reader
from tests.service import until

PAGES = 24


@pytest.fixture(scope="module")
def pages():
    opened = Pages(1, PAGES, calm=True, quick=True)
    yield opened
    opened.close()


@pytest.fixture
def counted(api, pages):
    """Posts the pages, waits until all is quiet, and counts as a run does."""

    def count(give_up_seconds: float = 20) -> dict[str, int]:
        callers = Callers(api.service.address, 1, give_up_seconds=give_up_seconds)
        callers.post_all(list(pages.urls))
        until(lambda: not any(api.service.queue.waiting().values()))
        told = Counters()
        judge(told, callers, Reader(callers, pages), api.service.postgres, set())
        assert told.attempted == PAGES
        return told.faults()

    return count


def not_there(*_arguments, **_options):
    raise NotFound("it is broken")


def test_a_service_that_works_has_no_fault(counted):
    assert counted() == {}


def test_a_page_that_a_post_of_several_leaves_out_is_missed(counted, monkeypatch):
    whole = calls.submission

    def all_but_the_last(request):
        sent = whole(request)
        return dataclasses.replace(sent, sources=sent.sources[:-1] or sent.sources)

    monkeypatch.setattr(calls, "submission", all_but_the_last)
    assert counted()["unacknowledged"] > 0


def test_a_page_that_is_answered_in_another_ones_place_is_missed(counted, monkeypatch):
    monkeypatch.setattr(
        calls.representations, "accepted", lambda issued, _url, real=calls.representations.accepted: real(
            issued, "http://127.0.0.1/another"
        ),
    )  # fmt: skip
    assert counted()["unacknowledged"] == PAGES


def test_a_service_that_accepts_nothing_is_no_good_one(counted, monkeypatch):
    def refuse(*_arguments):
        raise QueueUnavailable("it is broken")

    monkeypatch.setattr(jobs, "send", refuse)
    assert counted(give_up_seconds=0.5)["unacknowledged"] == PAGES


@pytest.mark.parametrize(
    ("place", "broken", "counter"),
    [
        ((calls, "row_of"), not_there, "untold"),
        ((calls, "row_of"), lambda _id: None, "untold"),
        ((store, "get_all"), lambda _ids: {}, "unfound"),
        ((history, "history"), lambda *_, **__: [], "unfound"),
        ((calls, "_jobs_with"), lambda _ids: calls.answers.json_response({"jobs": []}), "unfound"),
        ((collections, "_state_of"), not_there, "unfound"),
        ((contexts, "result_of"), not_there, "unfound"),
        ((words, "pages_with"), lambda *_: [], "unfound"),
        ((erased_rows, "erase"), lambda _id: None, "unerased"),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_a_call_that_is_broken_is_seen(counted, monkeypatch, place, broken, counter):
    monkeypatch.setattr(*place, broken)
    assert counted()[counter] > 0


def test_what_is_read_of_an_erased_job_is_seen(counted, monkeypatch):
    def row_of(job_id):
        return store.get(job_id)

    monkeypatch.setattr(calls, "row_of", row_of)
    assert erasing.row_of is rows.row_of, "erasing works still"
    assert counted()["unerased"] > 0


class Calm:
    """A queue's endpoint, and a Postgres, that no fault meets."""

    def take_postponed(self) -> None:
        """It refuses none."""


def faults_of(kinds: dict[str, faults.Fault], monkeypatch) -> Faults:
    monkeypatch.setattr(faults, "_IDLE_SECONDS", 0.0)
    made = Faults(1, Calm(), {}, lambda: None, Calm(), **kinds)
    made._kinds = kinds
    made._random.uniform = lambda *_: 0.001
    return made


def test_each_kind_of_fault_is_made_before_one_comes_again(monkeypatch):
    order = []
    kinds = {str(number): lambda number=number: order.append(number) for number in range(12)}
    made = faults_of(kinds, monkeypatch)
    made.start()
    made.wait_for_each(20, lambda: False)
    made.stop()
    assert Counter(order[:12]) == Counter(range(12))
    assert made.unmade() == []


def test_what_needs_jobs_is_not_waited_for_once_they_have_ended(monkeypatch):
    made = faults_of({"queue away": lambda: False, "cut": lambda: None}, monkeypatch)
    made.start()
    made.wait_for_each(600, lambda: made.made["cut"] > 0)
    made.stop()
    assert made.unmade() == ["queue away"]


def test_a_kill_that_meets_no_process_is_none(monkeypatch):
    alive: list[int] = []
    made = faults_of({}, monkeypatch)
    kinds = {"kill API": made._kill(lambda: alive), "cut": lambda: None}
    made._kinds = kinds
    made.start()
    until(lambda: made.made["cut"])
    time.sleep(0.2)
    made.stop()
    assert made.made["kill API"] == 0
    assert made.unmade() == ["kill API"]


def test_the_first_kill_takes_any_process_and_the_next_only_one_that_has_got_on(monkeypatch):
    killed = []
    monkeypatch.setattr(faults.os, "kill", lambda pid, _signal: killed.append(pid))
    kill = faults_of({}, monkeypatch)._kill(lambda: [os.getpid()])
    monkeypatch.setattr(faults, "_processor_seconds", lambda _pid: 0.5)
    assert (kill(), kill()) == (True, False)
    monkeypatch.setattr(faults, "_processor_seconds", lambda _pid: 5.0)
    assert kill() is True
    assert len(killed) == 2


def test_a_bad_queue_misbehaves_in_each_way_within_a_hundred_calls(api):
    endpoint = FaultyEndpoint(api.service.queue.messages, "http://127.0.0.1:1", seed=3)
    name = os.environ["DEAD_LETTER_QUEUE"]
    for _ in range(100):
        with suppress(Refused):
            endpoint.answer("GetQueueUrl", {"QueueName": name})
    assert set(endpoint.unmade()) <= {"delivered twice"}, "nothing was there to be delivered"
