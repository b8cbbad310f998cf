"""A real Chromium, shared by the tests of one process.

Debian's `chromium`, or the file that the environment variable CHROMIUM names. Without one these tests are
skipped, except where CI is set: there they fail.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str | None:
    """The browser's file, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A headless Chromium with an empty profile."""
    file = executable()
    if file is None:
        reason = f"no browser: none of {', '.join(NAMES)} is installed, and CHROMIUM is not set"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=Path(file), headless=True, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new tab that reaches loopback only."""
    context = browser.new_context(locale="en-US")
    context.route(lambda url: not url.startswith(("http://127.0.0.1:", "http://localhost:")), _abort)
    yield context.new_page()
    context.close()


def _abort(route: object) -> None:
    route.abort()  # type: ignore[attr-defined]
