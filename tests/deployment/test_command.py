"""`python -m deploy`: its steps, and what it says to those who give it something wrong."""

import errno
import json
import subprocess
import sys

import pytest
from botocore.exceptions import ClientError, NoCredentialsError, ProfileNotFound

from deploy import __main__ as command
from deploy import aws, options
from deploy.errors import DeployError
from deploy.options import Options
from tests.deployment.parts import ROOT, edit_stage


def run(*arguments):
    command_line = [sys.executable, "-m", "deploy", *arguments]
    return subprocess.run(command_line, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_an_unknown_stage_names_those_there_are(endpoint):
    done = run("production")
    assert done.returncode == 1
    stages = ", ".join(json.loads((ROOT / ".chalice/config.json").read_text())["stages"])
    assert done.stderr.strip() == f"There is no stage 'production'; the stages are {stages}."


def test_an_unknown_step_names_those_there_are(endpoint):
    done = run("dev", "relaese")
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "There is no step 'relaese'; the steps are check, package, provision, configure, release, finish, "
        "migrate, smoke, rollback, restore, rotate, recover, keys, delete."
    )


def test_the_help_lists_every_step():
    done = run("--help")
    for name, text in {**command.STEPS, **command.ASIDE}.items():
        assert f"{name:<10} {text}" in done.stdout


def test_deleting_stands_alone(project):
    with pytest.raises(DeployError, match=r"alone"):
        command.deploy(project, "dev", ["release", "delete"], Options())


def test_missing_credentials_are_one_sentence(endpoint, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    done = run("dev")
    assert done.returncode == 1
    assert done.stderr.strip().startswith("There are no AWS credentials that can be used")
    assert "aws sso login" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_region_is_one_sentence(endpoint, monkeypatch):
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert "set AWS_DEFAULT_REGION" in run("dev").stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("AWS_DEFAULT_REGION", "us east", "names a region that is none: .*us east"),
        (
            "AWS_ENDPOINT_URL",
            "nonsense",
            "settings of this machine cannot be used: Invalid endpoint: nonsense",
        ),
    ],
)
def test_settings_of_aws_that_make_no_sense_are_one_sentence(endpoint, monkeypatch, name, value, said):
    monkeypatch.setenv(name, value)
    with pytest.raises(DeployError, match=said):
        aws.connect()


def test_a_file_that_cannot_be_written_is_one_sentence(monkeypatch, capsys):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", ".chalice/config.partial")

    monkeypatch.setattr(command, "deploy", full)
    assert command.main(["dev"]) == 1
    assert ".chalice/config.partial cannot be used: No space left on device" in capsys.readouterr().err


def test_aws_away_is_one_sentence(endpoint, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(DeployError, match=r"AWS does not answer"):
        aws.connect()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("ExpiredToken", r"The AWS credentials have expired \(ExpiredToken\)\. Sign in"),
        ("InvalidClientTokenId", r"AWS does not take these credentials \(InvalidClientTokenId\): why"),
        (
            "AccessDenied",
            r"These credentials may not do CreateChangeSet \(AccessDenied\): why Use an identity",
        ),
        ("LimitExceeded", r"CreateChangeSet failed with LimitExceeded: why"),
    ],
)
def test_what_aws_refuses_is_said_with_the_action(code, sentence):
    error = ClientError({"Error": {"Code": code, "Message": "why"}}, "CreateChangeSet")
    with pytest.raises(DeployError, match=sentence):
        raise DeployError(aws.explain(error))


def test_other_errors_of_the_client_are_sentences_too():
    assert aws.explain(NoCredentialsError()).endswith(aws.CREDENTIALS)
    assert "AWS_PROFILE" in aws.explain(ProfileNotFound(profile="typo"))


def test_an_error_of_aws_inside_a_step_is_a_sentence(project, endpoint, monkeypatch):
    def refuse(*_):
        raise ClientError({"Error": {"Code": "AccessDenied", "Message": "why"}}, "Invoke")

    monkeypatch.setattr("deploy.migrate.run", refuse)
    with pytest.raises(DeployError, match=r"may not do Invoke"):
        command.deploy(project, "dev", ["migrate"], Options())


def test_another_account_than_last_time_is_stopped_before_any_step(project, endpoint):
    file = project / ".chalice" / "deployed" / "dev.json"
    file.parent.mkdir()
    arn = "arn:aws:lambda:us-east-1:999999999999:function:wordcount-dev"
    file.write_text(json.dumps({"resources": [{"name": "api_handler", "lambda_arn": arn}]}))
    with pytest.raises(
        DeployError, match=r"last deployed to account 999999999999, us-east-1; these .* 123456789012"
    ):
        command.deploy(project, "dev", [], Options())


def test_ctrl_c_says_where_it_stopped(project, endpoint, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("deploy.provision.run", interrupt)
    with pytest.raises(DeployError, match=r"Stopped in the step provision.*run the same command again"):
        command.deploy(project, "dev", ["provision"], Options())


def test_all_steps_are_taken_in_their_order_and_read_the_stage_anew(project, endpoint, monkeypatch, capsys):
    taken = []

    def step_of(name):
        def take(stage, _account, _options):
            taken.append((name, stage.entry["subnet_ids"]))
            if name == "configure":
                edit_stage(project, subnet_ids=["subnet-0a"])

        return take

    monkeypatch.setattr(command, "step_of", step_of)
    command.deploy(project, "dev", [], Options())
    assert [name for name, _ in taken] == list(command.STEPS)
    assert taken[-1][1] == ["subnet-0a"]
    assert "wordcount-dev in account 123456789012, us-east-1" in capsys.readouterr().out


@pytest.mark.parametrize("name", [*command.STEPS, *command.ASIDE])
def test_every_step_has_a_module_of_its_name(name):
    assert (ROOT / "deploy" / f"{name}.py").exists()


def test_options_come_from_the_command_line_or_the_environment(monkeypatch):
    monkeypatch.setenv("MONTHLY_BUDGET", "300")
    monkeypatch.setenv("SMOKE_PAGE", "")
    stage, steps, given = options.parse(["dev", "provision", "--alarm-email", "ops@example.com"], "")
    assert (stage, steps) == ("dev", ["provision"])
    assert given.parameters == {"AlarmEmail": "ops@example.com", "MonthlyBudget": "300"}
    assert given.page == "https://example.com/"
    assert given.allow_replacement is False


def test_a_config_that_is_no_json_is_said_with_its_place(project):
    file = project / ".chalice" / "config.json"
    file.write_text(file.read_text().replace('"stages": {', '"stages": {,'))
    with pytest.raises(DeployError, match=r"config\.json is not valid JSON: .*line 4"):
        command.deploy(project, "dev", [], Options())


def test_a_setting_that_cannot_be_read_is_said_with_its_stage(project):
    stage = edit_stage(project, environment_variables={"LOG_LEVEL": "LOUD"})
    with pytest.raises(DeployError, match=r"Stage dev in .*LOG_LEVEL is 'LOUD'"):
        _ = stage.settings


def test_make_lists_and_takes_it():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "make deploy" in shown.stdout
    plan = subprocess.run(
        ["make", "-n", "deploy", "STAGE=dev; touch stolen", "STEP=configure release"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert 'deploy "$STAGE" $STEP' in plan.stdout
