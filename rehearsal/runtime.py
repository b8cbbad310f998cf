"""What Lambda has beside every package: Python, boto3 and AWS's runtime client, where its user can read them.

Lambda runs functions as a user who owns nothing. Where root rehearses, they run as `nobody`; and where nobody
can reach the interpreter or what is installed for it, both are shown once more in a folder, as hard links.
"""

import importlib.util
import os
import pwd
import shutil
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

USER = "nobody"
_PACKAGES = (
    *("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3"),  # boto3's closure
    *("awslambdaric", "runtime_client", "snapshot_restore_py", "simplejson"),  # the runtime client's
)
_UNUSED = ("site-packages", "test", "idlelib", "tkinter", "ensurepip", "lib2to3", "config-*")


@dataclass(frozen=True)
class Runtime:
    """An interpreter and what it may import beside its standard library."""

    python: Path
    packages: Path
    libraries: Path | None = None
    """Where the interpreter's own shared library is, if not where it looks by itself."""


def user() -> dict[str, Any]:
    """As whom a function runs, in the words of `subprocess`: as somebody else, if this process may choose."""
    if os.geteuid():
        return {}
    account = pwd.getpwnam(USER)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@cache
def runtime() -> Runtime:
    """The runtime of all functions that this process starts."""
    folder = Path(_folder().name)
    packages = folder / "packages"
    packages.mkdir()
    for name in _PACKAGES:
        _show(_origin(name), packages)
    python = Path(sys.executable).resolve()
    if _reachable(python):
        return Runtime(python, packages)
    library = Path(sysconfig.get_path("stdlib"))
    _show(python, folder / "bin")
    for shared in Path(sysconfig.get_config_var("LIBDIR")).glob("libpython*.so*"):
        _show(shared, folder / "lib")
    _show(library, folder / "lib")
    return Runtime(folder / "bin" / python.name, packages, folder / "lib")


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    folder = tempfile.TemporaryDirectory(prefix="lambda-runtime-")
    Path(folder.name).chmod(0o755)
    return folder


def _origin(package: str) -> Path:
    """Where a package is, or a module that is one file."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise RuntimeError(f"{package} is not installed: run `make test`")
    origin = Path(found.origin)
    return origin.parent if origin.name == "__init__.py" else origin


def _reachable(path: Path) -> bool:
    return not user() or all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)


def _show(path: Path, folder: Path) -> None:
    """Let a file or folder be seen in another folder too."""
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    if _reachable(path):
        target.symlink_to(path)
    elif path.is_dir():
        unused = shutil.ignore_patterns(*_UNUSED)
        shutil.copytree(path, target, symlinks=True, ignore=unused, copy_function=_link)
    else:
        _link(str(path), str(target))


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another file system
        shutil.copy2(source, target, follow_symlinks=False)
