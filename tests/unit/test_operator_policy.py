"""deploy/operator-policy.json: what who deploys may do, on this service's parts wherever that can be said."""

import json
import re
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
POLICY = json.loads((ROOT / "deploy" / "operator-policy.json").read_text())
REFERENCE = json.loads((files("cfnlint") / "data/AdditionalSpecs/Policies.json").read_text())
NEW_TO_THE_REFERENCE = {"freetier:getaccountplanstate"}
CANNOT_BE_NARROWED_BEFORE_THEY_ARE_MADE = {"ec2"}
"""Whose resources have ids that nobody chooses."""


def as_list(value):
    return [value] if isinstance(value, str) else value


STATEMENTS = [
    {**each, "Action": as_list(each["Action"]), "Resource": as_list(each["Resource"])}
    for each in POLICY["Statement"]
]


def known(action: str) -> list[str]:
    """The actions of AWS's reference that a name with wildcards means."""
    service, _, own = action.lower().partition(":")
    return [name for name in REFERENCE.get(service, {"Actions": {}})["Actions"] if fnmatchcase(name, own)]


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
                "og:default*",
                "ami-amazon-linux",
            )
            assert "wordcount-" in resource or any(name in resource for name in services), resource


def test_the_handbook_names_the_file():
    assert "deploy/operator-policy.json" in (ROOT / "docs" / "operations.md").read_text()
