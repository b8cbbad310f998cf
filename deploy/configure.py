"""The step `configure`: what the stack gave goes into the stage's entry in .chalice/config.json.

The file is kept by hand, so everything else in it stays as it is, byte for byte.
"""

import json
from json.decoder import WHITESPACE  # type: ignore[attr-defined]

from deploy import stacks
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import Stage

OUTPUTS = {"subnet_ids": "SubnetIds", "security_group_ids": "SecurityGroupIds"}
NAMES = {"JOBS_QUEUE": "JobsQueueName", "DEAD_LETTER_QUEUE": "DeadLetterQueueName"}


def run(stage: Stage, account: Account, _options: Options) -> None:
    """Write subnets and security groups, and check that config and stack mean the same queues and secret.

    Raises:
        DeployError: there is no stack, or they do not.
    """
    outputs = stacks.outputs(stage, account)
    _check_names(stage, outputs)
    text = stage.config_file.read_bytes().decode()
    changed = text
    for key, output in OUTPUTS.items():
        before, after = stage.entry.get(key), outputs[output].split(",")
        if before == after:
            say(f"{key} is {', '.join(after)} already")
            continue
        changed = replaced(changed, ("stages", stage.name, key), json.dumps(after))
        say(f"{key} is now {', '.join(after)} (was {', '.join(before or ['nothing'])})")
    if changed != text:
        _write(stage, changed)
        say(f"commit {stage.config_file.relative_to(stage.root)}: whoever deploys next needs it too")


def restore(stage: Stage) -> None:
    """Put placeholders back, as before the stage's first deploy."""
    text = stage.config_file.read_bytes().decode()
    for key in OUTPUTS:
        text = replaced(text, ("stages", stage.name, key), placeholder(key, stage))
    _write(stage, text)
    say(f"{stage.config_file.relative_to(stage.root)} has placeholders again")


def placeholder(key: str, stage: Stage) -> str:
    """What stands in the config, as JSON, while there is no stack."""
    return json.dumps([f"{'sg' if key == 'security_group_ids' else 'subnet'}-from-the-stack-{stage.stack}"])


def _write(stage: Stage, text: str) -> None:
    """Write the config, all or nothing."""
    partial = stage.config_file.with_suffix(".partial")
    partial.write_bytes(text.encode())
    partial.chmod(stage.config_file.stat().st_mode)
    partial.replace(stage.config_file)


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


# --- editing JSON in place ----------------------------------------------------------------------


def replaced(text: str, path: tuple[str, ...], value: str) -> str:
    """The JSON document `text` with the value at `path` replaced by the JSON `value`.

    Raises:
        DeployError: there is no such path.
    """
    at = _skip(text, 0)
    for key in path:
        at = _member(text, at, key, path)
    _, end = json.JSONDecoder().raw_decode(text, at)
    return text[:at] + value + text[end:]


def _member(text: str, at: int, wanted: str, path: tuple[str, ...]) -> int:
    """Where the value of the member `wanted` begins, in the object that begins at `at`."""
    decoder = json.JSONDecoder()
    at = _skip(text, at + 1)
    while text[at] == '"':
        key, at = decoder.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        if key == wanted:
            return at
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        at = _skip(text, at + 1) if text[at] == "," else at
    raise DeployError(f'.chalice/config.json has no {".".join(path)}: add it, with any value, e.g. [""].')


def _skip(text: str, at: int) -> int:
    """The index of the first character that is no white space."""
    return int(WHITESPACE.match(text, at).end())
