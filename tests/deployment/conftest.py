"""An AWS account of moto's on loopback, and a project that is deployed to it."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from chalicelib.settings import Settings
from deploy import aws
from deploy.stages import Stage
from tests.deployment.parts import (
    REGION,
    ROOT,
    empty_account,
    mend_moto,
    reset_to_placeholders,
    template_for_moto,
)


@pytest.fixture(scope="session")
def moto_server() -> Iterator[str]:
    patch = pytest.MonkeyPatch()
    mend_moto(patch)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()
    patch.undo()


@pytest.fixture
def endpoint(moto_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty account, and the environment of an operator who may use it."""
    empty_account()
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for setting in Settings.__dataclass_fields__:
        monkeypatch.delenv(setting.upper(), raising=False)
    for name, value in {
        "AWS_ENDPOINT_URL": moto_server,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }.items():
        monkeypatch.setenv(name, value)
    return moto_server


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
