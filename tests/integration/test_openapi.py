"""The description of the API: complete, and true of real answers."""

import re
import tomllib
from pathlib import Path
from uuid import UUID

import pytest
import requests
from jsonschema import ValidationError
from openapi_spec_validator import validate

import app
from chalicelib import errors, ids, jobs, settings
from chalicelib.api import inputs, submission
from chalicelib.api.calls import collections as collection_calls
from chalicelib.api.calls import collocates as collocate_calls
from chalicelib.api.calls import contexts as context_calls
from chalicelib.api.calls import jobs as job_calls
from chalicelib.api.calls import words as word_calls
from chalicelib.api.representations.formats import FORMATS
from chalicelib.urls import MAXIMUM_LENGTH
from tests.description import DOCUMENT, assert_described, operation_of, resolved

ROOT = Path(__file__).parents[2]
METHODS = {"get", "post", "delete"}
TOO_OLD = "0174876e-8000-8000-8000-000000059dcf"
LISTS_OF_A_COLLECTION = ("/words", "/phrases", "/distinctive")
LISTS_OF_A_JOB = ("/words", "/phrases", "/contexts?word=tea", "/collocates?word=tea", "/keyness")
MEDIA_TYPES = [each.media_type.partition(";")[0] for each in FORMATS.values()]


def in_each_format(path: str) -> list[str]:
    """The paths of a list."""
    path, mark, query = path.partition("?")
    return [path + mark + query, *(f"{path}.{name}{mark}{query}" for name in FORMATS)]


OF_A_COLLECTION = ["", *(each for path in LISTS_OF_A_COLLECTION for each in in_each_format(path))]
OF_A_JOB = ["", *(each for path in LISTS_OF_A_JOB for each in in_each_format(path))]


def operations():
    for path, described in DOCUMENT["paths"].items():
        for method, operation in described.items():
            yield path, method, operation


def test_it_is_openapi_3_1():
    validate(DOCUMENT)
    assert DOCUMENT["openapi"].startswith("3.1")


def test_it_describes_every_route_and_nothing_else():
    routes = {(path, method.lower()) for path, methods in app.app.routes.items() for method in methods}
    described = {
        (path.replace("{format}", name), method) for path, method, _ in operations() for name in FORMATS
    }
    assert described == routes


def test_it_names_the_parameters_of_each_path():
    for path, method, operation in operations():
        named = [resolved(parameter) for parameter in operation.get("parameters", [])]
        in_path = {parameter["name"] for parameter in named if parameter["in"] == "path"}
        assert in_path == set(re.findall(r"{(\w+)}", path)), (path, method)


def test_each_member_of_an_answer_says_what_it_is():
    def unsaid(schema, path):
        if isinstance(schema, dict):
            for name, member in schema.get("properties", {}).items():
                if "description" not in resolved(member) | member:
                    yield f"{path}/{name}"
            for key, inner in schema.items():
                yield from unsaid(inner, f"{path}/{key}")
        elif isinstance(schema, list):
            for inner in schema:
                yield from unsaid(inner, path)

    assert list(unsaid(DOCUMENT["components"]["schemas"], "")) == []


def test_its_version_is_the_projects():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert DOCUMENT["info"]["version"] == project["version"]


def test_its_bounds_are_the_codes():
    bounds = {
        operation["operationId"]: schema["maximum"]
        for _, _, operation in operations()
        for parameter in map(resolved, operation.get("parameters", []))
        if (schema := parameter["schema"]) and parameter["name"] == "limit"
    }
    lists = {
        "getWords": word_calls.MAXIMUM_WORDS,
        "getContexts": context_calls.MAXIMUM_CONTEXTS,
        "getCollectionWords": word_calls.MAXIMUM_WORDS,
        "getCollectionPhrases": word_calls.MAXIMUM_PHRASES,
        "getCollectionDistinctive": collection_calls.MAXIMUM_DISTINCTIVE,
        "getComparison": word_calls.MAXIMUM_WORDS,
        "getKeyness": word_calls.MAXIMUM_WORDS,
        "getCollocates": collocate_calls.MAXIMUM_COLLOCATES,
        "getPhrases": word_calls.MAXIMUM_PHRASES,
    }
    assert bounds == {
        **lists,
        **{f"{name}In": bound for name, bound in lists.items()},
        "listJobs": inputs.MAXIMUM_JOBS,
        "listPagesWithWord": inputs.MAXIMUM_JOBS,
    }
    schemas = DOCUMENT["components"]["schemas"]
    assert schemas["SentUrl"]["maxLength"] == MAXIMUM_LENGTH
    assert schemas["Submission"]["oneOf"][1]["properties"]["urls"]["maxItems"] == submission.MAXIMUM_URLS
    assert len([None] * job_calls.TOP_WORDS) == schemas["SucceededJob"]["properties"]["words"]["maxItems"]


def test_it_is_served_and_kept(api):
    answer = api.get("/openapi.json")
    assert answer.json() == DOCUMENT
    assert api.get("/openapi.json", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_what_is_not_described_would_be_found(api):
    answer = api.get("/health")
    for change in (
        lambda: answer.headers.update({"X-New": "1"}),
        lambda: answer.headers.pop("Cache-Control"),
        lambda: setattr(answer, "status_code", 418),
        lambda: setattr(
            answer, "_content", b'{"status": "ok", "checks": {"queue": "ok", "database": "ok"}, "new": 1}'
        ),
    ):
        kept = answer.headers.copy(), answer.status_code, answer._content
        change()
        with pytest.raises((AssertionError, ValidationError)):
            assert_described(answer)
        answer.headers, answer.status_code, answer._content = kept
    assert_described(answer)


# What API Gateway answers by itself, and what only a bug brings about.
NOT_SEEN_HERE = {"429", "5XX"}


def test_each_described_answer_is_given_and_is_as_described(api, site, monkeypatch):
    """Every answer that a test gets is held against the description; here is one of each."""
    seen: set[tuple[str, str, str]] = set()

    def note(answer: requests.Response, *_args, **_options) -> None:
        operation = operation_of(answer.request.method, answer.request.url)
        media_type = answer.headers.get("Content-Type", "").partition(";")[0]
        seen.add((operation["operationId"], str(answer.status_code), media_type))

    api._session.hooks["response"].append(note)
    _ask_for_everything(api, site)
    monkeypatch.setenv("PUBLIC_LISTING", "off")
    settings.current.cache_clear()
    for path in ("/jobs", "/words/tea"):
        assert api.get(path).status_code == 403
    _ask_when_time_is_over(api, monkeypatch)
    monkeypatch.setenv("PUBLIC_LISTING", "on")
    settings.current.cache_clear()
    _ask_during_an_outage(api, monkeypatch)
    expected = {
        (operation["operationId"], status, media_type)
        for _, _, operation in operations()
        for status, answer in operation["responses"].items()
        if status not in NOT_SEEN_HERE
        for media_type in resolved(answer).get("content", {"": None})
    }
    key_asked_for = {
        each
        for each in expected
        if each[1] == "403" and each[0] not in ("listJobs", "listPagesWithWord", "eraseJob")
    }
    assert seen - expected == set()
    assert (
        expected - key_asked_for - seen
        == {("getStatic", "200", "text/html"), ("getStatic", "200", "image/svg+xml")} - seen
    )


def _ask_for_everything(api, site) -> None:
    counted = api.submit(site.page("/tea", "<html lang=en><title>Tea</title><p>Green tea. Green tea."))
    failed = api.submit(site.url("/missing"))
    assert api.ended(counted)["status"] == "succeeded"
    assert api.ended(failed)["status"] == "failed"
    _erase(api, site)
    pending, nobodys = str(ids.new_id()), "01a207a0-dc19-8573-9d99-f95d0dddcdf5"
    api.post("/jobs", json={"urls": [site.url("/tea")]})
    api.post("/jobs", data=b"{", headers={"Content-Type": "application/json"})
    api.post("/jobs", data=b" " * 1_000_001, headers={"Content-Type": "application/json"})
    api.post("/jobs", data=b"x", headers={"Content-Type": "text/plain"})
    api.post("/jobs", json={})
    posted = api.post("/jobs", json={"urls": [site.url("/tea")]}).json()
    api.ended(posted["jobs"][0]["id"])
    for each in (f"{counted},{pending}", f"{counted},{failed}", f"{counted},{TOO_OLD}", counted):
        for path in in_each_format(f"/comparison?ids={each}"):
            api.get(path)
    both = f"{counted},{posted['jobs'][0]['id']}"
    _ask_for_each_media_type(api, counted, posted["collection"], both)
    api.get(f"/jobs/{counted}/words?limit=1")
    api.get("/static/nothing.js")
    for path in ("/jobs", "/words/tea", "/health"):
        api.get(path)
        api.get(f"{path}?colour=red")
    _ask_for_what_is_cached(api, counted, posted["collection"], both, (pending, failed, nobodys))


def _ask_for_what_is_cached(api, counted: str, collection: str, both: str, others: tuple[str, ...]) -> None:
    """And for the same of jobs that have none of it, in a way that nobody knows, and once more."""
    cached = [
        "/",
        "/static/page.js",
        "/static/page.css",
        "/static/icon.svg",
        "/static/index.html",
        "/static/frequencies-en.json",
        *in_each_format(f"/comparison?ids={both}"),
        "/openapi.json",
    ]
    for path in OF_A_JOB:
        cached.append(f"/jobs/{counted}{path}")
        for each in others:
            api.get(f"/jobs/{each}{path}")
        api.get(f"/jobs/{counted}{path}{'&' if '?' in path else '?'}colour=red")
    waiting = ids.issue_collection(ids.issue(), 1).id
    for path in OF_A_COLLECTION:
        cached.append(f"/collections/{collection}{path}")
        for each in (waiting, others[-1]):
            api.get(f"/collections/{each}{path}")
        api.get(f"/collections/{waiting}{path}?colour=red")
    for path in cached:
        api.get(path)
        api.get(path, headers={"If-None-Match": "*"})
        api.get(path, headers={"If-Match": '"another"'})


def _ask_for_each_media_type(api, counted: str, collection: str, both: str) -> None:
    for media_type in MEDIA_TYPES:
        api.get(f"/comparison?ids={both}", headers={"Accept": media_type})
        for path in LISTS_OF_A_JOB:
            api.get(f"/jobs/{counted}{path}", headers={"Accept": media_type})
        for path in LISTS_OF_A_COLLECTION:
            api.get(f"/collections/{collection}{path}", headers={"Accept": media_type})


def _erase(api, site) -> None:
    job = api.post("/jobs", json={"url": site.url("/missing")}).json()
    path, key = f"/jobs/{job['id']}", {"Erase-Key": job["erase_key"]}
    assert api.delete(path).status_code == 403
    assert api.delete("/jobs/nothing", headers=key).status_code == 404
    assert api.delete(f"{path}?colour=red", headers=key).status_code == 422
    assert api.delete(path, headers=key).status_code == 204
    for part in OF_A_JOB:
        assert api.get(path + part).status_code == 410
    for compared in in_each_format(f"/comparison?ids={path.rpartition('/')[2]},{ids.new_id()}"):
        assert api.get(compared).status_code == 410


def _ask_when_time_is_over(api, monkeypatch) -> None:
    monkeypatch.setenv("RETENTION_DAYS", "15")
    settings.current.cache_clear()
    old = ids.issue_again(UUID("01a05a00-dc19-7573-9d99-f95d0dddcdf4"), b"", "")
    answer = api.delete(f"/jobs/{old.id}", headers={"Erase-Key": old.erase_key})
    assert answer.status_code == 410
    monkeypatch.delenv("RETENTION_DAYS")
    settings.current.cache_clear()


def _ask_during_an_outage(api, monkeypatch) -> None:
    job_id = ids.new_id()
    api.service.postgres.stop()
    try:
        for path in OF_A_JOB:
            api.get(f"/jobs/{job_id}{path}")
        for path in in_each_format(f"/comparison?ids={job_id},{ids.new_id()}"):
            api.get(path)
        for path in OF_A_COLLECTION:
            api.get(f"/collections/{ids.issue_collection(ids.issue(), 2).id}{path}")
        issued = ids.issue()
        assert api.delete(f"/jobs/{issued.id}", headers={"Erase-Key": issued.erase_key}).status_code == 503
        for path in ("/jobs", "/words/tea", "/health"):
            assert int(api.get(path).headers["Retry-After"]) > 0
        assert api.post("/jobs", json={"url": "http://127.0.0.1:9/"}).status_code == 202, (
            "it needs no database"
        )
    finally:
        api.service.postgres.start()

    def no_queue(*_: object) -> None:
        raise errors.QueueUnavailable

    monkeypatch.setattr(jobs, "send", no_queue)
    api.post("/jobs", json={"url": "http://127.0.0.1:9/"})
