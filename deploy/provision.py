"""The step `provision`: the stage's CloudFormation stack, created or updated through a change set."""

import time
from typing import Any

from botocore.exceptions import WaiterError

from deploy import configure, firewall, release, stacks, template
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import PARAMETERS, Options
from deploy.report import say
from deploy.stages import Stage

PRECIOUS = {"Database", "DatabaseSecret", "JobsQueue", "DeadLetterQueue", "Network"}
"""What holds data, or what that stands in: not replaced or removed unless that is asked for."""
_UNCHANGED = ("didn't contain changes", "No updates are to be performed")
_CHANGE_SET_PATIENCE = {"Delay": 2, "MaxAttempts": 300}
_STACK_PATIENCE = {"Delay": 15, "MaxAttempts": 480}  # two hours; a database takes its time


def run(stage: Stage, account: Account, options: Options) -> None:
    """Create or update the stack, saying what changes.

    Raises:
        DeployError: the stack is in no state to be updated, or could not be.
    """
    stack = stacks.find(stage, account)
    new = stack is None or stack.status == "REVIEW_IN_PROGRESS"  # a creation that was never begun
    if stack is not None and not new and stack.status not in stacks.UPDATABLE:
        raise DeployError(f"The stack {stack.name} is {stack.status}: {stacks.advice(stack)}")
    if new and not stage.network_placeholders() and release.missing_network(stage, account):
        raise DeployError(
            f"The stage {stage.name} in {stage.config_file} has subnets of an earlier stack: account "
            f"{account.number}, {account.region}, has neither them nor a stack {stage.stack}. Switch to "
            "the account and region that have; for a new stack, write placeholders in their place first: "
            f"{configure.placeholder('subnet', stage)}."
        )
    kept = {} if stack is None or new else stack.parameters
    parameters = {name: kept[name] for name in PARAMETERS if name in kept} | dict(options.parameters)
    change_set = _propose(stage, account, parameters, new=new)
    changes = _changes(stage, account, change_set)
    if changes is None:
        account.client("cloudformation").delete_change_set(StackName=stage.stack, ChangeSetName=change_set)
        say(f"the stack {stage.stack} is so already")
        return
    for change in changes:
        say(_line(change))
    if not parameters.get("AlarmEmail"):
        say("alarms wake nobody: ALARM_EMAIL= names someone, and TICKET_EMAIL= who is told of the rest")
    if not options.allow_replacement:
        _keep_what_is_precious(stage, account, change_set, changes)
    if any((change["LogicalResourceId"], change["Action"]) == ("Firewall", "Remove") for change in changes):
        firewall.detach(stage, account)
    _execute(stage, account, change_set, new=new)


def _propose(stage: Stage, account: Account, parameters: dict[str, str], *, new: bool) -> str:
    """Make a change set; returns its ARN."""
    values = {**parameters, "Stage": stage.name}
    change_set: str = account.client("cloudformation").create_change_set(
        StackName=stage.stack,
        ChangeSetName=f"deploy-{time.time_ns()}",
        ChangeSetType="CREATE" if new else "UPDATE",
        TemplateBody=template.body(stage),
        Capabilities=["CAPABILITY_IAM"],  # the functions' roles
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()],
    )["Id"]
    return change_set


def _changes(stage: Stage, account: Account, change_set: str) -> list[dict[str, Any]] | None:
    """What the change set would do to each resource, or None if it would do nothing."""
    client = account.client("cloudformation")
    try:
        client.get_waiter("change_set_create_complete").wait(
            StackName=stage.stack, ChangeSetName=change_set, WaiterConfig=_CHANGE_SET_PATIENCE
        )
    except WaiterError as error:
        reason = client.describe_change_set(StackName=stage.stack, ChangeSetName=change_set).get(
            "StatusReason", str(error)
        )
        if any(text in reason for text in _UNCHANGED):
            return None
        raise DeployError(f"CloudFormation cannot do this: {reason}") from error
    pages = client.get_paginator("describe_change_set").paginate(
        StackName=stage.stack, ChangeSetName=change_set
    )
    return [each["ResourceChange"] for page in pages for each in page.get("Changes", [])]


def _line(change: dict[str, Any]) -> str:
    named = f"{change['LogicalResourceId']} ({change['ResourceType']})"
    replaced = {"True": ", replaced by a new one", "Conditional": ", perhaps replaced by a new one"}
    return f"{change['Action'].lower()} {named}{replaced.get(change.get('Replacement', ''), '')}"


def _keep_what_is_precious(
    stage: Stage, account: Account, change_set: str, changes: list[dict[str, Any]]
) -> None:
    lost = [
        change["LogicalResourceId"]
        for change in changes
        if change["LogicalResourceId"] in PRECIOUS
        and (change["Action"] == "Remove" or change.get("Replacement") in ("True", "Conditional"))
    ]
    if lost:
        account.client("cloudformation").delete_change_set(StackName=stage.stack, ChangeSetName=change_set)
        raise DeployError(
            f"This would, or might, replace or remove {', '.join(lost)} of {stage.stack}, with what they "
            "hold; nothing was changed. Take a snapshot of the database and empty the queues first, then run "
            "provision again with --allow-replacement."
        )


def _execute(stage: Stage, account: Account, change_set: str, *, new: bool) -> None:
    client = account.client("cloudformation")
    since = stacks.newest_event(stage.stack, account)
    client.execute_change_set(StackName=stage.stack, ChangeSetName=change_set)
    say("waiting for CloudFormation" + (" (15 to 25 minutes for a new stage)" if new else "") + " …")
    waiter = client.get_waiter("stack_create_complete" if new else "stack_update_complete")
    try:
        waiter.wait(StackName=stage.stack, WaiterConfig=_STACK_PATIENCE)
    except WaiterError as error:
        stack = stacks.find(stage, account)
        status = stack.status if stack else "gone"
        for failure in stacks.failures(stage.stack, account, since):
            say(failure)
        todo = stacks.advice(stack) if stack else "run provision again."
        raise DeployError(
            f"CloudFormation could not {'create' if new else 'update'} {stage.stack}, which is {status}. "
            f"Repair the cause above; then: {todo}"
        ) from error
    say(f"the stack {stage.stack} is {'created' if new else 'updated'}")
