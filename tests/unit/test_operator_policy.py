"""deploy/operator-policy.json: what who deploys may do, on this service's parts wherever that can be said."""

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from botocore import xform_name
from botocore.model import OperationModel
from botocore.session import Session
from cfnlint import decode

from tests.deployment import permissions
from tests.deployment.permissions import NEW_TO_THE_REFERENCE, PREFIXES, as_list, takes_a_resource

ROOT = Path(__file__).parents[2]
POLICY = json.loads((ROOT / "deploy" / "operator-policy.json").read_text())
HANDBOOK = (ROOT / "docs" / "operations.md").read_text()
CANNOT_BE_NARROWED_BEFORE_THEY_ARE_MADE = {"ec2"}
"""Whose resources have ids that nobody chooses."""
NOT_NEEDED = {
    "kms:*": "RDS's own key lets everyone use it through RDS who may use RDS",
    "iam:ListRoles": "the database has no role",
    "iam:*GroupPolicy": "the policy is attached to roles only",
    "iam:*UserPolicy": "the policy is attached to roles only",
    "iam:DeleteRolePermissionsBoundary": "the boundary stays",
    "redshift*:*": "another kind of database",
    "docdb-elastic:*": "another kind of database",
    "firehose:*": "logs are delivered nowhere",
    "s3:*": "logs are delivered nowhere",
    "logs:CreateLogDelivery": "logs are delivered nowhere",
    "logs:*IndexPolicy": "logs have no index of their own",
    "logs:*tResourcePolicy": "logs have no policy of their own",
    "logs:DeleteResourcePolicy": "logs have no policy of their own",
    "payments:*": "no rules are bought",
    "ssm:*teAssociation": "the NAT instance is nobody's to manage",
    "ec2:*IamInstanceProfile*": "the NAT instance has no role",
    "ec2:*chVolume": "the NAT instance has its first disk only",
    "ec2:*onitorInstances": "nobody pays for closer watching",
    "ec2:ModifyInstanceM*Options": "as AWS gives them",
    "ec2:ModifyInstancePlacement": "anywhere",
    "ec2:ModifyPrivateDnsNameOptions": "as AWS gives them",
    "ec2:*NatGatewayAddress": "a gateway has one address, and keeps it",
    "ec2:*ssociateSubnetCidrBlock": "IPv4 only",
    "ec2:AcceptAddressTransfer": "addresses come from AWS",
    "ec2:AssociateAddress": "a gateway takes its own",
    "ec2:*VpnGateway": "there is none",
    "ec2:CreateVpcEncryptionControl": "as AWS gives it",
    "ec2:ModifyVpcTenancy": "as AWS gives it",
}
"""What CloudFormation may ask for where a resource has a property that none of this stack's has."""
OF_THE_CLI = {"tail": "filter-log-events"}
"""Commands of the AWS CLI that are no calls of that name."""
SIGNING_IN = {"configure", "sso"}
SETTING_UP = {"iam"}
"""What whoever gives the operator an account does."""

STATEMENTS = [
    {**each, "Action": as_list(each["Action"]), "Resource": as_list(each["Resource"])}
    for each in POLICY["Statement"]
]


def known(action: str) -> list[str]:
    """The actions of AWS's reference that a name with wildcards means."""
    service, _, own = action.lower().partition(":")
    actions = permissions.reference().get(service, {"Actions": {}})["Actions"]
    return [name for name in actions if fnmatchcase(name, own)]


def named(action: str) -> bool:
    """Whether the policy allows an action on anything; on all, if AWS does not ask what it is done to."""
    names = {
        name
        for each in STATEMENTS
        if takes_a_resource(action) or "*" in each["Resource"]
        for name in each["Action"]
    }
    return any(fnmatchcase(action.lower(), name.lower()) for name in names)


def test_iam_takes_it_as_one_managed_policy():
    assert len(re.sub(r"\s", "", json.dumps(POLICY))) < 6144


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement["Sid"])
def test_every_action_is_known(statement):
    for action in statement["Action"]:
        assert known(action) or action.lower() in NEW_TO_THE_REFERENCE, action


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement["Sid"])
def test_resources_are_this_services_or_such_as_have_no_names(statement):
    for resource in statement["Resource"]:
        if resource == "*":
            assert all(
                action.partition(":")[0] in CANNOT_BE_NARROWED_BEFORE_THEY_ARE_MADE
                or not re.search(r"Delete|Put|Update|Modify", action)
                for action in statement["Action"]
            )
        else:
            services = (
                "apigateway",
                "event-source-mapping",
                "budget/*",
                "AWSServiceRoleForRDS",
                "AWSServiceRoleForServiceQuotas",
                "og:default*",
                "ami-amazon-linux",
                "billingview",
                "execute-api",
            )
            assert "wordcount-" in resource or any(name in resource for name in services), resource


def test_the_handbook_names_the_files_and_the_names_that_they_are_made_under():
    assert "deploy/operator-policy.json" in HANDBOOK
    assert "--policy-name operator-of-wordcount --policy-document file://deploy/operator-policy" in HANDBOOK
    assert "--policy-name boundary-of-wordcount --policy-document file://deploy/functions-bound" in HANDBOOK
    assert "policy/boundary-of-wordcount" in json.dumps(POLICY)


def asked_by_cloudformation() -> dict[str, set[str]]:
    """The actions that CloudFormation takes in the operator's name for the stack's types, by type.

    They are in the resource schemas that AWS publishes, which cfn-lint carries.
    """
    template, _ = decode.decode(str(ROOT / "deploy" / "infrastructure.yaml"))
    asked: dict[str, set[str]] = {each["Type"]: set() for each in template["Resources"].values()}
    for file in (files("cfnlint") / "data/schemas/resources").iterdir():
        if file.name.endswith(".json") and '"handlers"' in (text := file.read_text()):
            schema = json.loads(text)
            for handler in ("create", "read", "update", "delete"):
                permitted = schema["handlers"].get(handler, {}).get("permissions", [])
                asked.get(schema["typeName"], set()).update(permitted)
    return asked


def test_cloudformation_may_do_for_the_operator_what_it_does_for_the_stacks_types():
    asked = asked_by_cloudformation()
    assert len(asked["AWS::RDS::DBInstance"]) > 20
    actions = {action for each in asked.values() for action in each}
    exempt = {action for action in actions for pattern in NOT_NEEDED if fnmatchcase(action, pattern)}
    assert {action for action in actions - exempt if not named(action)} == set()
    for pattern in NOT_NEEDED:
        assert any(fnmatchcase(action, pattern) for action in exempt), f"{pattern}: asked for no more"


def schemas() -> Iterator[dict[str, Any]]:
    """AWS's schemas of the stack's types."""
    template, _ = decode.decode(str(ROOT / "deploy" / "infrastructure.yaml"))
    types = {each["Type"] for each in template["Resources"].values()}
    for file in (files("cfnlint") / "data/schemas/resources").iterdir():
        if file.name.endswith(".json") and '"handlers"' in (text := file.read_text()):
            schema = json.loads(text)
            if schema["typeName"] in types:
                yield schema


def test_what_is_narrowed_to_the_stacks_tag_is_tagged_by_cloudformation_as_it_is_made():
    tagged = {
        "VPC",
        "Subnet",
        "InternetGateway",
        "NatGateway",
        "RouteTable",
        "SecurityGroup",
        "EIP",
        "Instance",
    }
    found = {schema["typeName"]: schema.get("tagging", {}) for schema in schemas()}
    for name in tagged:
        assert found[f"AWS::EC2::{name}"]["cloudFormationSystemTags"] is True, name
        assert found[f"AWS::EC2::{name}"]["tagOnCreate"] is True, name
    untagged = {name for name in found if name.startswith("AWS::EC2::")} - {
        f"AWS::EC2::{name}" for name in tagged
    }
    # What hangs on one of those, and is asked for by its id.
    assert {name.removeprefix("AWS::EC2::") for name in untagged} <= {
        "Route", "SubnetRouteTableAssociation", "VPCGatewayAttachment",
        "SecurityGroupIngress", "SecurityGroupEgress",
    }  # fmt: skip


def test_roles_get_their_rights_inside_the_boundary_only():
    for statement in POLICY["Statement"]:
        if any(re.search(r"iam:(Create|Put|Attach)Role", action) for action in as_list(statement["Action"])):
            (bound,) = statement["Condition"]["ArnLike"]["iam:PermissionsBoundary"].split()
            assert bound.endswith(":policy/boundary-of-wordcount")


def test_the_boundary_holds_what_the_functions_do_and_no_more():
    template, _ = decode.decode(str(ROOT / "deploy" / "infrastructure.yaml"))
    boundary = json.loads((ROOT / "deploy" / "functions-boundary.json").read_text())
    allowed = {action for each in boundary["Statement"] for action in as_list(each["Action"])}
    documents = [template["Resources"]["FunctionsInTheNetwork"]["Properties"]["PolicyDocument"]]
    for each in template["Resources"].values():
        if each["Type"] == "AWS::IAM::Role":
            assert each["Properties"]["PermissionsBoundary"]["Fn::If"][0] == "HasBoundary"
            documents += [policy["PolicyDocument"] for policy in each["Properties"]["Policies"]]
    done = {
        action
        for document in documents
        for statement in document["Statement"]
        if statement["Effect"] == "Allow"
        for action in as_list(statement["Action"])
    }
    assert allowed == done
    for each in boundary["Statement"]:
        assert "wordcount-" in each["Resource"] or each["Sid"] == "NetworkInterfacesAndTraces"


def told() -> Iterator[str]:
    """What the handbook and the deploy tell an operator to type, each command without those inside it."""
    code = "".join(file.read_text() for file in sorted((ROOT / "deploy").glob("*.py")))
    text = HANDBOOK.replace("\\\n", " ") + re.sub(r'"\s+f?"', "", code)
    while inside := re.search(r"\$\(([^()]*)\)", text):
        yield inside[1]
        text = text.replace(inside[0], "…")
    yield from re.split(r"[`|\n]", text)


def commands() -> Iterator[tuple[str, str, OperationModel, list[str]]]:
    """The commands of the AWS CLI among them: service, command, the call that it is, its options."""
    session = Session()
    for line in told():
        if found := re.search(r"\baws ([a-z0-9-]+) ([a-z-]+)(.*)", line):
            service, command, rest = found.groups()
            if service in SIGNING_IN or command == "wait":
                continue
            model = session.get_service_model(service)
            operations = {xform_name(name, "-"): name for name in model.operation_names}
            operation = model.operation_model(operations[OF_THE_CLI.get(command, command)])
            yield service, command, operation, re.findall(r"--([a-z-]+)", rest)


def test_the_commands_that_an_operator_is_told_to_type_are_allowed():
    asked = {}
    for service, command, operation, _ in commands():
        action = f"{PREFIXES.get(service, service)}:{operation.name}"
        asked[command] = f"apigateway:{operation.http['method']}" if service == "apigateway" else action
        assert named(asked[command]) or service in SETTING_UP, command
    assert {"start-message-move-task", "delete-log-group", "get-query-results"} <= asked.keys()


def test_the_commands_take_the_options_that_they_are_given():
    for _, command, operation, options in commands():
        if command not in OF_THE_CLI:
            members = operation.input_shape.members if operation.input_shape else {}
            known = {"query", "output", *(xform_name(name, "-") for name in members)}
            assert {option.removeprefix("no-") for option in options} - known == set(), command
