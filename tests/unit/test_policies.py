"""The functions' IAM policies: what each may do, on what, and nothing wider than AWS lets it be said."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from cfnlint import ManualArgs, api

FOLDER = Path(__file__).parents[2] / ".chalice"
STAGES = ("dev", "staging", "prod")
FUNCTIONS = {"api_handler": "", "worker": "-worker", "last_resort": "-last_resort", "migrate": "-migrate"}
POLICIES = sorted(FOLDER.glob("policy-*.json"))

# AWS's service authorization reference, as cfn-lint carries it: for each action the resources it takes.
REFERENCE = json.loads((files("cfnlint") / "data/AdditionalSpecs/Policies.json").read_text())

# What each function does with the product's own parts; logs, network and traces are the same for all.
DOES = {
    "api_handler": {"jobs": {"GetQueueUrl", "GetQueueAttributes", "SendMessage"}},
    "worker": {
        "jobs": {"ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl", "SendMessage"}
    },
    "last_resort": {
        "jobs-dead": {"ReceiveMessage", "DeleteMessage", "GetQueueAttributes"},
        "jobs": {"GetQueueUrl", "SendMessage"},
    },
    "migrate": {},
}


def statements(path: Path, effect: str = "Allow") -> list[dict[str, Any]]:
    return [each for each in json.loads(path.read_text())["Statement"] if each["Effect"] == effect]


def as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def takes_a_resource(action: str) -> bool:
    """Whether AWS lets a policy narrow an action to resources."""
    service, _, own = action.lower().partition(":")
    return bool(REFERENCE[service]["Actions"][own].get("Resources"))


def name(path: Path) -> str:
    return path.stem


def test_each_function_of_each_stage_has_one_policy():
    expected = {f"policy-{stage}-{function}" for stage in STAGES for function in FUNCTIONS}
    assert {path.stem for path in POLICIES} == expected


@pytest.mark.parametrize("path", POLICIES, ids=name)
def test_no_resource_is_wider_than_aws_makes_it_be(path):
    for statement in statements(path):
        for resource in as_list(statement["Resource"]):
            if resource == "*":
                narrower = [action for action in as_list(statement["Action"]) if takes_a_resource(action)]
                assert not narrower, f"{narrower} can be narrowed"
            else:
                # Account and region are known to no file in a repository; service and name are.
                assert re.match(r"arn:aws:[a-z0-9]+:\*:\*:.", resource), resource


def test_the_reference_knows_which_actions_take_resources():
    assert takes_a_resource("sqs:SendMessage")
    assert not takes_a_resource("xray:PutTraceSegments")


@pytest.mark.parametrize("path", POLICIES, ids=name)
def test_every_action_is_named_and_known(path):
    for statement in json.loads(path.read_text())["Statement"]:
        assert not {"NotAction", "NotResource", "Principal"} & set(statement)
        for action in as_list(statement["Action"]):
            service, _, own = action.lower().partition(":")
            assert own in REFERENCE[service]["Actions"], action


@pytest.mark.parametrize("path", POLICIES, ids=name)
def test_cfn_lint_finds_no_fault_in_the_policy(path):
    document = json.loads(path.read_text())
    template = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": {
            "Policy": {
                "Type": "AWS::IAM::RolePolicy",
                "Properties": {"RoleName": "role", "PolicyName": "policy", "PolicyDocument": document},
            }
        },
    }
    checks = ManualArgs(include_checks=["I3510"])  # whether the resources are such as the actions take
    assert [str(match) for match in api.lint(json.dumps(template), config=checks)] == []


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_with_queues_and_secret_what_it_does_and_no_more(stage, function):
    queues: dict[str, set[str]] = {}
    secrets = {}
    for statement in statements(FOLDER / f"policy-{stage}-{function}.json"):
        for action in as_list(statement["Action"]):
            service, _, own = action.partition(":")
            for resource in as_list(statement["Resource"]):
                if service == "sqs":
                    queue = resource.removeprefix(f"arn:aws:sqs:*:*:wordcount-{stage}-")
                    queues.setdefault(queue, set()).add(own)
                    assert statement["Condition"], "of our own account only"
                if service == "secretsmanager":
                    secrets[own] = resource
                    assert statement["Condition"], "of our own account only"
    assert queues == DOES[function]
    assert secrets == {
        "GetSecretValue": f"arn:aws:secretsmanager:*:*:secret:wordcount-{stage}/database-??????"
    }


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("function", "ending"), FUNCTIONS.items())
def test_a_function_writes_its_own_log_only(stage, function, ending):
    (logs,) = [
        each for each in statements(FOLDER / f"policy-{stage}-{function}.json") if each["Sid"] == "WriteLogs"
    ]
    group = f"arn:aws:logs:*:*:log-group:/aws/lambda/wordcount-{stage}{ending}"
    assert logs["Resource"] == [group, f"{group}:*"]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("function", "ending"), FUNCTIONS.items())
def test_network_interfaces_are_lambdas_business_and_not_the_codes(stage, function, ending):
    path = FOLDER / f"policy-{stage}-{function}.json"
    (denied,) = statements(path, "Deny")
    own = f"arn:aws:lambda:*:*:function:wordcount-{stage}{ending}"
    assert denied["Condition"] == {"ArnEquals": {"lambda:SourceFunctionArn": own}}
    allowed = {action for each in statements(path) for action in each["Action"] if action.startswith("ec2:")}
    assert set(denied["Action"]) == allowed


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_stages_policies_differ_in_the_stages_name_only(function):
    texts = {(FOLDER / f"policy-{stage}-{function}.json").read_text().replace(stage, "S") for stage in STAGES}
    assert len(texts) == 1
