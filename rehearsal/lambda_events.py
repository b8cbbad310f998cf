"""The events that call Lambda functions, with all members that AWS's documentation shows of them."""

import hashlib
import json
import time
from typing import Any
from uuid import uuid4

REGION, ACCOUNT = "us-east-1", "123456789012"
QUEUED_MILLISECONDS = 250


_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip, deflate, br",
    "Content-Type": "application/json",
    "Host": "70ixmpl4fl.execute-api.us-east-1.amazonaws.com",
    "User-Agent": "curl/8.5.0",
    "X-Amzn-Trace-Id": "Root=1-5e66d96f-7491f09xmpl79d18acf3d050",
    "X-Forwarded-For": "52.255.255.12",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Proto": "https",
}
_IDENTITY = {
    "cognitoIdentityPoolId": None,
    "accountId": None,
    "cognitoIdentityId": None,
    "caller": None,
    "sourceIp": "52.255.255.12",
    "principalOrgId": None,
    "accessKey": None,
    "cognitoAuthenticationType": None,
    "cognitoAuthenticationProvider": None,
    "userArn": None,
    "userAgent": "curl/8.5.0",
    "user": None,
}


def api_gateway(method: str, resource: str, body: Any = None, **parameters: str) -> dict[str, Any]:
    """A call of a REST API with proxy integration, payload 1.0.

    https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    """
    path = resource.format(**parameters)
    return {
        "resource": resource,
        "path": path,
        "httpMethod": method,
        "headers": dict(_HEADERS),
        "multiValueHeaders": {name: [value] for name, value in _HEADERS.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": parameters or None,
        "stageVariables": None,
        "requestContext": _request_context(method, resource, path),
        "body": None if body is None else json.dumps(body),
        "isBase64Encoded": False,
    }


def _request_context(method: str, resource: str, path: str) -> dict[str, Any]:
    return {
        "resourceId": "2gxmpl",
        "resourcePath": resource,
        "httpMethod": method,
        "extendedRequestId": "JJbxmplHYosFVYQ=",
        "requestTime": "10/Mar/2020:00:03:59 +0000",
        "path": f"/dev{path}",
        "accountId": ACCOUNT,
        "protocol": "HTTP/1.1",
        "stage": "dev",
        "domainPrefix": "70ixmpl4fl",
        "requestTimeEpoch": 1583798639428,
        "requestId": "77375676-xmpl-4b79-853a-f982474efe18",
        "identity": dict(_IDENTITY),
        "domainName": _HEADERS["Host"],
        "apiId": "70ixmpl4fl",
    }


def sqs(*bodies: str, queue: str = "jobs", receive_count: int = 1) -> dict[str, Any]:
    """Messages of a queue. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html"""
    return {"Records": [sqs_record(body, queue=queue, receive_count=receive_count) for body in bodies]}


def sqs_record(body: str, *, queue: str = "jobs", receive_count: int = 1) -> dict[str, Any]:
    """One of the messages, first received `QUEUED_MILLISECONDS` after it was sent."""
    now = round(time.time() * 1000)
    return {
        "messageId": str(uuid4()),
        "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": str(receive_count),
            "SentTimestamp": str(now - QUEUED_MILLISECONDS),
            "SenderId": "AIDAIENQZJOLO23YVJ4VO",
            "ApproximateFirstReceiveTimestamp": str(now),
        },
        "messageAttributes": {},
        "md5OfBody": hashlib.md5(body.encode(), usedforsecurity=False).hexdigest(),
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}",
        "awsRegion": REGION,
    }


def schedule(rule: str) -> dict[str, Any]:
    """A rule's time. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html"""
    return {
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": "2015-10-08T16:53:06Z",
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{rule}"],
        "detail": {},
    }
