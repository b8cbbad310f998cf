"""The step `check`: everything that can be known before a deploy to stop it, all at once; nothing is made.

Each check is a function that yields what it finds, with the way out. What may not be asked is said, and
stops nothing: AWS will say it later.
"""

from collections.abc import Iterator

from botocore.exceptions import BotoCoreError, ClientError

from deploy import check_account, check_config, check_names, check_parameters, check_variables, stacks
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.findings import Check, Finding, Situation
from deploy.options import Options
from deploy.report import say
from deploy.stages import Stage

FIRST: tuple[Check, ...] = (
    check_parameters.state,
    check_config.name,
    check_config.elsewhere,
    check_config.entry,
    check_config.queues,
    check_parameters.length,
    check_parameters.parameters,
    check_variables.variables,
    check_variables.settings,
)
ALWAYS: tuple[Check, ...] = (
    check_account.concurrency,
    check_account.plan,
    check_account.budget,
    check_account.authority,
    check_names.leftovers,
)
BEFORE_THE_STACK: tuple[Check, ...] = (
    check_account.addresses,
    check_account.networks,
    check_account.zones,
    check_account.database_class,
    check_names.names,
    check_names.secret,
)
"""Checks that have no answer while a stack is half made or half gone: what is there may be its own."""
GONE = {"REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE"}
"""States of a stack that holds nothing, as one whose creation was taken back."""


def run(stage: Stage, account: Account, options: Options) -> None:
    """Look at the settings and the account, and say everything that is found.

    Raises:
        DeployError: something of it would stop the deploy.
    """
    stack = stacks.find(stage, account)
    found = findings(Situation(stage, account, options, stack is None or stack.status in GONE, stack))
    for finding in found:
        say(f"{'stops' if finding.stops else 'warning'}: {finding.sentence}")
    stopping = sum(finding.stops for finding in found)
    if stopping:
        raise DeployError(f"{stopping} of these would stop the deploy of {stage.stack}; nothing was made.")
    if not found:
        say("nothing that could be looked at stands in the way")


def findings(situation: Situation) -> list[Finding]:
    """What all checks find, in their order."""
    stack = situation.stack
    whole = situation.new or stack is None or stack.status in stacks.UPDATABLE
    checks = [*FIRST, *ALWAYS, *(BEFORE_THE_STACK if whole else ())]
    found = [finding for check in checks for finding in _carefully(check, situation)]
    if not whole:
        subjects = "; ".join(map(_subject, BEFORE_THE_STACK))
        found.append(Finding(f"not looked at while the stack is so: {subjects}", stops=False))
    return found


def _subject(check: Check) -> str:
    """What a check looks at, as its docstring says."""
    subject = (check.__doc__ or "").strip().rstrip(".")
    return subject[0].lower() + subject[1:]


def _carefully(check: Check, situation: Situation) -> Iterator[Finding]:
    try:
        yield from check(situation)
    except (ClientError, BotoCoreError) as error:
        reason = error.response["Error"].get("Code", "") if isinstance(error, ClientError) else str(error)
        yield Finding(f"not looked at ({reason}): {_subject(check)}", stops=False)
