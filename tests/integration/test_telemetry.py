"""What the functions tell in Lambda: run as Lambda runs them, with their output read back."""

import json
import os
import subprocess
import sys
from pathlib import Path

from chalicelib.jobs import Job
from rehearsal.lambda_events import QUEUED_MILLISECONDS, sqs

ROOT = Path(__file__).parents[2]

WORKER = """
import json, sys
import app
import chalicelib.settings
from dataclasses import replace
from ipaddress import ip_network
allowed = replace(chalicelib.settings.current(), fetch_allowed_networks=(ip_network("127.0.0.0/8"),))
chalicelib.settings.current = lambda: allowed
class Context:
    aws_request_id = "r-7"
    def get_remaining_time_in_millis(self):
        return 60_000
app.worker(json.load(sys.stdin), Context())
"""

GET = """
import app
event = {
    "requestContext": {"httpMethod": "GET", "resourcePath": "/jobs/{job_id}", "path": "/x", "identity": {},
                       "requestId": "g-1"},
    "headers": {}, "pathParameters": {"job_id": "nonsense?token=s3cret"}, "stageVariables": {},
    "multiValueQueryStringParameters": {"token": ["s3cret"]}, "body": None,
}
class Context:
    aws_request_id = "r-8"
app.app(event, Context())
"""


def told(code: str, event: object = None, **environment: str) -> list[dict]:
    """The lines that a function's fresh process writes."""
    variables = {**os.environ, "AWS_LAMBDA_FUNCTION_NAME": "wordcount-test-worker", **environment}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=variables, input=json.dumps(event),
        text=True, check=True, timeout=60, capture_output=True,
    )  # fmt: skip
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_batch_tells_of_each_job_once_with_its_times_and_nothing_secret(database, site):
    good = Job.new(site.page("/good?token=s3cret", "<p>word</p>"))
    bad = Job.new(site.url("/missing?token=s3cret"))
    foreign = '{"id": "\\n{\\"event\\": \\"job ended\\"}"}'
    event = sqs(good.message(), bad.message(), foreign)
    lines = told(WORKER, event, DATABASE_URL=database.url, FETCH_ALLOWED_NETWORKS="")
    ended = {line["job"]: line for line in lines if line["event"] == "job ended"}
    assert set(ended) == {str(good.id), str(bad.id)}
    assert ended[str(good.id)]["outcome"] == "succeeded"
    assert ended[str(good.id)]["bytes"] == len("<p>word</p>")
    assert ended[str(good.id)]["queue_ms"] == QUEUED_MILLISECONDS
    assert {"fetch_ms", "count_ms", "_aws", "jobs"} <= set(ended[str(good.id)])
    assert ended[str(bad.id)]["outcome"] == "failed"
    assert ended[str(bad.id)]["problem"] == "client-error-status"
    assert ended[str(bad.id)]["url"] == site.url("/missing?...")
    assert [line["reason"] for line in lines if line["event"] == "message dropped"]
    assert {line["request"] for line in lines} == {"r-7"}
    assert "s3cret" not in json.dumps(lines)


def test_a_failing_invocation_is_told_before_it_is_raised(database):
    event = sqs(Job.new("https://example.com/").message())
    code = WORKER.replace(
        "app.worker(", "from contextlib import suppress\nwith suppress(Exception): app.worker("
    )
    (line,) = told(code, event, DATABASE_URL="postgresql://u:p@127.0.0.1:1/x", FETCH_ALLOWED_NETWORKS="")
    assert line["event"] == "invocation failed"
    assert line["reason"] == "database-unavailable"
    assert "Connection refused" in line["cause"]
    assert "u:p" not in json.dumps(line)


def test_an_answer_is_told_by_its_route_and_never_by_what_was_asked():
    (line,) = told(GET, FETCH_ALLOWED_NETWORKS="", DATABASE_URL="")
    assert line["event"] == "request answered"
    assert (line["method"], line["route"], line["status"]) == ("GET", "/jobs/{job_id}", 404)
    assert (line["request"], line["gateway_request"]) == ("r-8", "g-1")
    assert line["bytes"] > 0
    assert "s3cret" not in json.dumps(line)
