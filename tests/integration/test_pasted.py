"""Texts that are pasted in place of a page's address."""

import logging

import pytest
from sqlalchemy import text as sql

from chalicelib import jobs
from chalicelib.results.database import connection
from tests.problems import assert_problem

SECRET = "xylotomy"


def post(api, text, **more):
    return api.post("/jobs", json={"text": text, **more})


def counted(api, text, **more):
    answer = post(api, text, **more)
    assert answer.status_code == 202, answer.text
    assert answer.json()["url"] is None
    return api.ended(answer.json()["id"])


def test_a_text_is_counted_like_a_page(api):
    job = counted(api, "The tea and the cup.\r\n\r\nA cup\tof <b>tea</b> — чай.", title=" On tea ")
    assert (job["status"], job["url"], job["final_url"], job["title"]) == ("succeeded", None, None, "On tea")
    words = api.get(f"/jobs/{job['id']}/words?stop_words=include").json()["words"]
    assert {"tea": 2, "cup": 2, "b": 2, "чай": 1}.items() <= {
        word["word"]: word["count"] for word in words
    }.items()
    found = api.get(f"/jobs/{job['id']}/contexts?word=tea&width=1").json()["contexts"]
    assert found[1]["before"] + found[1]["word"] + found[1]["after"] == "<b>tea</b>", "markup stays text"
    listed = api.get(f"/jobs?ids={job['id']}").json()["jobs"]
    assert listed[0]["title"] == "On tea"


def test_it_is_never_listed_found_or_logged(api, caplog):
    with caplog.at_level(logging.DEBUG, logger="chalicelib"):
        job = counted(api, f"{SECRET} {SECRET}", title=SECRET)
    told = [record.getMessage() for record in caplog.records if record.name.startswith("chalicelib")]
    assert any("job ended" in line for line in told)
    assert not any(SECRET in line for line in told)
    assert api.get("/jobs").json()["jobs"] == []
    assert api.get(f"/words/{SECRET}").json()["pages"] == []
    assert api.get(f"/jobs/{job['id']}/words").json()["words"][0]["count"] == 2


def test_it_is_erased_as_a_page_is(api):
    answer = post(api, SECRET).json()
    api.ended(answer["id"])
    key = {"Erase-Key": answer["erase_key"]}
    assert api.delete(f"/jobs/{answer['id']}", headers=key).status_code == 204
    with connection() as open_connection:
        (left,) = open_connection.execute(sql("SELECT results::text FROM results")).scalars()
    assert SECRET not in left


def test_the_largest_text_goes_through_the_queue_however_it_is_written(api):
    for letter in ("a", '"', "é", "茶", "😀"):
        text = (letter * 9 + " ") * 30_000
        text = text.encode()[:200_000].decode(errors="ignore")
        assert len(jobs.Job.new("").message()) < len(jobs.json.dumps(text)) + 1000 < 1_048_576
        assert counted(api, text)["status"] == "succeeded"


def test_a_larger_one_is_a_413_with_the_number(api):
    problem = assert_problem(post(api, "é" * 100_001), 413, "body-too-large")
    assert "200,002" in problem["detail"]
    assert "200,000" in problem["detail"]


@pytest.mark.parametrize(
    ("body", "pointer", "said"),
    [
        ({"text": "a\x00b"}, "#/text", "U+0000"),
        ({"text": "a\x1bb"}, "#/text", "U+001B"),
        ({"text": " \n "}, "#/text", "empty"),
        ({"text": 5}, "#/text", "string"),
        ({"text": None}, "#/text", "string"),
        ({"text": "a", "title": "b\nc"}, "#/title", "U+000A"),
        ({"text": "a", "title": "b" * 301}, "#/title", "300"),
        ({"text": "a", "url": "example.com"}, "#/text", "one of"),
        ({"url": "example.com", "title": "b"}, "#/title", "text"),
    ],
)
def test_what_is_no_text_is_named(api, body, pointer, said):
    (error,) = assert_problem(api.post("/jobs", json=body), 422, "invalid-input")["errors"]
    assert error["pointer"] == pointer
    assert said in error["detail"]


def test_half_of_a_surrogate_pair_is_named(api):
    answer = api.post("/jobs", data=b'{"text": "a \\ud800 b"}', headers={"Content-Type": "application/json"})
    (error,) = assert_problem(answer, 422, "invalid-input")["errors"]
    assert error["pointer"] == "#/text"
    assert "surrogate" in error["detail"]
