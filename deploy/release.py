"""The step `release`: real `chalice deploy`, after a look at everything that would make it stop half-way."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import fields

from botocore.exceptions import ClientError
from chalice.constants import MISSING_DEPENDENCIES_TEMPLATE

from chalicelib.settings import Settings
from deploy import check_config, configure, recover, rollback
from deploy.aws import Account, code_of
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import Stage

CHALICE = (sys.executable, "-c", "import sys; from chalice.cli import main; sys.exit(main())")
"""Chalice's command line, in this interpreter; a stage is added."""
_BEFORE, _AFTER = MISSING_DEPENDENCIES_TEMPLATE.split("%s")
INCOMPLETE, INCOMPLETE_END = _BEFORE.strip(), _AFTER.strip().partition("\n")[0]
"""Between which lines Chalice names the requirements that it is going to do without."""
READERS = {"jobs_queue": "worker", "dead_letter_queue": "last_resort"}
_NO_QUEUE = {"AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"}
_NO_NETWORK = {
    "InvalidSubnetID.NotFound",
    "InvalidSubnetID.Malformed",
    "InvalidGroup.NotFound",
    "InvalidGroupId.Malformed",
}


def run(stage: Stage, account: Account, options: Options) -> None:
    """Check, then deploy.

    Raises:
        DeployError: something that Chalice needs is missing, or Chalice stopped.
    """
    check(stage, account)
    recover.run(stage, account, options)
    rollback.keep(stage, account)
    chalice(stage, "deploy")
    rollback.forget_older(stage, account)


def check(stage: Stage, account: Account) -> None:
    """Look at what Chalice needs and does not look at before it begins.

    Raises:
        DeployError: something of it is missing.
    """
    check_config.refuse(stage)
    check_network(stage, account)
    for setting, function in READERS.items():
        check_queue(stage, account, getattr(stage.settings, setting), function)
    check_secret(stage, account)
    say("the subnets, the queues and the secret are there")


def check_network(stage: Stage, account: Account) -> None:
    """Raise DeployError unless the stage's subnets and security groups exist."""
    configure.check(stage)
    missing = missing_network(stage, account)
    if missing:
        raise DeployError(
            f"{missing}, in account {account.number}, {account.region}. Run the step configure, or switch to "
            "the account and region of the stage."
        )


def missing_network(stage: Stage, account: Account) -> str:
    """What AWS says of a subnet or security group of the stage's that it does not have, or nothing."""
    client = account.client("ec2")
    try:
        client.describe_subnets(SubnetIds=stage.entry["subnet_ids"])
        client.describe_security_groups(GroupIds=stage.entry["security_group_ids"])
    except ClientError as error:
        if code_of(error) not in _NO_NETWORK:
            raise
        return str(error.response["Error"]["Message"])
    return ""


def check_queue(stage: Stage, account: Account, queue: str, function: str) -> None:
    """Raise DeployError unless the queue exists and hides a message while its function runs."""
    client = account.client("sqs")
    try:
        url = client.get_queue_url(QueueName=queue)["QueueUrl"]
    except ClientError as error:
        if code_of(error) not in _NO_QUEUE:
            raise
        raise DeployError(
            f"There is no queue {queue} in account {account.number}, {account.region}: run the step "
            f"provision, or correct its name in the stage {stage.name} of {stage.config_file}."
        ) from error
    attributes = client.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])
    hidden = int(attributes["Attributes"]["VisibilityTimeout"])
    timeout = stage.entry["lambda_functions"][function]["lambda_timeout"]
    if hidden < timeout:
        raise DeployError(
            f"The queue {queue} hides a message for {hidden} s, and {function} may run for {timeout} s: "
            "Lambda would refuse to read it. Lower lambda_timeout, or raise the queue's VisibilityTimeout in "
            "deploy/infrastructure.yaml, six times as long, and run the step provision."
        )


def check_secret(stage: Stage, account: Account) -> None:
    """Raise DeployError unless the secret of the database exists."""
    secret, client = stage.settings.database_secret, account.client("secretsmanager")
    try:
        found = client.describe_secret(SecretId=secret)
    except client.exceptions.ResourceNotFoundException as error:
        raise DeployError(
            f"There is no secret {secret} in account {account.number}, {account.region}: run the step "
            f"provision, or correct DATABASE_SECRET in the stage {stage.name} of {stage.config_file}."
        ) from error
    if "DeletedDate" in found:
        raise DeployError(
            f"The secret {secret} is about to be deleted: `aws secretsmanager restore-secret --secret-id "
            f"{secret}` keeps it."
        )


# --- Chalice ------------------------------------------------------------------------------------


def chalice(stage: Stage, command: str) -> None:
    """Run a command of Chalice's for the stage, showing what it says.

    Raises:
        DeployError: it stopped, or would have gone on without some of the requirements.
    """
    with subprocess.Popen(
        [*CHALICE, command, "--stage", stage.name],
        cwd=stage.root,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        missing = _show(process.stdout or ())
        if missing:
            process.terminate()
    if missing:
        shutil.rmtree(
            stage.root / ".chalice" / "deployments", ignore_errors=True
        )  # or it would be used again
        raise DeployError(
            "Chalice was stopped before it uploaded anything: it would have gone on without "
            f"{', '.join(missing)}, for which there is no wheel that fits Lambda. Pin a version that has "
            "one, or replace the package."
        )
    if process.returncode:
        raise DeployError(
            f"`chalice {command}` stopped; what it says is above. What it had done by then stays. Repair "
            f"the cause and run this step again: it goes on from what is in the account."
        )


def _show(lines: Iterable[str]) -> list[str]:
    """Show what Chalice says, until it names requirements that it does without; returns those."""
    missing: list[str] | None = None
    for line in lines:
        text = line.rstrip()
        say(text)
        if text == INCOMPLETE_END:
            break
        if missing is not None:
            missing.append(text)
        elif text == INCOMPLETE:
            missing = []
    return missing or []


def environment() -> dict[str, str]:
    """This process's environment without settings of the service: the stage's own are all that count."""
    settings = {field.name.upper() for field in fields(Settings)}
    kept = {name: value for name, value in os.environ.items() if name not in settings}
    return {**kept, "PYTHONUNBUFFERED": "1"}
