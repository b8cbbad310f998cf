"""Pages that were posted together: how they stand, and their words as one."""

import csv
import io
import math
import re

import pytest

from chalicelib import ids, jobs
from tests.problems import assert_problem

TEA = "<html lang=en><title>Tea, green</title><p>The tea and the cup. Green tea, green tea."
DUTCH = "<html lang=nl><title>Thee</title><p>De thee en de kop van het huis, in die kop is thee. Tea is thee."
PATHS = ("", "/words", "/words.csv", "/phrases", "/distinctive")


def post(api, urls):
    answer = api.post("/jobs", json={"urls": urls})
    assert answer.status_code == 202, answer.text
    return answer


@pytest.fixture
def posted(api, site):
    """A collection of two pages and a failure, all of which have ended."""
    body = post(api, [site.page("/tea", TEA), site.url("/missing"), site.page("/thee", DUTCH)]).json()
    for job in body["jobs"]:
        api.ended(job["id"])
    return body


def test_pages_posted_together_are_a_collection(api, site, posted):
    answer = post(api, [site.url("/tea"), site.url("/thee"), site.url("/tea")])
    body = answer.json()
    assert answer.headers["Location"] == f"collections/{body['collection']}"
    assert body["jobs"][0]["id"] == body["jobs"][2]["id"], "an address that comes twice is one page"
    collection = api.get(f"/collections/{body['collection']}").json()
    assert collection["pages"]["all"] == 2
    assert [job["id"] for job in collection["jobs"]] == [job["id"] for job in body["jobs"][:2]]


def test_it_says_how_each_page_stands(api, posted):
    collection = api.get(f"/collections/{posted['collection']}").json()
    assert collection["status"] == "ended"
    assert collection["pages"] == {"all": 3, "counted": 2, "failed": 1, "pending": 0, "gone": 0}
    assert [job["status"] for job in collection["jobs"]] == ["succeeded", "failed", "succeeded"]
    assert collection["words"] == sum(job["summary"]["words"] for job in collection["jobs"][::2])


def test_words_are_those_of_all_pages_with_how_many_have_them(api, posted):
    answer = api.get(f"/collections/{posted['collection']}/words?by_page=on&limit=1000").json()
    words = {word["word"]: word for word in answer["words"]}
    assert (words["tea"]["count"], words["tea"]["pages"], words["tea"]["counts"]) == (4, 2, [3, 1])
    assert (words["thee"]["count"], words["thee"]["pages"], words["thee"]["counts"]) == (3, 1, [0, 3])
    assert not {"the", "de", "het"} & words.keys()
    assert answer["totals"]["shown"] == len(words)
    every = api.get(f"/collections/{posted['collection']}/words?stop_words=include&limit=1000").json()[
        "words"
    ]
    assert sum(word["share"] for word in every) == pytest.approx(1, abs=1e-4)
    assert "counts" not in every[0]


@pytest.mark.parametrize("name", ["word", "phrase"])
def test_csv_has_the_same_rows_and_a_column_for_each_page_that_says_whose_it_is(api, posted, name):
    path = f"/collections/{posted['collection']}/{name}s"
    rows = csv.DictReader(io.StringIO(api.get(f"{path}.csv?by_page=on").text))
    answer = api.get(f"{path}?limit=1000&by_page=on").json()
    counted = [job["id"] for job in posted["jobs"][::2]]
    assert [job["id"] for job in answer["jobs"]] == counted
    jobs = [api.get(f"/jobs/{job}").json() for job in counted]
    heads = [
        f"page {number}: {job['title']} · {job['final_url']} · {job['id']}"
        for number, job in enumerate(jobs, 1)
    ]
    assert [
        (row[name], int(row["count"]), int(row["pages"]), [int(row[head]) for head in heads]) for row in rows
    ] == [(one[name], one["count"], one["pages"], one["counts"]) for one in answer[f"{name}s"]]


def test_lists_are_paged_and_can_be_seen_otherwise(api, posted):
    path, query, found = f"/collections/{posted['collection']}/words", "?limit=3&without=tea&keep=THE", []
    while query:
        answer = api.get(path + query)
        found += [word["word"] for word in answer.json()["words"]]
        link = re.fullmatch(r'<(\?[^>]+)>; rel="next"', answer.headers.get("Link", "<>"))
        query = link.group(1) if link else ""
    assert "tea" not in found
    assert "the" in found
    assert len(found) == len(set(found)) > 3


def test_phrases_are_added_up(api, site):
    body = post(api, [site.page("/1", TEA), site.page("/2", TEA + " Green tea.")]).json()
    for job in body["jobs"]:
        api.ended(job["id"])
    answer = api.get(f"/collections/{body['collection']}/phrases").json()
    assert answer["phrases"][0] == {
        "phrase": "green tea",
        "spelling": "Green tea",
        "words": ["green", "tea"],
        "count": 5,
        "pages": 2,
    }
    assert api.get(f"/collections/{body['collection']}/phrases?without=tea").json()["phrases"] == []


def test_a_phrase_is_left_out_on_all_pages_or_counted_on_all(api, site):
    """*Die* is a stop word of German only, and most of its occurrences are English here; *der* is German."""
    german = "<html lang=de><title>Filme</title>" + "<p>Die Hard ist der Film. Der Film ist alt." * 2
    english = "<html lang=en><title>Films</title>" + "<p>The die hard fans and der Film." * 4
    body = post(api, [site.page("/de", german), site.page("/en", english)]).json()
    for job in body["jobs"]:
        api.ended(job["id"])
    path = f"/collections/{body['collection']}/phrases?by_page=on"
    shown, every = (
        {phrase["phrase"]: phrase["counts"] for phrase in api.get(path + more).json()["phrases"]}
        for more in ("&limit=100", "&limit=100&stop_words=include")
    )
    assert shown["die hard"] == every["die hard"] == [2, 4]
    assert every["der film"] == [4, 4]
    assert {phrase: every[phrase] for phrase in shown} == shown


def test_phrases_of_any_length_are_paged(api, site):
    body = post(api, [site.page("/1", "<p>One two three four five. " * 2), site.page("/2", TEA)]).json()
    for job in body["jobs"]:
        api.ended(job["id"])
    path = f"/collections/{body['collection']}/phrases"
    for n, every in {
        2: ["one two", "three four", "two three", "four five", "green tea"],
        3: None,
        4: None,
    }.items():
        query, found = f"?n={n}&limit=1&stop_words=include", []
        while query:
            answer = api.get(path + query)
            found += [phrase["phrase"] for phrase in answer.json()["phrases"]]
            link = re.fullmatch(r'<(\?[^>]+)>; rel="next"', answer.headers.get("Link", "<>"))
            query = link.group(1) if link else ""
        assert len(found) == len(set(found)) == answer.json()["total"]
        assert {len(phrase.split()) for phrase in found} == {n}
        assert every is None or sorted(found) == sorted(every)


def test_each_page_has_its_distinctive_words(api, posted):
    answer = api.get(f"/collections/{posted['collection']}/distinctive?limit=2").json()
    tea, thee = answer["jobs"]
    assert [tea["id"], thee["id"]] == [posted["jobs"][0]["id"], posted["jobs"][2]["id"]]
    assert tea["words"][0] == {
        "word": "green", "spelling": "green", "count": 2, "score": round(2 / 9 * math.log(2), 6),
    }  # fmt: skip
    assert [word["word"] for word in thee["words"]] == ["thee", "kop"]


def test_with_families_the_forms_of_a_word_are_distinctive_as_one(api, site):
    pages = ("Package. Packages, Packages. The harbour.", "The harbours and the quay. Package.")
    urls = [site.page(f"/{n}", f"<html lang=en><p>{text}") for n, text in enumerate(pages)]
    body = post(api, urls).json()
    for job in body["jobs"]:
        api.ended(job["id"])
    path = f"/collections/{body['collection']}/distinctive"
    alone, together = (
        [[word["word"] for word in job["words"]] for job in api.get(path + query).json()["jobs"]]
        for query in ("", "?families=on")
    )
    assert alone == [["packages", "harbour"], ["harbours", "quay"]]
    assert together == [[], ["quay"]], "both have packages and a harbour"


def test_it_answers_while_pages_are_under_way_and_is_kept_once_all_have_ended(api, site, posted, monkeypatch):
    real = jobs.send
    monkeypatch.setattr(jobs, "send", lambda messages: real(messages[:1]))
    body = post(api, [site.url("/tea"), site.url("/thee")]).json()
    api.ended(body["jobs"][0]["id"])
    for path in PATHS:
        answer = api.get(f"/collections/{body['collection']}{path}")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
        assert "ETag" not in answer.headers
    assert answer.json()["pages"] == {"all": 2, "counted": 1, "failed": 0, "pending": 1, "gone": 0}
    for path in PATHS:
        plain = {"Accept-Encoding": "identity"}
        answer = api.get(f"/collections/{posted['collection']}{path}", headers=plain)
        assert "Retry-After" not in answer.headers
        tag = answer.headers["ETag"]
        assert re.fullmatch('"[0-9a-f]{32}"', tag), "strong"
        again = api.get(f"/collections/{posted['collection']}{path}", headers={"If-None-Match": tag})
        assert again.status_code == 304


def test_an_erased_page_is_gone_from_its_collection(api, posted):
    first = posted["jobs"][0]
    key = {"Erase-Key": first["erase_key"]}
    assert api.delete(f"/jobs/{posted['jobs'][2]['id']}", headers=key).status_code == 403
    assert api.delete(f"/jobs/{first['id']}", headers=key).status_code == 204
    collection = api.get(f"/collections/{posted['collection']}").json()
    assert collection["pages"] == {"all": 3, "counted": 1, "failed": 1, "pending": 0, "gone": 1}
    assert collection["jobs"][0] == {"id": first["id"], "status": "gone"}
    words = api.get(f"/collections/{posted['collection']}/words").json()["words"]
    assert "green" not in [word["word"] for word in words]


def test_a_mistyped_id_is_a_404_and_a_made_up_one_is_pending_until_it_is_too_old(api, monkeypatch):
    made_up = ids.issue_collection(ids.issue(), 7).id
    assert api.get(f"/collections/{made_up}").json()["pages"]["pending"] == 7
    mistyped = str(made_up)[:-1] + ("0" if str(made_up)[-1] != "0" else "1")
    for path in PATHS:
        assert_problem(api.get(f"/collections/{mistyped}{path}"), 404, "not-found")
    assert_problem(api.get(f"/collections/{ids.new_id()}"), 404, "not-found")
    now = ids.time.time_ns()
    monkeypatch.setattr(ids.time, "time_ns", lambda: now - 30 * 24 * 3600 * 10**9)
    old = ids.issue_collection(ids.issue(), 7).id
    assert_problem(api.get(f"/collections/{old}"), 404, "not-found")
