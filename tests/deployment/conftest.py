"""An AWS account of moto's on loopback, and a project that is deployed to it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.settings import Settings
from deploy import aws
from deploy.stages import Stage
from tests.deployment.parts import REGION, ROOT, reset_to_placeholders, template_for_moto
from tests.deployment.stand_in import StandIn


@pytest.fixture(scope="session")
def stand_in() -> Iterator[StandIn]:
    started = StandIn()
    yield started
    started.close()


@pytest.fixture
def endpoint(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty account, and the environment of an operator who may use it."""
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
