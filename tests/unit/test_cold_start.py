"""Python's collector rests in a cold start, and no longer."""

import gc

import pytest

from chalicelib import cold_start


@pytest.fixture(autouse=True)
def _collector():
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    gc.enable()


def test_the_collector_rests_until_the_first_invocation_has_ended():
    cold_start.begin()
    assert cold_start.end_with_first("event", lambda event: (event, gc.isenabled())) == ("event", False)
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[0] == cold_start.COLLECTED_AFTER


def test_it_works_again_after_an_invocation_that_failed():
    cold_start.begin()
    with pytest.raises(ZeroDivisionError):
        cold_start.end_with_first(None, lambda _event: 1 / 0)
    assert gc.isenabled()


def test_later_invocations_leave_it_alone():
    frozen = gc.get_freeze_count()
    assert cold_start.end_with_first(None, lambda _event: gc.isenabled())
    assert gc.get_freeze_count() == frozen
