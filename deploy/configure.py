"""The step `configure`: what the stack gave goes into the stage's entry in .chalice/config.json.

The file is JSON as Python indents it, so that what changes are those lines only.
"""

import json
from collections.abc import Mapping
from typing import Any

from deploy import stacks
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import Stage

NETWORK = {"subnet_ids": "SubnetIds", "security_group_ids": "SecurityGroupIds"}
PLACEHOLDERS = {"subnet_ids": "subnet", "security_group_ids": "sg"}
NAMES = {"JOBS_QUEUE": "JobsQueueName", "DEAD_LETTER_QUEUE": "DeadLetterQueueName"}


def run(stage: Stage, account: Account, _options: Options) -> None:
    """Write subnets, security groups and roles; check that config and stack mean the same queues and secret.

    Raises:
        DeployError: there is no stack, or they do not.
    """
    outputs = stacks.outputs(stage, account)
    _check_names(stage, outputs)
    network = {key: outputs[output].split(",") for key, output in NETWORK.items()}
    roles = {function: outputs[role_output(function)] for function in stage.roles}
    for key, after in network.items():
        before = stage.entry.get(key, ["nothing"])
        same = before == after
        say(f"{key} is {', '.join(after)} " + ("already" if same else f"now (was {', '.join(before)})"))
    differing = [function for function, role in roles.items() if stage.roles[function] != role]
    say(
        f"the roles of {', '.join(differing)} are the stack's now"
        if differing
        else "the roles are so already"
    )
    if _write(stage, network, roles):
        say(f"commit {stage.config_file.relative_to(stage.root)}: whoever deploys next needs it too")


def check(stage: Stage) -> None:
    """Raise DeployError while the stage's subnets, security groups or roles are placeholders."""
    if placeholders := stage.placeholders():
        raise DeployError(
            f"The stage {stage.name} in {stage.config_file} names {', '.join(placeholders)} in place of its "
            f"subnets, security groups and roles: `make deploy STAGE={stage.name}` makes them and deploys; "
            "where they are there already, run the step configure."
        )


def role_output(function: str) -> str:
    """The stack's output with a function's role: LastResortRoleArn of last_resort."""
    return "".join(part.capitalize() for part in function.split("_")) + "RoleArn"


def restore(stage: Stage) -> None:
    """Put placeholders back, as before the stage's first deploy."""
    network = {key: [placeholder(kind, stage)] for key, kind in PLACEHOLDERS.items()}
    _write(stage, network, dict.fromkeys(stage.roles, placeholder("role", stage)))
    say(f"{stage.config_file.relative_to(stage.root)} has placeholders again")


def placeholder(kind: str, stage: Stage) -> str:
    """What stands in the config for a subnet, a security group or a role while there is no stack."""
    return f"{kind}-from-the-stack-{stage.stack}"


def _write(stage: Stage, network: Mapping[str, list[str]], roles: Mapping[str, str]) -> bool:
    """Write the config, all or nothing; returns whether it is another now."""
    before = stage.config_file.read_text("utf-8")
    config: dict[str, Any] = json.loads(before)
    entry = config["stages"][stage.name]
    entry.update(network)
    for function, role in roles.items():
        entry["lambda_functions"][function].update(manage_iam_role=False, iam_role_arn=role)
    after = json.dumps(config, indent=2, ensure_ascii=False) + "\n"
    if after == before:
        return False
    partial = stage.config_file.with_suffix(".partial")
    partial.write_text(after, "utf-8")
    partial.chmod(stage.config_file.stat().st_mode)
    partial.replace(stage.config_file)
    return True


def _check_names(stage: Stage, outputs: dict[str, str]) -> None:
    variables = stage.entry["environment_variables"]
    for variable, output in NAMES.items():
        if variables.get(variable) != outputs[output]:
            raise DeployError(
                f"{variable} is {variables.get(variable)!r} for {stage.name} in {stage.config_file}, "
                f"and {outputs[output]!r} in its stack: write the stack's name into the config."
            )
    secret, arn = variables.get("DATABASE_SECRET", ""), outputs["DatabaseSecretArn"]
    # An ARN ends with the name, a hyphen and six characters of Secrets Manager's own.
    if secret not in (arn, arn.rpartition(":secret:")[2], arn.rpartition(":secret:")[2][:-7]):
        raise DeployError(
            f"DATABASE_SECRET is {secret!r} in the stage {stage.name} of {stage.config_file}, and its "
            f"stack's is {arn}: write the name of that secret into the config."
        )
