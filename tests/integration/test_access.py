"""Who may call: stages that ask for a key or a signature, and pages of other origins."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from chalicelib import settings
from tests.browser.results import counted
from tests.description import DOCUMENT, assert_described

ROOT = Path(__file__).parents[2]

SERVE = """
import os, sys
import app
from local.server import Server
server = Server(app.app, 0, os.environ.get("API_KEY"))
server.start()
print(server.address, flush=True)
sys.stdin.read()
server.stop()
"""

SWAGGER = """
import json
import app
from chalice.deploy.swagger import SwaggerGenerator
arn = "arn:aws:lambda:eu-west-1:123456789012:function:wordcount"
resources = {"api_handler_arn": arn, "api_handler_name": "wordcount"}
print(json.dumps(SwaggerGenerator("eu-west-1", resources).generate_swagger(app.app)))
"""

OPEN = {"/", "/static/{name}", "/health", "/openapi.json"}


@pytest.fixture
def serve(api) -> Iterator[Callable[..., str]]:
    """Serves the API in a process of its own, with other settings, on the same database and queue."""
    started: list[subprocess.Popen[str]] = []

    def start(**environment: str) -> str:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE], cwd=ROOT, env={**os.environ, **environment},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        return process.stdout.readline().strip()

    yield start
    for process in started:
        process.communicate(timeout=30)


def swagger(**environment: str) -> dict:
    """What a deploy hands to API Gateway."""
    done = subprocess.run(
        [sys.executable, "-c", SWAGGER], cwd=ROOT, env={**os.environ, **environment},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return json.loads(done.stdout)


def guarded(document: dict, scheme: str) -> set[str]:
    return {
        path
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method != "options" and operation.get("security") == [{scheme: []}]
    }


@pytest.mark.parametrize(("access", "scheme"), [("key", "api_key"), ("iam", "sigv4")])
def test_such_a_stage_guards_all_but_the_page_its_files_the_description_and_health(access, scheme):
    document = swagger(API_ACCESS=access)
    assert guarded(document, scheme) == set(document["paths"]) - OPEN
    definition = document["securityDefinitions"][scheme]
    assert definition["in"] == "header"
    assert definition["name"] == {"key": "x-api-key", "iam": "Authorization"}[access]
    if access == "iam":
        assert definition["x-amazon-apigateway-authtype"] == "awsSigv4"
    unguarded = {path for path, methods in DOCUMENT["paths"].items() if methods["get"].get("security") == []}
    assert unguarded == OPEN, "it is described so"


def test_an_open_stage_guards_nothing():
    document = swagger()
    assert "securityDefinitions" not in document
    assert not any("options" in methods for methods in document["paths"].values())


def test_every_preflight_is_answered_by_the_gateway_without_a_key():
    document = swagger(CORS_ORIGIN="https://www.example.com", API_ACCESS="key")
    for path in set(document["paths"]) - OPEN:
        preflight = document["paths"][path]["options"]
        assert "security" not in preflight
        sent = preflight["x-amazon-apigateway-integration"]["responses"]["default"]["responseParameters"]
        assert sent["method.response.header.Access-Control-Allow-Origin"] == "'https://www.example.com'"


def test_calls_want_the_key_and_the_page_does_not(serve, api):
    root = serve(API_ACCESS="key", API_KEY="a secret key")
    for path in ("/", "/static/page.js", "/health", "/openapi.json"):
        assert requests.get(root + path, timeout=10).status_code == 200
    for headers in ({}, {"X-Api-Key": "another"}):
        answer = requests.get(root + "/jobs", headers=headers, timeout=10)
        assert answer.status_code == 403
        assert answer.json()["type"] == "/problems/forbidden"
        assert_described(answer)
        refused = requests.post(
            root + "/jobs", headers=headers, json={"url": "http://127.0.0.1:9/"}, timeout=10
        )
        assert refused.status_code == 403
    with_key = {"X-Api-Key": "a secret key"}
    assert requests.get(root + "/jobs", headers=with_key, timeout=10).status_code == 200
    assert requests.get(root + "/nothing", timeout=10).status_code == 404


@pytest.mark.parametrize(("key", "status"), [("", 403), ("x", 200)])
def test_without_a_key_to_ask_for_nobody_is_let_in(serve, api, key, status):
    root = serve(API_ACCESS="key", API_KEY=key)
    assert (
        requests.get(root + "/jobs", headers={"X-Api-Key": key} if key else {}, timeout=10).status_code
        == status
    )


@pytest.mark.parametrize(("access", "said"), [("key", "API_KEY="), ("iam", "on AWS only")])
def test_make_run_refuses_an_access_that_it_cannot_guard(tmp_path, access, said):
    done = subprocess.run(
        [sys.executable, "-m", "local", "run"], cwd=ROOT,
        env={**os.environ, "API_ACCESS": access, "API_KEY": "", "PORT": "0", "DATA": str(tmp_path)},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("access", "cached"), [("open", "public"), ("key", "private"), ("iam", "private")])
def test_what_a_stage_guards_is_kept_by_no_cache_that_others_use(api, monkeypatch, access, cached):
    job = counted("<p>tea", "https://example.com/")
    monkeypatch.setenv("API_ACCESS", access)
    settings.current.cache_clear()
    for path in (f"/jobs/{job}", f"/jobs/{job}/words", f"/jobs/{job}/phrases"):
        answer = api.get(path)
        assert cached in answer.headers["Cache-Control"].split(", ")
        assert ("X-Api-Key" in answer.headers["Vary"]) == (access != "open")
    settings.current.cache_clear()


def test_pages_of_other_origins_may_read_every_answer_where_that_is_set(serve, api):
    root = serve(CORS_ORIGIN="https://www.example.com")
    answers = {
        200: requests.get(root + "/jobs", timeout=10),
        404: requests.get(root + "/jobs/x", timeout=10),
        405: requests.put(root + "/jobs", timeout=10),
        415: requests.post(root + "/jobs", data="x", headers={"Content-Type": "text/plain"}, timeout=10),
        422: requests.post(root + "/jobs", json={}, timeout=10),
        202: requests.post(root + "/jobs", json={"url": "http://127.0.0.1:9/"}, timeout=10),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert answer.headers["Access-Control-Allow-Origin"] == "https://www.example.com"
        exposed = set(answer.headers["Access-Control-Expose-Headers"].split(","))
        assert exposed == {"ETag", "Link", "Location", "Retry-After"}
        assert_described(answer)
    assert requests.get(root + "/nothing", timeout=10).headers["Access-Control-Allow-Origin"]


def test_a_preflight_says_what_may_be_sent(serve, api):
    root = serve(CORS_ORIGIN="*")
    asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    answer = requests.options(root + "/jobs", headers=asked, timeout=10)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert set(answer.headers["Access-Control-Allow-Methods"].split(",")) == {"GET", "POST", "OPTIONS"}
    allowed = set(answer.headers["Access-Control-Allow-Headers"].split(","))
    assert {"Content-Type", "X-Api-Key", "Authorization", "If-None-Match", "If-Match"} <= allowed
    assert int(answer.headers["Access-Control-Max-Age"]) > 0


def test_by_default_no_other_origin_may_read_anything(api):
    answer = api.get("/jobs", headers={"Origin": "https://a.example"})
    assert not any(name.startswith("Access-Control") for name in answer.headers)
