"""What `check` looks at in the stage's environment variables: what Lambda and the stack will say of them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from difflib import get_close_matches

from chalicelib.settings import Settings
from deploy.errors import DeployError
from deploy.findings import Finding, Situation
from deploy.stages import Stage

CONCURRENCY = (2, 1000)
"""Lambda's own bounds of how many batches of one queue are worked on at once."""
BYTES = 4096
"""How long a function's variables may be together, as JSON."""
NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_]+")
RESERVED = {
    "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API", "AWS_REGION", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT", "TZ",
}  # fmt: skip
"""Lambda's own variables (developer guide, "Defined runtime environment variables")."""
SPARE_SECONDS = 15
"""What a worker needs beside its fetches, to count and to write."""


def variables(situation: Situation) -> Iterator[Finding]:
    """Whether Lambda takes the stage's environment variables, and the code knows them."""
    stage = situation.stage
    own: dict[str, Mapping[str, str]] = {"": stage.entry["environment_variables"]}
    for name, entry in stage.entry["lambda_functions"].items():
        if added := entry.get("environment_variables"):
            own[f" of {name}"] = added
    for where, named in own.items():
        for name in named:
            yield from _name(stage, name, where)
        size = len(json.dumps({**own[""], **named}, separators=(",", ":"), ensure_ascii=False).encode())
        if size > BYTES:
            yield Finding(
                f"the environment variables{where} take {size:,} bytes, and Lambda takes {BYTES:,} of a "
                f"function: shorten the longest in {stage.config_file}."
            )


def _name(stage: Stage, name: str, where: str) -> Iterator[Finding]:
    known = [setting.name.upper() for setting in fields(Settings)]
    if name in known:
        return
    if not NAME.fullmatch(name) or name in RESERVED:
        yield Finding(
            f"the environment variable {name}{where} is one that Lambda does not take: remove it from "
            f"{stage.config_file}."
        )
    elif close := get_close_matches(name.upper(), known, 1, 0.8):
        yield Finding(
            f"there is no setting {name}{where}, which would change nothing: is {close[0]} meant? Correct it "
            f"in {stage.config_file}."
        )
    else:
        yield Finding(
            f"there is no setting {name}{where}: the functions get the variable, and nothing of theirs "
            "reads it.",
            stops=False,
        )


def settings(situation: Situation) -> Iterator[Finding]:
    """Whether the stage's settings can be, and fit its functions and its stack."""
    stage = situation.stage
    try:
        read = stage.settings
        for entry in stage.entry["lambda_functions"].values():
            _with(stage, entry.get("environment_variables", {})).settings  # noqa: B018 - read to be tried
    except DeployError as error:
        yield Finding(str(error))
        return
    low, high = CONCURRENCY
    if not low <= read.worker_maximum_concurrency <= high:
        yield Finding(
            f"WORKER_MAXIMUM_CONCURRENCY is {read.worker_maximum_concurrency}, and Lambda takes {low} to "
            f"{high}: correct it in {stage.config_file}."
        )
    yield from _of_the_stack(stage, read)
    yield from _deadline(stage, read)


def _with(stage: Stage, variables: Mapping[str, str]) -> Stage:
    """The stage as a function sees it that has variables of its own."""
    own = {**stage.entry["environment_variables"], **variables}
    return replace(stage, entry={**stage.entry, "environment_variables": own})


def _of_the_stack(stage: Stage, read: Settings) -> Iterator[Finding]:
    secret = f"{stage.stack}/database"
    for name, value, wanted in (
        ("JOBS_QUEUE", read.jobs_queue, f"{stage.stack}-jobs"),
        ("DEAD_LETTER_QUEUE", read.dead_letter_queue, f"{stage.stack}-jobs-dead"),
        ("DATABASE_SECRET", read.database_secret, secret),
    ):
        if value != wanted and not (name == "DATABASE_SECRET" and _is_arn(value, secret)):
            yield Finding(
                f"{name} is {value or 'empty'}, and the stage's stack has {wanted}: correct it in "
                f"{stage.config_file}."
            )
    if read.database_url:
        yield Finding(
            "DATABASE_URL is set, and the functions would go there in place of the stack's database: remove "
            f"it from {stage.config_file}."
        )
    if not read.database_ca_file:
        yield Finding(
            "DATABASE_CA_FILE is empty, which is a plain connection, and RDS takes none: "
            f"rds-global-bundle.pem in {stage.config_file}."
        )


def _is_arn(value: str, secret: str) -> bool:
    """Whether a value is the ARN of the secret of that name, which ends with six characters of its own."""
    pattern = rf"arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{{12}}:secret:{re.escape(secret)}-\w{{6}}"
    return re.fullmatch(pattern, value, re.ASCII) is not None


def _deadline(stage: Stage, read: Settings) -> Iterator[Finding]:
    seconds = stage.limit("worker", "lambda_timeout")
    if isinstance(seconds, int) and read.fetch_deadline_seconds + SPARE_SECONDS > seconds:
        yield Finding(
            f"FETCH_DEADLINE_SECONDS is {read.fetch_deadline_seconds:g}, and the worker may run for "
            f"{seconds} s, of which it needs {SPARE_SECONDS} to count and to write: lower the one or raise "
            "the other's lambda_timeout (and the queue's VisibilityTimeout, six times as long)."
        )
