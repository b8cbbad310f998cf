"""Setting up: what is there is left alone, and what cannot work is said in a sentence."""

import subprocess
import sys
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
