"""What a stage lets its visitors see: everyone's pages or only their own, and with a key or without."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from chalicelib import settings
from tests.browser.gateway import Gateway
from tests.browser.samples import TIDE, page
from tests.browser.visitor import DESKTOP, PHONE

KEY = "k" * 24


@contextmanager
def setting(monkeypatch, name, value):
    with monkeypatch.context() as patched:
        patched.setenv(name, value)
        settings.current.cache_clear()
        yield
    settings.current.cache_clear()


@pytest.fixture
def unlisted(api, monkeypatch):
    """The stage lists nobody's pages, as is usual."""
    with setting(monkeypatch, "PUBLIC_LISTING", "off"):
        yield


@pytest.fixture
def guarded(api, monkeypatch):
    """A stage below `/api/` that asks for a key."""
    gateway = Gateway(api.service.address, "/api", KEY)
    with setting(monkeypatch, "API_ACCESS", "key"):
        yield gateway
    gateway.close()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def stranger(request, guarded, visit):
    """A visitor of the stage that asks for a key, without one."""
    visitor = visit(guarded.root, **request.param)
    visitor.open()
    return visitor


def give_key(visitor, key, *, keep=False):
    visitor.page.get_by_label("API key").fill(key)
    if keep:
        visitor.choose("Keep it in this browser")
    visitor.button("Continue").click()


def test_everyones_pages_are_listed_where_the_stage_wants_it(visitor_at_desk, tide, bread):
    visitor = visitor_at_desk
    visitor.open()
    visitor.page.get_by_role("link", name="Everyone’s pages").click()
    expect(visitor.heading).to_have_text("Everyone’s pages")
    expect(visitor.page.locator(".jobs li .name")).to_have_text(["Bread", "The tide"])
    visitor.page.get_by_role("link", name="The tide", exact=True).click()
    expect(visitor.heading).to_have_text("The tide")


def test_a_word_leads_to_the_pages_that_use_it(visitor_with_phone, api, tide, bread):
    visitor = visitor_with_phone
    visitor.open(f"#job={bread}")
    visitor.table.get_by_role("link", name="water", exact=True).click()
    visitor.page.get_by_role("link", name="Pages that use this word").click()
    expect(visitor.heading).to_have_text("Pages that use “water”")
    items = visitor.page.locator(".jobs li")
    expect(items.locator(".name")).to_have_text(["Bread", "The tide"])
    expect(items.nth(1)).to_contain_text("10 times, 2.87 %")
    visitor.page.get_by_label("Find the pages that use a word").fill("MOON")
    visitor.button("Find").click()
    expect(items.locator(".name")).to_have_text(["The tide"])
    visitor.page.get_by_label("Find the pages that use a word").fill("volcano")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".list")).to_contain_text("No counted page uses this word.")


def test_listed_pages_are_compared(visitor_at_desk, tide, bread):
    visitor_at_desk.open("#everyone")
    visitor_at_desk.page.get_by_label("Compare Bread").check()
    expect(visitor_at_desk.button("Compare")).to_be_disabled()
    visitor_at_desk.page.get_by_label("Compare The tide").check()
    visitor_at_desk.button("Compare").click()
    expect(visitor_at_desk.heading).to_have_text("2 results compared")


def test_a_stage_that_lists_nobody_offers_no_list(visitor_at_desk, unlisted, tide):
    visitor = visitor_at_desk
    visitor.open(f"#job={tide}")
    expect(visitor.table.locator("tbody th").first).to_have_text("water")
    expect(visitor.page.get_by_role("link", name="Everyone’s pages")).to_be_hidden()
    visitor.table.get_by_role("link", name="water", exact=True).click()
    expect(visitor.page.locator(".kwic tbody tr").first).to_be_visible()
    expect(visitor.page.get_by_role("link", name="Pages that use this word")).to_have_count(0)
    for place in ("#everyone", "#word=water"):
        visitor.move(place)
        expect(visitor.heading).to_have_text("This service lists nobody’s pages")
        expect(visitor.page.get_by_text("An address can hold a secret")).to_be_visible()
        visitor.move(f"#job={tide}")
        expect(visitor.heading).to_have_text("The tide")
    visitor.move("#history=https://harbour.example/tide")
    expect(visitor.heading).to_have_text("This page has no history yet")


def test_on_a_stage_that_lists_nobody_a_page_has_the_history_that_the_browser_knows(
    visitor, unlisted, site, visit
):
    url = site.page("/tide?moon=full", page("The tide", TIDE))
    for times in (1, 2):
        visitor.open()
        visitor.count(url)
        visitor.arrived("The tide")
        visitor.page.get_by_role("link", name="History").click()
        expect(visitor.heading).to_have_text("History of this page")
        expect(visitor.page.locator(".jobs li .name")).to_have_text(["The tide"] * times)
    visitor.page.reload()
    expect(visitor.page.locator(".jobs li .name")).to_have_text(["The tide"] * 2)
    other = visit(visitor.root)
    other.open(f"#{visitor.place}")
    expect(other.heading).to_have_text("This page has no history yet")
    expect(other.page.get_by_text("counted from this browser a few times")).to_be_visible()


def test_a_stage_that_asks_for_a_key_is_used_with_one(stranger, site):
    stranger.count(site.page("/tide", page("The tide", TIDE)))
    expect(stranger.heading).to_have_text("This service asks for a key")
    expect(stranger.heading).to_be_focused()
    expect(stranger.status).to_have_text("This service asks for an API key.")
    give_key(stranger, "wrong")
    expect(stranger.heading).to_have_text("The service does not accept this key")
    expect(stranger.page.get_by_label("API key")).to_have_attribute("aria-invalid", "true")
    give_key(stranger, KEY)
    expect(stranger.heading).to_have_text("The tide")
    expect(stranger.table.locator("tbody th").first).to_have_text("water")
    stranger.page.reload()
    expect(stranger.heading).to_have_text("The tide")


def test_a_key_is_kept_only_if_the_reader_wants_it_and_until_it_is_to_be_forgotten(stranger, tide):
    kept = "[...Object.values(localStorage)].some(value => value.includes('kkkk'))"
    stranger.move(f"#job={tide}")
    give_key(stranger, KEY)
    expect(stranger.heading).to_have_text("The tide")
    assert not stranger.page.evaluate(kept), "until the tab is closed"
    stranger.button("Forget the API key").click()
    stranger.page.reload()  # and what was answered with the key is not shown from the browser's cache
    expect(stranger.heading).to_have_text("This service asks for a key")
    give_key(stranger, KEY, keep=True)
    expect(stranger.heading).to_have_text("The tide")
    assert stranger.page.evaluate(kept)
    tab = stranger.page.context.new_page()
    tab.goto(f"{stranger.root}#job={tide}")
    expect(tab.get_by_role("heading", level=1)).to_have_text("The tide")


def test_a_key_never_stands_in_an_address(stranger, tide):
    addresses = []
    stranger.page.on("request", lambda request: addresses.append(request.url))
    stranger.move(f"#job={tide}")
    give_key(stranger, KEY)
    expect(stranger.heading).to_have_text("The tide")
    assert addresses
    assert not any(KEY in address for address in [*addresses, stranger.page.url])


def test_a_stage_without_its_slash_leads_to_the_page(visit, stage, tide):
    visitor = visit(stage.root.rstrip("/"))
    visitor.open(f"#job={tide}")
    expect(visitor.heading).to_have_text("The tide")
    assert visitor.page.url == f"{stage.root}#job={tide}", "the parameter of the redirect is gone again"
