"""Under faults no job is lost, doubled, changed or mixed up; and where one is, the harness sees it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(400)
@pytest.mark.parametrize("options", ["--jobs 200 --seed 7", "--jobs 80 --without delete-after"])
def test_chaos(options):
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.chaos", *options.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
