"""A program that counts a page made to hurt, of those in hostile_pages.py.

    python -m tests.unit.counting.hostile TYPE < PAGE

prints the seconds of CPU time and the peak memory in MB that counting takes in a fresh process.
"""

import resource
import sys
import time
from pathlib import Path


def peak_memory() -> float:
    """The most memory that this process has had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # where getrusage counts the parent's memory before exec
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main(content_type: str) -> None:
    """Count what stands on standard input."""
    from chalicelib.counting import count_page
    from chalicelib.errors import WordcountError

    body = sys.stdin.buffer.read()
    start = time.process_time()
    try:
        outcome = f"{count_page(body, content_type).summary.words:,} words"
    except WordcountError as error:
        outcome = error.detail
    print(f"{time.process_time() - start:.2f} {peak_memory():.0f} {outcome}")


if __name__ == "__main__":
    main(sys.argv[1])
