"""The step `provision`: a stack that changes only as it was said to, and failures that say what to do."""

import json

import boto3
import pytest
from botocore.stub import ANY, Stubber

from deploy import options, provision, stacks
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from tests.deployment.parts import NUMBER, REGION, edit_stage, template_for_moto


def test_a_new_stage_is_created_and_said(stage, account, capsys):
    provision.run(stage, account, Options({"MonthlyBudget": "50"}))
    said = capsys.readouterr().out
    assert "add JobsQueue (AWS::SQS::Queue)" in said
    assert "the stack wordcount-dev is created" in said
    found = stacks.find(stage, account)
    assert found.status == "CREATE_COMPLETE"
    assert found.parameters["MonthlyBudget"] == "50"
    assert found.parameters["Stage"] == "dev"
    assert found.outputs["JobsQueueName"] == "wordcount-dev-jobs"


def test_again_it_changes_nothing_and_says_so(stage, account, capsys):
    provision.run(stage, account, Options({"MonthlyBudget": "50"}))
    capsys.readouterr()
    provision.run(stage, account, Options())
    assert capsys.readouterr().out.strip() == "the stack wordcount-dev is so already"
    client = account.client("cloudformation")
    assert [
        each
        for each in client.list_change_sets(StackName=stage.stack)["Summaries"]
        if each["Status"] == "FAILED"
    ] == []


def test_what_is_not_named_keeps_its_value(stage, account):
    provision.run(stage, account, Options({"MonthlyBudget": "50", "NetworkNumber": "31"}))
    provision.run(stage, account, Options({"AlarmEmail": "ops@example.com"}))
    parameters = stacks.find(stage, account).parameters
    assert parameters["MonthlyBudget"] == "50"
    assert parameters["NetworkNumber"] == "31"
    assert parameters["AlarmEmail"] == "ops@example.com"


def test_an_address_is_taken_away_by_a_word_as_an_empty_one_is_not_named(monkeypatch):
    monkeypatch.setenv("ALARM_EMAIL", "none")
    monkeypatch.setenv("TICKET_EMAIL", "")
    _, _, given = options.parse(["dev"], "")
    assert given.parameters == {"AlarmEmail": ""}


def test_every_parameter_of_the_stack_can_be_named():
    template = json.loads(template_for_moto())
    assert set(template["Parameters"]) == {"Stage", *options.PARAMETERS}
    assert [options.variable(name) for name in options.PARAMETERS] == [
        "ALARM_EMAIL",
        "TICKET_EMAIL",
        "MONTHLY_BUDGET",
        "EGRESS",
        "REQUESTS_PER_ADDRESS",
        "NETWORK_NUMBER",
        "ROLES_BOUNDARY",
    ]
    assert set(template["Resources"]) > provision.PRECIOUS - {"Database", "DatabaseSecret"}


@pytest.mark.parametrize(
    ("status", "todo"),
    [
        ("ROLLBACK_COMPLETE", "it can only be deleted. Run the step delete"),
        ("DELETE_FAILED", "it can only be deleted"),
        ("UPDATE_IN_PROGRESS", "someone's change is under way. Wait"),
        ("UPDATE_ROLLBACK_FAILED", "continue-update-rollback --stack-name wordcount-dev"),
    ],
)
def test_a_stack_that_cannot_be_updated_says_what_to_do(stage, account, status, todo, stand_in):
    provision.run(stage, account, Options())
    stand_in.set_status("wordcount-dev", status)
    with pytest.raises(DeployError, match=rf"The stack wordcount-dev is {status}") as stopped:
        provision.run(stage, account, Options())
    assert todo in str(stopped.value)


def test_a_stage_of_another_account_is_not_made_anew(stage, account):
    configured = edit_stage(stage.root, subnet_ids=["subnet-0a"], security_group_ids=["sg-0a"])
    with pytest.raises(
        DeployError,
        match=r"account 123456789012, us-east-1, has neither them nor a stack wordcount-dev\. Switch",
    ):
        provision.run(configured, account, Options())
    assert stacks.find(stage, account) is None


class Scripted(Account):
    """An account whose CloudFormation answers as a script says."""

    def client(self, service, **config):
        assert service == "cloudformation"
        return self.session


@pytest.fixture
def script(monkeypatch):
    monkeypatch.setattr(provision, "_STACK_PATIENCE", {"Delay": 0, "MaxAttempts": 2})
    client = boto3.client(
        "cloudformation", region_name=REGION, aws_access_key_id="x", aws_secret_access_key="x"
    )
    with Stubber(client) as stubber:
        yield Scripted(client, NUMBER, REGION), stubber
        stubber.assert_no_pending_responses()


STACK = {"StackName": "wordcount-dev", "CreationTime": "2026-01-01T00:00:00Z"}


def add_change_set(stubber, status, changes, *, kind="UPDATE"):
    stubber.add_response("describe_stacks", {"Stacks": [{**STACK, "StackStatus": status}]})
    stubber.add_response(
        "create_change_set",
        {"Id": "arn:change"},
        {
            "StackName": "wordcount-dev",
            "ChangeSetName": ANY,
            "ChangeSetType": kind,
            "TemplateBody": ANY,
            "Capabilities": ["CAPABILITY_IAM"],
            "Parameters": [{"ParameterKey": "Stage", "ParameterValue": "dev"}],
        },
    )
    described = {"Status": "CREATE_COMPLETE", "Changes": [{"ResourceChange": each} for each in changes]}
    stubber.add_response("describe_change_set", described)
    stubber.add_response("describe_change_set", described)


def change(action, name, kind, **more):
    return {"Action": action, "LogicalResourceId": name, "ResourceType": kind, **more}


def event(number, name, status, reason):
    return {
        "EventId": str(number),
        "StackId": "s",
        "StackName": "wordcount-dev",
        "Timestamp": "2026-01-01T00:00:00Z",
        "LogicalResourceId": name,
        "ResourceType": "AWS::X::Y",
        "ResourceStatus": status,
        "ResourceStatusReason": reason,
    }


def test_a_failure_is_said_with_the_resources_that_failed_first(stage, script, capsys):
    account, stubber = script
    add_change_set(stubber, "UPDATE_COMPLETE", [change("Modify", "Database", "AWS::RDS::DBInstance")])
    stubber.add_response(
        "describe_stack_events", {"StackEvents": [event(1, "Old", "CREATE_FAILED", "long ago")]}
    )
    stubber.add_response("execute_change_set", {})
    failed = {"Stacks": [{**STACK, "StackStatus": "UPDATE_ROLLBACK_COMPLETE"}]}
    stubber.add_response("describe_stacks", failed)
    stubber.add_response("describe_stacks", failed)
    events = [
        event(5, "Budget", "UPDATE_FAILED", "Resource update cancelled"),
        event(4, "Alarm", "UPDATE_FAILED", "second"),
        event(3, "Database", "UPDATE_FAILED", "no such class"),
        event(2, "Database", "UPDATE_IN_PROGRESS", ""),
        event(1, "Old", "CREATE_FAILED", "long ago"),
    ]
    stubber.add_response("describe_stack_events", {"StackEvents": events})
    with pytest.raises(
        DeployError, match=r"could not update wordcount-dev, which is UPDATE_ROLLBACK_COMPLETE"
    ):
        provision.run(stage, account, Options())
    said = capsys.readouterr().out
    assert "modify Database (AWS::RDS::DBInstance)" in said
    assert said.index("no such class") < said.index("second")
    assert "long ago" not in said
    assert "cancelled" not in said


def test_a_creation_that_was_only_reviewed_is_created(stage, script, capsys):
    account, stubber = script
    add_change_set(stubber, "REVIEW_IN_PROGRESS", [change("Add", "X", "AWS::X::Y")], kind="CREATE")
    stubber.add_response("describe_stack_events", {"StackEvents": []})
    stubber.add_response("execute_change_set", {})
    stubber.add_response("describe_stacks", {"Stacks": [{**STACK, "StackStatus": "CREATE_COMPLETE"}]})
    provision.run(stage, account, Options())
    assert "is created" in capsys.readouterr().out


LOSSES = [
    change("Modify", "Database", "AWS::RDS::DBInstance", Replacement="True"),
    change("Modify", "Database", "AWS::RDS::DBInstance", Replacement="Conditional"),
    change("Remove", "JobsQueue", "AWS::SQS::Queue"),
]


@pytest.mark.parametrize("loss", LOSSES)
def test_what_holds_data_is_neither_replaced_nor_removed(stage, script, loss):
    account, stubber = script
    add_change_set(stubber, "UPDATE_COMPLETE", [loss])
    stubber.add_response(
        "delete_change_set", {}, {"StackName": "wordcount-dev", "ChangeSetName": "arn:change"}
    )
    with pytest.raises(
        DeployError, match=rf"replace or remove {loss['LogicalResourceId']} .*nothing was changed"
    ):
        provision.run(stage, account, Options())


@pytest.mark.parametrize("loss", LOSSES)
def test_unless_that_is_asked_for(stage, script, loss, capsys):
    account, stubber = script
    add_change_set(stubber, "UPDATE_COMPLETE", [loss])
    stubber.add_response("describe_stack_events", {"StackEvents": []})
    stubber.add_response("execute_change_set", {})
    stubber.add_response("describe_stacks", {"Stacks": [{**STACK, "StackStatus": "UPDATE_COMPLETE"}]})
    provision.run(stage, account, Options(allow_replacement=True))
    assert "is updated" in capsys.readouterr().out


def test_a_template_that_cloudformation_refuses_is_said(stage, script):
    account, stubber = script
    stubber.add_response("describe_stacks", {"Stacks": [{**STACK, "StackStatus": "UPDATE_COMPLETE"}]})
    stubber.add_response("create_change_set", {"Id": "arn:change"})
    refused = {"Status": "FAILED", "StatusReason": "Parameter NetworkNumber must be at most 255"}
    stubber.add_response("describe_change_set", refused)
    stubber.add_response("describe_change_set", refused)
    with pytest.raises(DeployError, match=r"CloudFormation cannot do this: Parameter NetworkNumber"):
        provision.run(stage, account, Options())
