"""The pictures of the README, in docs/screenshots/: `make screenshots`.

The service runs as in the tests, with pages of tests/browser/samples.py counted at several times. All of it
happens at one moment, so that a picture changes with the page and not with the day.
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import Browser, expect

from tests.browser.chromium import MISSING, executable, launched
from tests.browser.results import counted, counted_together
from tests.browser.samples import BREAD, TIDE, page
from tests.browser.visitor import DESKTOP, PHONE
from tests.service import reachable_folder, started

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
FOLDER = Path(__file__).parents[2] / "docs/screenshots"
TIDE_URL, BREAD_URL = "https://harbour.example/tide", "https://baker.example/bread"
VERSIONS = (  # what earlier versions of the page on tides lacked, and how many days ago they were counted
    (36, "moon|pull|spring"),
    (29, "moon|spring"),
    (22, "spring|boats"),
    (15, "boats"),
    (8, "water|sand"),
)

View = tuple[str, str, dict[str, Any]]
"""A picture's name, the place it shows, and the tab's options."""


def samples() -> dict[str, str]:
    """Have the sample pages counted; returns the ids of their jobs."""
    for days, lacking in VERSIONS:
        lines = [re.sub(rf"\b(?:{lacking})\b", "it", line) for line in TIDE.splitlines()]
        counted(page("The tide", "\n".join(lines)), TIDE_URL, now=NOW - timedelta(days=days))
    return {
        "tide": counted(page("The tide in our harbour", TIDE), TIDE_URL, now=NOW),
        "bread": counted(page("Bread, and how to wait for it", BREAD), BREAD_URL, now=NOW),
        "together": counted_together(dict(parts()), now=NOW),
    }


def parts() -> Iterator[tuple[str, str]]:
    """Pages by URL, each a piece of the texts on tides and on bread."""
    tide, bread = TIDE.split(), BREAD.split()
    for number in range(8):
        text = " ".join(
            tide[number * 30 : number * 30 + 140] + bread[(8 - number) * 20 : (8 - number) * 20 + 70]
        )
        yield (
            f"https://harbour.example/letters/{number + 1}",
            page(f"Letter {number + 1} from the harbour", text),
        )


def views(jobs: dict[str, str]) -> list[View]:
    """All the pictures."""
    dark, result, both = {"color_scheme": "dark"}, f"#job={jobs['tide']}", f"{jobs['tide']},{jobs['bread']}"
    low = {"viewport": {"width": 1280, "height": 680}}
    history = f"#history={TIDE_URL}&words=tide+moon+boats+sand"
    return [
        ("start", "", DESKTOP),
        ("result", result, DESKTOP),
        ("cloud", f"{result}&chart=cloud", DESKTOP),
        ("contexts", f"{result}&context=water&near=after", DESKTOP),
        ("typical", f"{result}&list=typical", low),
        ("together", f"{result}&families=on&context=water&near=together", low),
        ("collection", f"#collection={jobs['together']}", DESKTOP),
        ("compare", f"#compare={both}", DESKTOP),
        ("history", history, DESKTOP),
        ("phone", result, PHONE),
        ("phone-contexts", f"{result}&context=water", PHONE),
        ("phone-dark", f"#compare={both}", PHONE | dark),
    ]


def recent(jobs: dict[str, str], address: str) -> str:
    """A script that makes the jobs those which the browser remembers."""
    pages = (jobs["tide"], jobs["bread"])
    found = [requests.get(f"{address}/jobs/{job}", timeout=10).json() for job in pages]
    kept = [job | {"words": job["summary"]["words"]} for job in found]
    return f"localStorage.setItem('wordcount:/recent', {json.dumps(json.dumps(kept))})"


def take(browser: Browser, root: str, view: View, script: str) -> Path:
    """Take one picture; returns its file."""
    name, place, options = view
    context = browser.new_context(locale="en-GB", timezone_id="UTC", reduced_motion="reduce", **options)
    context.add_init_script(script)
    tab = context.new_page()
    tab.clock.set_fixed_time(NOW + timedelta(minutes=2))
    tab.goto(root + place)
    expect(tab.locator("#stage > *").first).to_be_visible()
    expect(tab.get_by_text("so far …")).to_have_count(0)
    tab.wait_for_load_state("networkidle")
    if "context=" in place:
        tab.locator(".contexts h2").scroll_into_view_if_needed()
    file = FOLDER / f"{name}.png"
    tab.screenshot(path=file, animations="disabled")
    context.close()
    return file


def main() -> int:
    """Take all pictures; returns the exit status."""
    file = executable()
    if file is None:
        print(MISSING, file=sys.stderr)
        return 1
    with reachable_folder() as folder, started(folder) as service, launched(file) as browser:
        jobs = samples()
        script = recent(jobs, service.address)
        for view in views(jobs):
            picture = take(browser, f"{service.address}/", view, script)
            print(f"{picture.relative_to(FOLDER.parents[1])}: {picture.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
