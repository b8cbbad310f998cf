"""The step `rollback`: which release it goes back to, however those before were repeated or stopped."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Callable

import boto3
import pytest
from botocore.validate import ParamValidator

from deploy import rollback
from deploy.errors import DeployError
from deploy.options import Options
from tests.deployment import interruption
from tests.deployment.parts import make_api, make_function

NAMES = ("wordcount-dev", "wordcount-dev-worker")


def package(release: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(zipfile.ZipInfo("app.py"), release)
    return archive.getvalue()


def digest(release: str) -> str:
    return base64.b64encode(hashlib.sha256(package(release)).digest()).decode()


class Lambda:
    """The stage's functions as `release` changes them."""

    def __init__(self, stage, account) -> None:
        self.stage, self.account, self.api = stage, account, make_api(stage)
        make_function(stage, "api_handler")
        make_function(stage, "worker")
        self.upload("1")

    def upload(self, release: str, names: tuple[str, ...] = NAMES, *, api: bool = True) -> None:
        """What Chalice does: each function's code, and then the API."""
        for name in names:
            boto3.client("lambda").update_function_code(FunctionName=name, ZipFile=package(release))
        if api:
            boto3.client("apigateway").create_deployment(restApiId=self.api, stageName=self.stage.api_stage)

    def release(self, release: str) -> None:
        rollback.keep(self.stage, self.account)
        self.upload(release)
        rollback.forget_older(self.stage, self.account)

    def roll_back(self) -> None:
        rollback.run(self.stage, self.account, Options())

    def arns(self) -> list[str]:
        client = boto3.client("lambda")
        return [client.get_function_configuration(FunctionName=name)["FunctionArn"] for name in NAMES]

    def kept(self) -> int:
        """How many versions there are."""
        versions = [boto3.client("lambda").list_versions_by_function(FunctionName=name) for name in NAMES]
        return sum(len(each["Versions"]) - 1 for each in versions)


@pytest.fixture
def functions(stage, account) -> Lambda:
    return Lambda(stage, account)


@pytest.fixture
def runs(functions, monkeypatch) -> Callable[[], set[str]]:
    """Which releases' code the functions run; moto's own links to packages lead nowhere."""
    releases = {digest(release): release for release in "123"}

    def put_back(_client, name, version):
        functions.upload(releases[version["CodeSha256"]], (name,), api=False)

    monkeypatch.setattr(rollback, "_put_back", put_back)
    client = boto3.client("lambda")
    return lambda: {
        releases[client.get_function_configuration(FunctionName=name)["CodeSha256"]] for name in NAMES
    }


def test_a_stage_that_is_not_deployed_has_nothing_to_go_back_from(stage, account):
    with pytest.raises(DeployError, match=r"Nothing of wordcount-dev is deployed in account 123456789012"):
        rollback.run(stage, account, Options())


def test_a_stage_of_one_release_has_none_to_go_back_to(functions):
    with pytest.raises(
        DeployError, match=r"No release is kept of wordcount-dev but what runs already: `git sw"
    ):
        functions.roll_back()
    functions.release("1")
    with pytest.raises(DeployError, match=r"No release is kept"):
        functions.roll_back()


def test_it_goes_back_to_the_release_before_and_no_older_one_is_kept(functions, runs):
    functions.release("2")
    functions.release("3")
    assert functions.kept() == len(NAMES)
    functions.roll_back()
    assert runs() == {"2"}


def test_a_release_that_was_deployed_again_after_a_failure_is_not_the_one_before(functions, runs):
    functions.release("2")
    for _ in range(3):
        functions.release("2")
    functions.roll_back()
    assert runs() == {"1"}


def test_going_back_twice_goes_no_further_and_ends_what_was_stopped(functions, runs, capsys):
    functions.release("2")
    functions.release("3")
    functions.roll_back()
    before = deployment(functions)
    for arn in functions.arns():  # as if it had been stopped in its last call
        boto3.client("lambda").tag_resource(Resource=arn, Tags={"release": "3"})
    functions.roll_back()
    assert runs() == {"2"}
    assert deployment(functions) == before
    assert "the release before runs already in wordcount-dev" in capsys.readouterr().out
    for arn in functions.arns():
        assert "release" not in boto3.client("lambda").list_tags(Resource=arn)["Tags"]


def deployment(functions) -> str:
    """Which deployment the API's stage is."""
    api, stage = functions.api, functions.stage.api_stage
    return boto3.client("apigateway").get_stage(restApiId=api, stageName=stage)["deploymentId"]


@pytest.mark.parametrize("stop_at", range(1, 5))
def test_wherever_it_is_stopped_the_same_command_finishes(functions, runs, monkeypatch, stop_at):
    functions.release("2")
    before = deployment(functions)
    rollback.keep(functions.stage, functions.account)
    functions.upload("3")  # and stopped before the oldest was forgotten
    with monkeypatch.context() as patch:
        interruption.stop_at(stop_at, patch, rollback, ("_forget_others", "_put_back_api", "_put_back"))
        with pytest.raises(interruption.Stopped):
            functions.roll_back()
    functions.roll_back()
    assert runs() == {"2"}
    assert deployment(functions) == before
    assert functions.kept() == len(NAMES)


RUNNING = {
    "FunctionName": "wordcount-dev", "Version": "2", "CodeSha256": "x", "Architectures": ["arm64"],
    "Role": "r" * 20, "Handler": "app.app", "Timeout": 60, "MemorySize": 512, "Runtime": "python3.13",
    "Environment": {"Variables": {"CANARY": "on"}}, "TracingConfig": {"Mode": "PassThrough"},
    "VpcConfig": {"SubnetIds": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-1"], "VpcId": "vpc-1"},
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"Architectures": ["x86_64"]},
        {"VpcConfig": {"SubnetIds": ["subnet-3"], "SecurityGroupIds": ["sg-1"], "VpcId": "vpc-1"}},
        {"TracingConfig": {"Mode": "Active"}},
        {"Environment": {"Variables": {}}},
        {"MemorySize": 1024},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_version_that_differs_in_anything_that_is_put_back_is_another(change):
    assert rollback._is_other({**RUNNING, **change}, RUNNING)
    assert not rollback._is_other({**RUNNING, "Version": "1"}, RUNNING)


def test_code_goes_back_with_its_architecture_network_and_tracing(account, monkeypatch):
    client = account.client("lambda")
    told = {}

    class Recorded:
        """A client that notes what it is told."""

        def __getattr__(self, call):
            return lambda **given: told.setdefault(call, given) and {"Code": {"Location": "https://x"}}

        def get_waiter(self, _name):
            return self

    monkeypatch.setattr(rollback.urllib.request, "urlopen", lambda *_, **__: io.BytesIO(b"package"))
    rollback._put_back(Recorded(), "wordcount-dev", RUNNING)
    assert told["update_function_code"]["Architectures"] == ["arm64"]
    assert told["update_function_configuration"]["VpcConfig"]["SubnetIds"] == ["subnet-1", "subnet-2"]
    assert told["update_function_configuration"]["TracingConfig"] == {"Mode": "PassThrough"}
    for call in ("update_function_code", "update_function_configuration"):  # as Lambda's own model has it
        shape = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[call]).input_shape
        assert not ParamValidator().validate(told[call], shape).has_errors()


@pytest.mark.parametrize("uploaded", [(), NAMES[1:], NAMES])
def test_a_release_that_was_interrupted_is_taken_back_whole(functions, runs, uploaded):
    functions.release("2")
    rollback.keep(functions.stage, functions.account)
    functions.upload("3", uploaded, api=False)
    rollback.keep(functions.stage, functions.account)  # again, and interrupted again
    functions.upload("3", uploaded, api=False)
    functions.roll_back()
    assert runs() == ({"2"} if uploaded else {"1"})
