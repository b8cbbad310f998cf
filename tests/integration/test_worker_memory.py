"""A batch of the largest and worst pages leaves most of the worker's memory free."""

import json
import os
import subprocess
import sys
from pathlib import Path

from chalicelib.jobs import Job
from tests.integration.test_worker import record, rows
from tests.unit.counting.hostile_pages import PAGES

ROOT = Path(__file__).parents[2]

RUN = """
import json, sys
from chalicelib import cold_start
cold_start.begin()  # as in the first batch of an execution environment
from chalicelib.worker import run_batch
from tests.unit.counting.hostile import peak_memory
run_batch(json.load(sys.stdin))
print(peak_memory())
"""

# Those that take much memory for the time they take, and the one whose parsers would pile up.
NAMES = [
    "an emoji",
    "short words",
    "NULs",
    "Chinese without white space",
    "random bytes as text",
    "different words",
    "full stops",
    *["XML elements in elements"] * 3,
]


def worker_megabytes() -> int:
    stages = json.loads((ROOT / ".chalice" / "config.json").read_text())["stages"]
    return min(stage["lambda_functions"]["worker"]["lambda_memory_size"] for stage in stages.values())


def test_ten_pages_of_ten_megabytes_take_less_than_a_third_of_the_memory(database, site):
    batch = []
    for number, name in enumerate(NAMES):
        make, content_type = PAGES[name]
        batch.append(Job.new(site.page(f"/{number}", make()[:10_000_000], Content_Type=content_type)))
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps([record(job) for job in batch]),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "FETCH_DEADLINE_SECONDS": "60"},
    )
    peak = float(done.stdout)
    print(f"ten pages of ten megabytes: peak {peak:.0f} MB of {worker_megabytes()} MB")
    assert len(rows()) == len(batch)
    assert peak < worker_megabytes() / 3
