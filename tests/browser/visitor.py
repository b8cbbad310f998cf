"""A visitor of the page: a tab of a real Chromium that notices what must not happen."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from local.service import Service
from tests.browser.gateway import Gateway

DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
SIZES: dict[str, dict[str, Any]] = {"desktop": DESKTOP, "phone": PHONE}
PATHS = ("/", "/api/")
"""Most tests go to `/` at a desk and below `/api/` with a phone: each path and size, in half the time."""

# Every shift of what is on the screen, and every breach of the policy, from before the first paint.
WATCH = """
    window.watched = { shifts: [], breaches: [] };
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
            if (!entry.hadRecentInput) window.watched.shifts.push(entry.value);
        }
    }).observe({ type: 'layout-shift', buffered: true });
    document.addEventListener('securitypolicyviolation', (event) =>
        window.watched.breaches.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


PATIENCE = 30_000
"""For how many milliseconds something may be awaited, as other tests run beside."""
FRAME = "() => new Promise(done => requestAnimationFrame(() => setTimeout(() => setTimeout(done))))"
"""Until what was done is on the screen."""
SIDEWAYS = "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"
"""By how many pixels the page is wider than the screen."""


class Visitor:
    """A tab at the page."""

    def __init__(self, page: Page, root: str) -> None:
        self.page, self.root = page, root
        self.errors: list[str] = []
        self.refusals: list[str] = []
        """What the API did not answer with success: the console says so of each, and some tests want it."""
        self.foreign: list[str] = []
        self.keeps_time = False
        """Whether its window's time has been taken into a test's hands, for good."""
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: self.errors.append(f"dialog: {dialog.message}"))
        page.on("console", self._hear)
        page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            (self.refusals if "Failed to load resource" in message.text else self.errors).append(message.text)

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self.root, "data:", "blob:")):
            self.foreign.append(request.url)

    def open(self, place: str = "") -> None:
        """Load the page at a place, like `#job=…`."""
        self.page.goto("about:blank")
        self.page.goto(self.root + place)

    def move(self, place: str) -> None:
        """Go to another place of the loaded page, as by a link."""
        self.page.evaluate("place => location.hash = place", place)

    def arrived(self, heading: str | re.Pattern[str]) -> None:
        """Wait until the view with this heading is there, with all its rows."""
        expect(self.heading).to_have_text(heading)
        expect(self.page.locator('[aria-busy="true"]')).to_have_count(0)
        expect(self.page.get_by_text("so far …")).to_have_count(0)

    def count(self, *urls: str) -> None:
        """Type addresses and send them."""
        self.field.fill("\n".join(urls))
        self.page.locator("#ask").get_by_role("button", name="Count").click()

    @property
    def field(self) -> Locator:
        """What takes addresses, or a text."""
        return self.page.locator("#urls")

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def place(self) -> str:
        """What stands behind # in the address; letters of a filter do once they are on the screen."""
        self.page.evaluate(FRAME)
        return self.page.url.partition("#")[2]

    @property
    def status(self) -> Locator:
        """What screen readers are told."""
        return self.page.get_by_role("status")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def choose(self, label: str) -> None:
        """Choose one of the buttons that look like one control, or tick a box."""
        self.page.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(label)}\b")).click()

    def sort(self, column: str) -> None:
        """Press the head of a column."""
        self.table.get_by_role("button", name=column, exact=True).click()

    def download(self, name: str) -> Path:
        """Press a button that gives a file; returns the file, under the name that it comes with."""
        with self.page.expect_download() as coming:
            self.button(name).click()
        file = Path(coming.value.path())
        return file.rename(file.with_name(coming.value.suggested_filename))

    @property
    def clock(self) -> Any:
        """The time of the window, which the test winds."""
        self.keeps_time = True
        return self.page.clock

    @property
    def table(self) -> Locator:
        return self.page.locator(".table table")

    def rows(self) -> list[list[str]]:
        """The cells of the table's body without its buttons, once it shows what was asked for last."""
        expect(self.page.locator('[aria-busy="true"]')).to_have_count(0)
        script = """rows => rows.map(row => [...row.cells]
            .filter(cell => !cell.classList.contains('out')).map(cell => cell.textContent))"""
        return self.table.locator("tbody tr").evaluate_all(script)

    def check(self) -> None:
        """Nothing happened that must not."""
        assert self.errors == []
        assert self.foreign == [], "requests to other hosts"
        assert self.page.evaluate("window.watched?.breaches ?? []") == [], "breaches of the policy"


@pytest.fixture(scope="session")
def stage(running: Service) -> Iterator[Gateway]:
    """The service below `/api/`."""
    gateway = Gateway(running.address, "/api")
    yield gateway
    gateway.close()


class Windows:
    """Windows of a browser, one for each screen: they keep files as a reader's would, and nothing else."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[str, list[BrowserContext]] = {}

    def opened(self, options: dict[str, Any]) -> BrowserContext:
        """A window with nothing kept in it but files."""
        idle = self._idle.setdefault(repr(options), [])
        if idle:
            return idle.pop()
        window = self._browser.new_context(**options)
        window.grant_permissions(["clipboard-read", "clipboard-write"])
        window.set_default_timeout(PATIENCE)
        return window

    def left(self, window: BrowserContext, options: dict[str, Any]) -> None:
        """Forget what pages have kept in a window, and let another test have it."""
        tab, *others = window.pages
        origin = "/".join(tab.url.split("/")[:3])
        if origin.startswith("http://"):
            session = window.new_cdp_session(tab)
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "local_storage"})
        for one in (tab, *others):
            one.close()
        self._idle[repr(options)].append(window)


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    return Windows(browser)


@pytest.fixture
def visit(windows: Windows) -> Iterator[Callable[..., Visitor]]:
    """Open a tab at a root; at the end, what must not happen in any tab has not happened."""
    visits: list[tuple[Visitor, dict[str, Any]]] = []

    def opened(root: str, **options: Any) -> Visitor:
        options = {"locale": "en-GB", "timezone_id": "UTC", **DESKTOP, **options}
        visitor = Visitor(windows.opened(options).new_page(), root)
        visits.append((visitor, options))
        return visitor

    expect.set_options(timeout=PATIENCE)
    yield opened
    for visitor, options in visits:
        window = visitor.page.context
        try:
            visitor.check()
        except BaseException:
            window.close()  # whatever went wrong in it stays there
            raise
        if visitor.keeps_time:
            window.close()
        else:
            windows.left(window, options)


@pytest.fixture
def visit_from(api: Any, stage: Gateway, visit: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """Open a tab at one of the paths, on one of the screens."""

    def opened(path: str, size: str, **options: Any) -> Visitor:
        root = stage.root if path == "/api/" else f"{api.service.address}/"
        return visit(root, **SIZES[size], **options)

    return opened


@pytest.fixture(params=product(PATHS, SIZES), ids="".join)
def visitor_everywhere(request: pytest.FixtureRequest, visit_from: Callable[..., Visitor]) -> Visitor:
    """A visitor at `/` and below `/api/`, both at a desk and with a phone."""
    return visit_from(*request.param)


@pytest.fixture(params=zip(PATHS, SIZES, strict=True), ids="".join)
def visitor(request: pytest.FixtureRequest, visit_from: Callable[..., Visitor]) -> Visitor:
    """A visitor at `/` at a desk, and one below `/api/` with a phone."""
    return visit_from(*request.param)


@pytest.fixture
def visitor_at_desk(api: Any, visit: Callable[..., Visitor]) -> Visitor:
    """A visitor at `/`, at a desk: for what neither path nor size changes."""
    return visit(f"{api.service.address}/")


@pytest.fixture
def visitor_with_phone(api: Any, stage: Gateway, visit: Callable[..., Visitor]) -> Visitor:
    """A visitor below `/api/`, with a phone: for what neither path nor size changes."""
    return visit(stage.root, **PHONE)
