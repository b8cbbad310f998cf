"""What the page weighs and how soon it is there, in a real Chromium: `python -m benchmarks.page`.

The service runs on this machine with an empty cache in the browser, so the times are those of the page
itself: no network lies between. A shift of what is on the screen counts as in Core Web Vitals.
"""

import gzip
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import Browser, Page

from tests.browser.chromium import MISSING, executable, launched
from tests.browser.results import counted
from tests.browser.samples import many_words, page
from tests.browser.visitor import SIZES, WATCH
from tests.service import reachable_folder, started

WORDS = 20_000
SLOWER = 4
"""How many times slower than this machine's the processor of a slow phone is taken to be."""
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
_MEASURE = "name => performance.getEntriesByName(name)[0]?.duration ?? null"
_FRAME = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
_TYPING = """async () => {
    const field = document.querySelector('.filter input');
    const times = [];
    field.focus();
    for (const letter of 'bakeli') {
        await new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)));
        const start = performance.now();
        field.value += letter;
        field.dispatchEvent(new Event('input'));
        document.body.getBoundingClientRect();  // laid out
        times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[times.length >> 1];
}"""


@dataclass(frozen=True)
class Figures:
    """What was measured; times in milliseconds."""

    first_paint: float
    first_rows: float
    """From the result's arrival to the drawn table."""
    all_rows: float
    """The same, with all words loaded."""
    letter: float
    """Of a filter typed into the table, until it is laid out anew, on a processor `SLOWER` times slower."""
    layout_shift: float


def weight(root: str) -> dict[str, int]:
    """The page and every style sheet, script and picture that it names: bytes, gzipped, by name."""
    text = requests.get(root, timeout=10).text
    names = dict.fromkeys(re.findall(r'(?:src|href)="(static/[^"]+)"', text))
    bodies = {"index.html": text} | {name: requests.get(root + name, timeout=10).text for name in names}
    return {name: len(gzip.compress(body.encode(), mtime=0)) for name, body in bodies.items()}


def measure(tab: Page, address: str) -> Figures:
    """Open the result at an address in a tab that has seen nothing yet."""
    tab.goto(address)
    tab.locator(".count", has_text=re.compile(r"^[\d,]+ different words, [\d,]+ shown: [^…]+$")).wait_for()
    tab.evaluate(_FRAME)
    shift = tab.evaluate("watched.shifts.reduce((sum, one) => sum + one, 0)")
    times = [tab.evaluate(_PAINT), *(tab.evaluate(_MEASURE, name) for name in ("first rows", "all rows"))]
    processor = tab.context.new_cdp_session(tab)
    processor.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    letter = tab.evaluate(_TYPING)
    processor.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return Figures(*times, letter=letter, layout_shift=shift)


def report(size: str, figures: Figures) -> str:
    """The figures of one screen in a line."""
    return (
        f"{size}: first paint {figures.first_paint:.0f} ms; result of {WORDS:,} words: "
        f"table after {figures.first_rows:.0f} ms, all rows after {figures.all_rows:.0f} ms, "
        f"a letter in the filter {figures.letter:.0f} ms at {SLOWER} times slower (a frame is 17); "
        f"layout shift {figures.layout_shift:.4f}"
    )


def large_result() -> str:
    """Have a page of 20,000 different words counted; returns the job's id."""
    return counted(page("", many_words(WORDS)), "https://many.example/")


def _in_new_tab(browser: Browser, address: str, options: dict[str, Any]) -> Figures:
    context = browser.new_context(**options)
    context.add_init_script(WATCH)
    figures = measure(context.new_page(), address)
    context.close()
    return figures


def main() -> int:
    """Print the figures; returns the exit status."""
    file = executable()
    if file is None:
        print(MISSING, file=sys.stderr)
        return 1
    with reachable_folder() as folder, started(Path(folder)) as service, launched(file) as browser:
        sizes = weight(f"{service.address}/")
        print(f"{len(sizes)} files, {sum(sizes.values()) / 1000:.1f} kB gzipped")
        address = f"{service.address}/#job={large_result()}"
        for size, options in SIZES.items():
            runs = [_in_new_tab(browser, address, options) for _ in range(3)]
            best = min(runs, key=lambda run: run.all_rows + run.letter)
            print(report(size, best))
    return 0


if __name__ == "__main__":
    sys.exit(main())
