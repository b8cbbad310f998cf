"""The step `finish`: what API Gateway answers by itself are problems, and what is so already stays."""

import json
from dataclasses import replace

import boto3
import pytest
from botocore.session import get_session

from chalicelib.api import access, problems
from chalicelib.release import VERSION
from chalicelib.settings import Settings
from deploy import finish, gateway, stacks
from deploy.errors import DeployError
from deploy.firewall import detach
from deploy.options import Options
from tests.deployment.parts import edit_stage, make_api, make_function


@pytest.fixture
def api(stage, account):
    return make_api(stage)


def run(stage, account, capsys):
    capsys.readouterr()
    finish.run(stage, account, Options())
    return capsys.readouterr().out


def test_limits_tracing_answers_and_logs_are_set(stage, account, api, capsys):
    said = run(edit_stage(stage.root, xray=True), account, capsys)
    assert "the API's rateLimit is now 20, burstLimit is now 40, tracingEnabled is now true" in said
    assert "21 of API Gateway's own 21 answers are problem details now\n" in said
    assert "the API's stage dev is deployed with them" in said
    assert "logs are kept for 30 days now in /aws/lambda/wordcount-dev, " in said
    client = boto3.client("apigateway")
    set_now = client.get_stage(restApiId=api, stageName="dev")
    assert set_now["methodSettings"]["*/*"]["throttlingRateLimit"] == 20
    assert set_now["methodSettings"]["*/*"]["throttlingBurstLimit"] == 40
    assert set_now["tracingEnabled"] is True
    answer = client.get_gateway_response(restApiId=api, responseType="THROTTLED")
    assert answer["statusCode"] == "429"
    assert answer["responseParameters"]["gatewayresponse.header.Retry-After"] == "'5'"


def test_again_it_changes_nothing_and_says_so(stage, account, api, capsys):
    run(stage, account, capsys)
    deployments = boto3.client("apigateway").get_deployments(restApiId=api)["items"]
    assert run(stage, account, capsys).splitlines() == [
        "    API Gateway's own 21 answers are problem details already",
        "    they are published already",
        "    the API's limits and tracing are so already",
        "    all logs have a retention already",
        "    there is no canary yet",
    ]
    assert boto3.client("apigateway").get_deployments(restApiId=api)["items"] == deployments


def test_after_another_deploy_of_chalices_they_are_published_again(stage, account, api, capsys):
    run(stage, account, capsys)
    boto3.client("apigateway").create_deployment(restApiId=api, stageName="dev")
    said = run(stage, account, capsys)
    assert "answers are problem details already" in said
    assert "the API's stage dev is deployed with them" in said


def test_only_what_differs_is_put(stage, account, api, capsys):
    run(stage, account, capsys)
    said = run(edit_stage(stage.root, environment_variables={"API_ACCESS": "iam"}), account, capsys)
    assert "1 of API Gateway's own 21 answers are problem details now: MISSING_AUTHENTICATION_TOKEN\n" in said


def test_a_retention_that_is_there_stays(stage, account, api, capsys):
    logs = boto3.client("logs")
    logs.create_log_group(logGroupName="/aws/lambda/wordcount-dev")
    logs.put_retention_policy(logGroupName="/aws/lambda/wordcount-dev", retentionInDays=7)
    said = run(stage, account, capsys)
    assert "in /aws/lambda/wordcount-dev-worker, " in said
    groups = {group["logGroupName"]: group for group in logs.describe_log_groups()["logGroups"]}
    assert groups["/aws/lambda/wordcount-dev"]["retentionInDays"] == 7
    assert groups["/aws/lambda/wordcount-dev-migrate"]["retentionInDays"] == 30


def test_the_canary_is_given_the_stages_own_page_again_after_each_deploy_of_chalices(
    stage, account, api, capsys
):
    events, rule = boto3.client("events"), "wordcount-dev-canary-event"
    events.put_rule(Name=rule, ScheduleExpression="cron(0/5 * * * ? *)")
    function = {"Id": "1", "Arn": f"arn:aws:lambda:us-east-1:{account.number}:function:wordcount-dev-canary"}
    events.put_targets(Rule=rule, Targets=[function])
    assert "the canary is off: CANARY=on" in run(stage, account, capsys)
    on = edit_stage(stage.root, environment_variables={"CANARY": "on"})
    page = f"https://{api}.execute-api.us-east-1.amazonaws.com/dev/"
    assert f"the canary counts {page}" in run(on, account, capsys)
    (target,) = events.list_targets_by_rule(Rule=rule)["Targets"]
    assert target == {**function, "Input": json.dumps({"page": page})}
    finish.run(on, account, Options(api_url="https://words.example.com"))
    (target,) = events.list_targets_by_rule(Rule=rule)["Targets"]
    assert json.loads(target["Input"]) == {"page": "https://words.example.com/"}


def test_the_stacks_firewall_is_put_before_the_api_once(stage, account, api, capsys, monkeypatch):
    waf = boto3.client("wafv2")
    visible = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": False, "MetricName": "x"}
    firewall = waf.create_web_acl(
        Name="wordcount-dev", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=visible
    )["Summary"]["ARN"]
    stack = stacks.Stack("wordcount-dev", "UPDATE_COMPLETE", {}, {"FirewallArn": firewall})
    monkeypatch.setattr(stacks, "find", lambda *_: stack)
    assert "AWS WAF is before the API now" in run(stage, account, capsys)
    assert "AWS WAF is before the API already" in run(stage, account, capsys)
    resource = f"arn:aws:apigateway:us-east-1::/restapis/{api}/stages/dev"
    assert waf.get_web_acl_for_resource(ResourceArn=resource)["WebACL"]["ARN"] == firewall
    detach(stage, account)
    assert "WebACL" not in waf.get_web_acl_for_resource(ResourceArn=resource)


def test_functions_are_tagged_with_the_release_beside_chalices_own_tag(stage, account, api, capsys):
    arn = make_function(stage, "worker")
    (stage.root / "vendor").mkdir()
    (stage.root / "vendor" / "release.json").write_text('{"commit": "0123abc"}')
    assert f"1 functions are tagged release {VERSION} 0123abc" in run(stage, account, capsys)
    tags = boto3.client("lambda").list_tags(Resource=arn)["Tags"]
    assert tags["release"] == f"{VERSION} 0123abc"
    assert "aws-chalice" in tags


def test_without_an_api_it_names_the_step_before(stage, account):
    with pytest.raises(DeployError, match=r"no API of wordcount-dev in account .*run the step release first"):
        finish.run(stage, account, Options())


def test_an_api_that_chalice_did_not_deploy_names_the_step_before(stage, account):
    make_api(stage, deployed=False)
    with pytest.raises(DeployError, match=r"has no stage dev: .*Run the step release"):
        finish.run(stage, account, Options())


# --- what is put --------------------------------------------------------------------------------


def body(response):
    return json.loads(
        response["responseTemplates"]["application/json"].replace("$context.error.messageString", '"why"')
    )


RESPONSES = gateway.responses(Settings())


@pytest.mark.parametrize("kind", RESPONSES)
def test_every_answer_is_a_problem_like_the_services_own(kind):
    response = RESPONSES[kind]
    problem = body(response)
    assert problem["type"].startswith("/problems/")
    assert problem["title"]
    assert problem["detail"]
    assert str(problem.get("status", "")) == response.get("statusCode", "")
    headers = response["responseParameters"]
    assert headers["gatewayresponse.header.Content-Type"] == f"'{problems.MEDIA_TYPE}'"
    assert headers["gatewayresponse.header.Cache-Control"] == "'no-store'"
    assert "gatewayresponse.header.Access-Control-Allow-Origin" not in headers


def test_every_kind_that_api_gateway_has_is_among_them():
    shape = get_session().get_service_model("apigateway").shape_for("GatewayResponseType")
    assert set(RESPONSES) == set(shape.enum)


def test_an_unknown_path_is_a_404():
    assert RESPONSES["MISSING_AUTHENTICATION_TOKEN"]["statusCode"] == "404"
    assert body(RESPONSES["MISSING_AUTHENTICATION_TOKEN"])["type"] == "/problems/not-found"


def test_where_calls_are_signed_an_unsigned_one_is_told_so():
    response = gateway.responses(replace(Settings(), api_access="iam"))["MISSING_AUTHENTICATION_TOKEN"]
    assert response["statusCode"] == "403"
    assert "signed" in body(response)["detail"]


def test_pages_of_another_origin_may_read_them_where_the_stage_lets_them():
    for response in gateway.responses(replace(Settings(), cors_origin="https://a.example")).values():
        headers = response["responseParameters"]
        assert headers["gatewayresponse.header.Access-Control-Allow-Origin"] == "'https://a.example'"
        exposed = headers["gatewayresponse.header.Access-Control-Expose-Headers"]
        assert set(exposed.strip("'").split(",")) == set(access.EXPOSED)
