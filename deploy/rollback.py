"""The step `rollback`: the release before runs again, from what was kept of it, without building anything.

`release` keeps it before Chalice replaces it: each function's code and configuration as a version that is
published, with the API's deployment in its description. API Gateway keeps old deployments by itself. All of
that is in the account, so anyone who may deploy can go back, from any machine. The schema stays: code one
release older runs on it (docs/operations.md, "Migrations").
"""

import re
import time
import urllib.request
from typing import Any

from deploy import recover
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import Stage

_KEPT = "kept by deploy; API deployment {}"
_KEPT_PATTERN = re.compile(r"kept by deploy; API deployment (\w+)")
_CONFIGURATION = ("Role", "Handler", "Timeout", "MemorySize", "Runtime")
"""What a version has besides its code, environment and network, and that is put back as it was."""
_DOWNLOAD_SECONDS = 60

Version = dict[str, Any]


def keep(stage: Stage, account: Account) -> None:
    """Publish what runs now as a version of each function, and delete the versions before it.

    Nothing is kept of a stage that was never deployed.
    """
    api = recover.rest_api(stage, account)
    if api is None:
        return
    client = account.client("lambda")
    described = account.client("apigateway").get_stage(
        restApiId=api["rest_api_id"], stageName=stage.api_stage
    )
    description = _KEPT.format(described["deploymentId"])
    for name in _deployed(stage, account):
        kept = client.publish_version(FunctionName=name, Description=description)
        for version in _versions(client, name):
            if version["Version"] != kept["Version"] and _KEPT_PATTERN.match(version.get("Description", "")):
                client.delete_function(FunctionName=name, Qualifier=version["Version"])
    say("what runs now is kept: STEP=rollback goes back to it")


def run(stage: Stage, account: Account, _options: Options) -> None:
    """Put back each function's code and configuration and the API's deployment.

    Raises:
        DeployError: no release before is kept, or it runs already.
    """
    start = time.monotonic()
    client = account.client("lambda")
    before = {name: _kept(client, name) for name in _deployed(stage, account)}
    found = {name: version for name, version in before.items() if version is not None}
    if not found:
        raise DeployError(
            f"No release before is kept of {stage.stack}: `git switch --detach` to its tag, and deploy that."
        )
    for name, version in found.items():
        _put_back(client, name, version)
        client.untag_resource(Resource=version["FunctionArn"].rpartition(":")[0], TagKeys=["release"])
        say(f"{name} runs its version {version['Version']} again")
    _put_back_api(stage, account, found[stage.stack])
    say(f"the release before runs again after {time.monotonic() - start:.0f} s; the schema stays as it is")
    say("look at it: STEP=smoke. The next deploy is as ever: from the tag that is to run")


def _deployed(stage: Stage, account: Account) -> list[str]:
    """The names of the stage's functions that there are."""
    return [arn.rpartition(":")[2] for arn in recover.functions(stage, account).values() if arn]


def _versions(client: Any, name: str) -> list[Version]:
    pages = client.get_paginator("list_versions_by_function").paginate(FunctionName=name)
    return [each for page in pages for each in page["Versions"] if each["Version"] != "$LATEST"]


def _kept(client: Any, name: str) -> Version | None:
    """The version of a function that was kept last, if any."""
    kept = [each for each in _versions(client, name) if _KEPT_PATTERN.match(each.get("Description", ""))]
    return max(kept, key=lambda version: int(version["Version"]), default=None)


def _put_back(client: Any, name: str, version: Version) -> None:
    code = client.get_function(FunctionName=name, Qualifier=version["Version"])["Code"]["Location"]
    with urllib.request.urlopen(code, timeout=_DOWNLOAD_SECONDS) as package:  # noqa: S310 - Lambda's own link
        client.update_function_code(FunctionName=name, ZipFile=package.read())
    client.get_waiter("function_updated_v2").wait(FunctionName=name)
    network = version.get("VpcConfig", {})
    client.update_function_configuration(
        FunctionName=name,
        Environment={"Variables": version.get("Environment", {}).get("Variables", {})},
        VpcConfig={key: network.get(key, []) for key in ("SubnetIds", "SecurityGroupIds")},
        **{key: version[key] for key in _CONFIGURATION},
    )
    client.get_waiter("function_updated_v2").wait(FunctionName=name)


def _put_back_api(stage: Stage, account: Account, version: Version) -> None:
    kept = _KEPT_PATTERN.match(version["Description"])
    assert kept, "chosen by this pattern"  # noqa: S101
    api = recover.deployed_api(stage, account)["rest_api_id"]
    account.client("apigateway").update_stage(
        restApiId=api,
        stageName=stage.api_stage,
        patchOperations=[{"op": "replace", "path": "/deploymentId", "value": kept[1]}],
    )
    say(f"the API's stage {stage.api_stage} is its deployment {kept[1]} again")
