"""A program that counts pages made to hurt, of those in hostile_pages.py, each in a process of its own.

    python -m tests.unit.counting.hostile

reads lines with a file and its Content-Type, a tab between them. For each it answers with a line: the seconds
of CPU time and the peak memory in MB that counting takes, and what came of it. A fork counts each, of this
process, which has counted a page as a worker has: what it has in memory at the start is part of the peak.
"""

import os
import resource
import sys
import time
from pathlib import Path

GUARD = 30  # seconds of CPU time, for machines far slower than Lambda's; what is quadratic takes hours


def peak_memory() -> float:
    """The most memory that this process has had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # where getrusage counts the parent's memory before exec
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def count(file: str, content_type: str) -> str:
    """What counting a page takes, and what comes of it."""
    from chalicelib.counting import count_page
    from chalicelib.errors import WordcountError

    body = Path(file).read_bytes()
    start = time.process_time()
    try:
        outcome = f"{count_page(body, content_type).summary.words:,} words"
    except WordcountError as error:
        outcome = error.detail
    return f"{time.process_time() - start:.2f} {peak_memory():.0f} {outcome}"


def answer(file: str, content_type: str) -> None:
    """Count a page in a fork, and print what it takes, or how that ended."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (GUARD, GUARD))
        print(count(file, content_type), flush=True)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status:
        print(f"ended with {status}", flush=True)


def main() -> None:
    """Answer the lines on standard input."""
    from chalicelib.counting import count_page

    count_page(b"<p>The first page, for which stop words are read. \xe7\x8c\xab", "text/html; charset=utf-8")
    for line in sys.stdin:
        answer(*line.rstrip("\n").split("\t"))


if __name__ == "__main__":
    main()
