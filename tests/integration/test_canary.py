"""The canary: it counts a page of its own, tells when the one before was not counted, and leaves nothing."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

import app
from chalicelib import canary, settings
from chalicelib.errors import CanaryFailed, ConfigurationError
from chalicelib.results import store
from chalicelib.results.idempotency import made_under
from tests.service import until

NOW = datetime.now(UTC).replace(minute=0, second=7)
LATER = NOW + timedelta(seconds=canary.INTERVAL_SECONDS)


def begin(page: str, moment: datetime) -> UUID:
    """The canary's first page, which finds none before it; returns its job once it has ended."""
    with pytest.raises(CanaryFailed, match="has not been counted, or none was"):
        canary.run(page, moment)
    milliseconds = int(moment.replace(second=0, microsecond=0).timestamp()) * 1000
    (job_id,) = until(lambda: made_under(canary.MARK, milliseconds))
    return job_id


def test_a_page_is_counted_and_forgotten_by_the_next(api, site):
    job_id = begin(site.page("/own", "<p>gooseberry"), NOW)
    ended = store.get(job_id)
    assert ended.summary["words"] == 1
    canary.run(site.url("/own"), LATER)
    assert store.get(job_id).erased_at, "nothing of it is left"


def test_it_is_in_no_list_and_found_by_no_search(api, site):
    job_id = begin(site.page("/own", "<p>gooseberry"), NOW)
    assert store.get(job_id).url is None
    assert api.get("/jobs").json()["jobs"] == []
    assert api.get("/jobs", params={"url": site.url("/own")}).json()["jobs"] == []
    assert api.get("/words/gooseberry").json()["pages"] == []


def test_a_strangers_copy_of_its_page_is_neither_taken_nor_given(api, site):
    url = site.page("/own", "<p>gooseberry")
    assert api.ended(api.submit(url))["status"] == "succeeded"
    begin(url, NOW)
    assert site.visits["/own"] == 2
    assert len(api.get("/jobs").json()["jobs"]) == 1


def test_a_page_that_failed_says_how(api, site):
    begin(site.url("/missing"), NOW)
    with pytest.raises(CanaryFailed, match=r"posted at \d\d:\d\d UTC ended as failed: .*404"):
        canary.run(site.page("/own", "<p>gooseberry"), LATER)


def test_one_that_was_posted_twice_is_well_if_one_is(api, site):
    begin(site.url("/missing"), NOW)
    with pytest.raises(CanaryFailed):
        canary.run(site.page("/own", "<p>gooseberry"), NOW)
    milliseconds = int(NOW.replace(second=0, microsecond=0).timestamp()) * 1000
    until(lambda: len(made_under(canary.MARK, milliseconds)) == 2)
    canary.run(site.url("/own"), LATER)


def test_off_it_does_nothing_and_on_it_wants_a_page(monkeypatch):
    app.canary({}, None)
    monkeypatch.setenv("CANARY", "on")
    settings.current.cache_clear()
    try:
        with pytest.raises(ConfigurationError, match="run the step finish"):
            app.canary({"detail-type": "Scheduled Event"}, None)
    finally:
        monkeypatch.delenv("CANARY")
        settings.current.cache_clear()
