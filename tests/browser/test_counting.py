"""Sending pages, watching them being counted, and being told what went wrong."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from chalicelib import errors
from chalicelib.counting import count_page
from tests.browser.results import counted, failed
from tests.browser.samples import BREAD, PENDING, TIDE, page

ASKED = """
    window.asked = []; const ask = window.fetch;
    window.fetch = (...question) => { asked.push(Date.now()); return window.latest = ask(...question); };
"""
WORDS = count_page(page("The tide", TIDE).encode(), None).summary.words


def test_an_address_becomes_its_result(visitor_everywhere, site):
    visitor = visitor_everywhere
    visitor.open()
    visitor.count(site.page("/tide", page("The tide", TIDE)))
    expect(visitor.heading).to_have_text("The tide")
    expect(visitor.heading).to_be_focused()
    expect(visitor.page.get_by_role("status")).to_contain_text(f"Counted: {WORDS} words")
    assert visitor.rows()[0][1:3] == ["water", "10"]
    assert visitor.place.startswith("job=")
    assert visitor.page.title() == "The tide – Wordcount"


def test_enter_sends_a_single_address(visitor_at_desk, site):
    visitor_at_desk.open()
    visitor_at_desk.field.fill(site.page("/tide", page("The tide", TIDE)))
    visitor_at_desk.page.keyboard.press("Enter")
    expect(visitor_at_desk.heading).to_have_text("The tide")


def test_several_addresses_are_counted_together_and_compared(visitor_with_phone, site):
    visitor = visitor_with_phone
    visitor.open()
    visitor.page.get_by_role("button", name="Several addresses").click()
    visitor.count(
        site.page("/tide", page("The tide", TIDE)),
        site.page("/bread", page("Bread", BREAD)),
        "http://127.0.0.1:1/",
    )
    expect(visitor.heading).to_have_text("2 of 3 pages counted")
    items = visitor.page.locator(".jobs li")
    expect(items).to_have_count(3)
    expect(items.nth(0)).to_contain_text("The tide")
    expect(items.nth(2)).to_contain_text("The site takes no connections")
    expect(visitor.field).to_have_value("")
    visitor.page.get_by_role("link", name="Compare all 2").click()
    expect(visitor.heading).to_have_text("2 results compared")


def test_a_job_under_way_shows_how_long_it_has_taken_and_asks_ever_more_seldom(visitor_at_desk):
    visitor = visitor_at_desk
    visitor.clock.install()
    visitor.page.add_init_script(ASKED)
    visitor.page.route("**/jobs/slow", lambda route: route.fulfill(json=PENDING))
    visitor.open("#job=slow")
    expect(visitor.heading).to_have_text("Counting http://slow.example/")
    expect(visitor.page.get_by_role("timer")).to_have_text(re.compile(r"\d+ h"))
    visitor.clock.pause_at("2030-01-01")
    for _ in range(50):
        visitor.clock.run_for(1000)
        visitor.page.evaluate("() => latest.then(() => null)")
    asked = visitor.page.evaluate("asked.slice(2)")
    pauses = [later - earlier for earlier, later in pairwise(asked)]
    assert len(pauses) >= 5
    assert pauses[-1] > 2 * pauses[0], pauses
    assert max(pauses) <= 10_000
    expect(visitor.page.get_by_text("The site is slow or busy.")).to_be_visible()


def test_the_connection_may_be_interrupted_while_a_job_is_under_way(visitor_at_desk, site):
    answers = iter([503, 502, None])
    visitor_at_desk.page.route(
        "**/jobs/0*",
        lambda route: (
            route.fulfill(status=status, body="") if (status := next(answers, None)) else route.continue_()
        ),
    )
    visitor_at_desk.open()
    visitor_at_desk.count(site.page("/tide", page("The tide", TIDE)))
    expect(visitor_at_desk.page.get_by_text("The connection to the service is interrupted")).to_be_visible()
    expect(visitor_at_desk.heading).to_have_text("The tide")
    assert len(visitor_at_desk.refusals) == 2


def test_a_failure_says_what_is_the_matter_and_what_to_try(visitor_with_phone, site):
    visitor = visitor_with_phone
    visitor.open()
    visitor.count(site.page("/missing", "nothing here", status=404))
    expect(visitor.heading).to_have_text("The site does not give out this page")
    expect(visitor.heading).to_be_focused()
    expect(visitor.page.locator(".detail")).to_contain_text("404")
    expect(visitor.page.get_by_role("heading", name="What to try")).to_be_visible()
    visitor.page.get_by_role("button", name="Change the address").click()
    expect(visitor.field).to_have_value(site.url("/missing"))


def test_trying_again_counts_the_page_again(visitor_at_desk, site):
    url = site.page("/shy", page("Shy", TIDE))
    visitor_at_desk.open(f"#job={failed(errors.HostNotFound('not yet'), url, days_ago=1)}")
    visitor_at_desk.page.get_by_role("button", name="Try again").click()
    expect(visitor_at_desk.heading).to_have_text("Shy")


def leaves(kind: type[errors.PageFailure]) -> list[type[errors.PageFailure]]:
    return [kind, *(leaf for child in kind.__subclasses__() for leaf in leaves(child))]


PAGE_FAILURES = [*leaves(errors.PermanentFailure), *leaves(errors.TransientFailure)]


def test_every_failure_of_a_page_has_words_of_its_own(visitor_at_desk):
    titles = {}
    visitor_at_desk.open()
    for kind in PAGE_FAILURES:
        visitor_at_desk.move(f"#job={failed(kind(f'the case of {kind.slug}'), 'http://127.0.0.1:1/x')}")
        expect(visitor_at_desk.page.locator(".detail")).to_contain_text(f"the case of {kind.slug}")
        titles[kind.slug] = visitor_at_desk.heading.text_content()
        assert visitor_at_desk.page.locator(".failure li").count() >= 1, kind.slug
    assert len(set(titles.values())) == len(PAGE_FAILURES)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the address of a page."),
        ("ftp://example.com/", "begins with ftp:"),
        ("\n".join(["example.com"] * 101), "101 addresses"),
        ("The tide comes twice a day.", "This is a text, and not the address of a page: The tide comes"),
        ("潮は一日に二度来る。", "This is a text"),
    ],
)
def test_addresses_that_cannot_be_sent_are_refused_at_the_form(visitor_at_desk, typed, said):
    visitor_at_desk.open()
    visitor_at_desk.count(typed)
    expect(visitor_at_desk.page.locator("#errors")).to_contain_text(said)
    expect(visitor_at_desk.field).to_be_focused()
    expect(visitor_at_desk.field).to_have_attribute("aria-invalid", "true")


def test_each_bad_address_of_several_is_named(visitor_at_desk, site):
    visitor = visitor_at_desk
    visitor.open()
    visitor.page.get_by_role("button", name="Several addresses").click()
    visitor.count(site.url("/fine"), "http://user:secret@example.com/", "ftp://example.com/")
    said = visitor.page.locator("#errors li")
    expect(said).to_have_count(2)
    expect(said.nth(0)).to_contain_text("http://user:secret@example.com/: a URL with a user name")
    assert visitor.place == ""


@pytest.mark.parametrize(
    ("answer", "heading"),
    [
        ({"status": 429, "json": {"message": "Too Many Requests"}}, "The service is being asked too much"),
        ({"status": 503, "body": "<html>busy</html>"}, "The service does not work at the moment"),
        ({"status": 500, "body": ""}, "The service made an error"),
        (None, "The service cannot be reached"),
    ],
)
def test_a_service_that_does_not_answer_is_told_apart_from_a_page_that_cannot_be_counted(
    visitor_at_desk, answer, heading
):
    visitor_at_desk.open()
    visitor_at_desk.page.route("**/jobs", lambda route: route.fulfill(**answer) if answer else route.abort())
    visitor_at_desk.count("example.com")
    expect(visitor_at_desk.heading).to_have_text(heading)
    expect(visitor_at_desk.page.get_by_role("button", name="Try again")).to_be_visible()


def test_a_mistyped_link_is_explained(visitor_at_desk):
    visitor_at_desk.open("#job=01a2")
    expect(visitor_at_desk.heading).to_have_text("There is no such result")


def test_a_page_without_words_is_explained(visitor_at_desk):
    visitor_at_desk.open(f"#job={counted('<title>Empty</title>', 'http://127.0.0.1:1/')}")
    expect(visitor_at_desk.page.get_by_role("heading", name="This page has no words")).to_be_visible()


def test_recent_pages_are_kept_in_this_browser_alone(visitor, site, visit):
    url = site.page("/tide", page("The tide", TIDE))
    visitor.open()
    visitor.count(url)
    expect(visitor.heading).to_have_text("The tide")
    visitor.open()
    item = visitor.page.locator(".jobs li")
    expect(item).to_contain_text("The tide")
    expect(item).to_contain_text(f"{WORDS} words")
    elsewhere = visit(visitor.root)
    elsewhere.open()
    expect(elsewhere.page.get_by_text("Nothing yet.")).to_be_visible()
    visitor.page.get_by_role("button", name="Remove The tide").click()
    expect(item).to_have_count(0)
    visitor.page.reload()
    expect(visitor.page.get_by_text("Nothing yet.")).to_be_visible()


def test_the_page_works_where_nothing_may_be_kept(visitor_at_desk, site):
    denied = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied') } })"
    visitor_at_desk.page.add_init_script(denied)
    visitor_at_desk.open()
    visitor_at_desk.count(site.page("/tide", page("The tide", TIDE)))
    expect(visitor_at_desk.heading).to_have_text("The tide")
    visitor_at_desk.page.get_by_role("link", name="Wordcount").click()
    expect(visitor_at_desk.page.locator(".jobs li")).to_contain_text("The tide")


def test_a_page_that_is_being_sent_is_seen_to_be(visitor_at_desk, site):
    held = []

    def hold(route):
        held.append(route)

    visitor_at_desk.page.route("**/jobs", hold)
    visitor_at_desk.open()
    with visitor_at_desk.page.expect_request("**/jobs"):
        visitor_at_desk.count(site.page("/one", page("One", "word")))
    expect(visitor_at_desk.button("Sending …")).to_be_visible()
    expect(visitor_at_desk.page.locator("#sending")).to_be_visible()
    expect(visitor_at_desk.status).to_have_text("Sending the page.")
    held[0].continue_()
    expect(visitor_at_desk.heading).to_have_text("One")
    expect(visitor_at_desk.page.locator("#send")).to_have_text("Count")
    expect(visitor_at_desk.field).to_have_value("")


def test_recent_pages_under_way_are_followed_by_one_question_for_all(visitor_at_desk, site):
    asked, held = [], [True]

    def ask(route):
        asked.append(route.request.url)
        ids = route.request.url.partition("ids=")[2].split(",")
        pending = {"jobs": [{**PENDING, "id": job} for job in ids]}
        route.fulfill(json=pending) if held else route.continue_()

    visitor_at_desk.page.route("**/jobs?ids=*", ask)
    visitor_at_desk.page.route("**/jobs/0*", lambda route: route.fulfill(json=PENDING))
    visitor_at_desk.open()
    for name in ("One", "Two"):
        visitor_at_desk.count(site.page(f"/{name}", page(name, "word")))
        expect(visitor_at_desk.heading).to_contain_text("Counting ")
        visitor_at_desk.page.get_by_role("link", name="Wordcount").click()
    items = visitor_at_desk.page.locator(".jobs li")
    expect(items).to_have_text([re.compile("Under way")] * 2)
    held.clear()
    expect(items).to_have_text([re.compile("2 words")] * 2)
    expect(items.locator(".name")).to_have_text(["Two", "One"])
    assert {url.count(",") for url in asked[-2:]} == {1}, "both are asked for together"
