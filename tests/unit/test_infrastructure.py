"""deploy/infrastructure.yaml: valid, and in step with what the code and the stages count on."""

import json
from ipaddress import ip_network

import pytest
from cfnlint import api

from chalicelib import ids
from deploy.configure import role_output
from deploy.stages import Stage
from deploy.template import LONGEST_BYTES, body
from local.sqs import MAXIMUM_RECEIVE_COUNT
from tests.unit.stack import FUNCTIONS, ROOT, TEMPLATE, of_type

STAGES = json.loads((ROOT / ".chalice" / "config.json").read_text())["stages"]


def test_cfn_lint_finds_no_fault():
    assert [str(match) for match in api.lint_file(TEMPLATE)] == []


def test_what_is_sent_of_it_is_the_same_with_room_for_more(template):
    sent = body(Stage(ROOT, "dev", "wordcount", {}))
    assert json.loads(sent) == json.loads(json.dumps(template))
    assert len(sent.encode()) < LONGEST_BYTES - 5_000


def test_there_are_sizes_for_each_stage(template):
    sizes = template["Mappings"]["Sizes"]
    assert sizes.keys() == STAGES.keys()
    assert all(size.keys() == sizes["prod"].keys() for size in sizes.values())


def test_the_outputs_are_those_that_the_deploy_step_reads(template):
    assert set(template["Outputs"]) == {
        "JobsQueueName",
        "DeadLetterQueueName",
        "DatabaseSecretArn",
        "SubnetIds",
        "SecurityGroupIds",
        "AlarmTopicArn",
        "TicketTopicArn",
        "FirewallArn",
        *map(role_output, FUNCTIONS.values()),
    }


@pytest.mark.parametrize("stage", STAGES)
def test_the_names_are_those_of_the_stages(resources, stage):
    def named(resource: str, key: str) -> str:
        return resources[resource]["Properties"][key]["Fn::Sub"].replace("${Stage}", stage)

    variables = STAGES[stage]["environment_variables"]
    assert named("JobsQueue", "QueueName") == variables["JOBS_QUEUE"]
    assert named("DeadLetterQueue", "QueueName") == variables["DEAD_LETTER_QUEUE"]
    assert named("DatabaseSecret", "Name") in variables["DATABASE_SECRET"]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("queue", "function"), [("JobsQueue", "worker"), ("DeadLetterQueue", "last_resort")])
def test_a_message_stays_hidden_for_six_times_as_long_as_its_function_may_run(
    resources, stage, queue, function
):
    timeout = STAGES[stage]["lambda_functions"][function]["lambda_timeout"]
    assert resources[queue]["Properties"]["VisibilityTimeout"] >= 6 * timeout


def test_the_queues_keep_a_job_as_long_as_its_id_reads_as_pending(resources):
    for queue in of_type(resources, "AWS::SQS::Queue"):
        assert queue["SqsManagedSseEnabled"] is True
        assert queue["MessageRetentionPeriod"] == 14 * 24 * 3600 < ids.LIFETIME.total_seconds()


def test_a_job_goes_to_the_dead_letters_as_often_as_on_one_machine(resources):
    redrive = resources["JobsQueue"]["Properties"]["RedrivePolicy"]
    assert redrive["maxReceiveCount"] == MAXIMUM_RECEIVE_COUNT
    allow = resources["DeadLetterQueue"]["Properties"]["RedriveAllowPolicy"]
    assert allow["redrivePermission"] == "byQueue"
    assert [source["Fn::Sub"].rpartition(":")[2] for source in allow["sourceQueueArns"]] == [
        resources["JobsQueue"]["Properties"]["QueueName"]["Fn::Sub"]
    ]


def test_the_database_is_encrypted_private_and_kept(resources):
    database = resources["Database"]["Properties"]
    assert database["StorageEncrypted"] is True
    assert database["PubliclyAccessible"] is False
    assert database["DeletionProtection"] == {"Fn::If": ["IsProduction", True, False]}
    assert resources["Database"]["DeletionPolicy"] == "Snapshot"
    assert resources["DatabaseParameters"]["Properties"]["Parameters"]["rds.force_ssl"] == "1"
    assert "resolve:secretsmanager" in database["MasterUserPassword"]["Fn::Sub"]


def test_storage_grows_and_backups_are_kept_in_every_stage(template):
    for size in template["Mappings"]["Sizes"].values():
        assert size["MaximumStorage"] > size["Storage"]
        assert size["BackupDays"] >= 1
        assert size["ConnectionsAlarm"] == 0.8 * size["Connections"]


@pytest.mark.parametrize("stage", STAGES)
def test_the_worker_cannot_use_up_the_databases_connections(template, stage):
    concurrency = int(STAGES[stage]["environment_variables"]["WORKER_MAXIMUM_CONCURRENCY"])
    last_resort = 2 * 2  # at most two at once, each with a child of its own
    assert concurrency + last_resort < template["Mappings"]["Sizes"][stage]["Connections"] / 2


def test_functions_reach_the_web_and_the_database_only(resources):
    out = resources["FunctionsSecurityGroup"]["Properties"]
    assert {
        (rule["FromPort"], rule["ToPort"], rule["IpProtocol"]) for rule in out["SecurityGroupEgress"]
    } == {
        (80, 80, "tcp"),
        (443, 443, "tcp"),
    }
    assert "SecurityGroupIngress" not in out
    (database,) = of_type(resources, "AWS::EC2::SecurityGroupEgress")
    assert database["DestinationSecurityGroupId"] == {"Ref": "DatabaseSecurityGroup"}
    assert (database["FromPort"], database["ToPort"]) == (5432, 5432)
    (into,) = of_type(resources, "AWS::EC2::SecurityGroupIngress")
    assert into["SourceSecurityGroupId"] == {"Ref": "FunctionsSecurityGroup"}


@pytest.mark.parametrize("zone", "AB")
def test_functions_reach_sites_by_gateways_or_by_one_instance(resources, zone):
    route = resources[f"FunctionsRoute{zone}"]["Properties"]
    none = {"Ref": "AWS::NoValue"}
    assert route["InstanceId"] == {"Fn::If": ["HasInstance", {"Ref": "NatInstance"}, none]}
    assert str(none) in str(route["NatGatewayId"])
    instance = resources["NatInstance"]
    assert instance["Condition"] == "HasInstance"
    assert instance["Properties"]["SourceDestCheck"] is False
    assert {each["Condition"] for name, each in resources.items() if name.startswith("NatGateway")} == {
        "HasGateway",
        "HasTwoGateways",
    }
    inbound = resources["NatSecurityGroup"]["Properties"]["SecurityGroupIngress"]
    network = ip_network(inbound[0]["CidrIp"]["Fn::Sub"].replace("${NetworkNumber}", "20"))
    subnets = [
        ip_network(resources[name]["Properties"]["CidrBlock"]["Fn::Sub"].replace("${NetworkNumber}", "20"))
        for name in resources
        if name.endswith(("SubnetA", "SubnetB"))
    ]
    assert sum(subnet.subnet_of(network) for subnet in subnets) == 2, "the functions' two, and no others"


def test_the_databases_subnets_have_no_way_out(resources):
    tables = [route["RouteTableId"]["Ref"] for route in of_type(resources, "AWS::EC2::Route")]
    assert "DatabaseRoutes" not in tables
    public = [
        name for name, each in resources.items() if each.get("Properties", {}).get("MapPublicIpOnLaunch")
    ]
    assert public == []


def test_every_functions_log_is_kept_for_a_while_and_no_longer(resources):
    groups = of_type(resources, "AWS::Logs::LogGroup")
    assert {group["LogGroupName"]["Fn::Sub"] for group in groups} == {
        f"/aws/lambda/wordcount-${{Stage}}{ending}" for ending in FUNCTIONS
    }
    assert all(group["RetentionInDays"] for group in groups)


def test_a_queue_takes_tls_only_by_a_policy_of_its_own(resources):
    # SQS refuses a statement that names more than one queue, or another than it is set on.
    policies = of_type(resources, "AWS::SQS::QueuePolicy")
    queues = [name for name, each in resources.items() if each["Type"] == "AWS::SQS::Queue"]
    assert [policy["Queues"] for policy in policies] == [[{"Ref": queue}] for queue in queues]
    for policy, queue in zip(policies, queues, strict=True):
        (statement,) = policy["PolicyDocument"]["Statement"]
        assert statement["Effect"] == "Deny"
        assert statement["Resource"] == {"Fn::GetAtt": [queue, "Arn"]}


def test_what_has_a_name_of_its_own_has_the_stages(resources):
    named = [
        value
        for each in resources.values()
        for key, value in each.get("Properties", {}).items()
        if key
        in (
            "Name",
            "QueueName",
            "TopicName",
            "AlarmName",
            "LogGroupName",
            "DashboardName",
            "DBInstanceIdentifier",
        )
    ]
    assert len(named) > 20
    assert all("${Stage}" in name["Fn::Sub"] for name in named)
