"""Any page of ten megabytes ends soon and within 300 MB of memory, or 400 where all of it is one text."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.counting.hostile_pages import ONE_TEXT, PAGES

ROOT = Path(__file__).parents[3]
MEMORY = 300  # MB, of the whole process
MORE_MEMORY = 400  # where the parser takes 20 bytes a character: for one text of ten million
GUARD = 30  # seconds of CPU time, for machines far slower than Lambda's; what is quadratic takes hours


def limit_cpu_time() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (GUARD, GUARD))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_to_hurt_stays_within_bounds(name):
    make, content_type = PAGES[name]
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.counting.hostile", content_type],
        input=make(),
        capture_output=True,
        check=False,
        cwd=ROOT,
        preexec_fn=limit_cpu_time,
        timeout=4 * GUARD,
    )
    assert done.returncode == 0, done.stderr.decode()[-1000:]
    seconds, memory, outcome = done.stdout.decode().split(maxsplit=2)
    print(f"{name}: {seconds} s, {memory} MB, {outcome.strip()}")
    assert int(memory) < (MORE_MEMORY if name in ONE_TEXT else MEMORY)
