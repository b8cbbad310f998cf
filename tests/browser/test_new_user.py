"""The walk of somebody who has never been here: from eight addresses to what two of the pages are about."""

import csv

import pytest
from playwright.sync_api import expect

from tests.browser.samples import BREAD, TIDE, page
from tests.browser.test_keyboard import tab_to
from tests.browser.visitor import SIDEWAYS


@pytest.fixture
def addresses(site):
    """Eight pages, the even ones on tides, the others on bread."""
    texts = [(TIDE, BREAD)[number % 2].split() for number in range(8)]
    return [
        site.page(f"/letters/{number}", page(f"Letter {number}", " ".join(words[number * 10 :])))
        for number, words in enumerate(texts)
    ]


def take_csv(visitor):
    with visitor.download("CSV: download the rows").open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened, strict=True))


def test_eight_addresses_become_a_sum_contexts_and_a_comparison(visitor, addresses):
    visitor.open()
    visitor.button("Several addresses, one a line").click()
    visitor.count(*addresses)
    visitor.arrived("8 of 8 pages counted")
    expect(visitor.page.locator(".heat thead a")).to_have_count(8)
    for word in ("water", "dough"):
        visitor.page.get_by_role("button", name=f"Leave out {word}", exact=True).click()
        expect(visitor.page.locator(".own-chips")).to_contain_text(word)
    expect(visitor.page.locator(".count")).to_contain_text("2 words left out")
    visitor.table.get_by_role("link", name="harbour", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="“harbour” in context")).to_be_focused()
    expect(visitor.page.locator(".contexts h3")).to_have_count(4)
    for number in (0, 1):
        visitor.page.get_by_label(f"Compare Letter {number}").check()
    visitor.button("Compare").click()
    visitor.arrived("2 results compared")
    likelihoods = [float(row[3]) for row in visitor.rows()]
    assert likelihoods == sorted(likelihoods, reverse=True)
    rows = take_csv(visitor)
    assert {rows[0]["word"], rows[1]["word"]} <= {"bread", "loaf", "tide", "harbour", "salt", "sea", "flour"}
    assert not {"water", "dough"} & {row["word"] for row in rows}, "what was left out stays so"
    assert float(rows[0]["log-likelihood"]) >= likelihoods[0] - 0.01
    assert visitor.page.evaluate(SIDEWAYS) == 0


def test_the_same_is_done_by_the_keyboard_alone(visitor_at_desk, addresses):
    visitor, keyboard = visitor_at_desk, visitor_at_desk.page.keyboard
    visitor.open()
    tab_to(visitor, "Several addresses, one a line")
    keyboard.press("Enter")
    keyboard.insert_text("\n".join(addresses))  # as pasted
    keyboard.press("Control+Enter")
    visitor.arrived("8 of 8 pages counted")
    tab_to(visitor, "Filter the table", "searchbox")
    keyboard.type("water")
    tab_to(visitor, "Leave out water")
    keyboard.press("Enter")
    expect(visitor.page.locator(".own-chips")).to_contain_text("water")
    tab_to(visitor, "Filter the table", "searchbox")
    keyboard.press("Control+A")
    keyboard.type("harbour")
    tab_to(visitor, "harbour", "link")
    keyboard.press("Enter")
    expect(visitor.page.locator(".contexts h3")).to_have_count(4)
    keyboard.press("Escape")
    for number in (0, 1):
        tab_to(visitor, f"Compare Letter {number}", "checkbox")
        keyboard.press("Space")
    tab_to(visitor, "Compare")
    keyboard.press("Enter")
    visitor.arrived("2 results compared")
    tab_to(visitor, "CSV: download the rows")
    with visitor.page.expect_download() as coming:
        keyboard.press("Enter")
    assert coming.value.suggested_filename.endswith("-compared.csv")
