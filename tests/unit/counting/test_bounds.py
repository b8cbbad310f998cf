"""Any page of ten megabytes ends soon and within 300 MB of memory, or 400 where all of it is one text."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.counting.hostile_pages import ONE_TEXT, PAGES

ROOT = Path(__file__).parents[3]
MEMORY = 300  # MB, of the whole process
MORE_MEMORY = 400  # where the parser takes 20 bytes a character: for one text of ten million


@pytest.fixture(scope="module")
def counter():
    command = [sys.executable, "-m", "tests.unit.counting.hostile"]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield process
        process.stdin.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_to_hurt_stays_within_bounds(name, counter, tmp_path):
    make, content_type = PAGES[name]
    file = tmp_path / "page"
    file.write_bytes(make())
    print(file, content_type, sep="\t", file=counter.stdin, flush=True)
    answer = counter.stdout.readline().strip()
    file.unlink()
    print(f"{name}: {answer} (seconds, MB, outcome)")
    seconds, memory, _ = answer.split(maxsplit=2)
    assert seconds != "ended", answer
    assert int(memory) < (MORE_MEMORY if name in ONE_TEXT else MEMORY)
