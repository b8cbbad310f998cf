"""The step `smoke`: the deployed service counts a page, from the API to the database and back."""

import json
import os
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.exceptions import BotoCoreError
from botocore.httpsession import URLLib3Session

from deploy import recover
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import REST_FUNCTION, Stage

INTERVAL_SECONDS = 1.0
HEALTH_SECONDS = 30.0
"""How long a service may take until it is healthy."""
KEY_VARIABLE = "API_KEY"
PASSING = {429, 500, 502, 503, 504}
"""Answers that the next one may be better than."""


@dataclass(frozen=True)
class Answer:
    """What the API answered."""

    status: int
    body: Any
    """The JSON read, or the text if it is none."""

    def __str__(self) -> str:
        detail = self.body.get("detail") if isinstance(self.body, dict) else None
        return f"{self.status}, {detail or json.dumps(self.body)[:300]}"


def run(stage: Stage, account: Account, options: Options) -> None:
    """Ask for the service's health, have a page counted, and wait for its words.

    Raises:
        DeployError: a part does not work; the message says which, and where it logs to.
    """
    url = options.api_url or recover.deployed_api(stage, account)["rest_api_url"]
    api = Api(url.rstrip("/"), stage, account)
    check_health(stage, api)
    if wants_key(stage):
        say(f"no page was counted: set {KEY_VARIABLE}= to a key of this stage, and run smoke again")
        return
    job = post(stage, api, options.page)
    job = wait(stage, api, job, options.seconds)
    say(f"{options.page}: {job['summary']['words']} words, most often {_most_frequent(job)}")


def wants_key(stage: Stage) -> bool:
    """Whether a page can only be posted with a key that this environment does not have."""
    return stage.settings.api_access == "key" and not os.environ.get(KEY_VARIABLE)


def check_health(stage: Stage, api: "Api") -> None:
    """Raise DeployError unless the service says that it works, once API Gateway knows a new API."""
    deadline = time.monotonic() + HEALTH_SECONDS
    while (answer := api.ask("GET", "/health")).status != 200 and time.monotonic() < deadline:
        time.sleep(INTERVAL_SECONDS)
    if answer.status != 200:
        raise _failed("GET /health", answer, stage, REST_FUNCTION, "the queue, the database or its schema")
    say(f"{api.url}/health says that it works")


def post(stage: Stage, api: "Api", page: str) -> dict[str, Any]:
    """Have a page counted; returns the job."""
    answer = api.ask("POST", "/jobs", {"url": page})
    if answer.status != 202:
        raise _failed("POST /jobs", answer, stage, REST_FUNCTION, "the API or its queue")
    say(f"job {answer.body['id']} is accepted")
    job: dict[str, Any] = answer.body
    return job


def wait(stage: Stage, api: "Api", job: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Wait until the job has ended; returns it.

    Raises:
        DeployError: it failed, or takes too long.
    """
    deadline = time.monotonic() + seconds
    while job["status"] == "pending":
        if time.monotonic() > deadline:
            raise DeployError(
                f"The job {job['id']} is still pending after {seconds:g} s: the worker does not take it from "
                f"{stage.settings.jobs_queue}, or does not reach the page or the database. It logs to "
                f"{stage.log_group('worker')}."
            )
        time.sleep(INTERVAL_SECONDS)
        job = _read(stage, api, job, deadline)
    if job["status"] != "succeeded":
        detail = job.get("problem", {}).get("detail", json.dumps(job))
        raise DeployError(
            f"The service works, but could not count {job['url']}: {detail}. If that page is reachable from "
            "elsewhere, look at the stack's NAT gateway and the worker's log group, "
            f"{stage.log_group('worker')}; or name another with --page."
        )
    return job


def _read(stage: Stage, api: "Api", job: dict[str, Any], deadline: float) -> dict[str, Any]:
    """How the job stands; asked again where one answer says nothing, as in a failover or a burst."""
    while (answer := api.ask("GET", f"/jobs/{job['id']}")).status in PASSING and time.monotonic() < deadline:
        time.sleep(INTERVAL_SECONDS)
    if answer.status != 200:
        raise _failed("GET /jobs/{id}", answer, stage, REST_FUNCTION, "the API or the database")
    found: dict[str, Any] = answer.body
    return found


def _most_frequent(job: dict[str, Any]) -> str:
    return ", ".join(f"{each['spelling']} ({each['count']})" for each in job["words"][:5]) or "none"


def _failed(call: str, answer: Answer, stage: Stage, function: str, suspects: str) -> DeployError:
    return DeployError(
        f"{call} answered {answer}. Look at {suspects}; the function logs to {stage.log_group(function)}."
    )


# --- asking -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Api:
    """The stage's API, asked as the stage's `API_ACCESS` wants it."""

    url: str
    """Without a slash at the end."""
    stage: Stage
    account: Account

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """One call.

        Raises:
            DeployError: there was no answer.
        """
        data = json.dumps(body) if body is not None else None
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        request = AWSRequest(method, self.url + path, headers, data)
        self._identify(request)
        session = URLLib3Session(timeout=35, proxies=urllib.request.getproxies())
        try:
            response = session.send(request.prepare())
        except BotoCoreError as error:
            raise DeployError(f"{method} {self.url}{path} was not answered: {error}") from error
        try:
            return Answer(response.status_code, json.loads(response.text))
        except ValueError:
            return Answer(response.status_code, response.text)

    def _identify(self, request: AWSRequest) -> None:
        access = self.stage.settings.api_access
        if access == "key" and KEY_VARIABLE in os.environ:
            request.headers["X-API-Key"] = os.environ[KEY_VARIABLE]
        elif access == "iam":
            credentials = self.account.session.get_credentials()
            SigV4Auth(credentials, "execute-api", self.account.region).add_auth(request)
