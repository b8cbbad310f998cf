"""When to ask again: most need one call, and nobody waits for the few that are slow."""

import random
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from chalicelib import ids
from chalicelib.api import pace as pace_module
from chalicelib.api.pace import LONGEST_SECONDS, Pace


def job(age: float):
    """The id of a job that was accepted so many seconds ago."""
    moment = datetime.now(UTC) - timedelta(seconds=age)
    return ids.issue(round(moment.timestamp() * 1000)).id


def learnt(taken) -> Pace:
    pace = Pace()
    for seconds in taken:
        pace.learn(job(seconds), datetime.now(UTC))
    return pace


def asked(pace: Pace, seconds: float) -> list[int]:
    """After how many seconds a caller asks for a job that takes so long, who does as told."""
    moments = [pace.seconds(job(0))]
    while moments[-1] < seconds:
        moments.append(moments[-1] + pace.seconds(job(moments[-1])))
    return moments


def test_before_anything_is_known_the_pauses_grow():
    assert asked(Pace(), 30) == [1, 2, 4, 8, 16, 32]


def test_most_jobs_need_one_call_and_are_not_told_much_later_than_they_end():
    dice = random.Random(7)
    jobs = [dice.lognormvariate(0.9, 0.6) for _ in range(300)]  # a median of 2.5 s, one in twenty above 6.6
    calls = [
        asked(learnt(jobs[start : start + 100]), seconds) for start in (0, 100) for seconds in jobs[200:]
    ]
    assert sum(len(each) == 1 for each in calls) > 0.75 * len(calls)
    assert sum(map(len, calls)) < 1.35 * len(calls)
    assert max(each[0] for each in calls) <= 5


def test_a_few_that_wait_for_their_site_make_nobody_else_wait():
    assert asked(learnt([1.5] * 90 + [500] * 10), 1) == [2]


def test_a_busy_service_is_asked_less():
    assert learnt([25] * 50).seconds(job(0)) == 26
    assert learnt([25] * 50).seconds(job(20)) == 6


@pytest.mark.parametrize("age", [0, 1, 100, 10_000, -3])
def test_nobody_is_told_to_wait_for_longer_than_a_minute_or_not_at_all(age):
    for pace in (Pace(), learnt([0.1] * 10), learnt([10_000] * 100)):
        assert 1 <= pace.seconds(job(age)) <= LONGEST_SECONDS


def test_what_ended_long_ago_tells_nothing():
    pace = Pace()
    pace.learn(job(5000), datetime.now(UTC) - timedelta(hours=1))
    assert pace.seconds(job(0)) == 1


def test_a_job_that_is_read_again_and_again_counts_once():
    pace = learnt([1] * 10)
    slow = job(40)
    for _ in range(500):
        pace.learn(slow, datetime.now(UTC))
    assert pace.seconds(job(0)) == 2


def test_a_job_under_an_old_key_makes_nobody_wait():
    """The time in its id is the key's, of an outbox that was emptied an hour later."""
    pace = learnt([1] * 8)
    quick = pace.seconds(job(0))
    for number in range(3):
        under_key = job(3600 + number)
        assert pace.accepted(under_key) == quick, "it was accepted now"
        pace.learn(under_key, datetime.now(UTC) + timedelta(seconds=1))
    for number in range(3):
        pace.learn(job(7200 + number), datetime.now(UTC), under_key=True)  # another process accepted it
    assert pace.seconds(job(0)) == quick
    elsewhere = job(5000)
    assert pace.seconds(elsewhere) == quick, "nor is one that another process accepted told a minute"


def test_a_repeat_does_not_make_a_job_younger(monkeypatch):
    clock = datetime.now(UTC)
    monkeypatch.setattr(pace_module, "datetime", SimpleNamespace(now=lambda _zone: clock))
    pace, slow = Pace(), job(3600)
    assert pace.accepted(slow) == 1
    clock += timedelta(seconds=20)
    assert pace.accepted(slow) == pace.seconds(slow) == 20


def test_what_it_remembers_is_bounded():
    pace = Pace()
    for _ in range(2500):
        pace.accepted(ids.new_id())
    assert len(pace._heard) == 2000
