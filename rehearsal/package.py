"""The package that Chalice makes, on this machine: to rehearse a deploy, and to measure cold starts.

It is made in a copy of the project, so that nothing in the checkout changes, and for the processor and the
Python of this machine, so that what it holds can run here.
"""

import io
import json
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ARCHITECTURES = ("arm64", "x86_64")
PACKAGED = Path("packaged", "deployment.zip")
"""Where in a project `packaged` puts the package."""

_LEFT_OUT = (
    *(".git", ".venv", ".local", "node_modules", "__pycache__", ".*_cache", ".hypothesis"),
    *("deployments", "deployed", PACKAGED.parts[0]),
)

# Lambda's python3.11 has a glibc that ICU has no wheel for, and `chalice deploy` with 3.11 is refused. On a
# machine with nothing newer, a package of its own takes the wheel that works there.
_NEWER = """
from chalice.deploy.packager import DependencyBuilder
DependencyBuilder._RUNTIME_GLIBC["cp311"] = DependencyBuilder._RUNTIME_GLIBC["cp312"]
"""
_CHALICE = f"{_NEWER}\nimport sys; from chalice.cli import main; sys.exit(main())"
_DEPLOY = """
import sys
from deploy import release
from deploy.__main__ import main
release.CHALICE = (sys.executable, "-c", {chalice!r})
sys.exit(main())
"""


def here() -> str:
    """This machine's architecture, as Lambda names it."""
    return "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"


def copy_project(folder: Path, architecture: str | None = None, source: Path = ROOT) -> Path:
    """Copy the project, for all its stages to be deployed for an architecture (this machine's).

    What vendor/ was given for earlier packages comes along: of `source`, which may be such a copy itself.
    """
    project = folder / "wordcount"
    shutil.copytree(source, project, symlinks=True, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    links = shutil.ignore_patterns("migrations", "alembic.ini")
    shutil.copytree(source / "vendor", project / "vendor", ignore=links, dirs_exist_ok=True)
    change_stages(project, lambda_architecture=architecture or here())
    return project


def change_stages(project: Path, *names: str, **members: Any) -> None:
    """Give stages of a copied project other members: those that are named, or all."""
    file = project / ".chalice" / "config.json"
    config = json.loads(file.read_text())
    for name in names or config["stages"]:
        config["stages"][name].update(members)
    file.write_text(json.dumps(config, indent=2))


def chalice(
    project: Path, *arguments: str, prelude: str = "", **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run Chalice's command line in a project, after the code `prelude`; both outputs come together."""
    return _run(prelude + _CHALICE, project, arguments, environment)


def deploy(
    project: Path, *arguments: str, prelude: str = "", typed: str = "", **environment: str
) -> "subprocess.CompletedProcess[str]":
    """The same with `python -m deploy`, and the Chalice that it runs; `typed` is what it can ask for."""
    code = _DEPLOY.format(chalice=prelude + _CHALICE)
    return _run(prelude + code, project, arguments, environment, typed)


def _run(
    code: str, project: Path, arguments: tuple[str, ...], environment: dict[str, str], typed: str = ""
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=project, env={**os.environ, "AWS_DEFAULT_REGION": "us-east-1", **environment},
        input=typed, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip


def packaged(project: Path, stage: str = "dev", **environment: str) -> Path:
    """The zip file that Chalice makes of a project.

    Raises:
        RuntimeError: it makes none; the text holds what it printed.
    """
    file = project / PACKAGED
    done = chalice(project, "package", "--stage", stage, str(file.parent), **environment)
    if done.returncode:
        raise RuntimeError(f"`chalice package` failed:\n{done.stdout}")
    return file


def unpacked(package: Path | bytes, folder: Path) -> Path:
    """Unpack a package into a folder, with the modes that it names, but nobody may write there."""
    with zipfile.ZipFile(io.BytesIO(package) if isinstance(package, bytes) else package) as archive:
        archive.extractall(folder)
        for entry in archive.infolist():
            (folder / entry.filename).chmod((entry.external_attr >> 16) & 0o555)
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            path.chmod(0o555)
    return folder
