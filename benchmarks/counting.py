"""Counting the words of pages: the tutorial's pipeline and ours, in turn, over the same pages.

    python -m benchmarks.counting [FOLDER]

FOLDER has HTML files, or such compressed by gzip; without one the pages are made like the web's. All times
are CPU time of one process; a ratio compares two rounds that ran one after the other.
"""

import argparse
import cProfile
import gc
import pstats
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from benchmarks import pages, tutorial
from chalicelib import cold_start
from chalicelib.counting import count_page
from chalicelib.counting.counts import _summary
from chalicelib.counting.reading import charset
from chalicelib.counting.reading.text import page_text
from chalicelib.counting.words.languages import language_of
from chalicelib.counting.words.phrases import frequent_phrases
from chalicelib.counting.words.pieces import cut
from chalicelib.counting.words.sequence import sequence_of
from chalicelib.counting.words.stop_words import stop_words_among
from chalicelib.counting.words.vocabulary import vocabulary_of

HTML = "text/html"


def everything(body: bytes) -> None:
    """All that the service keeps of a page, its main text too."""
    count_page(body, HTML)


def ours(body: bytes) -> None:
    """All of that but the main text."""
    count_page(body, HTML, main_text=False)


def same(body: bytes) -> None:
    """Of ours what the tutorial gives too: the words, and which of them are stop words."""
    page = page_text(body, HTML, main_text=False)
    vocabulary = vocabulary_of(cut(page.blocks)[0])
    stop_words_among(vocabulary.counts, language_of(vocabulary.counts, page.language))


@contextmanager
def collector_of(count: Callable[[bytes], Any]) -> Iterator[None]:
    """Python's collector of garbage as the worker has it for ours, and as Python has it for the tutorial."""
    before = gc.get_threshold()
    if count in (same, ours, everything):
        gc.set_threshold(cold_start.COLLECTED_AFTER, *before[1:])
    yield
    gc.set_threshold(*before)


def cpu_seconds(count: Callable[[bytes], Any], bodies: list[bytes]) -> float:
    """The CPU time that counting the pages takes."""
    with collector_of(count):
        start = time.process_time()
        for body in bodies:
            count(body)
        return time.process_time() - start


def compare(bodies: list[bytes], rounds: int) -> None:
    """Print medians of the rounds, and the ratios of each round with their spread."""
    name, theirs = tutorial.pipeline()
    size = sum(map(len, bodies)) / 1e6
    print(f"the tutorial: {name}\n{rounds} rounds, each of the pipelines in turn\n")
    pipelines = {
        "the tutorial": theirs,
        "ours, words and stop words": same,
        "ours, all but the main text": ours,
        "ours, all of count_page": everything,
    }
    times: dict[str, list[float]] = {name: [] for name in pipelines}
    for count in pipelines.values():
        count(bodies[0])  # what is read or compiled at the first page
    for _ in range(rounds):
        for name, count in pipelines.items():
            times[name].append(cpu_seconds(count, bodies))
    print(f"{'':30} {'ms/MB':>8} {'MB/s':>7} {'ratio':>7}  least and most")
    for name, seconds in times.items():
        ratios = [slow / fast for slow, fast in zip(times["the tutorial"], seconds, strict=True)]
        spread = f"{median(ratios):7.1f}  {min(ratios):.1f} to {max(ratios):.1f}"
        print(f"{name:30} {median(seconds) * 1e3 / size:8.1f} {size / median(seconds):7.1f} {spread}")


def sizes(bodies: list[bytes]) -> None:
    """Print the ratios by size of page."""
    theirs = tutorial.pipeline()[1]
    print("\nby size of page       pages   words and stop words   all but the main text")
    for name, least, most in (("up to 50 kB", 0, 5e4), ("up to 150 kB", 5e4, 1.5e5), ("larger", 1.5e5, 1e9)):
        chosen = [body for body in bodies if least <= len(body) < most]
        if chosen:
            slow, fast, faster = (cpu_seconds(count, chosen) for count in (theirs, ours, same))
            print(f"{name:20} {len(chosen):6} {slow / faster:22.1f} {slow / fast:23.1f}")


def stages(bodies: list[bytes], rounds: int) -> None:
    """Print where our time goes."""
    size = sum(map(len, bodies)) / 1e6
    results: list[list[Any]] = []
    steps: list[tuple[str, Callable[[int], Any]]] = [
        ("charset", lambda at: charset.decode(bodies[at], HTML, markup=True)),
        ("charset, parsing, visible text", lambda at: page_text(bodies[at], HTML, main_text=False)),
        ("pieces and the text", lambda at: cut(results[1][at].blocks)),
        ("words and folding", lambda at: vocabulary_of(results[2][at][0])),
        ("language", lambda at: language_of(results[3][at].counts, results[1][at].language)),
        ("stop words", lambda at: stop_words_among(results[3][at].counts, results[4][at])),
        ("order of words", lambda at: sequence_of(results[2][at][0], results[3][at])),
        ("phrases", lambda at: frequent_phrases(results[6][at])),
        ("summary", lambda at: _summary(results[3][at], results[6][at], "", 0)),
    ]
    print("\nwhere our time goes" + " " * 12 + "   ms/MB")
    for name, step in steps:
        seconds = []
        for _ in range(rounds):
            start = time.process_time()
            found = [step(at) for at in range(len(bodies))]
            seconds.append(time.process_time() - start)
        results.append(found)
        print(f"{name:30} {median(seconds) * 1e3 / size:8.2f}")


def whole_process(folder: str | None) -> None:
    """Print what one process takes that starts, imports, and counts each page once."""
    print("\none process, from its start   CPU s   peak MB")
    for name in ("tutorial", "ours"):
        command = [sys.executable, "-m", "benchmarks.counting", "--one", name, *([folder] if folder else [])]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, memory = done.stdout.split()
        print(f"{name:28} {seconds:>7} {memory:>9}")


def one(name: str, folder: str | None) -> None:
    """Count each page once, and print this process's CPU seconds and peak memory."""
    from tests.unit.counting.hostile import peak_memory

    count = tutorial.pipeline()[1] if name == "tutorial" else ours
    for _, body in pages.pages(folder):
        count(body)
    print(f"{time.process_time():.2f} {peak_memory():.0f}")


def profile(bodies: list[bytes]) -> None:
    """Print the functions of ours that take most time."""
    profiler = cProfile.Profile()
    profiler.runcall(cpu_seconds, ours, bodies)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(20)


def main() -> None:
    """Read the command line, and print the figures."""
    parser = argparse.ArgumentParser(description="Compare counting words as tutorials do with ours.")
    parser.add_argument("folder", nargs="?", help="a folder of HTML files, compressed by gzip or not")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="print a profile of ours instead")
    parser.add_argument("--one", choices=("tutorial", "ours"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments.one, arguments.folder)
        return
    bodies = [body for _, body in pages.pages(arguments.folder)]
    if not bodies:
        parser.error(f"there are no HTML files ({', '.join(pages.SUFFIXES)}) in {arguments.folder}")
    if arguments.profile:
        profile(bodies)
        return
    size = sum(map(len, bodies)) / 1e6
    print(f"{len(bodies)} pages, {size:.1f} MB: {pages.described(arguments.folder)}")
    compare(bodies, arguments.rounds)
    sizes(bodies)
    stages(bodies, arguments.rounds)
    whole_process(arguments.folder)


if __name__ == "__main__":
    main()
