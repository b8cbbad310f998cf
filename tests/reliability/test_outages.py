"""No accepted job is lost or doubled while a part of the service is away."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import func, select

from chalicelib import jobs
from chalicelib.jobs import Job
from chalicelib.results.database import connection
from chalicelib.results.models import Result
from tests.service import Api, until
from tests.site import Site

JOBS = 200


def rows() -> int:
    with connection() as open_connection:
        return open_connection.scalar(select(func.count()).select_from(Result))


def receives(api: Api, count: int) -> Iterator[None]:
    """The queue gives a message up after so many deliveries."""
    queue = api.service.queue
    usual = queue.set_rules("jobs", replace(queue.rules("jobs"), maximum_receive_count=count))
    yield
    queue.set_rules("jobs", usual)


@pytest.fixture
def patient(api: Api) -> Iterator[None]:
    """The queue never gives a message up: the outage is a short one, however slow this machine is."""
    yield from receives(api, 1000)


@pytest.fixture
def impatient(api: Api) -> Iterator[None]:
    """The queue gives a message up soon: each delivery takes some seconds here."""
    yield from receives(api, 2)


def test_200_jobs_posted_while_postgres_is_away_all_get_their_row_and_none_twice(api, site, patient):
    urls = [site.page(f"/{number}", f"<p>page {number}</p>") for number in range(JOBS)]
    api.service.postgres.stop()
    try:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda url: api.post("/jobs", json={"url": url}), urls))
        assert [answer.status_code for answer in answers] == [202] * JOBS
        waiting = api.get(f"/jobs/{answers[0].json()['id']}")
        assert waiting.status_code == 503
        assert int(waiting.headers["Retry-After"]) > 0
        assert waiting.json()["type"] == "/problems/database-unavailable"
        assert api.get("/health").status_code == 503
        assert not site.visits, "without Postgres no site is asked"
    finally:
        api.service.postgres.start()
    until(lambda: rows() == JOBS)
    until(lambda: not any(api.service.queue.waiting().values()))
    assert rows() == JOBS
    assert {api.get(f"/jobs/{answer.json()['id']}").json()["status"] for answer in answers} == {"succeeded"}


@pytest.fixture
def sites() -> Iterator[list[Site]]:
    """Ten sites, as the pages of one have to wait for one another."""
    with ExitStack() as stack:
        found = [Site(f"127.0.4.{number}") for number in range(1, 11)]
        for each in found:
            stack.callback(each.close)
        yield found


def test_each_job_gets_one_row_while_postgres_comes_and_goes_and_messages_come_twice(
    api, site, sites, patient
):
    counted = [sites[number % 10].page(f"/{number}", f"<p>page {number}</p>") for number in range(38)]
    missing = [sites[number].url("/missing") for number in range(10)]
    # Each refusal makes the whole site wait for twice as long as the one before.
    busy = [site.page(f"/busy/{number}", "busy", 503, Retry_After="1") for number in range(2)]
    for number in range(2):
        site.page(f"/busy/{number}", "<p>open</p>")
    accepted = []
    for urls in zip(*[iter(counted + missing + busy)] * 10, strict=True):
        api.service.postgres.stop()
        accepted += api.post("/jobs", json={"urls": urls}).json()["jobs"]
        api.service.postgres.start()
        accepted += api.post("/jobs", json={"urls": urls}).json()["jobs"]
        jobs.send([Job(UUID(job["id"]), job["url"]) for job in accepted[-5:]])
    until(lambda: rows() == len(accepted) == 100)
    until(lambda: not any(api.service.queue.waiting().values()))
    statuses = Counter(api.get(f"/jobs/{job['id']}").json()["status"] for job in accepted)
    assert statuses == {"succeeded": 80, "failed": 20}
    assert rows() == 100


def test_jobs_that_were_delivered_too_often_end_by_the_last_resort(api, site, impatient):
    urls = [site.page(f"/{number}", f"<p>page {number}</p>") for number in range(3)]
    api.service.postgres.stop()
    try:
        ids = [api.submit(url) for url in urls]
        until(lambda: len(api.service.queue.waiting()["dead_letters"]) == 3)
    finally:
        api.service.postgres.start()
    assert {api.ended(job_id)["status"] for job_id in ids} == {"succeeded"}


def test_a_site_that_is_busy_once_is_asked_again_and_counted(api, site):
    url = site.page("/", "busy", 503, Retry_After="1")
    site.page("/", "<p>open</p>")
    job = api.ended(api.submit(url))
    assert job["status"] == "succeeded"
    assert site.visits["/"] == 2
