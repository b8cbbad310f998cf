"""The step `delete`: take a stage down, the functions and the API first, then what they stand on."""

from botocore.exceptions import ClientError, WaiterError

from deploy import configure, databases, keys, recover, release, stacks
from deploy.aws import Account, code_of
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import Stage

_PATIENCE = {"Delay": 15, "MaxAttempts": 480}


def run(stage: Stage, account: Account, options: Options) -> None:
    """Delete what Chalice made, then the stack, after the operator has typed the stage's name.

    Raises:
        DeployError: the database is protected, the name was not typed, or something cannot be deleted.
    """
    check_protection(stage, account)
    check_leftovers(stage, account)
    confirm(stage, account)
    recover.run(stage, account, options)
    keys.delete_plan(stage, account.client("apigateway"))
    if recover.read_file(stage):
        release.chalice(stage, "delete")
        stage.deployed_file.unlink(missing_ok=True)
    delete_stack(stage, account)
    if not stage.network_placeholders():
        configure.restore(stage)


def check_protection(stage: Stage, account: Account) -> None:
    """Raise DeployError if the stage's database is protected from deletion."""
    try:
        found = account.client("rds").describe_db_instances(DBInstanceIdentifier=stage.stack)["DBInstances"]
    except ClientError as error:
        if code_of(error) != "DBInstanceNotFound":
            raise
        return
    if any(database.get("DeletionProtection") for database in found):
        raise DeployError(
            f"The database {stage.stack} is protected from deletion, and nothing was deleted. If it is "
            f"meant: `aws rds modify-db-instance --db-instance-identifier {stage.stack} "
            "--no-deletion-protection --apply-immediately`, then run this again."
        )


def check_leftovers(stage: Stage, account: Account) -> None:
    """Raise DeployError if a restore has left a database, which would keep the stack's network in use."""
    for name in (f"{stage.stack}-old", f"{stage.stack}-restored"):
        if databases.find(account, name):
            raise DeployError(
                f"The database {name} is left of a restore, and the stack could not go: STEP=restore "
                "finishes that and asks what becomes of it. Nothing was deleted."
            )


def confirm(stage: Stage, account: Account) -> None:
    """Raise DeployError unless the operator types the stage's name."""
    say(f"This deletes {stage.stack} in account {account.number}, {account.region}: its API, its functions,")
    say("and its stack with the queues, the jobs in them, the logs and the database, of which a last")
    say("snapshot stays.")
    try:
        typed = input("    Type the stage's name to delete it: ").strip()
    except EOFError:
        typed = ""
    if typed != stage.name:
        raise DeployError("That is not the stage's name; nothing was deleted.")


def delete_stack(stage: Stage, account: Account) -> None:
    """Delete the stack and wait until it is gone.

    Raises:
        DeployError: something of it cannot be deleted.
    """
    if stacks.find(stage, account) is None:
        say(f"the stack {stage.stack} is gone already")
        return
    client = account.client("cloudformation")
    since = stacks.newest_event(stage.stack, account)
    client.delete_stack(StackName=stage.stack)
    say("waiting for CloudFormation (10 to 40 minutes; Lambda gives its network interfaces back late) …")
    try:
        client.get_waiter("stack_delete_complete").wait(StackName=stage.stack, WaiterConfig=_PATIENCE)
    except WaiterError as error:
        for failure in stacks.failures(stage.stack, account, since):
            say(failure)
        raise DeployError(
            f"The stack {stage.stack} could not be deleted: repair the cause above and run this again."
        ) from error
    say(f"the stack {stage.stack} is deleted")
