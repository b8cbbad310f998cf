"""The pictures of the README, in docs/screenshots/: `make screenshots`.

The service runs as in the tests, with pages of tests/browser/samples.py counted at several times.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import MISSING, executable, launched
from tests.browser.samples import BREAD, TIDE, page
from tests.browser.visitor import DESKTOP, PHONE, counted
from tests.service import reachable_folder, started

FOLDER = Path(__file__).parents[2] / "docs/screenshots"
TIDE_URL, BREAD_URL = "https://harbour.example/tide", "https://baker.example/bread"
VERSIONS = (  # what earlier versions of the page on tides lacked, and how many days ago they were counted
    (36, "moon|pull|spring"),
    (29, "moon|spring"),
    (22, "spring|boats"),
    (15, "boats"),
    (8, "water|sand"),
)

View = tuple[str, str, dict[str, Any], Callable[[Page], object]]
"""A picture's name, the place it shows, the tab's options, and what is done there before it is taken."""


def samples() -> dict[str, str]:
    """Have the sample pages counted; returns the ids of their jobs."""
    for days, lacking in VERSIONS:
        lines = [re.sub(rf"\b(?:{lacking})\b", "it", line) for line in TIDE.splitlines()]
        counted(page("The tide", "\n".join(lines)), TIDE_URL, days_ago=days)
    return {
        "tide": counted(page("The tide in our harbour", TIDE), TIDE_URL),
        "bread": counted(page("Bread, and how to wait for it", BREAD), BREAD_URL),
    }


def views(jobs: dict[str, str]) -> list[View]:
    """All the pictures."""
    dark, result, both = {"color_scheme": "dark"}, f"#job={jobs['tide']}", f"{jobs['tide']},{jobs['bread']}"
    history = f"#history={TIDE_URL}&words=tide,moon,boats,sand"
    return [
        ("start", "", DESKTOP, _nothing),
        ("result", result, DESKTOP, _nothing),
        ("result-dark", result, DESKTOP | dark, _nothing),
        ("cloud", f"{result}&chart=cloud", DESKTOP, _nothing),
        ("phrases-dark", f"{result}&list=2", DESKTOP | dark, _nothing),
        ("compare", f"#compare={both}", DESKTOP, _nothing),
        ("history", history, DESKTOP, _nothing),
        ("phone", result, PHONE, _nothing),
        ("phone-dark", f"#compare={both}", PHONE | dark, _nothing),
    ]


def _nothing(_page: Page) -> None:
    pass


def take(browser: Browser, root: str, view: View) -> Path:
    """Take one picture; returns its file."""
    name, place, options, prepare = view
    context = browser.new_context(locale="en-GB", timezone_id="UTC", reduced_motion="reduce", **options)
    tab = context.new_page()
    tab.goto(root + place)
    expect(tab.locator("#stage > *").first).to_be_visible()
    expect(tab.get_by_text("so far …")).to_have_count(0)
    prepare(tab)
    tab.wait_for_load_state("networkidle")
    file = FOLDER / f"{name}.png"
    tab.screenshot(path=file, animations="disabled")
    context.close()
    return file


def main() -> int:
    """Take all pictures, or those that the command line names; returns the exit status."""
    file = executable()
    if file is None:
        print(MISSING, file=sys.stderr)
        return 1
    with reachable_folder() as folder, started(folder) as service, launched(file) as browser:
        for view in views(samples()):
            if not sys.argv[1:] or view[0] in sys.argv[1:]:
                picture = take(browser, f"{service.address}/", view)
                print(f"{picture.relative_to(FOLDER.parents[1])}: {picture.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
