"""The release before, out of git: the code of now has to read its messages, and it those of now."""

import subprocess
import sys
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[3]
_BEFORE_THE_FIRST = "5d8d5e1edb2b79751c6f09c8b88b83171232072d"
"""A commit whose messages and schema are others than today's, for as long as no release has a tag."""


@cache
def release_before() -> str:
    """The name that git has for it: the newest tag before this commit, or else a commit."""
    described = _git("describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD^")
    return described.stdout.decode().strip() if described.returncode == 0 else _BEFORE_THE_FIRST


def unpack(folder: Path) -> Path:
    """Put its code into a folder, with what is set up beside it.

    Raises:
        LookupError: git does not have it here, as in a shallow clone.
    """
    archive = _git("archive", release_before(), "app.py", "alembic.ini", "chalicelib", "local", "migrations")
    if archive.returncode:
        raise LookupError(f"git has no {release_before()} here: {archive.stderr.decode().strip()}")
    tree = folder / "before"
    tree.mkdir()
    subprocess.run(["tar", "-x", "-C", str(tree)], input=archive.stdout, check=True)
    (tree / "vendor").symlink_to(_ROOT / "vendor")
    return tree


def enter(tree: Path) -> None:
    """Let this process import the code of a release from now on, whatever it has imported of another."""
    for name in list(sys.modules):
        if name.partition(".")[0] in ("app", "chalicelib", "local"):
            del sys.modules[name]
    sys.path.insert(0, str(tree))


def _git(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["git", *arguments], cwd=_ROOT, capture_output=True, check=False)
