"""The step `restore`: the database as it was at a moment, under the name of the one that is there now.

RDS restores into a new instance. Once that is available the two change names; the host's name follows, so
that secret, stack and functions stay as they are. Each step shows in which instances there are, so that the
same command goes on where it was stopped:

    wordcount-prod                                      nothing is done
    wordcount-prod, wordcount-prod-restored             it is being restored
    wordcount-prod-old, wordcount-prod-restored         the old one is out of the way
    wordcount-prod-old, wordcount-prod                  it is done, but for a look and the old one's fate

Until it is done the functions that read queues rest: what ended meanwhile would be lost with the old one.
They are told to go on, and the service is tried, before anyone is asked for the old one, however often the
command was stopped before that.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from deploy import databases, smoke
from deploy.aws import Account
from deploy.databases import Instance
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import Stage

READERS = ("worker", "last_resort")
TAG = "restored-to"
SETTLED = {"Enabled", "Disabled"}
MAPPING_SECONDS = 300
"""How long Lambda may take to turn the reading of a queue on or off."""


def run(stage: Stage, account: Account, options: Options) -> None:
    """Restore the database of a moment, or go on with it; look whether it works, and ask for the old one.

    Raises:
        DeployError: the moment is none that RDS can go back to, or the service does not work afterwards.
    """
    now, old = stage.stack, f"{stage.stack}-old"
    left, there = databases.find(account, old), databases.find(account, now)
    if left and left["DBInstanceStatus"] == "deleting":
        raise DeployError(f"{old} is being deleted: once it is gone, {now} can be restored again.")
    if left and there:
        say(f"{now} was restored before{_as_of(there)}, and {old} is left of that")
        databases.wait(account, now)  # its new name may be minutes old
    else:
        _restore(stage, account, _moment(options.time), begun=left is not None)
    set_reading(stage, account, on=True)
    smoke.run(stage, account, options)
    settle(account, old)


def _restore(stage: Stage, account: Account, moment: datetime, *, begun: bool) -> None:
    """Have the database of the moment take the place; `begun`: the one that was there is out of the way."""
    now, old, restored = stage.stack, f"{stage.stack}-old", f"{stage.stack}-restored"
    if not begun:
        _begin(stage, account, restored, moment)
        set_reading(stage, account, on=False)
        say(f"waiting for {restored} (half an hour, or more for a large one) …")
        databases.wait(account, restored)
        databases.set_password(account, restored, databases.read_secret(stage, account)["password"])
        databases.rename(account, now, old)
        say(f"{now} is {old} now")
    databases.rename(account, restored, now)
    say(f"{restored} is {now} now, as of {moment:%Y-%m-%d %H:%M:%S} UTC")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise DeployError("Say the moment with its zone, as TIME=2026-11-25T03:00:00Z.")
    return moment.astimezone(UTC)


def _begin(stage: Stage, account: Account, restored: str, moment: datetime) -> None:
    """Have RDS restore into a new instance, unless it does so already."""
    if found := databases.find(account, restored):
        before = _restored_to(found)
        if before != moment.isoformat():
            raise DeployError(
                f"{restored} is there already, as of {before}: go on with TIME={before}, or delete it first."
            )
        return
    source = databases.find(account, stage.stack)
    if source is None:
        raise DeployError(f"There is no database {stage.stack} to go back with.")
    _check_moment(source, moment)
    account.client("rds").restore_db_instance_to_point_in_time(
        SourceDBInstanceIdentifier=stage.stack,
        TargetDBInstanceIdentifier=restored,
        RestoreTime=moment,
        Tags=[{"Key": TAG, "Value": moment.isoformat()}],
        **_like(source),
    )
    say(f"{restored} is being made, as of {moment:%Y-%m-%d %H:%M:%S} UTC")


def _restored_to(instance: Instance) -> str | None:
    return {tag["Key"]: tag["Value"] for tag in instance.get("TagList", [])}.get(TAG)


def _as_of(instance: Instance) -> str:
    moment = _restored_to(instance)
    return f", as of {moment}" if moment else ""


def _check_moment(source: Instance, moment: datetime) -> None:
    latest: datetime | None = source.get("LatestRestorableTime")
    if latest is None:
        raise DeployError(f"{source['DBInstanceIdentifier']} has no backups yet.")
    earliest = max(source["InstanceCreateTime"], latest - timedelta(days=source["BackupRetentionPeriod"]))
    if not earliest <= moment <= latest:
        raise DeployError(
            f"RDS can go back to {earliest:%Y-%m-%dT%H:%M:%SZ} at the earliest and to "
            f"{latest:%Y-%m-%dT%H:%M:%SZ} at the latest, not to {moment:%Y-%m-%dT%H:%M:%SZ}."
        )


def _like(source: Instance) -> dict[str, Any]:
    """What the new instance is told to have as the old one has it; RDS does not take it over by itself."""
    return {
        "DBSubnetGroupName": source["DBSubnetGroup"]["DBSubnetGroupName"],
        "VpcSecurityGroupIds": [group["VpcSecurityGroupId"] for group in source["VpcSecurityGroups"]],
        "DBParameterGroupName": source["DBParameterGroups"][0]["DBParameterGroupName"],
        "DBInstanceClass": source["DBInstanceClass"],
        "MaxAllocatedStorage": source.get("MaxAllocatedStorage", source["AllocatedStorage"]),
        "BackupRetentionPeriod": source["BackupRetentionPeriod"],
        "CACertificateIdentifier": source["CACertificateIdentifier"],
        "MultiAZ": source["MultiAZ"],
        "DeletionProtection": source["DeletionProtection"],
        "CopyTagsToSnapshot": True,
        "PubliclyAccessible": False,
    }


# --- the functions that read queues ---------------------------------------------------------------


def set_reading(stage: Stage, account: Account, *, on: bool) -> None:
    """Let the worker and the last resort take jobs, or let the jobs wait."""
    client = account.client("lambda")
    for mapping in _mappings(stage, client):
        if _settled_state(client, mapping) != ("Enabled" if on else "Disabled"):
            client.update_event_source_mapping(UUID=mapping, Enabled=on)
    say(
        "worker and last resort take jobs again"
        if on
        else "worker and last resort rest; jobs wait in the queue"
    )


def _mappings(stage: Stage, client: Any) -> Iterator[str]:
    pages = client.get_paginator("list_event_source_mappings")
    for function in READERS:
        try:
            for page in pages.paginate(FunctionName=stage.function(function)):
                yield from (mapping["UUID"] for mapping in page["EventSourceMappings"])
        except client.exceptions.ResourceNotFoundException:
            continue  # never deployed


def _settled_state(client: Any, mapping: str) -> str:
    """Whether a mapping is on, once Lambda has done with an earlier change: it takes no other meanwhile."""
    deadline = time.monotonic() + MAPPING_SECONDS
    while True:
        state: str = client.get_event_source_mapping(UUID=mapping)["State"]
        if state in SETTLED or time.monotonic() > deadline:
            return state
        time.sleep(1)


# --- the old one ----------------------------------------------------------------------------------


def settle(account: Account, old: str) -> None:
    """Ask what becomes of the instance that was replaced; without an answer it stays, and costs."""
    say(f"{old} is what was there before. It costs as much as the new one until it is deleted.")
    try:
        typed = input(
            "    Type its name to delete it but for a last snapshot, or nothing to keep it: "
        ).strip()
    except EOFError:
        typed = ""
    if typed != old:
        say(f"{old} stays; run STEP=restore again to be asked again")
        return
    client = account.client("rds")
    client.modify_db_instance(DBInstanceIdentifier=old, DeletionProtection=False, ApplyImmediately=True)
    databases.wait(account, old)
    snapshot = f"{old}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    client.delete_db_instance(DBInstanceIdentifier=old, FinalDBSnapshotIdentifier=snapshot)
    say(f"{old} is being deleted; the snapshot {snapshot} stays")
