"""An AWS account of moto's on loopback, and a project that is deployed to it."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import boto3
import botocore.session
import pytest
from botocore.loaders import create_loader

from chalicelib.settings import Settings
from deploy import aws
from deploy.stages import Stage
from rehearsal.package import PACKAGED, copy_project, packaged
from tests.deployment import permissions
from tests.deployment.parts import REGION, ROOT, reset_to_placeholders, template_for_moto
from tests.deployment.stand_in import StandIn
from tests.deployment.wheels import OFFLINE


@pytest.fixture(scope="session", autouse=True)
def _descriptions_read_once() -> Iterator[None]:
    """Each test has a session of boto3's of its own, and all of these what botocore's files say."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(botocore.session, "create_loader", cache(create_loader))
        yield


@pytest.fixture(scope="session")
def stand_in() -> Iterator[StandIn]:
    started = StandIn()
    yield started
    started.close()


@pytest.fixture(scope="session")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Copies of the project with their packages, by architecture; made once for all processes of pytest."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def make(architecture: str) -> Path:
        with (shared / f"{architecture}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            folder = shared / f"project-{architecture}"
            project = folder / "wordcount"
            if not (folder / "made").exists():
                copy_project(folder, architecture)
                # Left by this machine's Python, as in any checkout.
                compiling = [sys.executable, "-m", "compileall", "-q", "chalicelib", "migrations"]
                subprocess.run(compiling, cwd=project, check=True)
                packaged(project, **OFFLINE)
                (folder / "made").touch()
        return project

    return make


@pytest.fixture(scope="session")
def packages(projects: Callable[[str], Path]) -> Callable[[str], Path]:
    """The packages that Chalice makes, by architecture."""
    return lambda architecture: projects(architecture) / PACKAGED


@pytest.fixture
def endpoint(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty account, and the environment of an operator who may do what the policy for operators says."""
    stand_in.empty()
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for setting in Settings.__dataclass_fields__:
        monkeypatch.delenv(setting.upper(), raising=False)
    for name, value in {
        "AWS_ENDPOINT_URL": stand_in.url,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it keeps the first credentials that it finds
    client = aws.Account.client
    monkeypatch.setattr(
        aws.Account, "client", lambda *given, **more: permissions.hold(client(*given, **more))
    )
    return stand_in.url


@pytest.fixture
def account(endpoint: str) -> aws.Account:
    return aws.connect()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project's folder with the real stages and a stack that moto can make."""
    shutil.copytree(ROOT / ".chalice", tmp_path / ".chalice", ignore=shutil.ignore_patterns("deploy*"))
    reset_to_placeholders(tmp_path / ".chalice" / "config.json")
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "infrastructure.yaml").write_text(template_for_moto())
    return tmp_path


@pytest.fixture
def stage(project: Path) -> Stage:
    return Stage.read(project, "dev")
