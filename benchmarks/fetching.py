"""What the guard costs, and what bombs do to memory: `python -m benchmarks.fetching`.

Cost: the same pages over loopback by `requests.get` and by `fetch`, taking turns in one process, the
server in another. Memory: each bomb fetched by a fresh process, whose peak is compared with its peak
after an ordinary page. The server holds nothing but canned answers.
"""

import re
import socket
import statistics
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import requests

from chalicelib.counting import fetch
from chalicelib.settings import Settings

SETTINGS = Settings.from_environment({"FETCH_ALLOWED_NETWORKS": "127.0.0.0/8"})
ROUNDS = 15
FETCHES_A_ROUND = 40
GIBIBYTE = 2**30


# --- the server ---------------------------------------------------------------------------------


def bomb() -> bytes:
    """1 GiB of zeros as one gzip stream, about 1 MiB: blocks that repeat, each flushed."""
    block = bytes(2**24)
    deflate = zlib.compressobj(wbits=-15)
    piece = deflate.compress(block) + deflate.flush(zlib.Z_FULL_FLUSH)
    times = GIBIBYTE // len(block)
    checksum = 0
    for _ in range(times):
        checksum = zlib.crc32(block, checksum)
    header = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    trailer = checksum.to_bytes(4, "little") + (GIBIBYTE % 2**32).to_bytes(4, "little")
    return header + piece * times + b"\x03\x00" + trailer


def answer(body: bytes, *fields: str, status: str = "200 OK") -> bytes:
    """A well-formed answer."""
    header = ["Content-Type: text/html; charset=utf-8", f"Content-Length: {len(body)}", *fields]
    return "\r\n".join([f"HTTP/1.1 {status}", *header, "", ""]).encode() + body


def page(size: int) -> bytes:
    """HTML of about `size` bytes."""
    return (
        b"<!doctype html><title>Page</title>"
        + b"<p>The quick brown fox jumps over the lazy dog.</p>\n" * (size // 53)
    )


def answers() -> dict[bytes, bytes]:
    """What the server answers to each path."""
    zeros = bomb()
    deflate = zlib.compressobj(wbits=31)
    zipped = deflate.compress(page(100_000)) + deflate.flush()
    return {
        b"/1-kB-page": answer(page(1_000)),
        b"/100-kB-page": answer(page(100_000)),
        b"/100-kB-page-gzip": answer(zipped, "Content-Encoding: gzip"),
        b"/5-MB-page": answer(page(5_000_000)),
        b"/1-GiB-gzip-body": answer(zeros, "Content-Encoding: gzip"),
        b"/1-GiB-gzip-redirect": answer(
            zeros, "Content-Encoding: gzip", "Location: /1-kB-page", status="302 Found"
        ),
        b"/9.9-MB-page": answer(page(9_900_000)),
    }


def serve() -> None:
    """Print the port, and answer until standard input ends."""
    table = answers()
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)

    def respond(connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection:
            try:
                while request := connection.recv(8192):
                    connection.sendall(table[request.split(b" ")[1]])
                    if b"connection: close" in request.lower():
                        return
            except OSError:
                return

    def accept() -> None:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=respond, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    sys.stdin.read()


@contextmanager
def server() -> Iterator[str]:
    """The server in a process of its own; gives the beginning of its URLs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.fetching", "serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    with process:
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}/"
        finally:
            process.stdin.close()


# --- memory -------------------------------------------------------------------------------------


def peak() -> int:
    """The most memory that this process has had at a time, in bytes (Linux)."""
    status = Path("/proc/self/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024


def measure(idle_url: str, url: str, times: str) -> None:
    """Print the peaks after fetching `idle_url` and after `url`, all at once, and how that ended."""
    fetch(idle_url, SETTINGS)
    idle = peak()
    with ThreadPoolExecutor(int(times)) as pool:
        # All are kept until the last is there, as a batch does.
        pages = [pool.submit(fetch, url, SETTINGS) for _ in range(int(times))]
        failures = [page.exception() for page in pages]
    outcome = type(failures[0]).__name__ if failures[0] else f"page of {len(pages[0].result().body):,} bytes"
    print(idle, peak(), outcome)


def memory_of(base: str, name: str, times: int = 1) -> tuple[int, int, str]:
    """The peak after an ordinary page and after the page `name`, in bytes, and how fetching it ended."""
    urls = [base + "1-kB-page", base + name]
    command = [sys.executable, "-m", "benchmarks.fetching", "measure", *urls, str(times)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    idle, most, outcome = printed.strip().split(" ", 2)
    return int(idle), int(most), outcome


# --- cost ---------------------------------------------------------------------------------------


def seconds(fetch_it: Callable[[], bytes]) -> float:
    """The time of one call, as the mean of a round."""
    start = time.perf_counter()
    for _ in range(FETCHES_A_ROUND):
        fetch_it()
    return (time.perf_counter() - start) / FETCHES_A_ROUND


def cost(url: str) -> tuple[float, float, list[float]]:
    """The medians of `requests.get` and `fetch` in seconds, and the ratios of all rounds, sorted."""
    plain, guarded = [], []
    for _ in range(ROUNDS):
        plain.append(seconds(lambda: requests.get(url, timeout=20).content))
        guarded.append(seconds(lambda: fetch(url, SETTINGS).body))
    ratios = sorted(ours / theirs for ours, theirs in zip(guarded, plain, strict=True))
    return statistics.median(plain), statistics.median(guarded), ratios


def main() -> None:
    """Print both tables."""
    with server() as base:
        print(f"Cost, {ROUNDS} rounds of {FETCHES_A_ROUND} each, medians")
        print(f"{'':20} {'requests.get':>12} {'fetch':>12} {'ratio':>7}   of the middle half of rounds")
        for name in ("1-kB-page", "100-kB-page", "100-kB-page-gzip", "5-MB-page"):
            plain, guarded, ratios = cost(base + name)
            low, high = ratios[len(ratios) // 4], ratios[-1 - len(ratios) // 4]
            middle = statistics.median(ratios)
            times = f"{plain * 1e3:9.2f} ms {guarded * 1e3:9.2f} ms"
            print(f"{name:20} {times} {middle:7.2f}   {low:.2f} to {high:.2f}")
        print("\nMemory of a fresh process, peak above that of an ordinary page")
        for name, times in (
            ("1-GiB-gzip-body", 1),
            ("1-GiB-gzip-redirect", 1),
            ("9.9-MB-page", 1),
            ("1-GiB-gzip-body", 10),
            ("9.9-MB-page", 10),
        ):
            idle, most, outcome = memory_of(base, name, times)
            print(f"{times:2} x {name:20} {(most - idle) / 1e6:6.1f} MB above {idle / 1e6:.1f} MB: {outcome}")


if __name__ == "__main__":
    {"serve": serve, "measure": measure}.get(sys.argv[1] if sys.argv[1:] else "", main)(*sys.argv[2:])
