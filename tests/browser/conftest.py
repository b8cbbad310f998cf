"""A real Chromium, shared by the tests of one process.

Without one these tests are skipped, except where CI is set: there they fail.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import MISSING, executable, launched


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium with an empty profile."""
    file = executable()
    if file is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with launched(file) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new tab that reaches loopback only."""
    context = browser.new_context(locale="en-US")
    context.route(lambda url: not url.startswith(("http://127.0.0.1:", "http://localhost:")), _abort)
    yield context.new_page()
    context.close()


def _abort(route: object) -> None:
    route.abort()  # type: ignore[attr-defined]
