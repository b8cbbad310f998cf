"""`python -m deploy STAGE [STEP …]`: bring a stage to what this folder holds, step by step."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from deploy import aws, options, recover, report
from deploy.errors import DeployError
from deploy.stages import Stage

ROOT = Path(__file__).parents[1]
STEPS = {
    "check": "look at the settings and the account for all that would stop a deploy",
    "package": "prepare what Chalice packages",
    "provision": "create or update the stage's CloudFormation stack",
    "configure": "write the stack's subnets and security groups into .chalice/config.json",
    "release": "check what Chalice needs, then `chalice deploy`",
    "finish": "set what Chalice cannot: limits, problem details, the logs' retention",
    "migrate": "bring the database's schema to the code's",
    "smoke": "have the deployed service count a page",
}
ASIDE = {
    "rollback": "have the release before run again, from what was kept of it",
    "restore": "bring back the database as it was at TIME=; again to go on, and for the end of the old one",
    "rotate": "give the database a new password, in its secret and in RDS",
    "recover": "write .chalice/deployed/STAGE.json anew, from what is in the account",
    "keys": "list the API keys of a stage with API_ACCESS=key; make, rotate or withdraw one",
    "delete": "take the stage down, after asking for its name",
}
"""Steps that are taken only when named."""

Step = Callable[[Stage, aws.Account, options.Options], None]


def about() -> str:
    """The steps, as `--help` shows them."""
    lines = [f"  {name:<10} {text}" for name, text in {**STEPS, **ASIDE}.items()]
    lines.insert(len(STEPS), "\nonly when named:")
    return "\n".join([__doc__, "steps, all of them unless some are named:", *lines])


def step_of(name: str) -> Step:
    """The function of a step; what a step imports, other steps do without."""
    step: Step = import_module(f"deploy.{name}").run
    return step


def check_names(steps: Sequence[str]) -> None:
    """Raise DeployError for a step that there is none of."""
    for name in steps:
        if name not in STEPS and name not in ASIDE:
            raise DeployError(f"There is no step {name!r}; the steps are {', '.join([*STEPS, *ASIDE])}.")
    if "delete" in steps and len(steps) > 1:
        raise DeployError("The step delete is taken alone.")


def deploy(root: Path, stage_name: str, steps: Sequence[str], given: options.Options) -> None:
    """Take the steps, or all of them in their order if none is named.

    Raises:
        DeployError: a step cannot go on.
    """
    check_names(steps)
    stage = Stage.read(root, stage_name)
    account = aws.connect()
    recover.check_account(stage, account, recover.read_file(stage))
    print(f"{stage.stack} in account {account.number}, {account.region}", flush=True)
    for name in steps or STEPS:
        report.step(name)
        try:
            step_of(name)(Stage.read(root, stage_name), account, given)
        except (BotoCoreError, ClientError, ResponseParserError) as error:
            raise DeployError(aws.explain(error)) from error
        except KeyboardInterrupt:
            raise DeployError(
                f"Stopped in the step {name}. What AWS has begun goes on there; every step can be "
                "repeated, so run the same command again."
            ) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a deploy from the command line; returns the exit code."""
    stage_name, steps, given = options.parse(arguments, about())
    try:
        deploy(ROOT, stage_name, steps, given)
    except DeployError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except OSError as error:  # a full disk, a folder that is somebody else's
        if not error.filename:
            raise
        print(f"\n{error.filename} cannot be used: {error.strerror}. Run this again then.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
