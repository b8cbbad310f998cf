"""Words in their contexts, as callers of the API see them."""

import csv
import io
import re

import pytest

from chalicelib import settings
from tests.problems import assert_problem

PAGE = """<html lang="en"><p>The tea and the cup. A cup of tea is the best of teas.</p>
<p>Green tea. GREEN <b>tea</b>! Ginger, e.g. "ginger tea". Don’t spill it.</p>
<p>我喜欢读书，读书很好。</p><p>שתה תה, תה טוב</p></html>"""


@pytest.fixture
def page(api, site):
    job_id = api.submit(site.page("/tea", PAGE))
    assert api.ended(job_id)["status"] == "succeeded"
    return job_id


def contexts(api, job_id, word, **parameters):
    answer = api.get(f"/jobs/{job_id}/contexts", params={"word": word, **parameters})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("word", "folded", "found"),
    [
        ("cup", "cup", ["cup", "cup"]),
        ("TEA", "tea", ["tea", "tea", "tea", "tea", "tea"]),
        ("don't", "don't", ["Don’t"]),
        ("green  tea", "green tea", ["Green tea", "GREEN tea"]),
        ("cup a", "cup a", []),
        ("e.g", "e.g", ["e.g"]),
        ("读书", "读书", ["读书", "读书"]),
        ("喜欢读书", "喜欢 读书", ["喜欢读书"]),
        ("תה", "תה", ["תה", "תה"]),
        ("T\u00adea\u200e", "tea", ["tea", "tea", "tea", "tea", "tea"]),
        ("coffee", "coffee", []),
    ],
)
def test_a_word_or_phrase_is_found_as_it_is_counted(api, page, word, folded, found):
    answer = contexts(api, page, word)
    assert answer["word"] == folded
    assert [each["word"] for each in answer["contexts"]] == found
    assert answer["count"] == len(found)


def test_a_context_is_a_piece_of_the_text_as_it_stands(api, page):
    first, second, *_ = contexts(api, page, "tea", width=2)["contexts"]
    assert first == {"position": 4, "before": "The ", "word": "tea", "after": " and the"}
    assert second["before"] + second["word"] + second["after"] == "cup of tea is the"
    (quoted,) = contexts(api, page, "ginger tea", width=1)["contexts"]
    assert quoted["before"] + quoted["word"] + quoted["after"] == 'e.g. "ginger tea". Don’t'
    across = contexts(api, page, "teas", width=1)["contexts"][0]
    assert across["after"] == ".\nGreen"
    chinese = contexts(api, page, "很好", width=1)["contexts"][0]
    assert (chinese["before"], chinese["after"]) == ("，读书", "。\nשתה")


def test_contexts_sort_by_their_neighbours(api, page):
    def neighbours(sort, side):
        found = contexts(api, page, "tea", sort=sort, width=1)["contexts"]
        return [re.sub(r"\W", "", each[side]).lower() for each in found]

    assert neighbours("before", "before") == ["ginger", "green", "green", "of", "the"]
    assert neighbours("after", "after") == sorted(neighbours("after", "after"))


def test_the_parts_of_a_list_follow_their_links(api, page):
    path, found = f"/jobs/{page}/contexts", []
    query = "?word=TEA&limit=2&width=3&sort=after"
    while query:
        answer = api.get(path + query)
        found += answer.json()["contexts"]
        link = re.fullmatch(r'<(\?[^>]+)>; rel="next"', answer.headers.get("Link", "<>"))
        query = link.group(1) if link else ""
    assert found == contexts(api, page, "tea", width=3, sort="after")["contexts"]


def test_csv_has_the_same_and_no_formulas(api, site):
    job_id = api.submit(site.page("/sum", '<p>=1+cmd tea, "quoted"<p>@next tea'))
    api.ended(job_id)
    answer = api.get(f"/jobs/{job_id}/contexts.csv?word=tea&width=2")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert list(rows[0]) == ["position", "before", "word", "after"]
    assert [row["word"] for row in rows] == ["tea", "tea"]
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    preferred = api.get(f"/jobs/{job_id}/contexts?word=tea&width=2", headers={"Accept": "text/csv"})
    assert preferred.text == answer.text


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("", "word"),
        ("?word=", "word"),
        ("?word=%00", "word"),
        ("?word=%FF", "word"),
        ("?word=2026+!", "word"),
        ("?word=tea&width=0", "width"),
        ("?word=tea&width=51", "width"),
        ("?word=tea&limit=10001", "limit"),
        ("?word=tea&sort=size", "sort"),
        (f"?word={'a' * 501}", "word"),
        (f"?word={'a+' * 21}", "word"),
    ],
)
def test_what_cannot_be_asked_is_named(api, page, query, named):
    problem = assert_problem(api.get(f"/jobs/{page}/contexts{query}"), 422, "invalid-input")
    assert problem["errors"][0]["pointer"] == named


def test_a_phrase_may_be_long_and_no_longer(api, page):
    """Of one of 240 words, each is compared at each of half a million places of a page."""
    assert api.get(f"/jobs/{page}/contexts?word={'tea+' * 20}").json()["count"] == 0
    problem = assert_problem(api.get(f"/jobs/{page}/collocates?word={'tea+' * 21}"), 422, "invalid-input")
    assert problem["errors"] == [{"pointer": "word", "detail": "it has 21 words; 20 are the most"}]


def test_without_its_text_a_page_has_no_contexts_and_says_why(api, site, monkeypatch):
    monkeypatch.setenv("KEEP_TEXT", "off")
    settings.current.cache_clear()
    job_id = api.submit(site.page("/off", PAGE))
    api.ended(job_id)
    monkeypatch.undo()
    settings.current.cache_clear()
    problem = assert_problem(api.get(f"/jobs/{job_id}/contexts?word=tea"), 409, "text-not-kept")
    assert "not kept" in problem["detail"]


def test_markup_stays_text_and_numbers_do_not_make_contexts_long(api, site):
    numbers = " ".join(map(str, range(30_000)))
    job_id = api.submit(site.page("/numbers", f"<p>&lt;b&gt;tea&lt;/b&gt; {numbers} tea"))
    api.ended(job_id)
    found = contexts(api, job_id, "tea", width=50)["contexts"]
    assert found[0]["before"].startswith("<b>")
    assert len(found[1]["before"]) <= 50 * 60


def test_the_forms_of_a_word_are_found_with_families(api, page):
    assert contexts(api, page, "tea", families="on")["count"] == 6
    assert contexts(api, page, "cups", families="on")["count"] == 2, "though it is not on the page itself"
    assert contexts(api, page, "tea")["count"] == 5


def test_the_forms_of_a_word_are_one_company_with_families(api, site):
    job_id = api.submit(
        site.page(
            "/forms",
            "<html lang=en><p>"
            + "The harbour has a package. Harbours have packages. " * 3
            + "Far away lie hills. " * 9,
        )
    )
    api.ended(job_id)
    answer = api.get(f"/jobs/{job_id}/collocates?word=harbour&families=on").json()
    found = {each["word"]: (each["near"], each["count"]) for each in answer["collocates"]}
    assert found == {"package": (6, 6)}


def test_a_word_has_its_company(api, page):
    answer = api.get(f"/jobs/{page}/collocates?word=TEA").json()
    words = [each["word"] for each in answer["collocates"]]
    assert answer["count"] == 5
    assert {"green", "ginger"} <= set(words)
    assert not {"the", "of", "is"} & set(words)
    assert answer["total"] == len(words)
    assert api.get(f"/jobs/{page}/collocates?word=coffee").json()["collocates"] == []
    assert (
        api.get(f"/jobs/{page}/collocates?word=tea&without=green&limit=1").json()["total"] == len(words) - 1
    )
    assert_problem(api.get(f"/jobs/{page}/collocates?word=tea&limit=10001"), 422, "invalid-input")
    assert_problem(api.get(f"/jobs/{page}/collocates?word=tea&text=main"), 404, "no-main-text")
