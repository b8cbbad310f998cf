"""The step `migrate`: the deployed function brings the database's schema to the code's."""

import json
from typing import Any

from botocore.exceptions import ReadTimeoutError, WaiterError

from deploy import recover, smoke
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import Stage

FUNCTION = "migrate"
HINTS = {
    "DatabaseUnavailable": "Check that the stack's database is available, and run configure and release.",
    "ConfigurationError": "Correct the stage's settings or its secret, and run the step release.",
}
"""What to do beyond what the function says, by the name of its error."""

SECONDS_FOR_A_PAGE = 30.0
"""How long it is waited, after a failed migration, for the new code to count a page."""


class MigrationStopped(DeployError):
    """The function ran, and failed."""


def run(stage: Stage, account: Account, options: Options) -> None:
    """Invoke the function, once.

    Raises:
        DeployError: there is no such function, or it failed: then the message has its own sentence, what
            runs now, and the way back.
    """
    try:
        result = invoke(stage, account)
    except MigrationStopped as stopped:
        raise DeployError(f"{stopped} {what_runs(stage, account, options)}") from None
    previous, current = result.get("previous"), result.get("current")
    if previous == current:
        say(f"the schema is at {current} already")
    else:
        say(f"the schema went from {previous or 'nothing'} to {current}")


def invoke(stage: Stage, account: Account) -> dict[str, Any]:
    """What the function returns."""
    name = stage.function(FUNCTION)
    timeout = stage.entry["lambda_functions"][FUNCTION]["lambda_timeout"]
    # Asked once: a client that tries again after a timeout would start a second migration. Kept alive:
    # gateways on the way forget a connection that is silent for minutes.
    client = account.client(
        "lambda", read_timeout=timeout + 10, retries={"total_max_attempts": 1}, tcp_keepalive=True
    )
    try:
        client.get_waiter("function_updated_v2").wait(FunctionName=name)
        answer = client.invoke(FunctionName=name, Payload=b"{}")
    except WaiterError as error:
        if "ResourceNotFoundException" not in str(error):
            raise DeployError(f"The function {name} does not become ready: {error}") from error
        raise DeployError(f"There is no function {name} yet: run the step release first.") from error
    except ReadTimeoutError:
        raise DeployError(
            f"{name} did not answer within {timeout} s; it may have ended, or still run. Look into the log "
            f"group {stage.log_group(FUNCTION)} before you run this again."
        ) from None
    payload = json.loads(answer["Payload"].read() or b"null")
    if "FunctionError" in answer or not isinstance(payload, dict):
        raise MigrationStopped(failure(stage, payload))
    return payload


def failure(stage: Stage, payload: Any) -> str:
    """What a failed migration means, from what Lambda says of the error."""
    error = payload if isinstance(payload, dict) else {"errorMessage": str(payload)}
    kind, sentence = error.get("errorType", "error"), error.get("errorMessage", "it does not say why")
    hint = HINTS.get(kind, "Repair the cause, release again if it is in a migration, and run this again.")
    return (
        f"The migration stopped with {kind}: {sentence.rstrip('.')}. {hint} "
        f"The function logs to {stage.log_group(FUNCTION)}."
    )


def what_runs(stage: Stage, account: Account, options: Options) -> str:
    """What serves after a failed migration, as the service itself shows, and the command that goes back."""
    return (
        f"The new code runs on the previous schema, and {_serves(stage, account, options)}; `make deploy "
        f"STAGE={stage.name} STEP=rollback` goes back to the release before."
    )


def _serves(stage: Stage, account: Account, options: Options) -> str:
    """Whether a caller has a page counted now: a schema that is behind fails GET /health, and may do."""
    try:
        url = options.api_url or recover.deployed_api(stage, account)["rest_api_url"]
        api = smoke.Api(url.rstrip("/"), stage, account)
        health = api.ask("GET", "/health")
    except DeployError:
        return "GET /health is not answered"
    if health.status == 200:
        return "it serves"
    said = f"(GET /health answers {health})"
    if smoke.wants_key(stage):
        return f"whether it counts pages is not looked at without {smoke.KEY_VARIABLE}= {said}"
    try:
        smoke.wait(stage, api, smoke.post(stage, api, options.page), SECONDS_FOR_A_PAGE)
    except DeployError as error:
        return f"it counts no page {said}: {str(error).rstrip('.')}"
    return f"pages are counted all the same {said}"
