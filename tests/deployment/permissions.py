"""Who deploys may do what deploy/operator-policy.json says: a stand-in for IAM, asked before each call.

moto's own IAM looks at the names of actions only. This one looks at what a call names too: its ARNs, as the
service authorization reference forms them. `hold` has one client's calls held to the policy, `hold_all` those
of every client that this process makes, Chalice's among them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from botocore.exceptions import ClientError
from botocore.session import Session

ROOT = Path(__file__).parents[2]
PARTITION, NUMBER = "aws", "123456789012"
PREFIXES = {"service-quotas": "servicequotas"}
"""Where IAM's name of a service is not boto3's."""
ACTIONS = {"lambda:Invoke": "lambda:InvokeFunction", "budgets:DescribeBudgets": "budgets:ViewBudget"}
"""Where IAM's name of an action is not the call's."""
WITHOUT_REGION = {"budgets"}
NEW_TO_THE_REFERENCE = {"freetier:getaccountplanstate": None}
NAMES = {
    "budgets": {"AccountId": "budget/*"},
    "cloudformation": {"StackName": "stack/{}/1"},
    "events": {"Name": "rule/{}", "Rule": "rule/{}"},
    "lambda": {"FunctionName": "function:{}", "UUID": "event-source-mapping:{}", "Resource": "{}"},
    "logs": {"logGroupName": "log-group:{}"},
    "rds": {
        "DBInstanceIdentifier": "db:{}",
        "NewDBInstanceIdentifier": "db:{}",
        "SourceDBInstanceIdentifier": "db:{}",
        "TargetDBInstanceIdentifier": "db:{}",
        "FinalDBSnapshotIdentifier": "snapshot:{}",
        "DBParameterGroupName": "pg:{}",
        "DBSubnetGroupName": "subgrp:{}",
    },
    "secretsmanager": {"SecretId": "secret:{}-AbCdEf"},
    "sqs": {"QueueName": "{}", "QueueUrl": "{}"},
    "wafv2": {"WebACLArn": "{}", "ResourceArn": "{}"},
}
"""What a parameter names, as the end of an ARN; a value that is an ARN is that."""

Call = tuple[str, str, dict[str, str]]
"""An action, the ARN of what it is done to, and what AWS knows beside."""
Statement = tuple[list[str], list[str], dict[str, list[str]]]


def as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


@cache
def reference() -> dict[str, Any]:
    """AWS's service authorization reference, as cfn-lint carries it."""
    return dict(json.loads((files("cfnlint") / "data/AdditionalSpecs/Policies.json").read_text()))


@cache
def statements() -> list[Statement]:
    """The policy's actions, resources and conditions, which all allow."""
    policy = json.loads((ROOT / "deploy" / "operator-policy.json").read_text())
    return [
        (as_list(each["Action"]), as_list(each["Resource"]), _conditions(each))
        for each in policy["Statement"]
    ]


def _conditions(statement: Mapping[str, Any]) -> dict[str, list[str]]:
    """What each key of a statement's conditions may be; all of its operators compare alike here."""
    operators = statement.get("Condition", {}).values()
    return {key: as_list(value) for keys in operators for key, value in keys.items()}


def allows(action: str, arn: str, context: Mapping[str, str] = MappingProxyType({})) -> bool:
    """Whether the policy lets an action be done to what has this ARN; `*` is everything.

    `context` has what AWS knows beside, by the keys of conditions; a condition on anything else fails.
    """
    return any(
        any(fnmatchcase(action.lower(), name.lower()) for name in actions)
        and any(fnmatchcase(arn, resource) for resource in resources)
        and all(
            any(fnmatchcase(context.get(key, ""), value) for value in values)
            for key, values in conditions.items()
        )
        for actions, resources, conditions in statements()
    )


def takes_a_resource(action: str) -> bool:
    """Whether AWS asks what an action is done to. Raises KeyError for one that it does not know."""
    service, _, own = action.lower().partition(":")
    known = {**reference()[service]["Actions"]} if service in reference() else {}
    known |= {name.partition(":")[2]: {} for name in NEW_TO_THE_REFERENCE if name.startswith(f"{service}:")}
    return bool(known[own].get("Resources"))


def calls(service: str, operation: str, params: Mapping[str, Any], model: Any, region: str) -> Iterator[Call]:
    """What IAM is asked for a call."""
    prefix = PREFIXES.get(service, service)
    if service == "apigateway":  # its actions are HTTP's methods, on its paths
        yield (
            f"apigateway:{model.http['method']}",
            f"arn:{PARTITION}:apigateway:{region}::{_path(model, params)}",
            {},
        )
        return
    action = ACTIONS.get(f"{prefix}:{operation}", f"{prefix}:{operation}")
    given = [(form, params[key]) for key, form in NAMES.get(service, {}).items() if key in params]
    named = [_arn(service, region, form, value) for form, value in given]
    for arn in named if takes_a_resource(action) and named else ["*"]:
        yield action, arn, {}
    if service == "lambda" and "Role" in params:
        yield "iam:PassRole", params["Role"], {"iam:PassedToService": "lambda.amazonaws.com"}


def _arn(service: str, region: str, form: str, value: str) -> str:
    if value.startswith("arn:"):
        return value
    region = "" if service in WITHOUT_REGION else region
    own = value.rpartition("/")[2] if value.startswith("http") else value  # a queue's URL ends with its name
    return f"arn:{PARTITION}:{service}:{region}:{NUMBER}:{form.format(own)}"


def _path(model: Any, params: Mapping[str, Any]) -> str:
    members = model.input_shape.members.items() if model.input_shape else ()
    given = {shape.serialization.get("name", name): params.get(name) for name, shape in members}
    return re.sub(r"\{(\w+)\+?\}", lambda part: str(given[part[1]]), model.http["requestUri"]).partition("?")[
        0
    ]


def _refuse(params: Mapping[str, Any], model: Any, context: Mapping[str, Any], **_: Any) -> None:
    service = model.service_model.service_name
    for action, arn, known in calls(service, model.name, params, model, context["client_region"]):
        if not allows(action, arn, known):
            message = f"the operator is not authorized to perform: {action} on resource: {arn}"
            raise ClientError({"Error": {"Code": "AccessDenied", "Message": message}}, model.name)


def hold(client: Any) -> Any:
    """Have a client's calls refused that the policy does not allow; returns the client."""
    client.meta.events.register("provide-client-params", _refuse)
    return client


def hold_all() -> None:
    """The same of all clients that this process makes from now on."""
    create = Session.create_client
    Session.create_client = lambda *given, **more: hold(create(*given, **more))
