"""The wheels that packages are made of, fetched at set-up, so that no test asks an index.

python -m tests.deployment.wheels
"""

import os
import sys
from pathlib import Path

from local.install import Step, digest, read, run

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".local" / "wheels"
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(FOLDER), "PIP_CONFIG_FILE": os.devnull}
"""The environment in which pip, and so Chalice, takes these wheels and no others."""

# What Lambda's newer runtimes take, and the older ones' tag that pip knows the aliases of.
PLATFORMS = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_17", "manylinux2014")
MACHINES = ("x86_64", "aarch64")
FILES = ("requirements.txt", "deploy/assets.txt")


def fetch() -> None:
    """Fetch the wheels for this machine and for both of Lambda's, unless these very ones are there."""
    wanted = " ".join([f"{sys.version_info[:2]}", *(digest(str(ROOT / file)) for file in FILES)])
    if read(str(FOLDER / "fetched")) == wanted:
        return
    files = [f"--requirement={file}" for file in FILES]
    options = ["--no-input", "--no-deps", "--only-binary=:all:", "--require-hashes", f"--dest={FOLDER}"]
    with Step("the wheels of a package, for every architecture"):
        for machine in (None, *MACHINES):
            platforms = [f"--platform={tag}_{machine}" for tag in PLATFORMS] if machine else []
            run(sys.executable, "-m", "pip", "download", *options, *platforms, *files)
    (FOLDER / "fetched").write_text(wanted)


if __name__ == "__main__":
    fetch()
