"""Under faults no job is lost, doubled, changed or mixed up; and where one is, the harness sees it."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.chaos.resources import Sample, growth

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(1800)
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


def test_a_leak_is_told_from_noise():
    chosen = random.Random(1)

    def run(leaked_megabytes: float, files: int) -> list[Sample]:
        """Of 20 minutes, with a process that takes 10 MB more for every fifth sample."""
        return [
            Sample(
                2.0 * number,
                90 + leaked_megabytes * number / 600 + chosen.choice([0, 0, 0, 0, 10]) + chosen.random(),
                chosen.randint(5, 9),
                10 + files * number // 600,
            )
            for number in range(600)
        ]

    assert growth(run(0, 0)) == []
    (leak,) = growth(run(12, 0))
    assert leak.endswith("megabytes more")
    (leak,) = growth(run(0, 5))
    assert leak.endswith("files more")
