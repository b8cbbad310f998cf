"""Lists of jobs: a page's history, everyone's, those whose ids the caller has; what none of them tells."""

import re
from urllib.parse import quote

from chalicelib import ids, settings
from tests.integration.conftest import PAGE
from tests.problems import assert_problem


def test_the_history_of_a_page_is_newest_first_and_paged(api, site):
    url = site.page("/tea", PAGE)
    other = site.page("/other", PAGE)
    ids = []
    for _ in range(3):
        ids.append(api.submit(url))
        api.ended(ids[-1])
    api.ended(api.submit(other))
    first = api.get("/jobs", params={"url": url, "limit": 2})
    assert [job["id"] for job in first.json()["jobs"]] == [ids[2], ids[1]]
    following = re.fullmatch(r'<(\?[^>]+)>; rel="next"', first.headers["Link"]).group(1)
    second = api.get("/jobs" + following)
    assert [job["id"] for job in second.json()["jobs"]] == [ids[0]]
    assert "Link" not in second.headers
    assert len(api.get("/jobs").json()["jobs"]) == 4


def test_everyones_jobs_are_listed_only_where_that_is_on(api, monkeypatch):
    monkeypatch.setenv("PUBLIC_LISTING", "off")
    settings.current.cache_clear()
    assert_problem(api.get("/jobs"), 403, "listing-disabled")
    assert_problem(api.get("/jobs?limit=1"), 403, "listing-disabled")
    assert_problem(api.get("/words/tea"), 403, "listing-disabled")


def test_who_guesses_an_address_is_not_told_its_results(api, site, monkeypatch):
    url = site.page("/report?signature=5ecret", PAGE)
    api.ended(api.submit(url))
    monkeypatch.setenv("PUBLIC_LISTING", "off")
    settings.current.cache_clear()
    for guessed in (url, url.partition("?")[0]):
        assert_problem(api.get("/jobs", params={"url": guessed}), 403, "listing-disabled")


def test_who_has_ids_gets_exactly_their_jobs(api, site, monkeypatch):
    url = site.page("/report?signature=mine", PAGE)
    mine, failed = api.submit(url), api.submit(site.url("/missing"))
    others = api.submit(site.page("/others", PAGE))
    for each in (mine, failed, others):
        api.ended(each)
    monkeypatch.setenv("PUBLIC_LISTING", "off")
    settings.current.cache_clear()
    pending, gone = str(ids.new_id()), "016f5e66-e800-8000-8000-00000000e49f"  # of 2020
    answer = api.get(f"/jobs?ids={failed},{pending},{mine.upper()},{gone},{mine}")
    found = answer.json()["jobs"]
    assert [(job["id"], job["status"]) for job in found] == [
        (failed, "failed"),
        (pending, "pending"),
        (mine, "succeeded"),
    ]
    assert found[2]["url"] == found[2]["final_url"] == url, "who has the id may read it whole"
    assert answer.headers["Cache-Control"] == "no-store"


def test_no_list_shows_the_query_of_an_address(api, site):
    target = site.page("/to?key=5ecret", PAGE)
    job_id = api.submit(site.page("/from?key=5ecret", "", 302, Location=target))
    assert api.ended(job_id)["final_url"] == target
    for path in ("/jobs", "/jobs?url=" + quote(site.url("/from?key=5ecret"), safe=""), "/words/tea"):
        body = api.get(path).json()
        (listed,) = body.get("jobs") or body["pages"]
        assert (listed["url"], listed["final_url"]) == (site.url("/from"), site.url("/to"))
