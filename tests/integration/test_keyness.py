"""Pages compared, and a page beside general language, as callers of the API see them."""

import csv
import io
import math
import re

import pytest

from chalicelib.corpus import language
from tests.problems import assert_problem

ENGLISH = "<html lang=en><title>The harbour</title><p>" + "The harbour is the sea and the quay. " * 20
GERMAN = (
    "<html lang=de><title>Der Hafen</title><p>" + "Der Hafen ist die See und das Meer, und the end. " * 20
)


@pytest.fixture
def pages(api, site):
    job_ids = [api.submit(site.page(path, page)) for path, page in {"/en": ENGLISH, "/de": GERMAN}.items()]
    for job_id in job_ids:
        api.ended(job_id)
    return job_ids


def compared(api, job_ids, **parameters):
    answer = api.get("/comparison", params={"ids": ",".join(job_ids), **parameters})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_count_is_a_count_in_either_language(api, pages):
    english, german = pages
    answer = compared(api, pages, stop_words="include", limit=1000)
    words = {word["word"]: word for word in answer["words"]}
    assert words["the"]["counts"] == [60, 20]
    assert words["und"]["counts"] == [0, 40]
    assert [words["the"]["typical_of"], words["und"]["typical_of"]] == [english, german]
    assert [job["words"] for job in answer["jobs"]] == [160, 220]
    assert words["the"]["shares"] == [round(60 / 160, 6), round(20 / 220, 6)]
    shown = {word["word"] for word in compared(api, pages)["words"]}
    assert {"harbour", "hafen"} <= shown
    assert not {"the", "und", "is", "ist"} & shown


def test_words_come_by_either_measure_with_its_significance(api, pages):
    by_likelihood = compared(api, pages)["words"]
    assert by_likelihood == sorted(by_likelihood, key=lambda word: (-word["log_likelihood"], word["word"]))
    assert by_likelihood[0]["significance"] == 0.0001
    by_ratio = compared(api, pages, sort="log_ratio")["words"]
    assert {word["word"] for word in by_ratio} == {word["word"] for word in by_likelihood}
    significant = [word["log_ratio"] for word in by_ratio if word["significance"]]
    assert significant == sorted(significant, reverse=True)


def test_a_count_that_is_not_kept_is_no_zero(api, site):
    """A page has too many words for its row: what it has of its rarest nobody can tell."""
    every, rare = [f"word{number}" for number in range(12_000)], "word9999"
    long = site.page("/long", f"<html lang=en><p>{' '.join(every)} sea sea")
    short = site.page("/short", f"<html lang=en><p>{rare} {rare} harbour harbour sea")
    posted = api.post("/jobs", json={"urls": [long, short]}).json()
    ids = [job["id"] for job in posted["jobs"]]
    cut = api.ended(ids[0])["summary"]
    api.ended(ids[1])
    assert cut["words_kept"] < cut["distinct_words"] == 12_001
    answer = compared(api, ids, limit=20_000)
    words = {word["word"]: word for word in answer["words"]}
    for word in (rare, "harbour"):
        assert (words[word]["counts"], words[word]["shares"]) == ([None, 2], [None, 0.4])
    likelihood = 2 * 2 * math.log(2 * (12_002 + 5) / (5 * 2))
    assert words["harbour"]["log_likelihood"] == pytest.approx(likelihood, abs=1e-4), "by the true size"
    assert words["sea"]["counts"] == [2, 1]
    assert answer["jobs"][0]["words"] == 12_002
    assert [job["words_kept"] < job["distinct_words"] for job in answer["jobs"]] == [True, False]
    rows = csv.DictReader(io.StringIO(api.get(f"/comparison.csv?ids={','.join(ids)}").text))
    row = next(row for row in rows if row["word"] == "harbour")
    assert [value for name, value in row.items() if name.startswith(("count", "share"))] == [
        "",
        "",
        "2",
        "0.400000",
    ]
    path = f"/collections/{posted['collection']}"
    listed = api.get(f"{path}/words?by_page=on&limit=20000").json()
    assert next(word for word in listed["words"] if word["word"] == "harbour")["counts"] == [None, 2]
    most = api.get(f"{path}/distinctive?limit=1").json()["jobs"][0]["words"][0]
    assert most["score"] == round(most["count"] / 12_002 * math.log(2), 6), "by the true size"


def test_csv_and_later_parts_have_the_same_words(api, pages):
    rows = csv.DictReader(io.StringIO(api.get(f"/comparison.csv?ids={','.join(pages)}").text))
    answer = compared(api, pages, limit=1000)
    words = answer["words"]
    heads = [
        f"count {number}: {job['title']} · {job['final_url']} · {job['id']}"
        for number, job in enumerate(answer["jobs"], 1)
    ]
    assert [job["id"] for job in answer["jobs"]] == pages
    assert [
        (
            row["word"],
            *(int(row[head]) for head in heads),
            float(row["log-likelihood"]),
            row["typical of"],
        )
        for row in rows
    ] == [
        (word["word"], *word["counts"], word["log_likelihood"], str(pages.index(word["typical_of"]) + 1))
        for word in words
    ]
    path, query, found = "/comparison", f"?ids={','.join(pages)}&limit=2&without=sea&sort=log_ratio", []
    while query:
        answer = api.get(path + query)
        found += [word["word"] for word in answer.json()["words"]]
        link = re.fullmatch(r'<(\?[^>]+)>; rel="next"', answer.headers.get("Link", "<>"))
        query = link.group(1) if link else ""
    assert found == [word["word"] for word in compared(api, pages, without="sea", sort="log_ratio")["words"]]


@pytest.mark.parametrize("ids", ["", "x", "{0}", "{0},{0}", "{0},{1}," + "{0}," * 100])
def test_what_cannot_be_compared_is_named(api, pages, ids):
    problem = assert_problem(api.get("/comparison", params={"ids": ids.format(*pages)}), 422, "invalid-input")
    assert problem["errors"][0]["pointer"] == "ids"
    assert_problem(api.get("/comparison"), 422, "invalid-input")


def test_the_one_that_has_no_words_to_compare_is_named(api, pages, site):
    erased = api.post("/jobs", json={"url": site.url("/en")}).json()
    api.ended(erased["id"])
    api.delete(f"/jobs/{erased['id']}", headers={"Erase-Key": erased["erase_key"]})
    failed = api.submit(site.url("/missing"))
    api.ended(failed)
    for job_id, status, slug in ((erased["id"], 410, "erased"), (failed, 409, "no-result")):
        answer = api.get("/comparison", params={"ids": f"{pages[0]},{job_id}"})
        assert assert_problem(answer, status, slug)["detail"].startswith(f"{job_id}: ")


def test_a_page_is_compared_with_its_language(api, pages):
    answer = api.get(f"/jobs/{pages[0]}/keyness?stop_words=include").json()
    words = {word["word"]: word for word in answer["words"]}
    assert answer["language"] == "en"
    assert answer["words"][0]["word"] in ("harbour", "quay", "the")
    assert words["quay"]["language_share"] is None
    assert words["the"]["language_share"] == pytest.approx(0.0537, abs=1e-4)
    assert words["quay"]["log_ratio"] > words["the"]["log_ratio"] > 0
    rows = list(csv.DictReader(io.StringIO(api.get(f"/jobs/{pages[0]}/keyness.csv").text)))
    assert rows[0]["significance"] == "p < 0.0001"


def test_a_language_without_a_list_is_a_404_that_says_so(api, site):
    job_id = api.submit(site.page("/cs", "<html lang=cs><p>Přístav je moře a je to hezké."))
    assert api.ended(job_id)["language"] == "cs"
    assert "cs" in assert_problem(api.get(f"/jobs/{job_id}/keyness"), 404, "not-found")["detail"]


def test_ten_languages_lists_are_served_within_a_megabyte(api):
    size = 0
    for tag in ("de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru"):
        answer = api.get(f"/static/frequencies-{tag}.json", headers={"Accept-Encoding": "identity"})
        frequencies = answer.json()
        assert answer.headers["ETag"]
        assert len(frequencies) == 5000
        assert list(frequencies.values()) == sorted(frequencies.values(), reverse=True)
        size += len(answer.content)
    assert size < 1_000_000
    for name in (
        "frequencies-cs.json",
        "frequencies-..json",
        "frequencies-EN.json",
        "frequencies-taken.json",
    ):
        assert api.get(f"/static/{name}").status_code == 404
    assert language.frequencies_text("../en") is None
