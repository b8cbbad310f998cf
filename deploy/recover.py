"""What is deployed of a stage: read from the account itself, and written down for Chalice.

Chalice decides by .chalice/deployed/STAGE.json what it updates. Without it, or with one that is out of
date, it makes a second API and then fails on the queues' subscriptions. Everything in that file can be
read from the account, so the account is where it is kept: `release` and `delete` write the file anew
before they let Chalice at it, whoever deployed last, from wherever, and however far Chalice got.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from deploy import aws
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import REST_FUNCTION, Stage

SCHEMA_VERSION, BACKEND = "2.0", "api"
"""Of Chalice's file."""
KINDS = {"lambda_function", "sqs_event", "cloudwatch_event", "rest_api"}
"""The kinds of resources that are read from the account; others in a file are left as they are."""

Resource = dict[str, str]


def run(stage: Stage, account: Account, _options: Options) -> None:
    """Write .chalice/deployed/STAGE.json anew, if it differs from what is in the account.

    Raises:
        DeployError: the file is of another account, or there are two APIs and it is unclear which counts.
    """
    written = read_file(stage)
    check_account(stage, account, written)
    found = [*resources(stage, account, written), *(each for each in written if not _is_known(each))]
    name = stage.deployed_file.relative_to(stage.root)
    if _by_name(found) == _by_name(written):
        say(f"{name} tells what is deployed already" if found else "nothing is deployed yet")
        return
    stage.deployed_file.parent.mkdir(parents=True, exist_ok=True)
    document = {"resources": found, "schema_version": SCHEMA_VERSION, "backend": BACKEND}
    stage.deployed_file.write_text(json.dumps(document, indent=2) + "\n", "utf-8")
    say(f"{name} was {'out of date' if written else 'missing'}: written anew, from what is in the account")


def check_remembered(stage: Stage, profile: str | None) -> None:
    """Keep Chalice, started by itself, from deploying a second time what it has forgotten.

    Args:
        stage: what is to be deployed.
        profile: the profile that Chalice was told to use, if any.

    Raises:
        DeployError: the stage is deployed, and the file by which Chalice would know is missing; or AWS does
            not say.
    """
    if stage.deployed_file.exists():
        return
    client = aws.connect(profile).client("lambda")
    try:
        client.get_function(FunctionName=stage.stack)
    except client.exceptions.ResourceNotFoundException:
        return
    except (BotoCoreError, ClientError) as error:
        raise DeployError(aws.explain(error)) from error
    raise DeployError(
        f"{stage.stack} is deployed already, and {stage.deployed_file.relative_to(stage.root)}, by which "
        "Chalice would know, is missing: it would make a second API. Run `make deploy "
        f"STAGE={stage.name} STEP=recover` first."
    )


def read_file(stage: Stage) -> list[Resource]:
    """What .chalice/deployed/STAGE.json lists; nothing if there is no such file.

    Raises:
        DeployError: it is no file of Chalice's.
    """
    try:
        listed: list[Resource] = json.loads(stage.deployed_file.read_text("utf-8"))["resources"]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError) as error:
        raise DeployError(f"{stage.deployed_file} cannot be read ({error!r}): delete it.") from None
    return listed


def check_account(stage: Stage, account: Account, written: list[Resource]) -> None:
    """Stop a deploy that would go to another account or region than the last one.

    Raises:
        DeployError: the file's functions are not this account's.
    """
    for resource in written:
        parts = resource.get("lambda_arn", "").split(":")
        if len(parts) > 4 and (parts[4], parts[3]) != (account.number, account.region):
            raise DeployError(
                f"From this folder, {stage.name} was last deployed to account {parts[4]}, {parts[3]}; these "
                f"credentials are for account {account.number}, {account.region}. Switch AWS_PROFILE or "
                f"AWS_DEFAULT_REGION, or if the stage has moved, delete {stage.deployed_file}."
            )


def resources(stage: Stage, account: Account, written: list[Resource]) -> list[Resource]:
    """What is in the account, as Chalice writes it down; it can be deleted in order from the end."""
    found = functions(stage, account)
    listed = [each for name, arn in found.items() for each in _with_its_own(account, name, arn)]
    api = rest_api(stage, account, written)
    return [*listed, api] if api else listed


def functions(stage: Stage, account: Account) -> dict[str, str | None]:
    """The ARNs of the stage's Lambda functions by Chalice's names for them, None for one that there is not.

    Those that are no longer in the config are among them, so that Chalice removes them. The API's is last.
    """
    found: dict[str, str | None] = dict.fromkeys(sorted(set(stage.functions) - {REST_FUNCTION}))
    arns: dict[str, str] = {}
    client = account.client("lambda")
    for page in client.get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            name, arn = function["FunctionName"], function["FunctionArn"]
            if name == stage.stack:
                arns[REST_FUNCTION] = arn
            elif name.startswith(f"{stage.stack}-") and _is_of(stage, client, arn):
                arns[name.removeprefix(f"{stage.stack}-")] = arn
    return {**found, REST_FUNCTION: None} | {name: arns[name] for name in sorted(arns, key=_rest_last)}


def _rest_last(name: str) -> tuple[bool, str]:
    return name == REST_FUNCTION, name


def _is_of(stage: Stage, client: Any, arn: str) -> bool:
    """Whether Chalice made this function for the stage; its tag tells."""
    tag = client.list_tags(Resource=arn)["Tags"].get("aws-chalice", "")
    return f":stage={stage.name}:app={stage.app}:" in f"{tag}:"


def _with_its_own(account: Account, name: str, arn: str | None) -> Iterator[Resource]:
    """A function, the queue that it reads and the schedule that calls it."""
    if not arn:
        return
    yield {"name": name, "resource_type": "lambda_function", "lambda_arn": arn}
    pages = account.client("lambda").get_paginator("list_event_source_mappings")
    for page in pages.paginate(FunctionName=arn):
        for mapping in page["EventSourceMappings"]:
            if mapping.get("State") != "Deleting":
                yield {
                    "name": f"{name}-sqs-event-source",
                    "resource_type": "sqs_event",
                    "queue_arn": mapping["EventSourceArn"],
                    "event_uuid": mapping["UUID"],
                    "queue": mapping["EventSourceArn"].rpartition(":")[2],
                    "lambda_arn": arn,
                }
    rule = f"{arn.rpartition(':')[2]}-event"  # as Chalice names it: wordcount-dev-sweep-event
    events = account.client("events")
    try:
        events.describe_rule(Name=rule)
    except events.exceptions.ResourceNotFoundException:
        return
    yield {"name": f"{name}-event", "resource_type": "cloudwatch_event", "rule_name": rule}


# --- the API ------------------------------------------------------------------------------------


def rest_api(stage: Stage, account: Account, written: list[Resource] | None = None) -> Resource | None:
    """The stage's REST API as Chalice writes it down, or None if there is none.

    All stages' APIs have the app's name; the stage's own is the one that calls the stage's function.

    Raises:
        DeployError: there are several, and the file names none of them.
    """
    client = account.client("apigateway")
    own = [
        api["id"]
        for page in client.get_paginator("get_rest_apis").paginate()
        for api in page["items"]
        if api["name"] == stage.app and _calls(client, api["id"], f":function:{stage.stack}/")
    ]
    named = {each.get("rest_api_id") for each in (read_file(stage) if written is None else written)}
    if len(own) > 1:
        own = [each for each in own if each in named] or own
    if len(own) > 1:
        raise DeployError(
            f"There are {len(own)} APIs of {stage.stack}: {', '.join(own)}. Chalice makes another one when "
            f"{stage.deployed_file.relative_to(stage.root)} is lost. Find the one in use, and delete the "
            "others with `aws apigateway delete-rest-api --rest-api-id …`."
        )
    return _as_written(stage, account, own[0]) if own else None


def _calls(client: Any, api: str, function: str) -> bool:
    """Whether the API has a method that calls the function."""
    for page in client.get_paginator("get_resources").paginate(restApiId=api, embed=["methods"]):
        for resource in page["items"]:
            for method in resource.get("resourceMethods", {}).values():
                if function in method.get("methodIntegration", {}).get("uri", ""):
                    return True
    return False


def _as_written(stage: Stage, account: Account, api: str) -> Resource:
    domain = "amazonaws.com.cn" if account.region.startswith("cn-") else "amazonaws.com"
    url = f"https://{api}.execute-api.{account.region}.{domain}/{stage.api_stage}/"
    return {"name": "rest_api", "resource_type": "rest_api", "rest_api_id": api, "rest_api_url": url}


def deployed_api(stage: Stage, account: Account) -> Resource:
    """The stage's REST API.

    Raises:
        DeployError: there is none, or there are several.
    """
    api = rest_api(stage, account)
    if api is None:
        raise DeployError(
            f"There is no API of {stage.stack} in account {account.number}, {account.region}: run the step "
            "release first."
        )
    return api


def _is_known(resource: Mapping[str, str]) -> bool:
    return resource.get("resource_type") in KINDS


def _by_name(listed: list[Resource]) -> dict[str, Resource]:
    return {each["name"]: each for each in listed}
