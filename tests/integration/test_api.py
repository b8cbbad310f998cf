"""The API, as its callers see it."""

import csv
import json
import re

import boto3
import pytest
from sqlalchemy import text

from chalicelib import ids, jobs, settings
from chalicelib.ids import new_id
from chalicelib.release import VERSION
from chalicelib.results.database import connection
from chalicelib.results.migrate import head_revision
from tests.integration.conftest import PAGE
from tests.problems import assert_problem


def test_a_job_is_accepted_with_where_and_when_to_look(api, site):
    url = site.page("/", PAGE)
    answer = api.post("/jobs", json={"url": url})
    assert answer.status_code == 202
    job = answer.json()
    assert job["status"] == "pending"
    assert job["url"] == url
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", job["submitted_at"])
    assert answer.headers["Location"] == f"jobs/{job['id']}"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Cache-Control"] == "no-store"
    api.ended(job["id"])


def test_a_counted_page_is_told_with_its_summary_and_top_words(api, counted):
    job = api.get(f"/jobs/{counted}").json()
    assert job["title"] == "On tea"
    assert job["language"] == "en"
    assert job["summary"]["words"] == 19
    assert list(job["summary"])[:2] == ["words", "distinct_words"], "the order of the definition is kept"
    assert job["words"][0] == {"word": "tea", "spelling": "tea", "count": 4, "share": round(4 / 19, 6)}
    assert "the" not in [word["word"] for word in job["words"]]
    assert job["finished_at"] >= job["submitted_at"]


def test_both_results_of_the_tutorial_can_be_had(api, counted):
    without = api.get(f"/jobs/{counted}/words").json()["words"]
    all_words = api.get(f"/jobs/{counted}/words?stop_words=include").json()["words"]
    assert {word["word"]: word["count"] for word in without} == {
        "tea": 4,
        "cup": 2,
        "green": 2,
        "best": 1,
        "teas": 1,
        "ginger": 1,
    }
    assert {"the": 3, "of": 2, "tea": 4}.items() <= {
        word["word"]: word["count"] for word in all_words
    }.items()
    assert sum(word["count"] for word in all_words) == 19
    assert sum(word["share"] for word in all_words) == pytest.approx(1, abs=1e-4)


def test_words_come_by_count_then_by_code_point(api, counted):
    words = api.get(f"/jobs/{counted}/words?stop_words=include").json()["words"]
    assert words == sorted(words, key=lambda word: (-word["count"], word["word"]))


def test_the_pages_of_a_list_follow_their_links_and_give_every_word_once(api, counted):
    path, found = f"/jobs/{counted}/words", []
    query = "?limit=2&stop_words=include"
    while query:
        answer = api.get(path + query)
        found += [word["word"] for word in answer.json()["words"]]
        link = re.fullmatch(r'<(\?[^>]+)>; rel="next"', answer.headers.get("Link", "<>"))
        query = link.group(1) if link else ""
    whole = api.get(path + "?limit=1000&stop_words=include")
    assert found == [word["word"] for word in whole.json()["words"]]
    assert len(found) == len(set(found)) > 6
    assert "Link" not in whole.headers


@pytest.mark.parametrize("ask", [("/words.csv", {}), ("/words", {"Accept": "text/csv"})])
def test_csv_holds_the_same_words(api, counted, ask):
    path, headers = ask
    answer = api.get(f"/jobs/{counted}{path}", headers=headers)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer.content.count(b"\r\n") == 7
    rows = list(csv.DictReader(answer.text.splitlines()))
    words = api.get(f"/jobs/{counted}/words").json()["words"]
    assert [(row["word"], int(row["count"]), float(row["share"])) for row in rows] == [
        (word["word"], word["count"], word["share"]) for word in words
    ]


def test_csv_is_paged_like_json(api, counted):
    answer = api.get(f"/jobs/{counted}/words.csv?limit=3")
    assert answer.text.count("\r\n") == 4
    assert answer.headers["Link"] == '<?stop_words=exclude&limit=3&cursor=3>; rel="next"'


def test_phrases_come_by_count(api, counted):
    phrases = api.get(f"/jobs/{counted}/phrases?n=2&stop_words=include").json()["phrases"]
    assert phrases[0] == {
        "phrase": "green tea",
        "spelling": "Green tea",
        "words": ["green", "tea"],
        "count": 2,
    }
    assert [phrase["count"] for phrase in phrases] == sorted((p["count"] for p in phrases), reverse=True)
    without = api.get(f"/jobs/{counted}/phrases").json()["phrases"]
    assert all(not {"the", "of", "a", "and", "is"} & {p["words"][0], p["words"][-1]} for p in without)


def test_phrases_are_read_part_by_part_and_told_how_many_they_are(api, site):
    job = api.submit(site.page("/", "<p>" + "Good green tea at night. Black tea. " * 2))
    api.ended(job)
    whole = api.get(f"/jobs/{job}/phrases?n=2&stop_words=include&limit=1000").json()
    assert whole["totals"] == {"different": 5, "kept": 5, "shown": 5}
    first = api.get(f"/jobs/{job}/phrases?n=2&stop_words=include&limit=2")
    link = first.headers["Link"].partition(">")[0].lstrip("<")
    following = api.get(f"/jobs/{job}/phrases{link}").json()["phrases"]
    assert first.json()["phrases"] + following == whole["phrases"][:4]
    assert api.get(f"/jobs/{job}/phrases?n=4&stop_words=include").json()["totals"]["different"] == 2


def test_a_succeeded_job_is_cached_for_an_hour_and_then_asked_for(api, counted):
    for path in ("", "/words", "/words.csv", "/phrases"):
        plain = {"Accept-Encoding": "identity"}  # a compressed answer is another one, and its tag weak
        answer = api.get(f"/jobs/{counted}{path}", headers=plain)
        assert answer.headers["Cache-Control"] == "public, max-age=3600, must-revalidate"
        etag = answer.headers["ETag"]
        assert re.fullmatch('"[0-9a-f]{32}"', etag), "strong"
        again = api.get(f"/jobs/{counted}{path}", headers={**plain, "If-None-Match": f'"other", {etag}'})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["ETag"] == etag


def test_a_list_of_urls_becomes_as_many_jobs(api, site):
    urls = [site.page(f"/{number}", PAGE) for number in range(25)]
    answer = api.post("/jobs", json={"urls": urls})
    assert answer.status_code == 202
    accepted = answer.json()["jobs"]
    assert [job["url"] for job in accepted] == urls
    assert len({job["id"] for job in accepted}) == 25
    assert {api.ended(job["id"])["status"] for job in accepted} == {"succeeded"}


def test_a_call_is_one_line_of_the_log_however_many_jobs_it_brings(api, site, caplog):
    caplog.set_level("INFO", "chalicelib.api.calls.jobs")
    url = site.page("/one", PAGE)
    one = api.post("/jobs", json={"url": url}).json()
    several = api.post("/jobs", json={"urls": [site.page(f"/{number}", PAGE) for number in range(3)]}).json()
    told = [
        (record.msg.name, record.msg.fields) for record in caplog.records if "accepted" in str(record.msg)
    ]
    assert told == [
        ("job accepted", {"job": one["id"], "url": url}),
        ("jobs accepted", {"collection": several["collection"], "accepted": 3}),
    ]
    beginning = several["collection"][: len("01a207ba-6df8")]
    assert all(job["id"].startswith(beginning) for job in several["jobs"]), "by which its line is found"


def test_an_issued_id_is_pending_and_then_expired(api, monkeypatch):
    job_id = new_id()
    answer = api.get(f"/jobs/{job_id}")
    assert answer.json()["status"] == "pending"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Cache-Control"] == "no-store"
    month = 30 * 24 * 3600 * 10**9
    now = ids.time.time_ns()
    monkeypatch.setattr(ids.time, "time_ns", lambda: now - month)
    old = new_id()
    assert "none can be under way" in assert_problem(api.get(f"/jobs/{old}"), 404, "not-found")["detail"]


@pytest.mark.parametrize("path", ["/words", "/words.csv", "/phrases"])
def test_a_job_without_words_is_a_409_that_says_why(api, site, path):
    pending = api.get(f"/jobs/{new_id()}{path}")
    assert "pending" in assert_problem(pending, 409, "no-result")["detail"]
    failed = api.submit(site.url("/missing"))
    assert api.ended(failed)["status"] == "failed"
    assert "failed" in assert_problem(api.get(f"/jobs/{failed}{path}"), 409, "no-result")["detail"]


def test_a_failed_job_says_why_and_is_not_cached(api, site):
    job_id = api.submit(site.url("/missing"))
    job = api.ended(job_id)
    assert job["status"] == "failed"
    assert set(job["problem"]) == {"type", "title", "detail"}
    assert job["problem"]["type"] == "/problems/client-error-status"
    assert api.get(f"/jobs/{job_id}").headers["Cache-Control"] == "no-store"


def test_a_page_after_the_last_is_empty(api, counted):
    answer = api.get(f"/jobs/{counted}/words?cursor=1000")
    assert answer.json()["words"] == []
    assert "Link" not in answer.headers


def test_the_service_says_that_it_is_healthy(api):
    answer = api.get("/health")
    release = {"version": VERSION, "commit": None}
    assert answer.json() == {
        "status": "ok",
        "checks": {"queue": "ok", "database": "ok"},
        "release": release,
    }
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_schema_older_than_the_code_is_unhealthy(api):
    with connection() as open_connection:
        open_connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    try:
        answer = api.get("/health")
        assert "0001" in assert_problem(answer, 503, "service-unavailable")["checks"]["database"]
    finally:
        with connection() as open_connection:
            open_connection.execute(
                text("UPDATE alembic_version SET version_num = :head"), {"head": head_revision()}
            )


def test_without_the_queue_nothing_is_promised(api, monkeypatch):
    away = boto3.client("sqs", endpoint_url="http://127.0.0.1:9")
    monkeypatch.setattr(jobs, "_client", lambda: away)
    answer = api.post("/jobs", json={"url": "https://example.com/"})
    assert_problem(answer, 503, "queue-unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert "queue" in assert_problem(api.get("/health"), 503, "service-unavailable")["detail"]
    away.close()


def test_no_answer_is_sniffed(api, counted):
    for path in ("/", "/static/page.js", "/health", f"/jobs/{counted}", "/nothing", "/jobs/x"):
        assert api.get(path).headers["X-Content-Type-Options"] == "nosniff"


def test_words_of_all_scripts_come_through_unharmed(api, site):
    html = "<p>Привет мир, привет! שלום 😀 <b>&lt;script&gt;</b> नमस्ते</p>"
    job_id = api.submit(site.page("/scripts", html))
    api.ended(job_id)
    answer = api.get(f"/jobs/{job_id}/words?stop_words=include")
    words = {word["word"]: word["count"] for word in json.loads(answer.content.decode("utf-8"))["words"]}
    assert words["привет"] == 2
    assert {"мир", "שלום", "script"} <= words.keys()


def test_a_job_says_whether_its_text_is_kept(api, site, monkeypatch):
    assert api.ended(api.submit(site.page("/", PAGE)))["text_kept"] == "whole"
    assert api.ended(api.submit(site.page("/long", f"<p>{'words ' * 200_000}")))["text_kept"] == "part"
    monkeypatch.setenv("KEEP_TEXT", "off")
    settings.current.cache_clear()
    assert api.ended(api.submit(site.page("/off", PAGE)))["text_kept"] == "no"
    monkeypatch.undo()
    settings.current.cache_clear()
