"""Results for the page's tests, counted from pages and kept as the worker keeps them."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from chalicelib.counting import Page as FetchedPage
from chalicelib.counting import count_page
from chalicelib.errors import PermanentFailure
from chalicelib.ids import issue, issue_collection
from chalicelib.jobs import Job
from chalicelib.results import store
from chalicelib.results.models import Result
from tests.browser.samples import BREAD, TIDE
from tests.browser.samples import page as page_of
from tests.service import until


def counted(
    html: str, url: str, *, days_ago: float = 0, job_id: UUID | None = None, now: datetime | None = None
) -> str:
    """Write the result of a page as if a job had counted it; returns the job's id."""
    now = now or datetime.now(UTC)
    job = Job(job_id or issue(milliseconds(now)).id, url)
    result = Result.succeeded(
        job, _fetched(html, url), count_page(html.encode(), "text/html; charset=utf-8"), keep_text=True
    )
    result.finished_at = now - timedelta(days=days_ago)
    assert store.save(result)
    return str(job.id)


def counted_together(pages: dict[str, str], *, now: datetime | None = None) -> str:
    """Write the results of pages, by URL, as if they had been sent together; returns the collection's id."""
    issued = issue_collection(issue(now and milliseconds(now)), len(pages))
    for one, (url, html) in zip(issued.jobs, pages.items(), strict=True):
        counted(html, url, job_id=one.id, now=now)
    return str(issued.id)


def milliseconds(moment: datetime) -> int:
    """Since 1970."""
    return int(moment.timestamp() * 1000)


@pytest.fixture
def tide(api: Any) -> str:
    """The result of a page on tides; its job's id."""
    return counted(page_of("The tide", TIDE), "https://harbour.example/tide")


@pytest.fixture
def bread(api: Any) -> str:
    """The result of a page on bread; its job's id."""
    return counted(page_of("Bread", BREAD), "https://baker.example/bread")


@pytest.fixture
def collection(api: Any, site: Any) -> str:
    """The id of a collection of three pages, of which one cannot be counted."""
    pages = [site.page("/tide", page_of("The tide", TIDE)), site.page("/bread", page_of("Bread", BREAD))]
    made = api.post("/jobs", json={"urls": [*pages, "http://127.0.0.1:1/"]}).json()
    until(lambda: not api.get(f"/collections/{made['collection']}").json()["pages"]["pending"])
    return str(made["collection"])


def failed(failure: PermanentFailure, url: str, *, days_ago: float = 0) -> str:
    """Write the result of a page that could not be counted; returns the job's id."""
    job = Job.new(url)
    result = Result.failed(job, failure)
    result.finished_at = datetime.now(UTC) - timedelta(days=days_ago)
    assert store.save(result)
    return str(job.id)


def _fetched(html: str, url: str) -> FetchedPage:
    known = {"body": html.encode(), "content_type": "text/html; charset=utf-8", "url": url}
    return FetchedPage(**{field.name: known[field.name] for field in dataclasses.fields(FetchedPage)})


@pytest.fixture
def tide_words(api, tide):
    """The words as the API gives them, by whether stop words are among them."""

    def asked(stop_words: str) -> list[list[str]]:
        found = api.get(f"/jobs/{tide}/words?stop_words={stop_words}&limit=1000").json()["words"]
        return [
            [f"{rank}", one["spelling"], f"{one['count']}", percent(one["share"])]
            for rank, one in enumerate(found, 1)
        ]

    return asked


def percent(share: float) -> str:
    return f"{share:.2%}".replace("%", " %")
