"""`make release VERSION=1.2.0`: check, write the version and its date where they stand, commit and tag.

Nothing is pushed and nothing deployed: what was made can be looked at, and taken back with git.
"""

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from chalicelib.release import VERSION
from deploy import promises
from deploy.errors import DeployError

ROOT = Path(__file__).parents[1]
PLACES = {
    "chalicelib/release.py": 'VERSION: Final = "{}"',
    "pyproject.toml": '\nversion = "{}"\n',
    "chalicelib/api/openapi.json": '"version": "{}",',
    "docs/api.md": '"release": {{"version": "{}", "commit": null}}',
    "docs/fetching.md": "User-Agent: Wordcount/{} ",
}
"""Where the version stands, with what is around it. chalicelib/release.py is what the code reads."""
CHANGELOG = "CHANGELOG.md"
UNRELEASED = "## [Unreleased]\n"
_SHOWN = 5  # of what a release would break


def main(arguments: list[str]) -> int:
    """Cut the release that the one argument names; returns the exit code."""
    try:
        (version,) = arguments
        cut(ROOT, version)
    except ValueError:
        print("name one version: make release VERSION=1.2.0", file=sys.stderr)
        return 2
    except DeployError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def cut(root: Path, version: str) -> None:
    """Write, commit and tag a release.

    Raises:
        DeployError: the version is no later one, or breaks what its major version promised; there is nothing
            in the changelog; there are changes that are not committed, or git fails. All is as it was.
    """
    check(root, version)
    for name, around in PLACES.items():
        file = root / name
        file.write_text(
            file.read_text("utf-8").replace(around.format(VERSION), around.format(version)), "utf-8"
        )
    promises.write(root)
    day = datetime.now(UTC).date()
    changelog = root / CHANGELOG
    dated = f"{UNRELEASED}\n## [{version}] - {day}\n"
    changelog.write_text(changelog.read_text("utf-8").replace(UNRELEASED, dated, 1), "utf-8")
    try:
        _git(root, "commit", "--all", "--quiet", "--message", f"Release {version}")
    except DeployError:
        _git(root, "checkout", "--quiet", "HEAD", "--", ".")
        raise
    _git(root, "tag", "--annotate", f"v{version}", "--message", f"Wordcount {version}")
    print(f"Wordcount {version}, of {day}: look at it with `git show v{version}`, then push branch and tag.")


def check(root: Path, version: str) -> None:
    """Raise DeployError for what stands in the way of a release."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise DeployError(f"{version!r} is no version: three numbers with dots between them, as in 1.2.0.")
    tags = _git(root, "tag", "--list").split()
    if f"v{version}" in tags:
        raise DeployError(f"There is a v{version} already.")
    if _parts(version) < _parts(VERSION):
        raise DeployError(f"{version} is before {VERSION}, which stands in chalicelib/release.py.")
    if _git(root, "status", "--porcelain"):
        raise DeployError("There are changes that are not committed: commit them, or put them away.")
    if f"v{VERSION}" in tags and _parts(version)[0] == _parts(VERSION)[0]:
        _check_promises(root, version)
    _, _, rest = (root / CHANGELOG).read_text("utf-8").partition(UNRELEASED)
    if not re.split(r"^## ", rest, maxsplit=1, flags=re.MULTILINE)[0].strip():
        raise DeployError(f"{CHANGELOG} says nothing under Unreleased: tell first what has changed.")


def _check_promises(root: Path, version: str) -> None:
    gone = promises.gone(promises.promised(root), promises.promises(root))
    if gone:
        some = "; ".join(gone[:_SHOWN]) + (f"; and {len(gone) - _SHOWN} more" if len(gone) > _SHOWN else "")
        raise DeployError(
            f"{version} breaks what {VERSION} promised (deploy/promised.json): {some}. Bring it back, or "
            f"release {_parts(VERSION)[0] + 1}.0.0."
        )


def _parts(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DeployError(f"git {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
