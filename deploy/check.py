"""The step `check`: everything that can be known before a deploy to stop it, all at once; nothing is made.

Each check is a function that yields what it finds, with the way out. What may not be asked is said, and
stops nothing: AWS will say it later.
"""

from collections.abc import Iterator

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.settings import Settings
from deploy import check_account, check_names, firewall, stacks
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.findings import Check, Finding, Situation
from deploy.options import Options
from deploy.report import say
from deploy.stages import REST_FUNCTION, Stage

SPARE_SECONDS = 15
"""What a worker needs beside its fetches, to count and to write."""
# AWS's own bounds: Lambda's of an event source, of a function's time and memory; API Gateway's of a call.
CONCURRENCY, FUNCTION_SECONDS, FUNCTION_MEGABYTES, API_SECONDS = (2, 1000), (1, 900), (128, 10_240), 29


def run(stage: Stage, account: Account, options: Options) -> None:
    """Look at the settings and the account, and say everything that is found.

    Raises:
        DeployError: something of it would stop the deploy.
    """
    stack = stacks.find(stage, account)
    new = stack is None or stack.status == "REVIEW_IN_PROGRESS"
    found = findings(Situation(stage, account, options, new))
    for finding in found:
        say(f"{'stops' if finding.stops else 'warning'}: {finding.sentence}")
    stopping = sum(finding.stops for finding in found)
    if stopping:
        raise DeployError(f"{stopping} of these would stop the deploy of {stage.stack}; nothing was made.")
    if not found:
        say("nothing that could be looked at stands in the way")


def findings(situation: Situation) -> list[Finding]:
    """What all checks find, in their order."""
    return [finding for check in CHECKS for finding in _carefully(check, situation)]


def _carefully(check: Check, situation: Situation) -> Iterator[Finding]:
    try:
        yield from check(situation)
    except (ClientError, BotoCoreError) as error:
        subject = (check.__doc__ or "").strip().rstrip(".")
        reason = error.response["Error"].get("Code", "") if isinstance(error, ClientError) else str(error)
        yield Finding(f"not looked at ({reason}): {subject[0].lower()}{subject[1:]}", stops=False)


# --- what the config says -----------------------------------------------------------------------


def settings(situation: Situation) -> Iterator[Finding]:
    """Whether AWS takes the stage's settings."""
    stage = situation.stage
    try:
        read = stage.settings
    except DeployError as error:
        yield Finding(str(error))
        return
    low, high = CONCURRENCY
    if not low <= read.worker_maximum_concurrency <= high:
        yield Finding(
            f"WORKER_MAXIMUM_CONCURRENCY is {read.worker_maximum_concurrency}, and Lambda takes {low} to "
            f"{high}: correct it in {stage.config_file}."
        )
    requests = situation.options.parameters.get("RequestsPerAddress", "0")
    if requests.isdecimal() and 0 < int(requests) < firewall.LEAST_REQUESTS:
        yield Finding(
            f"REQUESTS_PER_ADDRESS is {requests}: AWS WAF takes {firewall.LEAST_REQUESTS} or more; 0: none."
        )
    yield from _functions(stage, read)


def _functions(stage: Stage, read: Settings) -> Iterator[Finding]:
    entries = stage.entry.get("lambda_functions", {})
    for name, entry in entries.items():
        for key, (low, high) in {
            "lambda_timeout": FUNCTION_SECONDS,
            "lambda_memory_size": FUNCTION_MEGABYTES,
        }.items():
            value = entry.get(key, low)
            highest = API_SECONDS if (name, key) == (REST_FUNCTION, "lambda_timeout") else high
            if not low <= value <= highest:
                yield Finding(
                    f"{key} of {name} is {value}, and may be {low} to {highest}: correct it in "
                    f"{stage.config_file}."
                )
    seconds = entries.get("worker", {}).get("lambda_timeout", 0)
    if read.fetch_deadline_seconds + SPARE_SECONDS > seconds:
        yield Finding(
            f"FETCH_DEADLINE_SECONDS is {read.fetch_deadline_seconds:g}, and the worker may run for "
            f"{seconds} s, of which it needs {SPARE_SECONDS} to count and to write: lower the one or raise "
            "the other's lambda_timeout (and the queue's VisibilityTimeout, six times as long)."
        )


CHECKS: tuple[Check, ...] = (
    settings,
    check_account.concurrency,
    check_account.addresses,
    check_account.plan,
    check_account.budget,
    check_account.authority,
    check_account.zones,
    check_account.database_class,
    check_names.names,
    check_names.leftovers,
    check_names.secret,
)
