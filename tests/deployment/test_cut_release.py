"""`make release`: the version everywhere, a dated changelog, a commit, a tag; or a sentence and nothing."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from chalicelib.release import VERSION
from deploy import cut_release, package, promises
from deploy.errors import DeployError

ROOT = Path(__file__).parents[2]
LATER = "99.1.0"
READ = (".chalice/config.json", "Makefile")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def checkout(tmp_path, monkeypatch) -> Path:
    """A checkout of what holds the version."""
    for variable, value in {"NAME": "Ada", "EMAIL": "ada@example.org"}.items():
        monkeypatch.setenv(f"GIT_AUTHOR_{variable}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{variable}", value)
    for name in [*cut_release.PLACES, *READ, cut_release.CHANGELOG, promises.FILE]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    changelog = tmp_path / cut_release.CHANGELOG
    if "- " not in changelog.read_text().partition(cut_release.UNRELEASED)[2].partition("\n## ")[0]:
        new = cut_release.UNRELEASED + "\n### Added\n\n- Something.\n"
        changelog.write_text(changelog.read_text().replace(cut_release.UNRELEASED, new))
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "All")
    return tmp_path


@pytest.mark.parametrize(("name", "around"), cut_release.PLACES.items())
def test_the_version_stands_once_in_every_place(name, around):
    assert (ROOT / name).read_text().count(around.format(VERSION)) == 1


def test_a_release_writes_the_version_dates_the_changelog_commits_and_tags(checkout):
    cut_release.cut(checkout, LATER)
    for name, around in cut_release.PLACES.items():
        assert around.format(LATER) in (checkout / name).read_text()
    assert json.loads((checkout / "chalicelib/api/openapi.json").read_text())["info"]["version"] == LATER
    promised = json.loads((checkout / promises.FILE).read_text())
    assert "POST /jobs" in promised["calls"]
    log = (checkout / cut_release.CHANGELOG).read_text()
    assert f"## [Unreleased]\n\n## [{LATER}] - 20" in log
    assert git(checkout, "status", "--porcelain") == ""
    assert git(checkout, "describe").strip() == f"v{LATER}"
    with pytest.raises(DeployError, match=f"There is a v{LATER} already"):
        cut_release.cut(checkout, LATER)
    with pytest.raises(DeployError, match="says nothing under Unreleased"):
        cut_release.cut(checkout, "99.2.0")


@pytest.mark.parametrize(
    ("version", "sentence"), [("1.2", "no version"), ("v1.2.3", "no version"), ("0.0.1", "is before")]
)
def test_what_is_no_later_version_is_refused(checkout, version, sentence):
    with pytest.raises(DeployError, match=sentence):
        cut_release.cut(checkout, version)


def without_a_call(checkout: Path) -> None:
    """Take a call away in a commit."""
    file = checkout / "chalicelib/api/openapi.json"
    document = json.loads(file.read_text())
    del document["paths"]["/jobs/{job_id}/collocates"]
    file.write_text(json.dumps(document, indent=2))
    git(checkout, "commit", "--quiet", "--all", "--message", "Less")


def test_what_was_promised_goes_with_a_new_major_version_only(checkout):
    git(checkout, "tag", f"v{VERSION}")
    promises.write(checkout)
    git(checkout, "commit", "--quiet", "--all", "--allow-empty", "--message", "Promised")
    without_a_call(checkout)
    major, minor, _ = VERSION.split(".")
    with pytest.raises(DeployError, match=f"collocates.* and .* more.*{int(major) + 1}.0.0"):
        cut_release.cut(checkout, f"{major}.{int(minor) + 1}.0")
    assert git(checkout, "status", "--porcelain") == ""
    cut_release.cut(checkout, f"{int(major) + 1}.0.0")
    assert "GET /jobs/{job_id}/collocates" not in promises.promised(checkout)["calls"]


def test_before_the_first_release_nothing_is_promised(checkout):
    without_a_call(checkout)
    cut_release.check(checkout, VERSION)


def test_a_commit_that_fails_leaves_nothing_behind(checkout):
    hook = checkout / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no >&2; exit 1\n")
    hook.chmod(0o755)
    with pytest.raises(DeployError, match="git commit failed: no"):
        cut_release.cut(checkout, LATER)
    assert git(checkout, "status", "--porcelain") == ""
    assert not git(checkout, "tag", "--list")


def test_changes_that_are_not_committed_are_refused(checkout):
    (checkout / "pyproject.toml").write_text("changed")
    with pytest.raises(DeployError, match="not committed"):
        cut_release.cut(checkout, LATER)
    assert package.commit(checkout).endswith("+")


def test_a_package_names_its_commit(checkout, tmp_path_factory):
    assert git(checkout, "rev-parse", "HEAD").startswith(package.commit(checkout))
    assert package.commit(tmp_path_factory.mktemp("no-checkout")) is None


@pytest.mark.parametrize(
    "name", ["chalicelib/extra.py", "migrations/versions/0099_x.py", "chalicelib/api/x.log"]
)
def test_a_file_that_git_does_not_have_and_would_be_packaged_is_a_change(checkout, name):
    (checkout / ".gitignore").write_text("*.log\n__pycache__/\n")
    git(checkout, "add", ".gitignore")
    git(checkout, "commit", "-qm", "ignore")
    compiled = checkout / "chalicelib" / "__pycache__" / "x.pyc"
    compiled.parent.mkdir(parents=True, exist_ok=True)
    compiled.write_bytes(b"")
    (checkout / "notes.txt").write_text("not packaged")
    assert not package.commit(checkout).endswith("+")
    (checkout / name).parent.mkdir(parents=True, exist_ok=True)
    (checkout / name).write_text("")
    assert package.commit(checkout).endswith("+")
    assert not package.commit(checkout).endswith("++")
