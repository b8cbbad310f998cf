"""What stands in an AWS account of moto's: moto mended where AWS differs, and the parts of a stage."""

import io
import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import pytest
from cfnlint import decode
from moto.apigateway.models import APIGatewayBackend
from moto.awslambda.models import LambdaStorage
from moto.cloudformation.models import ChangeSet, Stack

from deploy import check, configure, stacks
from deploy.findings import Finding, Situation
from deploy.options import Options
from deploy.stages import Stage

ROOT = Path(__file__).parents[2]
NUMBER, REGION = "123456789012", "us-east-1"  # moto's own account
MADE_BY_MOTO = {
    "AWS::SQS::Queue",
    "AWS::EC2::VPC",
    "AWS::EC2::Subnet",
    "AWS::EC2::SecurityGroup",
    "AWS::Logs::LogGroup",
    "AWS::SNS::Topic",
    "AWS::IAM::Role",
}
SECRET_ARN = (
    "arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:wordcount-${Stage}/database-AbCdEf"
)


@cache
def template_for_moto() -> str:
    """The stack without what moto cannot make, the database and its secret among it."""
    template, _ = decode.decode(str(ROOT / "deploy" / "infrastructure.yaml"))
    template = json.loads(json.dumps(template))
    resources = template["Resources"]
    template["Resources"] = {name: each for name, each in resources.items() if each["Type"] in MADE_BY_MOTO}
    for role in (each for each in template["Resources"].values() if each["Type"] == "AWS::IAM::Role"):
        del (
            role["Properties"]["Policies"],
            role["Properties"]["ManagedPolicyArns"],
        )  # they name what is missing
    template["Outputs"]["DatabaseSecretArn"]["Value"] = {"Fn::Sub": SECRET_ARN}
    return json.dumps(template)


def mend_moto(patch: pytest.MonkeyPatch) -> None:
    """Let moto do what AWS does: a change set's outputs and defaults, Chalice's API document, versions."""
    apply, backend = ChangeSet.apply, APIGatewayBackend
    importing, putting = backend.import_rest_api, backend.put_rest_api

    def apply_with_outputs(change_set: ChangeSet) -> None:
        apply(change_set)
        stack = change_set.stack
        stack.template, stack.parameters = change_set.template, change_set.parameters
        stack._parse_template()
        stack.output_map = stack._create_output_map()

    def has_parameters(stack: Stack, others: dict[str, Any]) -> bool:
        known = stack.resource_map.resolved_parameters
        return all(str(known.get(name)) == str(value) for name, value in others.items())

    def as_openapi(document: dict[str, Any]) -> dict[str, Any]:
        rest = {key: value for key, value in document.items() if key != "swagger"}
        return {**rest, "openapi": "3.0.1", "info": {"description": "", **document["info"]}}

    def import_rest_api(self: Any, api_doc: dict[str, Any], fail_on_warnings: bool) -> Any:
        return importing(self, as_openapi(api_doc), fail_on_warnings)

    def put_rest_api(self: Any, function_id: str, api_doc: dict[str, Any], *rest: Any, **more: Any) -> Any:
        return putting(self, function_id, as_openapi(api_doc), *rest, **more)

    delete = LambdaStorage.del_function

    def delete_function(self: Any, name: str, qualifier: str | None = None) -> None:
        """moto gives a new version the number of a deleted one, and then trips over its own index."""
        versions = {} if qualifier else self._functions.get(name.rpartition(":")[2], {})
        if versions:
            versions["versions"] = list({each.function_arn: each for each in versions["versions"]}.values())
            for each in [versions["latest"], *versions["versions"]]:
                self._arns.setdefault(each.function_arn, each)
        delete(self, name, qualifier)

    patch.setattr(LambdaStorage, "del_function", delete_function)
    patch.setattr(ChangeSet, "apply", apply_with_outputs)
    patch.setattr(Stack, "has_parameters", has_parameters)
    patch.setattr(backend, "import_rest_api", import_rest_api)
    patch.setattr(backend, "put_rest_api", put_rest_api)


def reset_to_placeholders(file: Path) -> None:
    """As the file is before the first deploy of a stage, whoever has deployed from this folder."""
    for name in json.loads(file.read_text())["stages"]:
        configure.restore(Stage.read(file.parents[1], name))


def edit_stage(project: Path, name: str = "dev", **changes: Any) -> Stage:
    """Change a stage's entry in the config; returns the stage as it is then."""
    file = project / ".chalice" / "config.json"
    config = json.loads(file.read_text())
    entry = config["stages"][name]
    entry["environment_variables"].update(changes.pop("environment_variables", {}))
    entry.update(changes)
    file.write_text(json.dumps(config, indent=2))
    return Stage.read(project, name)


def make_what_the_stack_makes(stage: Stage) -> Stage:
    """Queues, secret and network of a stage, without CloudFormation; returns the stage that names them."""
    sqs, ec2 = boto3.client("sqs"), boto3.client("ec2")
    for variable in ("JOBS_QUEUE", "DEAD_LETTER_QUEUE"):
        name = stage.entry["environment_variables"][variable]
        sqs.create_queue(QueueName=name, Attributes={"VisibilityTimeout": "720"})
    boto3.client("secretsmanager").create_secret(Name=stage.settings.database_secret, SecretString="{}")
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    group = ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]
    roles = {name: make_role(stage, name) for name in stage.functions}
    functions = {
        name: {**entry, "iam_role_arn": roles[name]}
        for name, entry in stage.entry["lambda_functions"].items()
    }
    return edit_stage(
        stage.root, stage.name, subnet_ids=[subnet], security_group_ids=[group], lambda_functions=functions
    )


def make_role(stage: Stage, name: str) -> str:
    """A role as the stack would make it for a function; returns its ARN."""
    trust = {"Version": "2012-10-17", "Statement": []}
    made = boto3.client("iam").create_role(
        RoleName=f"{stage.stack}-{name}", AssumeRolePolicyDocument=json.dumps(trust)
    )
    return str(made["Role"]["Arn"])


def make_function(stage: Stage, name: str, **tags: str) -> str:
    """A Lambda function as Chalice would make it; returns its ARN."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("app.py", "")
    made = boto3.client("lambda").create_function(
        FunctionName=stage.function(name),
        Role=make_role(stage, name),
        Runtime="python3.11",
        Handler="app.app",
        Code={"ZipFile": archive.getvalue()},
        Tags=tags or {"aws-chalice": f"version=1:stage={stage.name}:app={stage.app}"},
    )
    return str(made["FunctionArn"])


def make_api(stage: Stage, *, deployed: bool = True) -> str:
    """A REST API that calls the stage's function, as Chalice would make it; returns its id."""
    client = boto3.client("apigateway")
    api = client.create_rest_api(name=stage.app)["id"]
    root = client.get_resources(restApiId=api)["items"][0]["id"]
    client.put_method(restApiId=api, resourceId=root, httpMethod="GET", authorizationType="NONE")
    client.put_integration(
        restApiId=api,
        resourceId=root,
        httpMethod="GET",
        type="AWS_PROXY",
        integrationHttpMethod="POST",
        uri=f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/"
        f"arn:aws:lambda:{REGION}:{NUMBER}:function:{stage.stack}/invocations",
    )
    if deployed:
        client.create_deployment(restApiId=api, stageName=stage.api_stage)
    return str(api)


def found(stage: Stage, stack: stacks.Stack | None = None, **parameters: str) -> list[Finding]:
    """What is found without an account being asked."""
    situation = Situation(stage, None, Options(parameters), new=stack is None, stack=stack)
    return [finding for look in check.FIRST for finding in look(situation)]


def function(stage: Stage, name: str, **limits: Any) -> Stage:
    """The stage with other limits of a function."""
    functions = stage.entry["lambda_functions"]
    return edit_stage(stage.root, lambda_functions={**functions, name: {**functions[name], **limits}})
