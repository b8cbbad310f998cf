"""The functions' roles: what each may do, on what, and nothing wider than AWS lets it be said."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from cfnlint import ManualArgs, api, decode

TEMPLATE = Path(__file__).parents[2] / "deploy" / "infrastructure.yaml"
RESOURCES = json.loads(json.dumps(decode.decode(str(TEMPLATE))[0]["Resources"]))
ROLES = {
    "ApiHandlerRole": "ApiLogs",
    "WorkerRole": "WorkerLogs",
    "LastResortRole": "LastResortLogs",
    "MigrateRole": "MigrateLogs",
    "SweepRole": "SweepLogs",
    "CanaryRole": "CanaryLogs",
}
"""The role of each function, with the log group that it writes to."""

# AWS's service authorization reference, as cfn-lint carries it: for each action the resources it takes.
REFERENCE = json.loads((files("cfnlint") / "data/AdditionalSpecs/Policies.json").read_text())

# What each function does with the queues; the secret, logs, network and traces are the same for all.
DOES = {
    "ApiHandlerRole": {"JobsQueue": {"GetQueueUrl", "GetQueueAttributes", "SendMessage"}},
    "WorkerRole": {
        "JobsQueue": {"ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl", "SendMessage"}
    },
    "LastResortRole": {
        "DeadLetterQueue": {"ReceiveMessage", "DeleteMessage", "GetQueueAttributes"},
        "JobsQueue": {"GetQueueUrl", "SendMessage"},
    },
    "MigrateRole": {},
    "SweepRole": {},
    "CanaryRole": {"JobsQueue": {"GetQueueUrl", "SendMessage"}},
}

Statement = dict[str, Any]


def own_statements(role: str) -> list[Statement]:
    (policy,) = RESOURCES[role]["Properties"]["Policies"]
    return list(policy["PolicyDocument"]["Statement"])


def shared_statements() -> list[Statement]:
    return list(RESOURCES["FunctionsInTheNetwork"]["Properties"]["PolicyDocument"]["Statement"])


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def takes_a_resource(action: str) -> bool:
    """Whether AWS lets a policy narrow an action to resources."""
    service, _, own = action.lower().partition(":")
    return bool(REFERENCE[service]["Actions"][own].get("Resources"))


def test_each_function_has_a_role_and_all_share_what_lambda_does_in_their_name():
    found = {name for name, each in RESOURCES.items() if each["Type"] == "AWS::IAM::Role"}
    assert found == set(ROLES)
    for role in ROLES:
        properties = RESOURCES[role]["Properties"]
        assert properties["ManagedPolicyArns"] == [{"Ref": "FunctionsInTheNetwork"}]
        (trust,) = properties["AssumeRolePolicyDocument"]["Statement"]
        assert trust["Principal"] == {"Service": "lambda.amazonaws.com"}
        assert "RoleName" not in properties, "a change set needs no more than CAPABILITY_IAM"


@pytest.mark.parametrize("role", ROLES)
def test_a_function_is_allowed_parts_of_this_stack_only(role):
    for statement in own_statements(role):
        assert statement["Effect"] == "Allow"
        for resource in statement["Resource"]:
            (name,) = resource.values()  # a Ref or a GetAtt, so an ARN without a wildcard
            assert (name if isinstance(name, str) else name[0]) in RESOURCES


def test_what_is_allowed_on_everything_can_be_narrowed_to_nothing():
    for statement in shared_statements():
        if statement["Effect"] == "Allow" and statement["Resource"] == "*":
            assert not [action for action in statement["Action"] if takes_a_resource(action)]


def test_the_reference_knows_which_actions_take_resources():
    assert takes_a_resource("sqs:SendMessage")
    assert not takes_a_resource("xray:PutTraceSegments")


def test_every_action_is_named_and_known():
    for statement in [*shared_statements(), *(each for role in ROLES for each in own_statements(role))]:
        assert not {"NotAction", "NotResource", "Principal"} & set(statement)
        for action in as_list(statement["Action"]):
            service, _, own = action.lower().partition(":")
            assert own in REFERENCE[service]["Actions"], action


def test_cfn_lint_finds_no_resource_that_an_action_does_not_take():
    checks = ManualArgs(include_checks=["I3510"])
    assert [match for match in api.lint_file(TEMPLATE, config=checks) if match.rule.id == "I3510"] == []


@pytest.mark.parametrize(("role", "logs"), ROLES.items())
def test_a_function_may_do_what_it_does_and_no_more(role, logs):
    queues: dict[str, set[str]] = {}
    others: dict[str, list[Any]] = {}
    for statement in own_statements(role):
        for action in statement["Action"]:
            service, _, own = action.partition(":")
            if service == "sqs":
                ((queue, _),) = [resource["Fn::GetAtt"] for resource in statement["Resource"]]
                queues.setdefault(queue, set()).add(own)
            else:
                others[action] = statement["Resource"]
    assert queues == DOES[role]
    log = [{"Fn::GetAtt": [logs, "Arn"]}]
    assert others == {
        "secretsmanager:GetSecretValue": [{"Ref": "DatabaseSecret"}],
        "logs:CreateLogStream": log,
        "logs:PutLogEvents": log,
    }


def test_network_interfaces_are_lambdas_business_and_not_the_codes():
    (denied,) = [each for each in shared_statements() if each["Effect"] == "Deny"]
    ((key, functions),) = denied["Condition"]["ArnLike"].items()
    assert key == "lambda:SourceFunctionArn"
    assert functions["Fn::Sub"].endswith(":function:wordcount-${Stage}*")
    allowed = {
        action for each in shared_statements() if each["Effect"] == "Allow" for action in each["Action"]
    }
    assert set(denied["Action"]) == {action for action in allowed if action.startswith("ec2:")}
