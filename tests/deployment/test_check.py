"""The step `check`: all that would stop a deploy is said at once, with the way out, and nothing is made."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
import trustme
from botocore.stub import Stubber
from cfnlint import decode

from deploy import check, check_account
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.findings import Finding, Situation
from deploy.options import Options
from deploy.stacks import Stack
from deploy.stages import Stage
from tests.deployment import permissions
from tests.deployment.parts import NUMBER, REGION, ROOT, edit_stage

PLAN = {"accountId": NUMBER, "accountPlanType": "PAID", "accountPlanStatus": "ACTIVE"}
ZONES = ["us-east-1a", "us-east-1b"]


def zones(*names: str, kind: str = "availability-zone") -> dict[str, Any]:
    return {"AvailabilityZones": [{"ZoneName": name, "ZoneType": kind} for name in names]}


class Made(Account):
    """An account that was made up: what its services answer is scripted, and held to their models."""

    def client(self, service: str, **_config: Any) -> Any:
        return self.session[service]


@pytest.fixture(scope="module")
def clients() -> dict[str, Any]:
    keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x", "region_name": REGION}
    return {name: permissions.hold(boto3.client(name, **keys)) for name in GOOD}


@pytest.fixture
def answers(clients) -> Iterator[dict[str, Stubber]]:
    """What each service answers."""
    stubbers = {name: Stubber(client) for name, client in clients.items()}
    for stubber in stubbers.values():
        stubber.activate()
    yield stubbers
    for stubber in stubbers.values():
        stubber.deactivate()


GOOD: dict[str, list[tuple[str, dict[str, Any] | str]]] = {
    "lambda": [("get_account_settings", {"AccountLimit": {"ConcurrentExecutions": 1000}})],
    "service-quotas": [("get_service_quota", {"Quota": {"Value": 5.0}})] * 2,
    "ec2": [
        ("describe_addresses", {"Addresses": []}),
        ("describe_vpcs", {"Vpcs": [{"VpcId": "vpc-1"}]}),
        *[("describe_availability_zones", zones(*ZONES)), ("describe_subnets", {"Subnets": []})] * 2,
    ],
    "freetier": [("get_account_plan_state", PLAN)],
    "budgets": [("describe_budgets", {})],
    "rds": [
        (
            "describe_orderable_db_instance_options",
            {
                "OrderableDBInstanceOptions": [
                    {"EngineVersion": "18.1", "AvailabilityZones": [{"Name": zone} for zone in ZONES]}
                ]
            },
        ),
        ("describe_db_instances", "DBInstanceNotFound: none"),
    ],
    "sqs": [("list_queues", {})],
    "logs": [("describe_log_groups", {"logGroups": []})],
    "secretsmanager": [("describe_secret", "ResourceNotFoundException: none")],
}


def findings(stage, answers, **changed: dict[str, Any] | str) -> list[Finding]:
    """What is found in a good account in which some calls answer otherwise."""
    assert changed.keys() <= {call for calls in GOOD.values() for call, _ in calls}
    for service, calls in GOOD.items():
        for call, good in calls:
            answer = changed.get(call, good)
            if isinstance(answer, str):
                code, _, message = answer.partition(": ")
                answers[service].add_client_error(call, code, message)
            else:
                answers[service].add_response(call, answer)
    account = Made({name: stubber.client for name, stubber in answers.items()}, NUMBER, REGION)
    return check.findings(Situation(stage, account, Options(), new=True))


def test_a_good_account_and_stage_have_nothing_in_the_way(stage, answers):
    assert findings(stage, answers) == []


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            {"get_account_plan_state": {**PLAN, "accountPlanType": "FREE"}},
            "on AWS's free plan, which refuses prod's",
        ),
        (
            {"describe_addresses": {"Addresses": [{"PublicIp": f"192.0.2.{n}"} for n in range(4)]}},
            "4 of the region's 5 Elastic IP addresses",
        ),
        ({"describe_vpcs": {"Vpcs": [{}] * 5}}, "the region has 5 VPCs of 5 that it may have"),
        (
            {"describe_subnets": {"Subnets": [{"AvailabilityZone": "us-east-1a"}]}},
            "us-east-1 has 1 zones for this account",
        ),
        ({"describe_budgets": "AccessDeniedException: linked account"}, "MONTHLY_BUDGET=0 leaves the budget"),
        (
            {"describe_orderable_db_instance_options": {"OrderableDBInstanceOptions": []}},
            "us-east-1a, us-east-1b offer no db.t4g.medium with Postgres 18",
        ),
        ({"describe_db_instances": {"DBInstances": []}}, "the database wordcount-prod is there already"),
        (
            {"describe_availability_zones": zones("us-east-1a")},
            "us-east-1 has 1 zones for this account, and the network stands in 2: choose another region",
        ),
        (
            {"describe_availability_zones": zones("us-east-1-bos-1a", kind="local-zone")},
            "us-east-1 has 0 zones",
        ),
        (
            {"list_queues": {"QueueUrls": [f"https://sqs/{NUMBER}/wordcount-prod-jobs"]}},
            "the queue wordcount-prod-jobs is there already",
        ),
        (
            {"describe_log_groups": {"logGroups": [{"logGroupName": "/aws/lambda/wordcount-prod-worker"}]}},
            "the log group /aws/lambda/wordcount-prod-worker is there already",
        ),
        (
            {"describe_secret": {"Name": "x", "DeletedDate": datetime(2026, 1, 1, tzinfo=UTC)}},
            "the secret wordcount-prod/database is about to be deleted",
        ),
    ],
)
def test_what_the_account_lacks_or_holds_stops_the_deploy_in_a_sentence(project, answers, answer, sentence):
    (found,) = findings(Stage.read(project, "prod"), answers, **answer)
    assert sentence in found.sentence
    assert found.stops


def test_little_concurrency_is_a_warning(project, answers):
    ten = {"AccountLimit": {"ConcurrentExecutions": 10}}
    (found,) = findings(Stage.read(project, "prod"), answers, get_account_settings=ten)
    assert "may run 10 functions at once, and prod may ask for 17" in found.sentence
    assert not found.stops


def test_what_may_not_be_asked_is_said_and_stops_nothing(stage, answers):
    denied = "AccessDeniedException: no"
    (found,) = findings(stage, answers, get_account_plan_state=denied)
    assert found.sentence == (
        "not looked at (AccessDeniedException): whether the account's plan lets the stage's database be made"
    )
    assert not found.stops


@pytest.mark.parametrize(
    ("reserved", "sentence"),
    [
        (
            {"api_handler": 3000},
            "3000 executions are reserved (reserved_concurrency), and of",
        ),
        ({"worker": 1}, "reserved_concurrency of worker is less than WORKER_MAXIMUM_CONCURRENCY, 2"),
    ],
)
def test_concurrency_that_is_reserved_and_cannot_be_is_named(stage, answers, reserved, sentence):
    functions = stage.entry["lambda_functions"]
    for name, value in reserved.items():
        functions = {**functions, name: {**functions[name], "reserved_concurrency": value}}
    (found,) = findings(edit_stage(stage.root, lambda_functions=functions), answers)
    assert sentence in found.sentence


def test_a_switch_to_gateways_wants_addresses_also_of_a_stage_that_is_there(stage, answers):
    stack = Stack("wordcount-dev", "UPDATE_COMPLETE", {"Egress": "instance", "Stage": "dev"}, {})
    full = {"Addresses": [{"PublicIp": f"192.0.2.{n}"} for n in range(5)]}
    answers["service-quotas"].add_response("get_service_quota", {"Quota": {"Value": 5.0}})
    answers["ec2"].add_response("describe_addresses", full)
    account = Made({name: stubber.client for name, stubber in answers.items()}, NUMBER, REGION)
    switch = Situation(stage, account, Options({"Egress": "gateway"}), new=False, stack=stack)
    (found,) = check_account.addresses(switch)
    assert "5 of the region's 5 Elastic IP addresses" in found.sentence
    assert not list(check_account.addresses(Situation(stage, account, Options(), new=False, stack=stack)))


def test_a_stack_that_is_broken_is_said_with_what_could_not_be_looked_at(stage, account, stand_in, capsys):
    boto3.client("cloudformation").create_stack(
        StackName="wordcount-dev",
        TemplateBody='{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}',
    )
    stand_in.set_status("wordcount-dev", "UPDATE_ROLLBACK_FAILED")
    with pytest.raises(DeployError, match="would stop the deploy"):
        check.run(stage, account, Options())
    said = capsys.readouterr().out
    assert "stops: the stack wordcount-dev is UPDATE_ROLLBACK_FAILED: repair what its events name" in said
    assert "not looked at while the stack is so: whether the account has Elastic IP addresses left" in said


def test_a_region_whose_authority_the_bundle_lacks_is_named(stage, answers, tmp_path):
    (stage.root / "vendor").mkdir()
    bundle = stage.root / "vendor" / check_account.CERTIFICATES
    authority = trustme.CA(organization_name="Amazon", organization_unit_name="Amazon RDS")
    authority.cert_pem.write_to_path(str(bundle))
    (found,) = findings(stage, answers)
    assert "has no authority for databases in us-east-1" in found.sentence


def test_everything_is_said_at_once_and_then_it_stops(stage, account, capsys):
    wrong = edit_stage(
        stage.root, environment_variables={"WORKER_MAXIMUM_CONCURRENCY": "1", "FETCH_DEADLINE_SECONDS": "59"}
    )
    with pytest.raises(DeployError, match=r"[2-9] of these would stop the deploy .*nothing was made"):
        check.run(wrong, account, Options())
    said = capsys.readouterr().out
    assert "stops: WORKER_MAXIMUM_CONCURRENCY is 1" in said
    assert "stops: FETCH_DEADLINE_SECONDS is 59" in said


def test_the_engine_is_the_templates():
    template, _ = decode.decode(str(ROOT / "deploy" / "infrastructure.yaml"))
    properties = template["Resources"]["Database"]["Properties"]
    assert properties["Engine"] == check_account.ENGINE
    assert properties["EngineVersion"] == check_account.ENGINE_VERSION
