"""The main text of a page through the API, and the version of the rules that a result says."""

import csv

import pytest
from sqlalchemy import text

from chalicelib.counting.counts import RULES
from chalicelib.ids import new_id
from chalicelib.results.database import connection
from tests.articles import BREAD, LIGHTHOUSE, article_page, site_page
from tests.problems import assert_problem

BELOW = ("/words", "/words.csv", "/phrases")
ARTICLE = f"<article>{''.join(f'<p>{paragraph}</p>' for paragraph in BREAD)}</article>"


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


@pytest.fixture
def several(api, site, article):
    """A collection of two articles, a page without one, and a page that is missing."""
    paths = [site.page("/lamp", article_page()), site.page("/bread", site_page(ARTICLE))]
    body = api.post(
        "/jobs", json={"urls": [*paths, site.page("/tea", "<p>Tea"), site.url("/nowhere")]}
    ).json()
    for job in body["jobs"]:
        api.ended(job["id"])
    return body


def test_a_collections_main_texts_are_added_up_and_those_without_one_left_out(api, several):
    path = f"/collections/{several['collection']}"
    collection = api.get(f"{path}?text=main").json()
    pages = {"all": 4, "counted": 2, "failed": 1, "pending": 0, "gone": 0, "no_main_text": 1}
    assert (collection["text"], collection["pages"]) == ("main", pages)
    summaries = [job["main_text"]["summary"] for job in collection["jobs"][:3]]
    assert [job["summary"] for job in collection["jobs"][:3]] == summaries
    assert summaries[2] is None
    assert (
        collection["words"] == summaries[0]["words"] + summaries[1]["words"] < api.get(path).json()["words"]
    )
    words = api.get(f"{path}/words?text=main&by_page=on&stop_words=include&limit=1000").json()
    assert words["pages"] == pages
    assert sum(word["count"] for word in words["words"]) == collection["words"]
    counts = {word["word"]: word["counts"] for word in words["words"]}
    assert counts["keeper"] == [5, 0]
    assert not {"cookies", "tea"} & counts.keys()
    rows = csv.DictReader(
        api.get(f"{path}/words.csv?text=main&stop_words=include&by_page=on").text.splitlines()
    )
    heads = [head for head in rows.fieldnames or () if head.startswith("page ")]
    assert {row["word"]: [int(row[head]) for head in heads] for row in rows} == counts
    link = api.get(f"{path}/words?text=main&limit=2").headers["Link"]
    assert link == '<?text=main&stop_words=exclude&limit=2&cursor=2>; rel="next"'


def test_its_phrases_and_distinctive_words_are_those_of_the_main_texts(api, several):
    path = f"/collections/{several['collection']}"
    for text_of, has in {"main": False, "page": True}.items():
        phrases = api.get(f"{path}/phrases?text={text_of}").json()["phrases"]
        assert ("subscription offers" in {phrase["phrase"] for phrase in phrases}) is has
    distinctive = api.get(f"{path}/distinctive?text=main&limit=50").json()["jobs"]
    assert [job["id"] for job in distinctive] == [job["id"] for job in several["jobs"][:2]]
    assert "keeper" in {word["word"] for word in distinctive[0]["words"]}


def test_main_texts_are_compared_with_one_another_and_with_their_language(api, several):
    lamp, bread, tea, _ = (job["id"] for job in several["jobs"])
    compared = api.get(f"/comparison?ids={lamp},{bread}&text=main&limit=1000").json()
    totals = [api.get(f"/jobs/{job_id}?text=main").json()["summary"]["words"] for job_id in (lamp, bread)]
    assert [job["words"] for job in compared["jobs"]] == totals
    words = {word["word"]: word for word in compared["words"]}
    assert words["keeper"]["shares"] == [round(5 / totals[0], 6), 0]
    assert "cookies" not in words
    link = api.get(f"/comparison?ids={lamp},{bread}&text=main&limit=1").headers["Link"]
    assert "text=main" in link
    rows = list(csv.DictReader(api.get(f"/comparison.csv?ids={lamp},{bread}&text=main").text.splitlines()))
    assert [row["word"] for row in rows] == list(words)
    problem = assert_problem(api.get(f"/comparison?ids={lamp},{tea}&text=main"), 404, "no-main-text")
    assert problem["detail"].startswith(tea)
    keyness = api.get(f"/jobs/{lamp}/keyness?text=main&limit=1000").json()["words"]
    assert {word["word"]: word["share"] for word in keyness}["keeper"] == round(5 / totals[0], 6)
    assert "cookies" not in {word["word"] for word in keyness}
    for path in ("keyness", "keyness.csv"):
        assert_problem(api.get(f"/jobs/{tea}/{path}?text=main"), 404, "no-main-text")


def test_pages_are_found_by_the_words_of_their_main_texts(api, several, article):
    found = api.get("/words/Keeper?text=main").json()["pages"]
    lamp = several["jobs"][0]["id"]
    assert [page["id"] for page in found] == [lamp, article]
    assert [page["count"] for page in found] == [5, 5]
    assert found[0]["share"] == round(5 / found[0]["main_text"]["summary"]["words"], 6)
    assert api.get("/words/cookies?text=main").json()["pages"] == []
    assert len(api.get("/words/cookies").json()["pages"]) == 3
    answer = api.get("/words/keeper?text=main&limit=1")
    assert answer.headers["Link"].startswith("<?text=main&limit=1&cursor=")
    following = api.get("/words/keeper" + answer.headers["Link"].split(">")[0][1:])
    assert [page["id"] for page in following.json()["pages"]] == [article]


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
