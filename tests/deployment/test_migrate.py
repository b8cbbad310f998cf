"""The step `migrate`: what the function answers, in words, and its own sentence where it fails."""

import io
import json

import boto3
import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.response import StreamingBody
from botocore.stub import Stubber

from deploy import migrate, smoke
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from tests.deployment.parts import NUMBER, REGION

GIVEN = Options(api_url="http://127.0.0.1:9")  # where nothing answers


class Scripted(Account):
    """An account whose Lambda answers as a script says."""

    def client(self, service, **config):
        assert service == "lambda"
        assert config["read_timeout"] == 910
        assert config["retries"] == {"total_max_attempts": 1}, "a migration is not started twice"
        return self.session


@pytest.fixture
def script(endpoint):
    client = boto3.client("lambda", region_name=REGION)
    with Stubber(client) as stubber:
        yield Scripted(client, NUMBER, REGION), stubber
        stubber.assert_no_pending_responses()


def answer(stubber, payload, **more):
    stubber.add_response("get_function", {"Configuration": {"LastUpdateStatus": "Successful"}})
    body = json.dumps(payload).encode()
    stubber.add_response(
        "invoke",
        {"StatusCode": 200, "Payload": StreamingBody(io.BytesIO(body), len(body)), **more},
        {"FunctionName": "wordcount-dev-migrate", "Payload": b"{}"},
    )


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ({"previous": None, "current": "0002"}, "the schema went from nothing to 0002"),
        ({"previous": "0001", "current": "0002"}, "the schema went from 0001 to 0002"),
        ({"previous": "0002", "current": "0002"}, "the schema is at 0002 already"),
    ],
)
def test_the_revisions_are_said(stage, script, capsys, result, said):
    account, stubber = script
    answer(stubber, result)
    migrate.run(stage, account, GIVEN)
    assert capsys.readouterr().out.strip() == said


def test_an_unreachable_database_is_said_with_what_to_check(stage, script):
    account, stubber = script
    error = {"errorType": "DatabaseUnavailable", "errorMessage": "Postgres does not answer"}
    answer(stubber, error, FunctionError="Unhandled")
    with pytest.raises(
        DeployError,
        match=r"stopped with DatabaseUnavailable: Postgres does not answer\. Check that the stack's",
    ):
        migrate.run(stage, account, GIVEN)


def test_a_failing_migration_is_said_in_its_own_words_with_where_it_logs(stage, script):
    account, stubber = script
    error = {"errorType": "MigrationFailed", "errorMessage": 'nothing was changed: column "x" exists'}
    answer(stubber, error, FunctionError="Unhandled")
    with pytest.raises(DeployError) as stopped:
        migrate.run(stage, account, GIVEN)
    assert 'MigrationFailed: nothing was changed: column "x" exists. Repair' in str(stopped.value)
    assert "The function logs to /aws/lambda/wordcount-dev-migrate." in str(stopped.value)


@pytest.mark.parametrize(
    ("health", "serves"),
    [
        (smoke.Answer(200, {"status": "ok"}), "it serves"),
        (DeployError("not answered"), "GET /health is not answered"),
    ],
)
def test_a_failed_migration_says_what_runs_now_and_the_way_back(stage, script, monkeypatch, health, serves):
    def ask(*_):
        if isinstance(health, DeployError):
            raise health
        return health

    account, stubber = script
    monkeypatch.setattr(smoke.Api, "ask", ask)
    answer(stubber, {"errorType": "MigrationFailed", "errorMessage": "no"}, FunctionError="Unhandled")
    with pytest.raises(DeployError) as stopped:
        migrate.run(stage, account, GIVEN)
    assert str(stopped.value).endswith(
        f"The new code runs on the previous schema, and {serves}; `make deploy STAGE=dev STEP=rollback` "
        "goes back to the release before."
    )


@pytest.mark.parametrize(
    ("job", "serves"),
    [
        (
            {"id": "0190", "status": "succeeded"},
            "pages are counted all the same (GET /health answers 503, the schema is older)",
        ),
        (
            {"id": "0190", "status": "pending"},
            "it counts no page (GET /health answers 503, the schema is older): The job 0190 is still pending",
        ),
    ],
)
def test_with_a_schema_that_is_behind_it_says_whether_pages_are_counted(
    stage, script, monkeypatch, job, serves
):
    def ask(_api, method, path, _body=None):
        if path == "/health":
            return smoke.Answer(503, {"detail": "the schema is older"})
        posted = smoke.Answer(202, {"id": "0190", "status": "pending"})
        return posted if method == "POST" else smoke.Answer(200, job)

    account, stubber = script
    monkeypatch.setattr(smoke.Api, "ask", ask)
    monkeypatch.setattr(smoke, "INTERVAL_SECONDS", 0)
    monkeypatch.setattr(migrate, "SECONDS_FOR_A_PAGE", 0.05)
    answer(stubber, {"errorType": "MigrationFailed", "errorMessage": "no"}, FunctionError="Unhandled")
    with pytest.raises(DeployError) as stopped:
        migrate.run(stage, account, GIVEN)
    assert f"The new code runs on the previous schema, and {serves}" in str(stopped.value)
    assert "STEP=rollback` goes back to the release before." in str(stopped.value)


def test_an_answer_that_is_none_is_a_failure(stage, script):
    account, stubber = script
    answer(stubber, None)
    with pytest.raises(DeployError, match=r"The migration stopped with error: None"):
        migrate.run(stage, account, GIVEN)


def test_without_the_function_it_names_the_step_before(stage, account):
    with pytest.raises(
        DeployError, match=r"no function wordcount-dev-migrate yet: run the step release first"
    ):
        migrate.run(stage, account, GIVEN)


def test_a_migration_that_does_not_answer_is_not_started_twice(stage, script, monkeypatch):
    account, stubber = script
    stubber.add_response("get_function", {"Configuration": {"LastUpdateStatus": "Successful"}})

    def silent(**_):
        raise ReadTimeoutError(endpoint_url="https://lambda")

    monkeypatch.setattr(account.session, "invoke", silent)
    with pytest.raises(DeployError, match=r"did not answer within 900 s; it may have ended, or still run"):
        migrate.run(stage, account, GIVEN)
