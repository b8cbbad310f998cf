"""The step `configure`: the stack's outputs go into the config, and nothing else in it changes."""

import json
import re

import pytest

from deploy import configure, provision
from deploy.errors import DeployError
from deploy.options import Options
from deploy.stages import Stage
from tests.deployment.parts import ROOT, edit_stage


@pytest.fixture
def provisioned(stage, account) -> Stage:
    provision.run(stage, account, Options())
    return stage


def test_subnets_security_groups_and_roles_take_the_place_of_the_placeholders(provisioned, account, capsys):
    before = provisioned.config_file.read_text()
    configure.run(provisioned, account, Options())
    after = provisioned.config_file.read_text()
    entry = json.loads(after)["stages"]["dev"]
    assert len(entry["subnet_ids"]) == 2
    assert all(name.startswith("subnet-") for name in entry["subnet_ids"])
    assert Stage.read(provisioned.root, "dev").placeholders() == []
    roles = {name: each["iam_role_arn"] for name, each in entry["lambda_functions"].items()}
    assert len(set(roles.values())) == len(roles), "each function has a role of its own"
    assert all(role.startswith("arn:aws:iam::123456789012:role/") for role in roles.values())
    differing = set(before.splitlines()) ^ set(after.splitlines())
    assert all(re.search(r'"(subnet|sg|role)-|"iam_role_arn"|^ *"subnet-', line) for line in differing)
    assert "(was subnet-from-the-stack-wordcount-dev)" in capsys.readouterr().out


def test_again_it_changes_nothing_and_says_so(provisioned, account, capsys):
    configure.run(provisioned, account, Options())
    after = provisioned.config_file.read_bytes()
    capsys.readouterr()
    configure.run(Stage.read(provisioned.root, "dev"), account, Options())
    assert provisioned.config_file.read_bytes() == after
    said = capsys.readouterr().out
    assert said.count("already") == 3
    assert "now" not in said


def test_without_a_stack_it_names_the_step_before(stage, account):
    with pytest.raises(
        DeployError, match=r"no stack wordcount-dev in account 123456789012, us-east-1: run .*provision"
    ):
        configure.run(stage, account, Options())


def test_another_queue_in_the_config_is_refused_and_nothing_is_written(provisioned, account):
    changed = edit_stage(provisioned.root, environment_variables={"JOBS_QUEUE": "mine"})
    before = changed.config_file.read_bytes()
    with pytest.raises(DeployError, match=r"JOBS_QUEUE is 'mine' .* and 'wordcount-dev-jobs' in its stack"):
        configure.run(changed, account, Options())
    assert changed.config_file.read_bytes() == before


def test_another_secret_in_the_config_is_refused(provisioned, account):
    changed = edit_stage(provisioned.root, environment_variables={"DATABASE_SECRET": "wordcount-de"})
    with pytest.raises(DeployError, match=r"DATABASE_SECRET is 'wordcount-de'"):
        configure.run(changed, account, Options())


def test_the_secrets_arn_is_as_good_as_its_name(provisioned, account):
    arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:wordcount-dev/database-AbCdEf"
    configure.run(
        edit_stage(provisioned.root, environment_variables={"DATABASE_SECRET": arn}), account, Options()
    )


def test_the_config_is_written_as_it_is_kept(provisioned, account):
    kept = (ROOT / ".chalice" / "config.json").read_text()
    assert kept == json.dumps(json.loads(kept), indent=2) + "\n"
    before = provisioned.config_file.read_text()
    configure.run(provisioned, account, Options())
    configure.restore(Stage.read(provisioned.root, "dev"))
    assert provisioned.config_file.read_text() == before
