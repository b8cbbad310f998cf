"""Which of a page's words a caller sees: stop words of the language, and of one's own."""

import csv

import pytest

from tests.problems import assert_problem


def words(api, job_id, **parameters):
    answer = api.get(f"/jobs/{job_id}/words", params=parameters)
    assert answer.status_code == 200, answer.text
    return {word["word"]: word["count"] for word in answer.json()["words"]}, answer.json()["totals"]


def test_own_stop_words_are_hidden_in_any_spelling_and_counted(api, counted):
    found, totals = words(api, counted, without="TEA, Cup,coffee,,tea")
    assert words(api, counted, without="TEA Cup\u3000coffee  tea") == (found, totals), "spaces part them too"
    assert words(api, counted, without="“tea”, #cup, coffee?") == (found, totals), "as copied from a text"
    assert found == {"green": 2, "best": 1, "teas": 1, "ginger": 1}
    assert totals == {"different": 11, "shown": 4, "stop_words": 5, "without": 2}


def test_stop_words_can_be_kept(api, counted):
    found, totals = words(api, counted, keep="THE,not", without="of")
    assert found["the"] == 3
    assert "of" not in found
    assert totals == {"different": 11, "shown": 7, "stop_words": 3, "without": 1}


def test_a_word_that_is_both_is_hidden_as_ones_own(api, counted):
    found, totals = words(api, counted, keep="the", without="the,of", stop_words="exclude")
    assert not {"the", "of"} & found.keys()
    assert totals == {"different": 11, "shown": 6, "stop_words": 3, "without": 2}
    _, totals = words(api, counted, without="the", stop_words="include")
    assert totals == {"different": 11, "shown": 10, "stop_words": 0, "without": 1}


def test_csv_and_phrases_leave_out_the_same(api, counted):
    rows = csv.DictReader(api.get(f"/jobs/{counted}/words.csv?without=tea&keep=the").text.splitlines())
    assert [row["word"] for row in rows] == ["the", "cup", "green", "best", "ginger", "teas"]
    phrases = api.get(f"/jobs/{counted}/phrases?without=tea").json()["phrases"]
    assert phrases == []


def test_the_next_part_of_a_list_is_of_the_same_view(api, counted):
    link = api.get(f"/jobs/{counted}/words?limit=1&without=Tea,cup&keep=the").headers["Link"]
    assert link == '<?stop_words=exclude&without=Tea%2Ccup&keep=the&limit=1&cursor=1>; rel="next"'


@pytest.mark.parametrize("name", ["without", "keep"])
@pytest.mark.parametrize(
    ("value", "said"),
    [(",".join(f"w{n}" for n in range(201)), "200"), ("tea,\x00", "control"), ("a" * 501, "500")],
)
def test_more_or_other_than_words_is_refused_and_named(api, counted, name, value, said):
    for path in ("words", "words.csv", "phrases"):
        answer = api.get(f"/jobs/{counted}/{path}", params={name: value})
        (error,) = assert_problem(answer, 422, "invalid-input")["errors"]
        assert error["pointer"] == name
        assert said in error["detail"]


def test_the_forms_of_a_word_can_be_one_line(api, counted):
    answer = api.get(f"/jobs/{counted}/words?families=on&limit=2").json()
    assert answer["words"][0] == {
        "word": "tea", "spelling": "tea", "count": 5, "share": round(5 / 19, 6),
        "members": [
            {"word": "tea", "spelling": "tea", "count": 4},
            {"word": "teas", "spelling": "teas", "count": 1},
        ],
    }  # fmt: skip
    assert answer["totals"]["shown"] == 6
    link = api.get(f"/jobs/{counted}/words?families=on&limit=2").headers["Link"]
    assert "families=on" in link
    rows = list(csv.DictReader(api.get(f"/jobs/{counted}/words.csv?families=on").text.splitlines()))
    assert (rows[0]["word"], rows[0]["count"], rows[0]["members"]) == ("tea", "5", "tea:4 teas:1")
    assert len(rows) == 5


GERMAN = "<html lang=de><p>Straße, Straße, Straßen: große Füße. Großes Haus."


def test_every_file_has_words_as_the_page_spells_them(api, site):
    jobs = api.post(
        "/jobs", json={"urls": [site.page("/strasse", GERMAN), site.page("/tee", "<html lang=de><p>Tee")]}
    ).json()
    first, second = [api.ended(job["id"])["id"] for job in jobs["jobs"]]
    collection = f"/collections/{jobs['collection']}"
    for path in (
        f"/jobs/{first}/words.csv?",
        f"/jobs/{first}/keyness.csv?",
        f"/comparison.csv?ids={first},{second}&",
        f"{collection}/words.csv?by_page=on&",
    ):
        rows = list(csv.DictReader(api.get(f"{path}families=on").text.splitlines()))
        spelled = {row["word"]: (row["spelling"], row["members"]) for row in rows}
        assert spelled["strasse"] == ("Straße", "Straße:2 Straßen:1"), path
        alone = csv.DictReader(api.get(path).text.splitlines())
        assert {row["word"]: row["spelling"] for row in alone}["füsse"] == "Füße", path
    rows = csv.DictReader(api.get(f"{collection}/distinctive.csv").text.splitlines())
    assert "strasse:2" in (row := next(rows))["words"]
    assert "Straße:2" in row["spellings"]
