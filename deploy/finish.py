"""The step `finish`: what Chalice cannot set of the API and its logs."""

import hashlib
import json
from typing import Any

from chalicelib.release import VERSION
from deploy import firewall, gateway, keys, recover
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import Stage

LIMITS = {
    "rate_limit": ("throttlingRateLimit", "rateLimit"),
    "burst_limit": ("throttlingBurstLimit", "burstLimit"),
}
"""The keys of the stage's `api_gateway_throttling`, and API Gateway's names for reading and writing them."""
RETENTION_DAYS = 30
"""How long logs are kept in a group that the stack did not make."""
CANARY = "canary"
RELEASE_TAG = "release"
_ALL = "*/*"
"""API Gateway's name for all paths and methods."""
_MARK = "Wordcount's gateway responses"


def run(stage: Stage, account: Account, options: Options) -> None:
    """Set limits, tracing, gateway responses, logs' retention, the canary's page; what is so already stays.

    Raises:
        DeployError: there is no API yet.
    """
    deployed = recover.deployed_api(stage, account)
    api = deployed["rest_api_id"]
    client = account.client("apigateway")
    wanted = gateway.responses(stage.settings)
    put_responses(client, api, wanted)
    publish(stage, client, api, wanted)
    set_stage(stage, client, api)
    keys.set_plan(stage, client, api)
    firewall.attach(stage, account, api)
    keep_logs(stage, account)
    tag(stage, account)
    show_canary_its_page(stage, account, options.api_url or deployed["rest_api_url"])


def read_stage(stage: Stage, client: Any, api: str) -> dict[str, Any]:
    """The API's stage as it is now.

    Raises:
        DeployError: the API was never deployed to it.
    """
    try:
        current: dict[str, Any] = client.get_stage(restApiId=api, stageName=stage.api_stage)
    except client.exceptions.NotFoundException:
        raise DeployError(
            f"The API {api} has no stage {stage.api_stage}: Chalice did not come that far. Run the step "
            "release."
        ) from None
    return current


def set_stage(stage: Stage, client: Any, api: str) -> None:
    """Set how many requests the API takes, and whether it traces; metrics by method, which cost, are off."""
    current = read_stage(stage, client, api)
    settings = current.get("methodSettings", {}).get(_ALL, {})
    throttling, wishes = stage.entry.get("api_gateway_throttling", {}), []
    for key, (read, written) in LIMITS.items():
        if key in throttling and settings.get(read) != throttling[key]:
            wishes.append((f"/{_ALL}/throttling/{written}", str(throttling[key])))
    if settings.get("metricsEnabled"):
        wishes.append((f"/{_ALL}/metrics/enabled", "false"))
    if bool(current.get("tracingEnabled")) != bool(stage.entry.get("xray")):
        wishes.append(("/tracingEnabled", str(bool(stage.entry.get("xray"))).lower()))
    if not wishes:
        say("the API's limits and tracing are so already")
        return
    operations = [{"op": "replace", "path": path, "value": value} for path, value in wishes]
    client.update_stage(restApiId=api, stageName=stage.api_stage, patchOperations=operations)
    say("the API's " + ", ".join(f"{path.rpartition('/')[2]} is now {value}" for path, value in wishes))


def put_responses(client: Any, api: str, wanted: dict[str, dict[str, Any]]) -> None:
    """Put the gateway responses that are not so yet."""
    pages = client.get_paginator("get_gateway_responses").paginate(restApiId=api)
    current = {each["responseType"]: each for page in pages for each in page["items"]}
    changed = [
        kind
        for kind, response in wanted.items()
        if {key: current.get(kind, {}).get(key) for key in response} != response
    ]
    for kind in changed:
        client.put_gateway_response(restApiId=api, responseType=kind, **wanted[kind])
    if changed:
        which = "" if len(changed) == len(wanted) else f": {', '.join(changed)}"
        say(f"{len(changed)} of API Gateway's own {len(wanted)} answers are problem details now{which}")
    else:
        say(f"API Gateway's own {len(wanted)} answers are problem details already")


def publish(stage: Stage, client: Any, api: str, wanted: dict[str, dict[str, Any]]) -> None:
    """Deploy the API once more, unless its newest deployment holds these gateway responses.

    The deployment's description tells: Chalice makes deployments without one, after it has replaced the
    whole API. So a `finish` that was stopped between putting and publishing is made good by the next.
    """
    digest = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()[:16]
    mark = f"{_MARK} {digest}"
    current = read_stage(stage, client, api)
    newest = client.get_deployment(restApiId=api, deploymentId=current["deploymentId"])
    if newest.get("description") == mark:
        say("they are published already")
        return
    client.create_deployment(
        restApiId=api,
        stageName=stage.api_stage,
        description=mark,
        tracingEnabled=bool(stage.entry.get("xray")),
    )
    say(f"the API's stage {stage.api_stage} is deployed with them")


def keep_logs(stage: Stage, account: Account) -> None:
    """Have every function's log group, with a retention; the stack's own stay as they are."""
    client, done = account.client("logs"), []
    for function in stage.functions:
        name = stage.log_group(function)
        pages = client.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=name)
        groups = {group["logGroupName"]: group for page in pages for group in page["logGroups"]}
        if "retentionInDays" in groups.get(name, {}):
            continue
        if name not in groups:
            client.create_log_group(logGroupName=name)
        client.put_retention_policy(logGroupName=name, retentionInDays=RETENTION_DAYS)
        done.append(name)
    if done:
        say(f"logs are kept for {RETENTION_DAYS} days now in {', '.join(done)}")
    else:
        say("all logs have a retention already")


def show_canary_its_page(stage: Stage, account: Account, api_url: str) -> None:
    """Give the canary the stage's own page, in the input of its schedule: Chalice sets none."""
    events, rule = account.client("events"), f"{stage.function(CANARY)}-event"
    try:
        targets = events.list_targets_by_rule(Rule=rule)["Targets"]
    except events.exceptions.ResourceNotFoundException:
        say("there is no canary yet")
        return
    wanted = json.dumps({"page": api_url.rstrip("/") + "/"})
    if changed := [{**target, "Input": wanted} for target in targets if target.get("Input") != wanted]:
        events.put_targets(Rule=rule, Targets=changed)
    on = stage.settings.canary
    say(f"the canary counts {api_url}" if on else "the canary is off: CANARY=on in the stage's variables")


def tag(stage: Stage, account: Account) -> None:
    """Write on every function which release it was given; Chalice takes tags away that it does not know."""
    try:
        commit = json.loads((stage.root / "vendor" / "release.json").read_text("utf-8"))["commit"]
    except (OSError, ValueError, KeyError):
        commit = None
    value = f"{VERSION} {commit}" if commit else VERSION
    client = account.client("lambda")
    arns = [arn for arn in recover.functions(stage, account).values() if arn]
    for arn in arns:
        client.tag_resource(Resource=arn, Tags={RELEASE_TAG: value})
    if arns:
        say(f"{len(arns)} functions are tagged {RELEASE_TAG} {value}")
