"""The step `delete`: a stage is taken down only by someone who means it."""

import io

import boto3
import pytest

from deploy import configure, delete, provision, release, stacks
from deploy.errors import DeployError
from deploy.options import Options
from deploy.stages import Stage
from tests.deployment.parts import make_function


@pytest.fixture
def type_in(monkeypatch):
    def put(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return put


def make_database(*, protected: bool) -> None:
    boto3.client("rds").create_db_instance(
        DBInstanceIdentifier="wordcount-dev",
        DBInstanceClass="db.t4g.micro",
        Engine="postgres",
        AllocatedStorage=20,
        MasterUsername="wordcount",
        MasterUserPassword="password",
        DeletionProtection=protected,
    )


def test_what_chalice_made_goes_first_and_then_the_stack(stage, account, type_in, monkeypatch, capsys):
    before = stage.config_file.read_text()
    provision.run(stage, account, Options())
    configure.run(stage, account, Options())
    stage = Stage.read(stage.root, "dev")
    make_function(stage, "worker")
    order = []
    monkeypatch.setattr(release, "chalice", lambda stage, command: order.append((command, stage.name)))
    type_in("dev\n")
    delete.run(stage, account, Options())
    assert order == [("delete", "dev")]
    assert not stage.deployed_file.exists()
    assert stacks.find(stage, account) is None
    assert stage.config_file.read_text() == before
    said = capsys.readouterr().out
    assert "This deletes wordcount-dev in account 123456789012, us-east-1" in said
    assert "the stack wordcount-dev is deleted" in said


def test_again_it_says_that_all_is_gone(stage, account, type_in, capsys):
    type_in("dev\n")
    delete.run(stage, account, Options())
    said = capsys.readouterr().out
    assert "nothing is deployed yet" in said
    assert "the stack wordcount-dev is gone already" in said


@pytest.mark.parametrize("typed", ["", "\n", "prod\n", "y\n"])
def test_another_name_deletes_nothing(stage, account, type_in, typed):
    provision.run(stage, account, Options())
    type_in(typed)
    with pytest.raises(DeployError, match=r"not the stage's name; nothing was deleted"):
        delete.run(stage, account, Options())
    assert stacks.find(stage, account)


def test_a_protected_database_says_how_to_give_it_free(stage, account, type_in):
    make_database(protected=True)
    type_in("dev\n")
    with pytest.raises(DeployError, match=r"--db-instance-identifier wordcount-dev --no-deletion-protection"):
        delete.run(stage, account, Options())


def test_an_unprotected_one_does_not_stop_it(stage, account, type_in, capsys):
    make_database(protected=False)
    type_in("dev\n")
    delete.run(stage, account, Options())
    assert "gone already" in capsys.readouterr().out
