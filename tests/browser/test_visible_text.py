"""The words counted on a page, against those in Chromium's own idea of its text (innerText)."""

from collections import Counter
from statistics import mean

from playwright.sync_api import Page

from chalicelib.counting import count_page
from tests.pages import from_packages, hand_written
from tests.unit.counting.test_documentation import table
from tests.unit.reading.test_shown import SHOWN
from tests.unit.reading.test_style import SUPPORTED, UNSUPPORTED

FLOOR = 0.985
"""Mean weighted Jaccard similarity of the counts; what differs is listed in docs/counting.md."""


def similarity(ours: Counter[str], theirs: Counter[str]) -> float:
    """Weighted Jaccard: what the counts share, of all that either has."""
    return (ours & theirs).total() / ((ours | theirs).total() or 1)


def test_words_are_those_that_the_browser_shows(page: Page):
    similarities = {}
    for name, markup in [*hand_written(), *from_packages()]:
        page.set_content(markup, wait_until="domcontentloaded")
        shown = page.evaluate("document.body.innerText")
        theirs = count_page(shown.replace("\n", "\n\n").encode(), "text/plain; charset=utf-8").words
        ours = count_page(markup.encode(), "text/html; charset=utf-8").words
        similarities[name] = similarity(Counter(ours), Counter(theirs))
    worst = sorted(similarities.items(), key=lambda item: item[1])[:12]
    assert len(similarities) >= 40
    print(f"\n{len(similarities)} pages, mean {mean(similarities.values()):.4f}; least: {worst}")
    assert mean(similarities.values()) >= FLOOR, worst


def test_what_style_hides_and_parts_is_what_the_browser_hides_and_parts(page: Page):
    for markup, text, _ in table("Style"):
        page.set_viewport_size({"width": 1280, "height": 720})
        page.set_content(markup.strip("`"), wait_until="domcontentloaded")
        assert page.evaluate("document.body.innerText").split() == text.replace("⏎", " ").split(), markup


def test_what_is_shown_of_slips_and_rarer_rules_is_what_the_browser_shows(page: Page):
    page.set_viewport_size({"width": 1280, "height": 720})
    for markup, shown in SHOWN:
        page.set_content(markup, wait_until="domcontentloaded")
        assert page.evaluate("document.body.innerText").split() == shown.split(), markup


def test_what_is_supported_is_what_the_browser_supports(page: Page):
    for condition in [*SUPPORTED, *UNSUPPORTED]:
        assert page.evaluate("c => CSS.supports(c)", condition) is (condition in SUPPORTED), condition
