"""The step `smoke`: a page goes through the deployed service, and a failure says which part to look at."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from deploy import smoke
from deploy.errors import DeployError
from deploy.options import Options
from tests.deployment.parts import edit_stage, make_api

JOB = {"id": "0190", "status": "pending", "url": "https://example.com/"}
DONE = {
    **JOB,
    "status": "succeeded",
    "summary": {"words": 21},
    "words": [{"word": "domain", "spelling": "domain", "count": 3}],
}
WORKS = {
    ("GET", "/health"): [(200, {})],
    ("POST", "/jobs"): [(202, JOB)],
    ("GET", "/jobs/0190"): [(200, DONE)],
}


class Service:
    """The deployed API: each call has its answers, the last one for ever."""

    def __init__(self) -> None:
        self.answers = {}
        self.asked = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length).decode()
                service.asked.append((self.command, self.path, self.headers, body))
                answers = service.answers[self.command, self.path.removeprefix("/dev")]
                status, document = answers.pop(0) if len(answers) > 1 else answers[0]
                text = (document if isinstance(document, str) else json.dumps(document)).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = answer  # noqa: N815  what http.server calls

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/dev/"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def service(monkeypatch) -> Iterator[Service]:
    monkeypatch.setattr(smoke, "INTERVAL_SECONDS", 0.01)
    monkeypatch.setattr(smoke, "HEALTH_SECONDS", 0.05)
    monkeypatch.delenv("API_KEY", raising=False)
    service = Service()
    service.answers = {call: list(answers) for call, answers in WORKS.items()}
    yield service
    service.server.shutdown()
    service.server.server_close()


def run(stage, account, service, **options):
    smoke.run(stage, account, Options(api_url=service.url, **options))


def test_a_page_is_counted_and_its_words_said(stage, account, service, capsys):
    service.answers["GET", "/jobs/0190"] = [(200, JOB), (200, JOB), (200, DONE)]
    run(stage, account, service)
    said = capsys.readouterr().out
    assert f"{service.url.rstrip('/')}/health says that it works" in said
    assert "job 0190 is accepted" in said
    assert "https://example.com/: 21 words, most often domain (3)" in said
    posted = next(body for method, _, _, body in service.asked if method == "POST")
    assert json.loads(posted) == {"url": "https://example.com/"}


def test_an_answer_that_is_a_failure_once_is_none(stage, account, service, capsys):
    service.answers["GET", "/jobs/0190"] = [(503, {}), (200, JOB), (429, {}), (200, DONE)]
    run(stage, account, service)
    assert "21 words" in capsys.readouterr().out


def test_another_page_can_be_named(stage, account, service):
    run(stage, account, service, page="https://example.org/")
    assert {"url": "https://example.org/"} in [json.loads(body) for *_, body in service.asked if body]


def test_a_new_api_is_given_a_moment(stage, account, service, capsys):
    service.answers["GET", "/health"] = [(403, {"message": "Forbidden"}), (200, {})]
    run(stage, account, service)
    assert "says that it works" in capsys.readouterr().out


def test_health_failing_says_which_part(stage, account, service):
    service.answers["GET", "/health"] = [(503, {"detail": "the schema is at None: invoke migrate"})]
    with pytest.raises(
        DeployError, match=r"GET /health answered 503, the schema is at None.*/aws/lambda/wordcount-dev\."
    ):
        run(stage, account, service)


def test_a_refused_job_says_which_part(stage, account, service):
    service.answers["POST", "/jobs"] = [(502, "Bad Gateway")]
    with pytest.raises(
        DeployError, match=r'POST /jobs answered 502, "Bad Gateway"\. Look at the API or its queue'
    ):
        run(stage, account, service)


def test_a_job_that_stays_pending_points_at_the_worker(stage, account, service):
    service.answers["GET", "/jobs/0190"] = [(200, JOB)]
    with pytest.raises(
        DeployError, match=r"still pending after 0\.1 s: the worker.*wordcount-dev-jobs.*dev-worker"
    ):
        run(stage, account, service, seconds=0.1)


def test_reading_failing_points_at_the_database(stage, account, service):
    service.answers["GET", "/jobs/0190"] = [(503, {"detail": "Postgres is away"})]
    with pytest.raises(DeployError, match=r"GET /jobs/\{id\} answered 503, Postgres is away.*database"):
        run(stage, account, service, seconds=0.2)


def test_a_page_that_cannot_be_counted_is_said_with_its_reason(stage, account, service):
    failed = {**JOB, "status": "failed", "problem": {"detail": "the page took too long"}}
    service.answers["GET", "/jobs/0190"] = [(200, failed)]
    with pytest.raises(
        DeployError, match=r"could not count https://example\.com/: the page took too long.*NAT"
    ):
        run(stage, account, service)


def test_an_api_that_does_not_answer_is_said(stage, account):
    with pytest.raises(DeployError, match=r"GET http://127\.0\.0\.1:9/health was not answered"):
        smoke.run(stage, account, Options(api_url="http://127.0.0.1:9"))


def test_the_api_is_found_in_the_account(stage, account, monkeypatch):
    api, asked = make_api(stage), []

    def ask(self, method, path, body=None):
        asked.append(self.url)
        return smoke.Answer(503, "")

    monkeypatch.setattr(smoke.Api, "ask", ask)
    monkeypatch.setattr(smoke, "HEALTH_SECONDS", 0)
    with pytest.raises(DeployError):
        smoke.run(stage, account, Options())
    assert asked == [f"https://{api}.execute-api.us-east-1.amazonaws.com/dev"]


def test_a_key_is_sent_where_the_stage_takes_one(stage, account, service, monkeypatch):
    stage = edit_stage(stage.root, environment_variables={"API_ACCESS": "key"})
    monkeypatch.setenv("API_KEY", "abc")
    run(stage, account, service)
    assert {headers["X-API-Key"] for _, _, headers, _ in service.asked} == {"abc"}


def test_without_a_key_only_the_health_is_asked_and_that_is_said(stage, account, service, capsys):
    stage = edit_stage(stage.root, environment_variables={"API_ACCESS": "key"})
    run(stage, account, service)
    assert [path for _, path, _, _ in service.asked] == ["/dev/health"]
    assert "no page was counted: set API_KEY=" in capsys.readouterr().out


def test_calls_are_signed_where_the_stage_takes_signed_ones(stage, account, service):
    stage = edit_stage(stage.root, environment_variables={"API_ACCESS": "iam"})
    run(stage, account, service)
    for _, _, headers, _ in service.asked:
        assert headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=testing/")
        assert "/us-east-1/execute-api/aws4_request" in headers["Authorization"]
