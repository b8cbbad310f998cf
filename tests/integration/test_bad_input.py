"""Bad input is refused with what is wrong in it, and nothing is queued."""

import pytest

from tests.integration.conftest import PAGE
from tests.problems import assert_problem


def test_one_bad_url_refuses_the_whole_list_and_nothing_is_queued(api, site):
    answer = api.post("/jobs", json={"urls": [site.page("/", PAGE), "ftp://x.example/", "https://"]})
    body = assert_problem(answer, 422, "invalid-input")
    assert [error["pointer"] for error in body["errors"]] == ["#/urls/1", "#/urls/2"]
    assert not any(api.service.queue.waiting().values())
    assert site.visits == {}


BAD_BODIES = {
    "no body": (b"", 400, "malformed-body"),
    "no JSON": (b"url=x", 400, "malformed-body"),
    "nested brackets": (b"[" * 100_000, 400, "malformed-body"),
    "bytes": (b'{"url": "\xff\xfe"}', 400, "malformed-body"),
    "no URL": (b"{}", 422, "invalid-input"),
    "no host": (b'{"url": "https://"}', 422, "invalid-input"),
    "another scheme": (b'{"url": "gopher://x.example"}', 422, "invalid-input"),
    "a password": (b'{"url": "https://u:p@x.example/"}', 422, "invalid-input"),
    "too long": (b'{"url": "https://x.example/%s"}' % (b"a" * 2048), 422, "invalid-input"),
    "control characters": (rb'{"url": "https://x.example/\u0007"}', 422, "invalid-input"),
    "a NUL": (rb'{"url": "https://x.example/\u0000"}', 422, "invalid-input"),
    "a lone surrogate": (rb'{"url": "https://x.example/\ud800"}', 422, "invalid-input"),
    "too large": (b'{"url": "%s"}' % (b"a" * 1_000_001), 413, "body-too-large"),
}


@pytest.mark.parametrize(("body", "status", "slug"), BAD_BODIES.values(), ids=BAD_BODIES)
def test_bad_input_is_refused_and_nothing_is_queued(api, body, status, slug):
    answer = api.post("/jobs", data=body, headers={"Content-Type": "application/json"})
    problem = assert_problem(answer, status, slug)
    if status == 422:
        assert problem["errors"][0]["pointer"] == "#/url"
    assert not any(api.service.queue.waiting().values())


def test_a_form_is_refused_with_what_to_send(api):
    answer = api.post("/jobs", data={"url": "https://example.com/"})
    assert "application/json" in assert_problem(answer, 415, "unsupported-media-type")["detail"]


def test_what_a_browser_sends_for_any_site_unasked_is_refused(api):
    """A body without a Content-Type, or of the three types that no preflight asks for."""
    body = b'{"url": "https://example.com/"}'
    for content_type in (
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        headers = {} if content_type is None else {"Content-Type": content_type}
        assert_problem(api.post("/jobs", data=body, headers=headers), 415, "unsupported-media-type")
    assert not any(api.service.queue.waiting().values())


@pytest.mark.parametrize("path", ["", "/words", "/words.csv", "/phrases"])
@pytest.mark.parametrize(
    "name", ["x", "01a207a0-dc19-8573-9d99-f95d0dddcdf5", "0", "%00", "1" * 3000, "%F0%9F%92%A9"]
)
def test_an_id_of_nobody_is_a_404(api, name, path):
    assert_problem(api.get(f"/jobs/{name}{path}"), 404, "not-found")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=50001", "limit"),
        ("limit=x", "limit"),
        ("cursor=-1", "cursor"),
        ("cursor=abc", "cursor"),
        ("cursor=" + "9" * 30, "cursor"),
        ("stop_words=maybe", "stop_words"),
        ("page=2", "page"),
        ("limit=2&limit=3", "limit"),
    ],
)
def test_a_wrong_parameter_is_named(api, counted, query, parameter):
    body = assert_problem(api.get(f"/jobs/{counted}/words?{query}"), 422, "invalid-input")
    assert [error["pointer"] for error in body["errors"]] == [parameter]


@pytest.mark.parametrize("path", ["/phrases?n=5", "/phrases?limit=1001", "?x=1"])
def test_wrong_parameters_of_the_other_calls_are_named_too(api, counted, path):
    assert_problem(api.get(f"/jobs/{counted}{path}"), 422, "invalid-input")


@pytest.mark.parametrize("query", ["url=ftp://x", "url=", "cursor=abc", "limit=101", "q=1"])
def test_wrong_parameters_of_the_history_are_named(api, query):
    body = assert_problem(api.get(f"/jobs?{query}"), 422, "invalid-input")
    assert body["errors"][0]["pointer"] == query.partition("=")[0]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("ids=", "ids"),
        ("ids=x", "ids"),
        ("ids={id},", "ids"),
        ("ids={id}&ids={id}", "ids"),
        ("ids=" + ",".join(["{id}"] * 101), "ids"),
        ("ids={id}&limit=5", "limit"),
        ("ids={id}&url=example.com", "url"),
        ("ids={id}&cursor={id}", "cursor"),
    ],
)
def test_wrong_lists_of_ids_are_named(api, counted, query, parameter):
    body = assert_problem(api.get("/jobs?" + query.format(id=counted)), 422, "invalid-input")
    assert [error["pointer"] for error in body["errors"]] == [parameter]


@pytest.mark.parametrize("path", ["/nothing", "/jobs/x/y/z", "/static/../app.py", "/static/%2e%2e%2fapp.py"])
def test_an_unknown_path_is_a_404(api, path):
    assert_problem(api.get(path), 404, "not-found")


def test_an_unknown_method_is_a_405_that_names_the_others(api):
    answer = api._session.delete(api.service.address + "/jobs", timeout=10)
    assert_problem(answer, 405, "method-not-allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "POST"}
