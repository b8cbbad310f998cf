"""The stage's CloudFormation stack: what it is, what it gives, and why it failed."""

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from deploy.aws import Account
from deploy.errors import DeployError
from deploy.stages import Stage

CANCELLED = "cancelled"
"""In the reason of a resource that failed only because another one had."""
UPDATABLE = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE"}


@dataclass(frozen=True)
class Stack:
    """A stack as it is now."""

    name: str
    status: str
    parameters: dict[str, str]
    outputs: dict[str, str]


def find(stage: Stage, account: Account) -> Stack | None:
    """The stage's stack, or None if there is none."""
    try:
        (found,) = account.client("cloudformation").describe_stacks(StackName=stage.stack)["Stacks"]
    except ClientError as error:
        if "does not exist" in error.response["Error"].get("Message", ""):
            return None
        raise
    return Stack(
        found["StackName"],
        found["StackStatus"],
        {each["ParameterKey"]: each.get("ParameterValue", "") for each in found.get("Parameters", [])},
        {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])},
    )


def outputs(stage: Stage, account: Account) -> dict[str, str]:
    """The outputs of the stage's stack.

    Raises:
        DeployError: there is no stack, or it is not whole.
    """
    stack = find(stage, account)
    if stack is None or stack.status == "REVIEW_IN_PROGRESS":
        raise DeployError(
            f"There is no stack {stage.stack} in account {account.number}, {account.region}: run the step "
            "provision first, or switch to the account and region that hold it."
        )
    if not stack.outputs:
        raise DeployError(f"The stack {stack.name} is {stack.status} and has no outputs: {advice(stack)}")
    return stack.outputs


def advice(stack: Stack) -> str:
    """What to do about a stack that cannot be updated as it is."""
    if stack.status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"):
        return (
            f"it can only be deleted. Run the step delete, or `aws cloudformation delete-stack --stack-name "
            f"{stack.name}`, and then provision again."
        )
    if stack.status == "UPDATE_ROLLBACK_FAILED":
        return (
            "repair what its events name, then `aws cloudformation continue-update-rollback --stack-name "
            f"{stack.name}`, and run this again."
        )
    if stack.status.endswith("_IN_PROGRESS"):
        return (
            "someone's change is under way. Wait until it has ended (`aws cloudformation describe-stacks "
            f"--stack-name {stack.name}` tells), and run this again."
        )
    return "run the step provision."


def newest_event(stack: str, account: Account) -> str:
    """The id of the stack's newest event, or nothing for a stack without events."""
    events = account.client("cloudformation").describe_stack_events(StackName=stack)["StackEvents"]
    return events[0]["EventId"] if events else ""


def failures(stack: str, account: Account, since: str) -> list[str]:
    """The resources that failed after the event `since`, first things first, at most three."""
    failed: list[str] = []
    pages = account.client("cloudformation").get_paginator("describe_stack_events")
    for page in pages.paginate(StackName=stack):
        for event in page["StackEvents"]:
            if event["EventId"] == since:
                return failed[:-4:-1]
            if event.get("ResourceStatus", "").endswith("_FAILED") and not _follows(event):
                failed.append(_line(event))
    return failed[:-4:-1]


def _follows(event: dict[str, Any]) -> bool:
    return CANCELLED in event.get("ResourceStatusReason", "").lower()


def _line(event: dict[str, Any]) -> str:
    reason = event.get("ResourceStatusReason", "no reason given")
    return f"{event['LogicalResourceId']} ({event['ResourceType']}) {event['ResourceStatus']}: {reason}"
