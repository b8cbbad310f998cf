"""Kills of `make run`, a full disk and a cut file: each next start works, and what was accepted ends."""

import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from threading import Event

import requests

from tests.reliability.command import Run
from tests.service import reachable_folder
from tests.site import Site

_CALLERS = 4
_SITES = 40
_DISK = "size=160m"
_PATIENCE_SECONDS = 600
_LONGEST_LOAD_SECONDS = 60.0
_MOST_JOBS = 40  # that are acknowledged before a kill: on a slow machine few are, in whatever time


@dataclass
class Kills:
    """All but the first two have to be 0."""

    kills: int = 0
    acknowledged: int = 0
    """Jobs that were answered 202."""
    not_started: int = 0
    """Starts after a kill that did not come to answer."""
    lost: int = 0
    """Acknowledged jobs that have not ended, and are not in the queue either."""
    left: int = 0
    """Those that are in the queue still, long after the last kill."""
    mismatched: int = 0
    """Jobs that ended without the words of their page."""

    def faults(self) -> dict[str, int]:
        """Those that should be 0 and are not."""
        numbers = {
            "not_started": self.not_started, "lost": self.lost, "left": self.left,
            "mismatched": self.mismatched,
        }  # fmt: skip
        return {name: number for name, number in numbers.items() if number}

    def __str__(self) -> str:
        return "  ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in asdict(self).items())


class NotStarted(Exception):
    """A start after a kill did not come to answer; with what it said."""


class Callers:
    """Post pages of a site, one a call, and remember what was acknowledged."""

    def __init__(self, sites: list[Site]) -> None:
        self._sites = sites
        self._next = 0
        self.pages: dict[str, str] = {}
        """By id the word that only its page has."""

    def post(self, address: str) -> int:
        """Post one; returns the status, or 0 without an answer."""
        self._next = number = self._next + 1
        url = self._sites[number % len(self._sites)].page(f"/{number}", f"<p>tea page{number}")
        try:
            answer = requests.post(f"{address}/jobs", json={"url": url}, timeout=10)
        except requests.RequestException:
            return 0
        if answer.status_code == 202:
            self.pages[answer.json()["id"]] = f"page{number}"
        return answer.status_code

    def post_on(self, address: str, stopped: Event) -> None:
        """Post one after the other."""
        while not stopped.is_set():
            self.post(address)

    def wait_for(self, more: int) -> None:
        """Wait until so many more are acknowledged."""
        wanted, deadline = len(self.pages) + more, time.monotonic() + _LONGEST_LOAD_SECONDS
        while len(self.pages) < wanted and time.monotonic() < deadline:
            time.sleep(0.005)

    def look_for_all(self, run: Run, told: Kills) -> None:
        """Wait for the end of each acknowledged job."""
        told.acknowledged += len(self.pages)
        deadline = time.monotonic() + _PATIENCE_SECONDS
        waiting, queued = dict(self.pages), set(self.pages)
        while waiting and queued and time.monotonic() < deadline:
            queued = {
                json.loads(body)["id"] for body in run.waiting()
            }  # before the rows: a job is in one of them
            for job_id, word in list(waiting.items()):
                job = requests.get(f"{run.address}/jobs/{job_id}", timeout=30).json()
                if job["status"] != "pending":
                    told.mismatched += word not in {each["word"] for each in job.get("words", ())}
                    del waiting[job_id]
            queued &= waiting.keys()
            time.sleep(0.2)
        told.left += len(waiting.keys() & queued)
        told.lost += len(waiting.keys() - queued)


def first_starts(count: int, told: Kills) -> None:
    """Kill first starts, each a little later than the one before; then each has to start, and work."""
    with sites() as pages, reachable_folder() as folder:
        length = _start_seconds(folder / "whole")
        for number in range(count):
            data = folder / str(number)
            started = Run(data)
            time.sleep(length * (number + 0.5) / count)
            started.kill()
            told.kills += 1
            callers = Callers(pages)
            with running(data, told) as run:
                callers.post(run.address)
                callers.look_for_all(run, told)
            shutil.rmtree(data, ignore_errors=True)


def under_load(count: int, seed: int, told: Kills) -> None:
    """Kill it while pages are posted, again and again on the same data."""
    chosen = random.Random(seed)
    with sites() as pages, reachable_folder() as folder:
        callers = Callers(pages)
        for _ in range(count):
            with running(folder / "data", told) as run, posting(callers, run.address):
                callers.wait_for(chosen.randint(0, _MOST_JOBS))
                time.sleep(chosen.uniform(0, 0.1))
                run.kill()
                told.kills += 1
        with running(folder / "data", told) as run:
            callers.look_for_all(run, told)


def full_disk(told: Kills) -> None:
    """Fill the disk under it, kill it there, and give it room again: what was accepted goes on.

    Raises:
        OSError: no disk of a size can be had: that takes root.
    """
    with sites() as pages, reachable_folder() as folder, disk(folder / "disk") as small:
        callers = Callers(pages)
        filler = small / "filler"
        with running(small / "data", told) as run:
            for _ in range(20):
                callers.post(run.address)
            fill(filler)
            statuses = [callers.post(run.address) for _ in range(50)]
            health = requests.get(f"{run.address}/health", timeout=30)
            checks = health.json().get("checks")
            print(f"  full: {statuses.count(202)} of 50 accepted; health {health.status_code}, {checks}")
            told.kills += 1
        filler.unlink()
        with running(small / "data", told) as run:
            callers.look_for_all(run, told)


def cut_file(told: Kills) -> None:
    """Cut the end off the queue's file after a kill: the next start says so, and works."""
    with sites() as pages, reachable_folder() as folder:
        data = folder / "data"
        with running(data, told) as run, posting(Callers(pages), run.address):
            time.sleep(1)
            run.kill()
            told.kills += 1
        file = data / "queue" / "messages.sqlite"
        os.truncate(file, file.stat().st_size * 2 // 3)
        callers = Callers(pages)
        with running(data, told) as run:
            callers.post(run.address)
            callers.look_for_all(run, told)


@contextmanager
def sites() -> Iterator[list[Site]]:
    """The sites of the pages: one that was being read when its reader died is left alone for a while."""
    sites = [Site(f"127.0.5.{number}") for number in range(1, 1 + _SITES)]
    yield sites
    for each in sites:
        each.close()


@contextmanager
def running(data: Path, told: Kills) -> Iterator[Run]:
    """A run that answers; it is killed at the end of the block.

    Raises:
        NotStarted: it does not.
    """
    run = Run(data)
    try:
        requests.get(f"{run.address}/openapi.json", timeout=30)
        yield run
    except AssertionError as failure:
        told.not_started += 1
        raise NotStarted(str(failure)[-1000:]) from failure
    finally:
        run.kill()


@contextmanager
def posting(callers: Callers, address: str) -> Iterator[None]:
    """Callers who post until the run they post to is gone, and a little longer."""
    stopped = Event()
    with ThreadPoolExecutor(_CALLERS) as pool:
        for _ in range(_CALLERS):
            pool.submit(callers.post_on, address, stopped)
        yield
        stopped.set()


@contextmanager
def disk(folder: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", _DISK, "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        raise OSError(f"no disk of a size can be had here: {mounted.stderr.strip()}")
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(file: Path) -> None:
    """Write a file until the disk is full."""
    with file.open("wb", buffering=0) as written:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    written.write(bytes(size))
            except OSError:
                continue


def _start_seconds(data: Path) -> float:
    begin = time.monotonic()
    run = Run(data)
    assert run.address
    taken = time.monotonic() - begin
    run.kill()
    return taken


def run_all(count: int, seed: int) -> bool:
    """All of it, so many kills of each kind, with what came of each; returns whether nothing was lost."""
    parts: dict[str, Callable[[Kills], None]] = {
        f"{count} kills of a first start": partial(first_starts, count),
        f"{count} kills under load": partial(under_load, count, seed),
        "a full disk": full_disk,
        "a cut file": cut_file,
    }
    survived = [_is_survived(name, part) for name, part in parts.items()]
    return all(survived)


def _is_survived(name: str, part: Callable[[Kills], None]) -> bool:
    told = Kills()
    try:
        part(told)
    except NotStarted as failure:
        print(failure)
    except OSError as error:
        print(f"{name}: not tried, {error}")
        return True
    print(f"{name}: {told}", flush=True)
    return not told.faults()
