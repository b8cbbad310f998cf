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


def test_what_is_this_services_is_answered(endpoint):
    queue = boto3.client("sqs").create_queue(QueueName="wordcount-dev-jobs")["QueueUrl"]
    held = permissions.hold(boto3.client("sqs"))
    assert held.get_queue_url(QueueName="wordcount-dev-jobs")["QueueUrl"] == queue


def test_without_a_permission_a_step_stops_and_says_which(stage, account, monkeypatch):
    without = [
        ([name for name in actions if not name.startswith("sqs:")], resources)
        for actions, resources in permissions.statements()
    ]
    monkeypatch.setattr(permissions, "statements", lambda: without)
    with pytest.raises(ClientError) as refused:
        release.check_queue(stage, account, "wordcount-dev-jobs", "worker")
    sentence = aws.explain(refused.value)
    assert sentence.startswith("These credentials may not do GetQueueUrl (AccessDenied): ")
    assert "sqs:GetQueueUrl on resource: arn:aws:sqs:us-east-1:123456789012:wordcount-dev-jobs" in sentence
