"""The step `rollback`: the release before runs again, from what was kept of it, without building anything.

`release` keeps it before Chalice replaces it: each function's code and configuration as a version that is
published, with the API's deployment in its description. API Gateway keeps old deployments by itself. All of
that is in the account, so anyone who may deploy can go back, from any machine. The schema stays: code one
release older runs on it (docs/operations.md, "Migrations").
"""

import re
import time
import urllib.request
from collections.abc import Mapping
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
"""What a version has besides its code, environment, network and tracing, and that is put back as it was."""
_DOWNLOAD_SECONDS = 60

Version = dict[str, Any]


def keep(stage: Stage, account: Account) -> None:
    """Publish what runs now as a version of each function; `forget_older` follows once the next release runs.

    Nothing is kept of a stage that was never deployed.
    """
    api = recover.rest_api(stage, account)
    if api is None:
        return
    client = account.client("lambda")
    described = account.client("apigateway").get_stage(
        restApiId=api["rest_api_id"], stageName=stage.api_stage
    )
    for name in _deployed(stage, account):
        client.publish_version(FunctionName=name, Description=_KEPT.format(described["deploymentId"]))
    say("what runs now is kept: STEP=rollback goes back to it")


def forget_older(stage: Stage, account: Account) -> None:
    """Keep of the releases before only the one that a rollback goes back to."""
    client = account.client("lambda")
    versions = {name: _versions(client, name) for name in _deployed(stage, account)}
    if before := _release_before(stage, versions):
        _forget_others(client, versions, before)


def run(stage: Stage, account: Account, _options: Options) -> None:
    """Put back the API's deployment and each function's code and configuration.

    Which release that is shows in what the functions run, so they come last, and other releases that were
    kept go first: wherever it is stopped, the same command finds the same release and finishes. Until then
    the API has its old routes, which newer code answers too.

    Raises:
        DeployError: no release before is kept.
    """
    start = time.monotonic()
    client = account.client("lambda")
    versions = {name: _versions(client, name) for name in _deployed(stage, account)}
    if not versions:
        raise DeployError(
            f"Nothing of {stage.stack} is deployed in account {account.number}, {account.region}."
        )
    found = _release_before(stage, versions)
    if not found and _runs_already(stage, account, versions):
        for running, *_ in versions.values():
            _untag(client, running)
        say(f"the release before runs already in {stage.stack}, and none that is older is kept")
        return
    if not found:
        raise DeployError(
            f"No release is kept of {stage.stack} but what runs already: `git switch --detach` to the tag "
            "that is to run, and deploy that."
        )
    _forget_others(client, versions, found)
    _put_back_api(stage, account, found[stage.stack])
    for name, version in found.items():
        _untag(client, version)
        _put_back(client, name, version)
        say(f"{name} runs its version {version['Version']} again")
    say(f"the release before runs again after {time.monotonic() - start:.0f} s; the schema stays as it is")
    say("look at it: STEP=smoke. The next deploy is as ever: from the tag that is to run")


def _deployed(stage: Stage, account: Account) -> list[str]:
    """The names of the stage's functions that there are, the API's last."""
    return [arn.rpartition(":")[2] for arn in recover.functions(stage, account).values() if arn]


def _versions(client: Any, name: str) -> list[Version]:
    """What runs of a function, and then the versions of it that were kept, oldest first."""
    pages = client.get_paginator("list_versions_by_function").paginate(FunctionName=name)
    found = [each for page in pages for each in page["Versions"]]
    running = [each for each in found if each["Version"] == "$LATEST"]
    kept = [each for each in found if each not in running and _deployment(each)]
    return running + sorted(kept, key=lambda version: int(version["Version"]))


def _deployment(version: Version) -> str | None:
    """The API's deployment with which a version was kept, or None if it was not kept by this."""
    kept = _KEPT_PATTERN.match(version.get("Description", ""))
    return kept[1] if kept else None


def _release_before(stage: Stage, versions: Mapping[str, list[Version]]) -> dict[str, Version] | None:
    """The newest release that was kept whole and is not what runs: a version of each of its functions.

    A release is what stood with one deployment of the API: whatever was kept first with it, as one that is
    interrupted leaves new functions behind an old deployment. It is whole if the API's function, which is
    kept last, is in it. One that was deployed twice is kept too, and passed over as what runs.
    """
    for release in _whole_releases(stage, versions):
        if any(_is_other(version, versions[name][0]) for name, version in release.items()):
            return release
    return None


def _runs_already(stage: Stage, account: Account, versions: Mapping[str, list[Version]]) -> bool:
    """Whether a release that was kept is the API's, all else being equal: a rollback came to its end."""
    api = recover.deployed_api(stage, account)["rest_api_id"]
    described = account.client("apigateway").get_stage(restApiId=api, stageName=stage.api_stage)
    return any(
        _deployment(release[stage.stack]) == described["deploymentId"]
        for release in _whole_releases(stage, versions)
    )


def _whole_releases(stage: Stage, versions: Mapping[str, list[Version]]) -> list[dict[str, Version]]:
    """The releases that were kept whole, newest first: of each the versions of its functions."""
    releases: dict[str, dict[str, Version]] = {}
    for name, (_, *kept) in versions.items():
        for version in kept:
            releases.setdefault(str(_deployment(version)), {}).setdefault(name, version)
    whole = [each for each in releases.values() if stage.stack in each]
    return sorted(whole, key=lambda each: int(each[stage.stack]["Version"]), reverse=True)


def _is_other(version: Version, running: Version) -> bool:
    compared = ("CodeSha256", "Architectures", *_CONFIGURATION)
    return any(version.get(key) != running.get(key) for key in compared) or any(
        part(version) != part(running) for part in (_variables, _network, _tracing)
    )


def _variables(version: Version) -> dict[str, str]:
    return dict(version.get("Environment", {}).get("Variables", {}))


def _network(version: Version) -> dict[str, list[str]]:
    named = version.get("VpcConfig", {})
    return {key: sorted(named.get(key, [])) for key in ("SubnetIds", "SecurityGroupIds")}


def _tracing(version: Version) -> dict[str, str]:
    return {"Mode": version.get("TracingConfig", {}).get("Mode", "PassThrough")}


def _forget_others(client: Any, versions: Mapping[str, list[Version]], before: Mapping[str, Version]) -> None:
    for name, (_, *kept) in versions.items():
        for version in kept:
            if version != before.get(name):
                client.delete_function(FunctionName=name, Qualifier=version["Version"])


def _untag(client: Any, version: Version) -> None:
    """Take the tag of a release away from the function of a version, or of what runs."""
    arn = version["FunctionArn"].removesuffix(f":{version['Version']}")
    client.untag_resource(Resource=arn, TagKeys=["release"])


def _put_back(client: Any, name: str, version: Version) -> None:
    code = client.get_function(FunctionName=name, Qualifier=version["Version"])["Code"]["Location"]
    with urllib.request.urlopen(code, timeout=_DOWNLOAD_SECONDS) as package:  # noqa: S310 - Lambda's own link
        # Without its architecture Lambda keeps that of what runs, on which the libraries may not load.
        architectures = version.get("Architectures", ["x86_64"])
        client.update_function_code(FunctionName=name, ZipFile=package.read(), Architectures=architectures)
    client.get_waiter("function_updated_v2").wait(FunctionName=name)
    client.update_function_configuration(
        FunctionName=name,
        Environment={"Variables": _variables(version)},
        VpcConfig=_network(version),
        TracingConfig=_tracing(version),
        **{key: version[key] for key in _CONFIGURATION},
    )
    client.get_waiter("function_updated_v2").wait(FunctionName=name)


def _put_back_api(stage: Stage, account: Account, version: Version) -> None:
    deployment = _deployment(version)
    api = recover.deployed_api(stage, account)["rest_api_id"]
    account.client("apigateway").update_stage(
        restApiId=api,
        stageName=stage.api_stage,
        patchOperations=[{"op": "replace", "path": "/deploymentId", "value": deployment}],
    )
    say(f"the API's stage {stage.api_stage} is its deployment {deployment} again")
