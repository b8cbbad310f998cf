"""Which browser the tests, the screenshots and the budget take, and how it is started.

Debian's `chromium-headless-shell`, which is Chromium without a window and takes half the processor time,
else `chromium`, or the file that the environment variable CHROMIUM names.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
MISSING = f"no browser: none of {', '.join(NAMES)} is installed, and CHROMIUM is not set"
QUIET = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-partial-raster",  # which draws the same corner in two ways
    "--accept-lang=en-US,en",  # without a window it speaks no language by itself
)


def executable() -> str | None:
    """The browser's file, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def launched(file: str) -> Iterator[Browser]:
    """A headless Chromium with an empty profile, for the length of a block."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=Path(file), headless=True, args=list(QUIET))
        yield running
        running.close()
