"""What `check` looks at among the names that the stack would take, and among what is left of earlier ones."""

from collections.abc import Iterator

from deploy import configure, databases
from deploy.aws import Account
from deploy.findings import Finding, Situation
from deploy.stages import Stage


def names(situation: Situation) -> Iterator[Finding]:
    """Whether a name of the new stack's is taken."""
    if not situation.new:
        return
    stage, account = situation.stage, situation.account
    taken = [*_databases(stage, account), *_queues(stage, account), *_log_groups(stage, account)]
    for what, command in taken:
        yield Finding(
            f"{what} is there already, without the stack {stage.stack} that would make it: keep elsewhere "
            f"what is needed of it, then `{command}`."
        )


Taken = tuple[str, str]
"""What is there already, and the command that removes it."""


def _databases(stage: Stage, account: Account) -> Iterator[Taken]:
    client = account.client("rds")
    try:
        client.describe_db_instances(DBInstanceIdentifier=stage.stack)
    except client.exceptions.DBInstanceNotFoundFault:
        return
    yield (
        f"the database {stage.stack}",
        f"aws rds delete-db-instance --db-instance-identifier {stage.stack} --final-db-snapshot-identifier "
        f"{stage.stack}-last",
    )


def _queues(stage: Stage, account: Account) -> Iterator[Taken]:
    wanted = {stage.entry["environment_variables"].get(name) for name in configure.NAMES}
    for url in account.client("sqs").list_queues(QueueNamePrefix=f"{stage.stack}-jobs").get("QueueUrls", []):
        if (name := url.rpartition("/")[2]) in wanted:
            yield f"the queue {name}", f"aws sqs delete-queue --queue-url {url}"


def _log_groups(stage: Stage, account: Account) -> Iterator[Taken]:
    wanted = {stage.log_group(name) for name in stage.functions}
    pages = account.client("logs").get_paginator("describe_log_groups")
    for page in pages.paginate(logGroupNamePrefix=f"/aws/lambda/{stage.stack}"):
        for name in wanted & {group["logGroupName"] for group in page["logGroups"]}:
            yield f"the log group {name}", f"aws logs delete-log-group --log-group-name {name}"


def leftovers(situation: Situation) -> Iterator[Finding]:
    """Whether a restore has left a database."""
    if situation.new:
        return
    old = f"{situation.stage.stack}-old"
    if databases.find(situation.account, old):
        yield Finding(
            f"the database {old} is left of a restore, and costs as much as the one in use: STEP=restore "
            "asks again what becomes of it.",
            stops=False,
        )


def secret(situation: Situation) -> Iterator[Finding]:
    """Whether the secret's name is free."""
    if not situation.new:
        return
    name = f"{situation.stage.stack}/database"
    client = situation.account.client("secretsmanager")
    try:
        found = client.describe_secret(SecretId=name)
    except client.exceptions.ResourceNotFoundException:
        return
    state = "is about to be deleted" if "DeletedDate" in found else "is there already"
    yield Finding(
        f"the secret {name} {state}, and the new stack would make it: `aws secretsmanager delete-secret "
        f"--secret-id {name} --force-delete-without-recovery`, if nobody needs the password in it."
    )
