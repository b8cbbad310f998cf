"""Every function, from the package, by AWS's own runtime client: as another user, within its memory."""

import json
import os
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import trustme
from sqlalchemy import create_engine, text

from chalicelib.jobs import Job
from local.postgres import Postgres
from rehearsal import lambda_events
from rehearsal.execution_environment import FETCH_FROM_LOOPBACK, ExecutionEnvironment, Function, FunctionError
from rehearsal.package import here, unpacked
from tests.deployment.parts import REGION, ROOT
from tests.deployment.stand_in import StandIn
from tests.tls_terminator import TlsTerminator

pytestmark = pytest.mark.timeout(300)

STAGE = json.loads((ROOT / ".chalice" / "config.json").read_text())["stages"]["dev"]
JOBS = STAGE["environment_variables"]["JOBS_QUEUE"]
DEAD = STAGE["environment_variables"]["DEAD_LETTER_QUEUE"]


class Functions:
    """The functions of a stage; each starts when it is first invoked."""

    def __init__(self, task: Path, environment: dict[str, str], terminator: TlsTerminator) -> None:
        self.task, self._environment, self.terminator = task, environment, terminator
        self._running: dict[str, ExecutionEnvironment] = {}

    def __getitem__(self, name: str) -> ExecutionEnvironment:
        if name not in self._running:
            entry = STAGE["lambda_functions"][name]
            function = Function(
                name="wordcount-dev" + ("" if name == "api_handler" else f"-{name}"),
                task=self.task,
                handler="app.app" if name == "api_handler" else f"app.{name}",
                environment={**STAGE["environment_variables"], **self._environment},
                seconds=entry["lambda_timeout"],
                megabytes=entry["lambda_memory_size"],
            )
            prelude = FETCH_FROM_LOOPBACK if name == "worker" else ""
            self._running[name] = ExecutionEnvironment(function, prelude=prelude)
        return self._running[name]

    def call(self, method: str, resource: str, body: Any = None, **parameters: str) -> tuple[int, Any]:
        """Call the API; returns the status and the body."""
        event = lambda_events.api_gateway(method, resource, body, **parameters)
        answer = self["api_handler"].invoke(event)
        return answer["statusCode"], json.loads(answer["body"])

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The events that a function has told of."""
        return [json.loads(line) for line in self[name].log().splitlines() if line.startswith("{")]

    def stop(self) -> None:
        for each in self._running.values():
            each.stop()


@pytest.fixture(scope="module")
def functions(packages, folder: Path, stand_in: StandIn, postgres: Postgres) -> Iterator[Functions]:
    """What the functions of dev stand on, with Postgres behind TLS; its schema is not there yet."""
    stand_in.empty()
    environment = {
        "AWS_ENDPOINT_URL": stand_in.url,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "DATABASE_CA_FILE": str(folder / "authority.pem"),
        "CANARY": "on",
    }
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    terminator = TlsTerminator(context, postgres.port)
    engine = create_engine(postgres.url.replace("postgresql:", "postgresql+pg8000:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    secret = {
        "engine": "postgres", "username": engine.url.username, "password": engine.url.password,
        "host": "localhost", "port": terminator.port, "dbname": engine.url.database,
    }  # fmt: skip
    engine.dispose()
    session = boto3.Session("testing", "testing", region_name=REGION)
    sqs = session.client("sqs", endpoint_url=stand_in.url)
    for queue in (JOBS, DEAD):
        sqs.create_queue(QueueName=queue)
    session.client("secretsmanager", endpoint_url=stand_in.url).create_secret(
        Name=STAGE["environment_variables"]["DATABASE_SECRET"], SecretString=json.dumps(secret)
    )
    started = Functions(unpacked(packages(here()), folder / "task"), environment, terminator)
    yield started
    started.stop()
    terminator.close()


def migrated(functions: Functions) -> dict[str, Any]:
    """Invoke `migrate` as who deploys does, with an empty object."""
    return functions["migrate"].invoke({})


def test_a_job_goes_through_all_functions(functions, site):
    status, _ = functions.call("GET", "/health")
    assert status == 503, "there is no schema yet"
    assert migrated(functions)["previous"] is None
    assert functions.call("GET", "/health")[0] == 200
    status, job = functions.call("POST", "/jobs", {"url": site.page("/tea", "<p>Tea, more tea, and one cup")})
    assert status == 202
    message = Job.from_message(_sent(functions, JOBS))
    assert str(message.id) == job["id"]
    assert functions["worker"].invoke(lambda_events.sqs(message.message(), queue=JOBS)) is None
    status, job = functions.call("GET", "/jobs/{job_id}", job_id=job["id"])
    assert (status, job["status"], job["words"][0]["word"]) == (200, "succeeded", "tea")
    lost = Job.new("http://nowhere.invalid/")
    functions["last_resort"].invoke(lambda_events.sqs(lost.message(), queue=DEAD, receive_count=6))
    status, job = functions.call("GET", "/jobs/{job_id}", job_id=str(lost.id))
    assert (status, job["status"]) == (200, "failed")
    assert functions["sweep"].invoke(lambda_events.schedule("wordcount-dev-sweep-event"))["put_off"] == 0
    with pytest.raises(FunctionError, match=r"CanaryFailed: the page that was posted at .* or none was"):
        functions["canary"].invoke({"page": site.url("/tea")})
    assert Job.from_message(_sent(functions, JOBS)).unlisted
    with pytest.raises(FunctionError, match="ConfigurationError: the canary has no page to count"):
        functions["canary"].invoke(lambda_events.schedule("wordcount-dev-canary-event"))
    for name, entry in STAGE["lambda_functions"].items():
        peak, most = functions[name].peak_megabytes(), entry["lambda_memory_size"]
        print(f"{name}: {peak:.0f} of {most} MB")
        assert peak < most
        others = [line for line in functions[name].log().splitlines() if not line.startswith("{")]
        assert name == "canary" or others == [], "only the runtime's own words of what is raised"


@pytest.mark.parametrize("end", ["break_off", "close_quietly"])
def test_a_connection_that_its_peer_left_while_the_function_was_frozen_is_made_anew(functions, site, end):
    migrated(functions)
    jobs = [Job.new(site.page(f"/{end}/{number}", "<p>one word")) for number in range(2)]
    assert functions.call("GET", "/health")[0] == 200
    functions["worker"].invoke(lambda_events.sqs(jobs[0].message(), queue=JOBS))
    told = {name: len(functions.lines(name)) for name in ("api_handler", "worker")}
    getattr(functions.terminator, end)()
    assert functions.call("GET", "/jobs/{job_id}", job_id=str(jobs[0].id))[1]["status"] == "succeeded"
    functions["worker"].invoke(lambda_events.sqs(jobs[1].message(), queue=JOBS))
    assert functions.call("GET", "/jobs/{job_id}", job_id=str(jobs[1].id))[1]["status"] == "succeeded"
    for name, lines in told.items():
        assert [line for line in functions.lines(name)[lines:] if line["level"] != "INFO"] == []


def _sent(functions: Functions, queue: str) -> str:
    """The message that was sent to a queue last, which leaves it."""
    sqs = boto3.Session("testing", "testing", region_name=REGION).client(
        "sqs", endpoint_url=functions._environment["AWS_ENDPOINT_URL"]
    )
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return str(message["Body"])


# --- what Lambda refuses ------------------------------------------------------------------------

REFUSED = """
import os, time
def writes(_event, _context):
    open("written", "w")
def takes_memory(_event, _context):
    return len(bytearray(300_000_000))
def takes_time(_event, _context):
    time.sleep(20)
def returns_much(_event, _context):
    return "x" * 7_000_000
def ends(_event, _context):
    os._exit(3)
def tells(_event, context):
    return [os.getuid(), context.get_remaining_time_in_millis(), context.function_name]
"""


@pytest.fixture(scope="module")
def refused(folder: Path) -> Path:
    task = folder / "refused"
    task.mkdir()
    (task / "app.py").write_text(REFUSED)
    task.chmod(0o555)
    return task


@pytest.mark.parametrize(
    ("handler", "error"),
    [
        ("app.writes", r"PermissionError: .*written"),
        ("app.takes_memory", "MemoryError"),
        ("app.takes_time", r"Sandbox\.Timedout: Task timed out after 2\.00 seconds"),
        ("app.returns_much", r"Function\.ResponseSizeTooLarge"),
        ("app.ends", r"Runtime\.ExitError: its process ended with 3"),
        ("app.missing", r"Runtime\.HandlerNotFound"),
        ("missing.app", r"Runtime\.ImportModuleError"),
    ],
)
def test_what_lambda_refuses_is_refused(refused, handler, error):
    seconds = 2 if handler == "app.takes_time" else 30
    function = Function(name="refused", task=refused, handler=handler, seconds=seconds, megabytes=256)
    with ExecutionEnvironment(function) as process, pytest.raises(FunctionError, match=error):
        process.invoke({})


def test_a_function_is_another_user_and_knows_its_time(refused):
    function = Function(name="told", task=refused, handler="app.tells", seconds=20, megabytes=256)
    with ExecutionEnvironment(function) as process:
        user, milliseconds, name = process.invoke({})
    assert user == os.getuid() or (not os.getuid() and user)
    assert 10_000 < milliseconds <= 20_000
    assert name == "told"
