"""The steps `restore` and `rotate`: the database of a moment, and a new password, however often stopped."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from deploy import check_names, databases, delete, restore, rotate, smoke
from deploy.errors import DeployError
from deploy.findings import Situation
from deploy.options import Options
from tests.deployment import interruption
from tests.deployment.parts import make_function

MOMENT = datetime.now(UTC).replace(microsecond=0)
TO_MOMENT = Options(time=MOMENT.isoformat())
RDS_FIND = databases.find


@pytest.fixture
def type_in(monkeypatch) -> Callable[[str], None]:
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def make_database() -> None:
    """As the stack would make it."""
    rds, ec2 = boto3.client("rds"), boto3.client("ec2")
    subnets = [each["SubnetId"] for each in ec2.describe_subnets()["Subnets"][:2]]
    group = ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]
    rds.create_db_subnet_group(
        DBSubnetGroupName="wordcount-dev-subnets", DBSubnetGroupDescription="x", SubnetIds=subnets
    )
    rds.create_db_parameter_group(
        DBParameterGroupName="wordcount-dev-parameters", DBParameterGroupFamily="postgres18", Description="x"
    )
    rds.create_db_instance(
        DBInstanceIdentifier="wordcount-dev", DBInstanceClass="db.t4g.micro", Engine="postgres",
        AllocatedStorage=20, MaxAllocatedStorage=50, MasterUsername="wordcount",
        MasterUserPassword="password",
        DeletionProtection=True, BackupRetentionPeriod=3, DBSubnetGroupName="wordcount-dev-subnets",
        DBParameterGroupName="wordcount-dev-parameters", VpcSecurityGroupIds=[group],
    )  # fmt: skip


@pytest.fixture
def place(stage, account, monkeypatch):
    """A stage with a database and the functions that read its queues; returns what was smoke-tested."""
    secret = {"username": "wordcount", "password": "as-in-the-secret", "host": "h", "port": 5432}
    boto3.client("secretsmanager").create_secret(
        Name=stage.settings.database_secret, SecretString=json.dumps(secret)
    )
    make_database()
    for function, queue in {"worker": "jobs", "last_resort": "jobs-dead"}.items():
        boto3.client("sqs").create_queue(QueueName=f"wordcount-dev-{queue}")
        make_function(stage, function)
        boto3.client("lambda").create_event_source_mapping(
            EventSourceArn=f"arn:aws:sqs:us-east-1:123456789012:wordcount-dev-{queue}",
            FunctionName=stage.function(function),
        )

    def find(account, name):
        """As RDS describes it; moto knows no backups."""
        found = RDS_FIND(account, name)
        return found and {
            "CACertificateIdentifier": "rds-ca-rsa2048-g1",
            **found,
            "LatestRestorableTime": MOMENT,
            "InstanceCreateTime": MOMENT - timedelta(days=30),
        }

    monkeypatch.setattr(databases, "find", find)
    monkeypatch.setattr(databases, "INTERVAL_SECONDS", 0)
    return stage


@pytest.fixture
def smoked(monkeypatch) -> list[str]:
    """What the smoke test was called for: while it runs, jobs have to be taken."""
    called = []

    def run(stage, *_):
        assert reading()
        called.append(stage.name)

    monkeypatch.setattr(smoke, "run", run)
    return called


def reading() -> bool:
    mappings = boto3.client("lambda").list_event_source_mappings()["EventSourceMappings"]
    (state,) = {mapping["State"] for mapping in mappings}
    return state == "Enabled"


def instances() -> dict[str, dict]:
    found = boto3.client("rds").describe_db_instances()["DBInstances"]
    return {each["DBInstanceIdentifier"]: each for each in found}


def test_the_database_of_a_moment_takes_the_place_of_todays(place, account, smoked, type_in, capsys):
    type_in("\n")
    restore.run(place, account, TO_MOMENT)
    found = instances()
    assert found.keys() == {"wordcount-dev", "wordcount-dev-old"}
    new, old = found["wordcount-dev"], found["wordcount-dev-old"]
    assert new["DBParameterGroups"] == old["DBParameterGroups"]
    assert new["DeletionProtection"] is True
    assert smoked == ["dev"]
    said = capsys.readouterr().out
    assert "worker and last resort rest; jobs wait in the queue" in said
    assert "worker and last resort take jobs again" in said
    assert "wordcount-dev-old is what was there before. It costs as much as the new one" in said
    assert "wordcount-dev-old stays; run STEP=restore again to be asked again" in said
    assert reading()


def test_asked_again_the_old_one_goes_but_for_a_snapshot(place, account, smoked, type_in, capsys):
    type_in("\n")
    restore.run(place, account, TO_MOMENT)
    type_in("wordcount-dev-old\n")
    restore.run(place, account, Options())
    assert instances().keys() == {"wordcount-dev"}
    (snapshot,) = boto3.client("rds").describe_db_snapshots(SnapshotType="manual")["DBSnapshots"]
    assert snapshot["DBSnapshotIdentifier"].startswith("wordcount-dev-old-")
    said = capsys.readouterr().out
    assert f"was restored before, as of {MOMENT.isoformat()}, and wordcount-dev-old is left of that" in said


@pytest.mark.parametrize("stop_at", range(1, 8))
def test_wherever_it_is_stopped_the_same_command_goes_on(place, account, smoked, monkeypatch, stop_at):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with monkeypatch.context() as patch:
        interruption.stop_at(stop_at, patch, databases, ("wait", "set_password", "rename"))
        with pytest.raises(interruption.Stopped):
            restore.run(place, account, TO_MOMENT)
    restore.run(place, account, TO_MOMENT)
    assert instances().keys() == {"wordcount-dev", "wordcount-dev-old"}
    assert reading()
    assert smoked == ["dev"]


def test_the_old_one_is_not_asked_for_while_the_new_one_does_not_work(place, account, monkeypatch):
    def fail(*_):
        raise DeployError("GET /health answered 503")

    monkeypatch.setattr(smoke, "run", fail)
    monkeypatch.setattr(restore, "settle", lambda *_: pytest.fail("asked"))
    for _ in range(2):
        with pytest.raises(DeployError, match="503"):
            restore.run(place, account, TO_MOMENT)


def test_an_instance_that_is_getting_its_name_is_not_told_again(place, account, monkeypatch):
    databases.rename(account, "wordcount-dev", "wordcount-dev-old")  # RDS takes minutes, moto none

    def find(account, name):
        found = RDS_FIND(account, "wordcount-dev-old")
        return {**found, "DBInstanceStatus": "renaming"} if name == "wordcount-dev" else found

    monkeypatch.setattr(databases, "find", find)
    databases.rename(account, "wordcount-dev", "wordcount-dev-old")
    assert instances().keys() == {"wordcount-dev-old"}


def test_while_the_old_one_is_being_deleted_nothing_is_restored(place, account, smoked, type_in, monkeypatch):
    type_in("\n")
    restore.run(place, account, TO_MOMENT)
    find = databases.find
    monkeypatch.setattr(databases, "find", lambda *given: {**find(*given), "DBInstanceStatus": "deleting"})
    with pytest.raises(DeployError, match=r"wordcount-dev-old is being deleted"):
        restore.run(place, account, TO_MOMENT)


@pytest.mark.parametrize(
    ("time", "reason"),
    [
        ("", "Say the moment with its zone"),
        ("yesterday", "Say the moment with its zone"),
        ("2026-11-25T03:00:00", "Say the moment with its zone"),
        ((MOMENT + timedelta(minutes=1)).isoformat(), "RDS can go back to .* at the latest, not to"),
        ((MOMENT - timedelta(days=4)).isoformat(), "RDS can go back to"),
    ],
    ids=["none", "a word", "without a zone", "ahead", "too long ago"],  # equal in each of pytest's processes
)
def test_a_moment_that_cannot_be_is_refused_before_anything_changes(place, account, time, reason):
    with pytest.raises(DeployError, match=reason):
        restore.run(place, account, Options(time=time))
    assert instances().keys() == {"wordcount-dev"}
    assert reading()


def test_another_moment_does_not_go_on_with_what_is_begun(place, account, monkeypatch):
    monkeypatch.setattr(databases, "wait", lambda *_: pytest.fail("stopped here"))
    with pytest.raises(pytest.fail.Exception):
        restore.run(place, account, TO_MOMENT)
    with pytest.raises(DeployError, match="wordcount-dev-restored is there already, as of"):
        restore.run(place, account, Options(time=(MOMENT - timedelta(hours=1)).isoformat()))


def test_what_is_left_is_said_by_check_and_stops_delete(place, account, smoked, type_in, capsys):
    type_in("\n")
    restore.run(place, account, TO_MOMENT)
    (finding,) = check_names.leftovers(Situation(place, account, Options(), new=False))
    assert "wordcount-dev-old" in finding.sentence
    assert not finding.stops
    boto3.client("rds").modify_db_instance(DBInstanceIdentifier="wordcount-dev", DeletionProtection=False)
    with pytest.raises(DeployError, match=r"wordcount-dev-old is left .*STEP=restore"):
        delete.run(place, account, Options())


# --- rotate -------------------------------------------------------------------------------------


def test_a_new_password_goes_into_the_secret_and_then_to_the_database(place, account, smoked, monkeypatch):
    told = []

    def set_password(_account, name, password):
        told.append((name, password, databases.read_secret(place, account)))

    monkeypatch.setattr(databases, "set_password", set_password)
    rotate.run(place, account, Options())
    ((name, password, secret),) = told
    assert name == "wordcount-dev"
    assert len(password) == 40
    assert secret == {"username": "wordcount", "password": password, "host": "h", "port": 5432}
    assert smoked == ["dev"]


def test_rotating_can_be_repeated(place, account, smoked):
    for _ in range(2):
        rotate.run(place, account, Options())
    assert smoked == ["dev", "dev"]


def test_without_a_database_there_is_nothing_to_rotate_or_restore(stage, account):
    with pytest.raises(DeployError, match="There is no database wordcount-dev"):
        rotate.run(stage, account, Options())
    with pytest.raises(DeployError, match="There is no database wordcount-dev"):
        restore.run(stage, account, TO_MOMENT)
