"""The main text of a page through the API, and the version of the rules that a result says."""

import csv

import pytest
from sqlalchemy import text

from chalicelib.counting.counts import RULES
from chalicelib.ids import new_id
from chalicelib.results.database import connection
from tests.articles import LIGHTHOUSE, article_page
from tests.problems import assert_problem

BELOW = ("/words", "/words.csv", "/phrases")


@pytest.fixture
def article(api, site):
    job_id = api.submit(site.page("/lamp", article_page()))
    assert api.ended(job_id)["status"] == "succeeded"
    return job_id


def test_a_job_has_the_summaries_of_its_page_and_of_its_main_text(api, article):
    job = api.get(f"/jobs/{article}").json()
    main = job["main_text"]["summary"]
    assert job["text"] == "page"
    assert list(main) == list(job["summary"])
    assert len(" ".join(LIGHTHOUSE).split()) <= main["words"] < job["summary"]["words"]
    assert job["words"][0]["word"] == "subscription"
    asked = api.get(f"/jobs/{article}?text=main").json()
    assert (asked["text"], asked["summary"]) == ("main", main)
    assert asked["words"][0] == {
        "word": "keeper",
        "spelling": "keeper",
        "count": 5,
        "share": round(5 / main["words"], 6),
    }
    assert asked["main_text"] == job["main_text"]


def test_its_words_are_those_of_the_article_and_their_shares_of_it(api, article):
    path = f"/jobs/{article}/words"
    words = api.get(f"{path}?text=main&stop_words=include&limit=1000").json()
    counts = {word["word"]: word["count"] for word in words["words"]}
    whole = api.get(f"{path}?stop_words=include&limit=1000").json()["words"]
    of_page = {word["word"]: word["count"] for word in whole}
    assert "cookies" in of_page.keys() - counts.keys()
    assert all(count <= of_page[word] for word, count in counts.items())
    assert sum(word["share"] for word in words["words"]) == pytest.approx(1, abs=1e-3)
    assert words["totals"]["different"] == len(counts)
    rows = list(csv.DictReader(api.get(f"{path}.csv?text=main&stop_words=include").text.splitlines()))
    assert {row["word"]: int(row["count"]) for row in rows} == counts
    assert api.get(f"{path}?text=page").json() == api.get(path).json(), "the page is the default"


def test_the_next_part_of_its_words_is_of_the_main_text_too(api, article):
    answer = api.get(f"/jobs/{article}/words?text=main&limit=2")
    assert answer.headers["Link"] == '<?text=main&stop_words=exclude&limit=2&cursor=2>; rel="next"'


def test_its_phrases_are_its_own(api, article):
    phrases = api.get(f"/jobs/{article}/phrases?text=main&stop_words=include").json()["phrases"]
    found = {phrase["phrase"] for phrase in phrases}
    assert "the keeper" in found
    assert "subscription offers" not in found
    of_page = api.get(f"/jobs/{article}/phrases").json()["phrases"]
    assert "subscription offers" in {phrase["phrase"] for phrase in of_page}


def test_a_page_without_one_says_so_and_below_it_there_is_nothing(api, counted):
    reason = {"summary": None, "reason": "no-article"}
    assert api.get(f"/jobs/{counted}").json()["main_text"].items() >= reason.items()
    job = api.get(f"/jobs/{counted}?text=main")
    assert job.status_code == 200
    assert job.json()["main_text"].items() >= reason.items()
    assert (job.json()["summary"], job.json()["words"]) == (None, [])
    for path in BELOW:
        problem = assert_problem(api.get(f"/jobs/{counted}{path}?text=main"), 404, "no-main-text")
        assert problem["detail"] == job.json()["main_text"]["detail"]
        assert api.get(f"/jobs/{counted}{path}?text=page").status_code == 200


def test_a_plain_text_has_none(api, site):
    job_id = api.submit(site.page("/text", "\n\n".join(LIGHTHOUSE), Content_Type="text/plain"))
    assert api.ended(job_id)["main_text"]["reason"] == "no-markup"


def test_pending_and_failed_jobs_answer_as_ever(api, site):
    failed = api.submit(site.url("/nowhere"))
    assert api.ended(failed)["status"] == "failed"
    for job_id in (failed, str(new_id())):
        assert api.get(f"/jobs/{job_id}?text=main").json().get("words") is None
        for path in BELOW:
            assert_problem(api.get(f"/jobs/{job_id}{path}?text=main"), 409, "no-result")


@pytest.mark.parametrize("path", ["", *BELOW])
def test_no_other_text_can_be_asked_for(api, counted, path):
    problem = assert_problem(api.get(f"/jobs/{counted}{path}?text=article"), 422, "invalid-input")
    assert problem["errors"] == [{"pointer": "text", "detail": "it has to be one of: page, main"}]


def test_results_say_by_which_rules_they_were_counted(api, counted):
    assert api.get(f"/jobs/{counted}").json()["rules"] == RULES
    (listed,) = api.get(f"/jobs?ids={counted}").json()["jobs"]
    assert listed["rules"] == RULES


def test_of_results_from_before_it_is_said_that_it_was_not_looked_for(api, counted):
    with connection() as open_connection:
        open_connection.execute(
            text("UPDATE results SET rules = NULL, no_main = NULL WHERE id = :id"), {"id": counted}
        )
    job = api.get(f"/jobs/{counted}").json()
    assert job["rules"] == 1
    assert job["main_text"]["reason"] == "not-looked-for"
    assert_problem(api.get(f"/jobs/{counted}/words?text=main"), 404, "no-main-text")
