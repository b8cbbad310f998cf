"""What is deployed is read from the account: the file that Chalice relies on can be lost."""

import json
import shutil

import boto3
import pytest

from deploy import recover, release
from deploy.errors import DeployError
from deploy.options import Options
from tests.deployment.parts import (
    ROOT,
    edit_stage,
    make_api,
    make_function,
    make_what_the_stack_makes,
)


def by_name(listed):
    return {each["name"]: each for each in listed}


@pytest.fixture
def released(stage, account):
    """A stage that real Chalice deployed, with a package of the code alone."""
    for name in ("app.py", "chalicelib"):
        (stage.root / name).symlink_to(ROOT / name)
    (stage.root / "requirements.txt").touch()
    (stage.root / "deploy" / "package.py").write_text("def before_chalice(): pass")
    stage = make_what_the_stack_makes(stage)
    release.run(stage, account, Options())
    return stage


def test_the_file_is_written_as_chalice_wrote_it_and_chalice_goes_on_from_it(released, account, capsys):
    by_chalice = recover.read_file(released)
    assert {each["resource_type"] for each in by_chalice} == recover.KINDS
    shutil.rmtree(released.deployed_file.parent)
    capsys.readouterr()
    release.run(released, account, Options())
    said = capsys.readouterr().out
    assert ".chalice/deployed/dev.json was missing: written anew" in said
    assert "Creating lambda" not in said
    assert "Creating Rest API" not in said
    assert "Subscribing" not in said
    assert "Updating rest API" in said
    assert by_name(recover.read_file(released)) == by_name(by_chalice)
    assert len(boto3.client("apigateway").get_rest_apis()["items"]) == 1


def test_plain_chalice_deploy_leaves_what_the_next_deploy_goes_on_from(released, account, capsys):
    release.chalice(released, "deploy")
    capsys.readouterr()
    recover.run(released, account, Options())
    assert "tells what is deployed already" in capsys.readouterr().out


def test_an_empty_account_has_nothing_to_write_down(stage, account, capsys):
    recover.run(stage, account, Options())
    assert "nothing is deployed yet" in capsys.readouterr().out
    assert not stage.deployed_file.exists()


def test_a_deploy_that_stopped_half_way_is_written_down_as_far_as_it_came(stage, account):
    arn = make_function(stage, "worker")
    recover.run(stage, account, Options())
    assert by_name(recover.read_file(stage)) == {
        "worker": {"name": "worker", "resource_type": "lambda_function", "lambda_arn": arn},
    }


def test_the_schedule_of_a_function_is_written_down_with_it(stage, account):
    make_function(stage, "sweep")
    assert "sweep-event" not in by_name(recover.resources(stage, account, []))
    rule = f"{stage.stack}-sweep-event"
    account.client("events").put_rule(Name=rule, ScheduleExpression="rate(6 hours)")
    found = by_name(recover.resources(stage, account, []))["sweep-event"]
    assert found == {"name": "sweep-event", "resource_type": "cloudwatch_event", "rule_name": rule}


def test_a_function_that_left_the_config_is_listed_so_that_chalice_removes_it(stage, account):
    make_function(stage, "former")
    assert "former" in by_name(recover.resources(stage, account, []))


def test_functions_of_others_are_not_listed(stage, account):
    make_function(stage, "other", **{"made-by": "someone else"})
    assert recover.resources(stage, account, []) == []


def test_an_api_of_another_stage_is_not_this_ones(stage, project, account):
    make_api(stage)
    other = edit_stage(project, "staging")
    assert recover.rest_api(other, account) is None
    with pytest.raises(DeployError, match=r"no API of wordcount-staging .*release first"):
        recover.deployed_api(other, account)


def test_of_two_apis_the_one_in_the_file_counts(stage, account):
    make_api(stage)
    second = make_api(stage)
    written = [{"name": "rest_api", "resource_type": "rest_api", "rest_api_id": second}]
    assert recover.rest_api(stage, account, written)["rest_api_id"] == second


def test_of_two_apis_and_no_file_the_operator_chooses(stage, account):
    first, second = make_api(stage), make_api(stage)
    with pytest.raises(DeployError, match=r"There are 2 APIs of wordcount-dev") as stopped:
        recover.run(stage, account, Options())
    assert first in str(stopped.value)
    assert second in str(stopped.value)
    assert "delete-rest-api" in str(stopped.value)


def test_what_is_no_longer_there_is_no_longer_listed_and_what_is_unknown_stays(stage, account, capsys):
    domain = {"name": "api_gateway_custom_domain", "resource_type": "domain_name", "domain_name": "w.example"}
    gone = {
        "name": "migrate",
        "resource_type": "lambda_function",
        "lambda_arn": "arn:aws:lambda:us-east-1:123456789012:function:x",
    }
    stage.deployed_file.parent.mkdir()
    stage.deployed_file.write_text(json.dumps({"resources": [domain, gone], "schema_version": "2.0"}))
    recover.run(stage, account, Options())
    assert recover.read_file(stage) == [domain]
    assert "was out of date" in capsys.readouterr().out


@pytest.mark.parametrize("arn", ["us-east-1:999999999999", "eu-central-1:123456789012"])
def test_another_account_or_region_than_last_time_is_stopped(stage, account, arn):
    worker = {
        "name": "worker",
        "resource_type": "lambda_function",
        "lambda_arn": f"arn:aws:lambda:{arn}:function:w",
    }
    stage.deployed_file.parent.mkdir()
    stage.deployed_file.write_text(json.dumps({"resources": [worker]}))
    with pytest.raises(DeployError, match=r"was last deployed to account .* Switch AWS_PROFILE"):
        recover.run(stage, account, Options())


def test_a_file_that_is_not_chalices_is_said(stage, account):
    stage.deployed_file.parent.mkdir()
    stage.deployed_file.write_text("[]")
    with pytest.raises(DeployError, match=r"dev\.json cannot be read .*delete it"):
        recover.run(stage, account, Options())


def test_chalice_by_itself_may_deploy_what_is_not_there_or_what_it_remembers(stage, account):
    recover.check_remembered(stage, None)
    make_function(stage, "api_handler")
    with pytest.raises(DeployError, match=r"wordcount-dev is deployed already.*STEP=recover"):
        recover.check_remembered(stage, None)
    recover.run(stage, account, Options())
    recover.check_remembered(stage, None)


def test_chalice_by_itself_is_stopped_in_a_sentence_where_aws_does_not_say(stage, account, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(DeployError, match="AWS_PROFILE names a profile that does not exist"):
        recover.check_remembered(stage, None)
