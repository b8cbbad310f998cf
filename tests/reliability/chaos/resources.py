"""Memory, threads and open files of each process over a run: whether they grow, by a slope, not by noise."""

import re
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

_EVERY_SECONDS = 2.0
_WARM_UP = 0.25  # of the run, in which caches fill
_FEWEST = 8  # samples that tell a slope
_MEMORY_SHARE, _MEMORY_MEGABYTES = 0.05, 3.0
_OTHERS = 2.0


class Sample(NamedTuple):
    """What a process had at a moment."""

    seconds: float
    megabytes: float
    threads: int
    files: int

    def __str__(self) -> str:
        return f"{self.megabytes:.0f} MB, {self.threads} threads, {self.files} files"


def sample(pid: int) -> Sample | None:
    """What a process has now; None if it has ended."""
    with suppress(OSError, IndexError):
        status = Path(f"/proc/{pid}/status").read_text()
        memory = int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024
        threads = int(re.findall(r"Threads:\s+(\d+)", status)[0])
        return Sample(time.monotonic(), memory, threads, len(list(Path(f"/proc/{pid}/fd").iterdir())))
    return None


def described(pids: Mapping[str, list[int]]) -> str:
    """What processes have now, by name."""
    found = ((name, sample(pid)) for name, numbers in pids.items() for pid in numbers)
    return f"{time.strftime('%H:%M:%S')}  " + "; ".join(f"{name} {each}" for name, each in found if each)


class Gauge:
    """Looks at processes while they work, until it is stopped.

    Args:
        processes: by name, functions that give those of that kind.
        have_work: whether they work: what is idle does not grow.
    """

    def __init__(
        self, processes: Mapping[str, Callable[[], list[int]]], have_work: Callable[[], bool]
    ) -> None:
        self._processes = processes
        self._have_work = have_work
        self._samples: dict[tuple[str, int], list[Sample]] = defaultdict(list)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> tuple[list[str], int]:
        """Stop; a line for each process, and how many of them grow."""
        self._stopping.set()
        self._thread.join()
        lines, growing = [], 0
        for (name, pid), samples in self._samples.items():
            warm = samples[int(len(samples) * _WARM_UP) :]
            if len(warm) >= _FEWEST:
                grown = growth(warm)
                growing += bool(grown)
                lines.append(f"{name} {pid}: {len(warm)} samples, {warm[-1]}: {', '.join(grown) or 'flat'}")
        return lines, growing

    def _look(self) -> None:
        while not self._stopping.wait(_EVERY_SECONDS):
            if self._have_work():
                self._take_samples()

    def _take_samples(self) -> None:
        for name, pids in self._processes.items():
            for pid in pids():
                if found := sample(pid):
                    self._samples[name, pid].append(found)


def growth(samples: list[Sample]) -> list[str]:
    """What grew from the first sample to the last, by more than caches and chance may."""
    bounds = {
        "megabytes": _MEMORY_MEGABYTES
        + _MEMORY_SHARE * statistics.median(each.megabytes for each in samples),
        "threads": _OTHERS,
        "files": _OTHERS,
    }
    grown = []
    for name, bound in bounds.items():
        more = _slope([(each.seconds, getattr(each, name)) for each in samples])
        more *= samples[-1].seconds - samples[0].seconds
        if more > bound:
            grown.append(f"{more:.1f} {name} more")
    return grown


def _slope(points: list[tuple[float, float]]) -> float:
    """The median of the slopes of all pairs (Theil and Sen): a third of the points may be anything."""
    return statistics.median(
        (second[1] - first[1]) / (second[0] - first[0]) for first, second in combinations(points, 2)
    )
