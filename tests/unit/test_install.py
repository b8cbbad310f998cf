"""Setting up: what is there is left alone, and what cannot work is said in a sentence."""

import hashlib
import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from local import install

ROOT = Path(__file__).parents[2]


def test_a_python_that_is_too_old_is_told_so(monkeypatch):
    monkeypatch.setattr(install.sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer, and .* is 3\.10.*make PYTHON="):
        install.main("local/requirements.txt")


def test_a_python_that_cannot_make_environments_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(install, "PYTHON", str(tmp_path / "missing"))
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match=r"apt install python3\.\d+-venv"):
        install.make_venv()


def test_what_was_installed_is_not_installed_again(monkeypatch, tmp_path):
    monkeypatch.setattr(install, "VENV", str(tmp_path))
    ran = []
    monkeypatch.setattr(install, "run", lambda *command: ran.append(command))
    install.install("requirements-dev.txt")
    install.install("requirements-dev.txt")
    install.install("local/requirements.txt")
    assert len(ran) == 1, "the development requirements hold the local ones"
    assert "--require-hashes" in ran[0]
    assert "--no-deps" in ran[0], (
        "what a package of the file requires is in the file, and nothing newer is looked for"
    )


def test_the_development_requirements_hold_all_others_at_the_same_versions():
    pins = {
        name: pinned(name) for name in ("requirements.txt", "local/requirements.txt", "requirements-dev.txt")
    }
    assert pins["requirements.txt"] <= pins["local/requirements.txt"] <= pins["requirements-dev.txt"]


def pinned(requirements: str) -> set[str]:
    lines = (ROOT / requirements).read_text().splitlines()
    return {line.rstrip(" \\") for line in lines if "==" in line and not line.startswith((" ", "#"))}


def test_every_requirement_is_pinned_with_its_hash():
    for name in ("requirements.txt", "local/requirements.txt", "requirements-dev.txt", "local/assets.txt"):
        lines = (ROOT / name).read_text().splitlines()
        for number, line in enumerate(lines):
            if line and not line.startswith((" ", "#")):
                assert "==" in line, line
                assert lines[number + 1].lstrip().startswith("--hash=sha256:"), line


def test_a_command_that_fails_is_shown_with_what_it_said(capsys):
    with pytest.raises(SystemExit, match="This command failed"):
        install.run(sys.executable, "-c", "print('what went wrong'); raise SystemExit(1)")
    assert "what went wrong" in capsys.readouterr().out


def test_the_help_lists_every_command():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for command in ("run", "count", "test", "lint", "format", "requirements", "clean"):
        assert f"make {command} " in said


@pytest.mark.parametrize(
    ("named", "needed"),
    [
        ("", {"lint", "wheels", "page", "4"}),
        ("-x", {"lint", "wheels", "page", "4"}),
        ("tests/", {"lint", "wheels", "page", "4"}),
        ("tests/unit/test_urls.py", {"0"}),
        ("tests/unit/test_urls.py::test_a_host -q", {"0"}),
        ("tests/unit -k 'chinese or turkish'", {"4"}),
        ("tests/unit tests/deployment/test_keys.py", {"wheels", "4"}),
    ],
)
def test_a_test_of_named_files_does_only_what_they_need(named, needed):
    """As make says it would, without what a make around the tests tells it; nothing of it is run."""
    command = ["make", "--dry-run", "test", f"ARGS={named}"]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    said = subprocess.run(command, cwd=ROOT, env=alone, capture_output=True, text=True, check=True).stdout
    signs = {
        "lint": "mypy",
        "wheels": "deployment.wheels",
        "page": "javascript test",
        "4": "-n 4",
        "0": "-n 0",
    }
    assert {name for name, sign in signs.items() if sign in said} == needed
    assert said.endswith(f"{named}\n")


def test_nothing_is_built_of_sources(monkeypatch, tmp_path):
    """What a build brings along, and what it does, is pinned by nobody."""
    proof = tmp_path / "proof"
    archive = tmp_path / "evil-1.0.tar.gz"
    with tarfile.open(archive, "w:gz") as sources:
        for name, text in {
            "setup.py": f"open({str(proof)!r}, 'w')\nimport setuptools\nsetuptools.setup(name='evil')",
            "PKG-INFO": "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n",
        }.items():
            entry = tarfile.TarInfo(f"evil-1.0/{name}")
            entry.size = len(text)
            sources.addfile(entry, io.BytesIO(text.encode()))
    pins = tmp_path / "pins.txt"
    pins.write_text(f"evil==1.0 --hash=sha256:{hashlib.sha256(archive.read_bytes()).hexdigest()}\n")
    for name, value in {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(tmp_path),
        "PIP_NO_BUILD_ISOLATION": "0",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit), install.pinned_wheel(str(pins), sys.executable):
        pass
    assert not proof.exists()
