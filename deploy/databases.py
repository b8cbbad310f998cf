"""A stage's database on RDS: how it stands, and waiting until it is as it was told to be."""

import json
import time
from typing import Any

from deploy.aws import Account
from deploy.errors import DeployError
from deploy.stages import Stage

INTERVAL_SECONDS = 10.0
PATIENCE_SECONDS = 7200.0
"""How long RDS may take: to restore a large database takes more than an hour."""

Instance = dict[str, Any]
"""An instance as RDS describes it."""


def find(account: Account, name: str) -> Instance | None:
    """The instance of that name, or None."""
    client = account.client("rds")
    try:
        found: Instance = client.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]
    except client.exceptions.DBInstanceNotFoundFault:
        return None
    return found


def wait(account: Account, name: str) -> Instance:
    """The instance, once it is there, available, and has taken on what it was told.

    Raises:
        DeployError: it takes too long.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = find(account, name)
        if found and found["DBInstanceStatus"] == "available" and not _is_changing(found):
            return found
        time.sleep(INTERVAL_SECONDS)
    status = found["DBInstanceStatus"] if found else "not there"
    raise DeployError(
        f"The database {name} is {status} after two hours: look at its events, and run this again."
    )


def _is_changing(found: Instance) -> bool:
    return bool(
        {"MasterUserPassword", "DBInstanceIdentifier"} & found.get("PendingModifiedValues", {}).keys()
    )


def rename(account: Account, name: str, new: str) -> None:
    """Give an instance another name, which starts it again; returns once it is available under it.

    One that is getting it already, as this was stopped before, is waited for: RDS refuses to be told twice.
    """
    found = find(account, name)
    if found and not _is_being_renamed(found):
        account.client("rds").modify_db_instance(
            DBInstanceIdentifier=name, NewDBInstanceIdentifier=new, ApplyImmediately=True
        )
    wait(account, new)


def _is_being_renamed(found: Instance) -> bool:
    pending = found.get("PendingModifiedValues", {})
    return found["DBInstanceStatus"] == "renaming" or "DBInstanceIdentifier" in pending


def set_password(account: Account, name: str, password: str) -> None:
    """Give the master user of an instance a password; connections that are open stay so."""
    account.client("rds").modify_db_instance(
        DBInstanceIdentifier=name, MasterUserPassword=password, ApplyImmediately=True
    )
    wait(account, name)


def read_secret(stage: Stage, account: Account) -> dict[str, Any]:
    """What the stage's secret says of the database."""
    client = account.client("secretsmanager")
    found = client.get_secret_value(SecretId=stage.settings.database_secret)["SecretString"]
    return dict(json.loads(found))
