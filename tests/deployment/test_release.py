"""The step `release`: what would make Chalice stop half-way is said before Chalice begins."""

import sys

import boto3
import pytest
from chalice.constants import MISSING_DEPENDENCIES_TEMPLATE

from deploy import release
from deploy.errors import DeployError
from deploy.options import Options
from tests.deployment.parts import edit_stage, make_what_the_stack_makes


@pytest.fixture
def never(monkeypatch):
    """Chalice is not to be run."""

    def run(*_):
        raise AssertionError("Chalice was run")

    monkeypatch.setattr(release, "chalice", run)


@pytest.fixture
def ready(stage, account):
    return make_what_the_stack_makes(stage)


@pytest.fixture
def instead(monkeypatch, tmp_path):
    """Another program takes Chalice's place."""

    def put(code):
        monkeypatch.setattr(release, "CHALICE", (sys.executable, "-c", code))

    return put


def test_placeholders_name_the_step_that_replaces_them(stage, account, never):
    with pytest.raises(
        DeployError, match=r"names subnet-from-the-stack-wordcount-dev, sg-from.*run the step configure"
    ):
        release.run(stage, account, Options())


def test_a_stage_without_subnets_is_refused_too(ready, account, never):
    stage = edit_stage(ready.root, subnet_ids=[], security_group_ids=[])
    with pytest.raises(DeployError, match=r"names nothing in place of its subnets"):
        release.run(stage, account, Options())


def test_subnets_of_another_account_are_said(ready, account, never):
    stage = edit_stage(ready.root, subnet_ids=["subnet-0123456789abcdef0"])
    with pytest.raises(DeployError, match=r"subnet-0123456789abcdef0.*in account 123456789012, us-east-1"):
        release.run(stage, account, Options())


@pytest.mark.parametrize("variable", ["JOBS_QUEUE", "DEAD_LETTER_QUEUE"])
def test_a_missing_queue_is_named(ready, account, never, variable):
    stage = edit_stage(ready.root, environment_variables={variable: "wordcount-typo"})
    with pytest.raises(
        DeployError, match=r"no queue wordcount-typo in account 123456789012, us-east-1: run .* provision"
    ):
        release.run(stage, account, Options())


def test_a_queue_that_lambda_would_refuse_is_named(ready, account, never):
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="wordcount-dev-jobs")["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "30"})
    with pytest.raises(DeployError, match=r"hides a message for 30 s, and worker may run for 60 s"):
        release.run(ready, account, Options())


def test_a_missing_secret_is_named(ready, account, never):
    stage = edit_stage(ready.root, environment_variables={"DATABASE_SECRET": "wordcount-typo"})
    with pytest.raises(
        DeployError, match=r"no secret wordcount-typo in account 123456789012, us-east-1: run .* provision"
    ):
        release.run(stage, account, Options())


def test_a_secret_about_to_be_deleted_is_named(ready, account, never):
    boto3.client("secretsmanager").delete_secret(SecretId="wordcount-dev/database", RecoveryWindowInDays=7)
    with pytest.raises(DeployError, match=r"restore-secret --secret-id wordcount-dev/database"):
        release.run(ready, account, Options())


def test_what_chalice_says_is_shown(ready, account, instead, capsys):
    instead("import sys, os; print(sys.argv[1:], os.getcwd())")
    release.run(ready, account, Options())
    assert f"    ['deploy', '--stage', 'dev'] {ready.root}" in capsys.readouterr().out


def test_chalice_failing_says_how_to_go_on(ready, account, instead, capsys):
    instead("import sys; print('ERROR - why'); sys.exit(2)")
    with pytest.raises(DeployError, match=r"`chalice deploy` stopped.*run this step again"):
        release.run(ready, account, Options())
    assert "ERROR - why" in capsys.readouterr().out


def test_chalice_is_stopped_before_it_ships_without_a_requirement(ready, account, instead, tmp_path):
    mark, kept = tmp_path / "uploaded", ready.root / ".chalice" / "deployments" / "kept.zip"
    said = MISSING_DEPENDENCIES_TEMPLATE % "lxml(sdist)==6.1.3\nicu4py(sdist)==1.2.0"
    instead(f"import time, pathlib; print({said!r}); time.sleep(20); pathlib.Path({str(mark)!r}).touch()")
    kept.parent.mkdir()
    kept.touch()
    with pytest.raises(
        DeployError, match=r"gone on without lxml\(sdist\)==6\.1\.3, icu4py\(sdist\)==1\.2\.0, for"
    ):
        release.run(ready, account, Options())
    assert not mark.exists()
    assert not kept.exists(), "Chalice would use it the next time, and say nothing"


def test_the_operators_own_settings_do_not_reach_the_package(monkeypatch):
    monkeypatch.setenv("API_ACCESS", "key")
    monkeypatch.setenv("AWS_PROFILE", "work")
    environment = release.environment()
    assert "API_ACCESS" not in environment
    assert environment["AWS_PROFILE"] == "work"
