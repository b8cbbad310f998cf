"""The stand-in for IAM: what the policy for operators allows, on what, and that a refusal stops a step."""

import boto3
import pytest
from botocore.exceptions import ClientError

from deploy import aws, release
from tests.deployment import permissions


@pytest.mark.parametrize(
    ("service", "call", "params"),
    [
        ("lambda", "get_function", {"FunctionName": "billing-prod"}),
        ("lambda", "list_tags", {"Resource": "arn:aws:lambda:us-east-1:123456789012:function:billing"}),
        ("sqs", "get_queue_url", {"QueueName": "orders"}),
        ("sqs", "purge_queue", {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/orders"}),
        ("secretsmanager", "get_secret_value", {"SecretId": "billing/database"}),
        ("cloudformation", "describe_stacks", {"StackName": "billing"}),
        ("rds", "modify_db_instance", {"DBInstanceIdentifier": "billing"}),
        ("rds", "modify_db_instance", {"DBInstanceIdentifier": "wordcount", "NewDBInstanceIdentifier": "x"}),
        ("apigateway", "get_account", {}),
        ("iam", "list_users", {}),
    ],
)  # fmt: skip
def test_what_is_another_services_is_refused_before_it_is_asked(endpoint, service, call, params):
    client = permissions.hold(boto3.client(service))
    with pytest.raises(ClientError, match="is not authorized to perform"):
        getattr(client, call)(**params)


def test_a_role_that_is_not_the_stacks_cannot_be_given_to_a_function(endpoint):
    client = permissions.hold(boto3.client("lambda"))
    role = "arn:aws:iam::123456789012:role/administrator"
    with pytest.raises(ClientError, match=r"iam:PassRole on resource: .*administrator"):
        client.update_function_configuration(FunctionName="wordcount-dev", Role=role)


ROLE, OWN = "arn:aws:iam::123456789012:role/wordcount-x", "arn:aws:iam::123456789012:policy"
BOUNDARY = {"iam:PermissionsBoundary": f"{OWN}/boundary-of-wordcount"}


@pytest.mark.parametrize(
    ("action", "arn"),
    [
        ("iam:CreatePolicyVersion", f"{OWN}/operator-of-wordcount"),
        ("iam:SetDefaultPolicyVersion", f"{OWN}/operator-of-wordcount"),
        ("iam:CreatePolicyVersion", f"{OWN}/boundary-of-wordcount"),
        ("iam:DeletePolicy", f"{OWN}/boundary-of-wordcount"),
        ("iam:CreatePolicyVersion", f"{OWN}/wordcount-operator"),
        ("iam:CreateRole", ROLE),
        ("iam:AttachRolePolicy", ROLE),
        ("iam:PutRolePolicy", ROLE),
        ("iam:DeleteRolePermissionsBoundary", ROLE),
        ("iam:PutRolePermissionsBoundary", ROLE),
        ("iam:PassRole", ROLE),
        ("iam:AttachUserPolicy", "arn:aws:iam::123456789012:user/operator"),
        ("iam:CreateAccessKey", "arn:aws:iam::123456789012:user/administrator"),
        ("ec2:TerminateInstances", "arn:aws:ec2:us-east-1:123456789012:instance/i-1"),
        ("ec2:DeleteVpc", "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1"),
        ("ec2:AuthorizeSecurityGroupIngress", "arn:aws:ec2:us-east-1:123456789012:security-group/sg-1"),
        ("ec2:CreateNetworkInterface", "*"),
        ("execute-api:Invoke", "arn:aws:execute-api:us-east-1:123456789012:a/prod/DELETE/jobs/1"),
        ("execute-api:Invoke", "arn:aws:execute-api:us-east-1:123456789012:a/prod/GET/orders"),
    ],
)
def test_an_operator_cannot_give_himself_more_or_reach_what_is_not_the_stacks(action, arn):
    assert not permissions.allows(action, arn)


@pytest.mark.parametrize(
    ("action", "arn", "context"),
    [
        ("iam:CreateRole", ROLE, BOUNDARY),
        ("iam:PutRolePolicy", ROLE, BOUNDARY),
        ("iam:PassRole", ROLE, {"iam:PassedToService": "lambda.amazonaws.com"}),
        ("iam:CreatePolicy", f"{OWN}/wordcount-dev-FunctionsInTheNetwork-1AB2", {}),
        ("ec2:DeleteVpc", "x", {"aws:ResourceTag/aws:cloudformation:stack-name": "wordcount-dev"}),
        ("ec2:CreateNetworkInterface", "*", {"aws:CalledVia": "cloudshell.amazonaws.com"}),
        ("execute-api:Invoke", "arn:aws:execute-api:us-east-1:123456789012:a/prod/POST/jobs", {}),
    ],
)
def test_what_the_stack_and_the_smoke_test_need_is_allowed(action, arn, context):
    assert permissions.allows(action, arn, context)


def test_what_is_this_services_is_answered(endpoint):
    queue = boto3.client("sqs").create_queue(QueueName="wordcount-dev-jobs")["QueueUrl"]
    held = permissions.hold(boto3.client("sqs"))
    assert held.get_queue_url(QueueName="wordcount-dev-jobs")["QueueUrl"] == queue


def test_without_a_permission_a_step_stops_and_says_which(stage, account, monkeypatch):
    without = [
        ([name for name in actions if not name.startswith("sqs:")], resources, conditions)
        for actions, resources, conditions in permissions.statements()
    ]
    monkeypatch.setattr(permissions, "statements", lambda: without)
    with pytest.raises(ClientError) as refused:
        release.check_queue(stage, account, "wordcount-dev-jobs", "worker")
    sentence = aws.explain(refused.value)
    assert sentence.startswith("These credentials may not do GetQueueUrl (AccessDenied): ")
    assert "sqs:GetQueueUrl on resource: arn:aws:sqs:us-east-1:123456789012:wordcount-dev-jobs" in sentence
