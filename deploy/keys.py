"""API keys of a stage with `API_ACCESS=key`: the plan that bounds them, how they are made and withdrawn.

The plan is made by the step `finish`. A key is shown once, when it is made; its name says whose it is.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import Stage

PLAN = {"rate_limit": 5, "burst_limit": 20, "requests_a_day": 20_000}
"""What each key may ask for, a second, at once and a day, where the stage's `usage_plan` in the config says
nothing else."""


def run(stage: Stage, account: Account, options: Options) -> None:
    """Make, replace or withdraw a key, as the options say; then list the stage's keys.

    Raises:
        DeployError: the stage has no plan yet, or there is no such key.
    """
    client = account.client("apigateway")
    plan = find_plan(stage, client)
    if plan is None:
        raise DeployError(
            f"{stage.stack} has no usage plan: set API_ACCESS to key in its config, and deploy first."
        )
    if options.new_key:
        if any(key["name"] == _named(stage, options.new_key) for key in _keys(client, plan)):
            raise DeployError(f"There is a key {options.new_key!r} already; replace it with ROTATE=.")
        _make(stage, client, plan, options.new_key)
    if options.rotate_key:
        (_,) = _found(stage, client, plan, options.rotate_key)
        _make(stage, client, plan, options.rotate_key)
        say("the one before works on, until it is withdrawn by its id: WITHDRAW=")
    if options.withdraw_key:
        (key,) = _found(stage, client, plan, options.withdraw_key)
        _withdraw(client, plan, key["id"])
        say(f"the key {key['id']} is withdrawn; API Gateway refuses it within a minute")
    for key in sorted(_keys(client, plan), key=lambda key: (key["name"], key["createdDate"])):
        name = key["name"].removeprefix(f"{stage.stack}-")
        say(f"{key['id']}  {key['createdDate']:%Y-%m-%d}  {name}")


def set_plan(stage: Stage, client: Any, api: str) -> None:
    """Let the stage's keys ask for so much, and no more; a stage that asks for no key has no plan."""
    plan = find_plan(stage, client)
    if stage.settings.api_access != "key":
        if plan:
            say("there is a usage plan, and the stage asks for no key: its keys are let be")
        return
    bounds = {**PLAN, **stage.entry.get("usage_plan", {})}
    throttle = {"rateLimit": float(bounds["rate_limit"]), "burstLimit": int(bounds["burst_limit"])}
    quota = {"limit": int(bounds["requests_a_day"]), "offset": 0, "period": "DAY"}
    if plan is None:
        stages = [{"apiId": api, "stage": stage.api_stage}]
        client.create_usage_plan(name=stage.stack, throttle=throttle, quota=quota, apiStages=stages)
        say(f"the usage plan {stage.stack} is made: {_said(bounds)}; make keys with STEP=keys NEW=NAME")
        return
    wishes = list(_wishes(plan, throttle, quota, f"{api}:{stage.api_stage}"))
    if not wishes:
        say("the usage plan is so already")
        return
    client.update_usage_plan(usagePlanId=plan["id"], patchOperations=wishes)
    say(f"the usage plan is now: {_said(bounds)}")


def delete_plan(stage: Stage, client: Any) -> None:
    """Withdraw all keys and delete their plan, which API Gateway wants gone before the API."""
    plan = find_plan(stage, client)
    if plan is None:
        return
    for key in list(_keys(client, plan)):
        _withdraw(client, plan, key["id"])
    stages = [
        {"op": "remove", "path": "/apiStages", "value": f"{each['apiId']}:{each['stage']}"}
        for each in plan.get("apiStages", [])
    ]
    if stages:
        client.update_usage_plan(usagePlanId=plan["id"], patchOperations=stages)
    client.delete_usage_plan(usagePlanId=plan["id"])
    say("the API keys are withdrawn, and their usage plan is deleted")


def find_plan(stage: Stage, client: Any) -> dict[str, Any] | None:
    """The stage's usage plan, or None."""
    pages = client.get_paginator("get_usage_plans").paginate()
    plans = (plan for page in pages for plan in page["items"])
    return next((plan for plan in plans if plan["name"] == stage.stack), None)


def _wishes(
    plan: Mapping[str, Any], throttle: Mapping[str, float], quota: Mapping[str, Any], place: str
) -> Iterator[dict[str, str]]:
    for part, wanted in (("throttle", throttle), ("quota", quota)):
        for name, value in wanted.items():
            if plan.get(part, {}).get(name) != value:
                yield {"op": "replace", "path": f"/{part}/{name}", "value": str(value)}
    places = {f"{each['apiId']}:{each['stage']}" for each in plan.get("apiStages", [])}
    yield from ({"op": "remove", "path": "/apiStages", "value": each} for each in sorted(places - {place}))
    if place not in places:
        yield {"op": "add", "path": "/apiStages", "value": place}


def _said(bounds: Mapping[str, Any]) -> str:
    return (
        f"{bounds['rate_limit']} requests a second, {bounds['burst_limit']} at once and "
        f"{bounds['requests_a_day']:,} a day for each key"
    )


def _make(stage: Stage, client: Any, plan: Mapping[str, Any], name: str) -> None:
    key = client.create_api_key(name=_named(stage, name), enabled=True, generateDistinctId=True)
    client.create_usage_plan_key(usagePlanId=plan["id"], keyId=key["id"], keyType="API_KEY")
    say(f"the key {key['id']} of {name} is made. It is shown this once: {key['value']}")


def _withdraw(client: Any, plan: Mapping[str, Any], key: str) -> None:
    client.delete_usage_plan_key(usagePlanId=plan["id"], keyId=key)
    client.delete_api_key(apiKey=key)


def _found(stage: Stage, client: Any, plan: Mapping[str, Any], wanted: str) -> list[dict[str, Any]]:
    """The one key of that name or id.

    Raises:
        DeployError: there is none, or several.
    """
    found = [
        key
        for key in _keys(client, plan)
        if wanted in (key["id"], key["name"].removeprefix(f"{stage.stack}-"))
    ]
    if not found:
        raise DeployError(f"{stage.stack} has no key {wanted!r}.")
    if len(found) > 1:
        named = " and ".join(f"{key['id']} of {key['createdDate']:%Y-%m-%d}" for key in found)
        raise DeployError(f"{wanted} has several keys: name one by its id, {named}.")
    return found


def _keys(client: Any, plan: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    pages = client.get_paginator("get_usage_plan_keys").paginate(usagePlanId=plan["id"])
    for page in pages:
        for key in page["items"]:
            yield client.get_api_key(apiKey=key["id"], includeValue=False)


def _named(stage: Stage, name: str) -> str:
    return f"{stage.stack}-{name}"
