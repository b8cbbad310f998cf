"""A word in its contexts, beside the list: by mouse, touch and keyboard, with a link."""

import json

from playwright.sync_api import expect

from tests.browser.results import counted
from tests.browser.samples import HOSTILE_WORDS, page
from tests.browser.test_exports import rows_of
from tests.browser.visitor import SIDEWAYS

LINES = ".kwic tbody tr"


def lines(visitor):
    return [tuple(row) for row in visitor.page.locator(LINES).evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )]  # fmt: skip


def test_a_word_of_the_table_opens_its_contexts_beside_it(visitor, api, tide):
    visitor.open(f"#job={tide}")
    visitor.table.get_by_role("link", name="harbour").click()
    heading = visitor.page.get_by_role("heading", name="“harbour” in context")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    found = api.get(f"/jobs/{tide}/contexts?word=harbour").json()
    expect(visitor.page.locator(LINES)).to_have_count(found["count"])
    assert lines(visitor) == [(one["before"], one["word"], one["after"]) for one in found["contexts"]]
    expect(visitor.status).to_have_text(f"harbour: {found['count']} times")
    assert visitor.place.endswith("&context=harbour")
    visitor.choose("By the word after")
    after = api.get(f"/jobs/{tide}/contexts?word=harbour&sort=after").json()["contexts"]
    expect(visitor.page.locator(f"{LINES} .after").first).to_have_text(after[0]["after"])
    assert visitor.page.evaluate(SIDEWAYS) == 0
    visitor.page.reload()
    expect(visitor.page.locator(f"{LINES} .after").first).to_have_text(after[0]["after"])
    visitor.button("Close").click()
    expect(visitor.table.get_by_role("link", name="harbour")).to_be_focused()
    expect(visitor.page.get_by_role("img", name="Bar chart")).to_be_visible()
    assert visitor.place == f"job={tide}"


def test_the_heading_spells_the_word_as_the_page_does(visitor_at_desk):
    visitor = visitor_at_desk
    job = counted(page("Tea", "Ginger is not London. London has Ginger."), "https://tea.example/")
    visitor.open(f"#job={job}&context=london")
    expect(visitor.page.get_by_role("heading", name="“London” in context", exact=True)).to_be_visible()


def test_contexts_are_reached_by_the_keyboard_and_left_by_escape(visitor_at_desk, tide):
    visitor_at_desk.open(f"#job={tide}&list=2")
    link = visitor_at_desk.table.get_by_role("link", name="high water")
    link.press("Enter")
    expect(visitor_at_desk.page.get_by_role("heading", name="“high water” in context")).to_be_focused()
    expect(visitor_at_desk.page.locator(LINES)).to_have_count(2)
    visitor_at_desk.page.keyboard.press("Escape")
    expect(link).to_be_focused()
    visitor_at_desk.page.go_back()
    expect(visitor_at_desk.page.locator(LINES)).to_have_count(2)
    expect(visitor_at_desk.page.get_by_role("heading", name="“high water” in context")).to_be_focused()
    visitor_at_desk.page.go_back()
    expect(link).to_be_focused()
    visitor_at_desk.page.go_forward()
    expect(visitor_at_desk.page.get_by_role("heading", name="“high water” in context")).to_be_focused()


def test_a_word_of_a_chart_opens_its_contexts_too(visitor_at_desk, tide):
    visitor = visitor_at_desk
    for chart, word in (("bars", "moon"), ("cloud", "water")):
        visitor.open(f"#job={tide}&chart={chart}")
        label = visitor.page.locator(".chart:not([hidden]) svg .pick").filter(has_text=word).first
        label.click()
        expect(visitor.page.get_by_role("heading", name=f"“{word}” in context")).to_be_visible()


def test_contexts_are_taken_along_and_lead_on(visitor_at_desk, tide):
    visitor_at_desk.open(f"#job={tide}&context=harbour")
    panel = visitor_at_desk.page.get_by_role("region", name="Contexts")
    expect(visitor_at_desk.page.locator(LINES)).to_have_count(5)
    with visitor_at_desk.page.expect_download() as coming:
        panel.get_by_role("button", name="CSV").click()
    assert coming.value.suggested_filename.endswith("-contexts-harbour.csv")
    heads, *rows = rows_of(coming.value.path())
    assert heads == ["position", "before", "word", "after"]
    assert [row[2] for row in rows] == ["harbour"] * 5
    with visitor_at_desk.page.expect_download() as coming:
        panel.get_by_role("button", name="JSON").click()
    taken = json.loads(coming.value.path().read_text())
    assert taken | {"word": "harbour", "title": "The tide", "text": "page", "count": 5} == taken
    panel.get_by_role("link", name="Pages that use this word").click()
    expect(visitor_at_desk.heading).to_have_text("Pages that use “harbour”")


def test_what_goes_together_is_listed_by_either_measure(visitor, api, tide):
    found = api.get(f"/jobs/{tide}/collocates?word=water&limit=100").json()
    visitor.open(f"#job={tide}&context=water")
    visitor.choose("What goes together")
    expect(visitor.page.get_by_role("heading", name="What goes with “water”")).to_be_visible()
    expect(visitor.status).to_have_text(
        f"water: {found['total']} words within 5 words of it, in the same sentence"
    )
    rows = visitor.page.locator(".company tbody tr")
    expect(rows.locator("th")).to_have_text([one["spelling"] for one in found["collocates"]])
    expect(rows.first).to_contain_text(f"{found['collocates'][0]['log_likelihood']:.2f}")
    visitor.choose("By PMI")
    by_pmi = api.get(f"/jobs/{tide}/collocates?word=water&limit=100&sort=pmi").json()["collocates"]
    expect(rows.locator("th")).to_have_text([one["spelling"] for one in by_pmi])
    assert visitor.place.endswith("&context=water&near=pmi")
    assert visitor.page.evaluate(SIDEWAYS) == 0
    panel = visitor.page.get_by_role("region", name="Contexts")
    with visitor.page.expect_download() as coming:
        panel.get_by_role("button", name="CSV").click()
    assert coming.value.suggested_filename.endswith("-collocates-water.csv")
    heads, *taken = rows_of(coming.value.path())
    assert heads == ["word", "near", "count", "log-likelihood", "PMI", "spelling"]
    assert taken[0][:2] == [by_pmi[0]["word"], str(by_pmi[0]["near"])]
    with visitor.page.expect_download() as coming:
        panel.get_by_role("button", name="JSON").click()
    assert json.loads(coming.value.path().read_text())["collocates"] == by_pmi
    visitor.page.reload()
    expect(rows.locator("th")).to_have_text([one["spelling"] for one in by_pmi])
    rows.locator("a").first.press("Enter")
    expect(visitor.page.get_by_role("heading", name=by_pmi[0]["spelling"])).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator(".contexts")).to_be_hidden()


def test_what_cannot_be_shown_is_said(visitor_at_desk, tide):
    visitor_at_desk.open(f"#job={tide}&context=volcano")
    expect(visitor_at_desk.page.locator(".contexts")).to_contain_text(
        "It does not stand in the text of this page."
    )
    visitor_at_desk.page.route("**/contexts?*", lambda route: route.fulfill(status=503, body="<html>busy"))
    visitor_at_desk.open(f"#job={tide}&context=harbour")
    panel = visitor_at_desk.page.locator(".contexts")
    expect(panel).to_contain_text("Loading …")
    expect(panel.get_by_role("group", name="Measure")).to_be_hidden()
    expect(panel).to_contain_text("The service does not work at the moment.")
    visitor_at_desk.page.unroute("**/contexts?*")
    panel.get_by_role("button", name="Try again").press("Enter")
    expect(visitor_at_desk.page.locator(LINES)).to_have_count(5)
    expect(panel.get_by_role("heading")).to_be_focused()
    problem = {"type": "/problems/text-not-kept", "title": "Not kept", "status": 409}
    visitor_at_desk.page.route("**/contexts?*", lambda route: route.fulfill(status=409, json=problem))
    visitor_at_desk.open(f"#job={tide}&context=harbour")
    expect(visitor_at_desk.page.locator(".contexts")).to_contain_text("The text of this page was not kept")
    expect(visitor_at_desk.table.locator("tbody th").first).to_have_text("water")


def test_many_contexts_come_part_by_part_and_markup_stays_text(visitor_at_desk):
    text = " ".join(f"sea {number} {HOSTILE_WORDS[number % 3]}" for number in range(60))
    job = counted(page("", text), "https://sea.example/")
    visitor_at_desk.open(f"#job={job}&context=sea")
    expect(visitor_at_desk.page.locator(".contexts")).to_contain_text("60 times; the first 50 are shown")
    panel = visitor_at_desk.page.get_by_role("region", name="Contexts")
    with visitor_at_desk.page.expect_download() as coming:
        panel.get_by_role("button", name="CSV").click()
    assert len(rows_of(coming.value.path())) == 61, "all of them, under their heads"
    panel.get_by_role("button", name="Copy").click()
    expect(visitor_at_desk.status).to_have_text("Copied.")
    assert visitor_at_desk.page.evaluate("navigator.clipboard.readText()").count("\n") == 60
    visitor_at_desk.page.route("**/contexts?*", lambda route: route.abort())
    panel.get_by_role("button", name="JSON").click()
    expect(panel.locator(".tools .trouble")).to_have_text("The service cannot be reached. Try again.")
    visitor_at_desk.page.unroute("**/contexts?*")
    visitor_at_desk.button("More").click()
    expect(visitor_at_desk.page.locator(LINES)).to_have_count(60)
    assert HOSTILE_WORDS[1] in lines(visitor_at_desk)[1][2]
    assert visitor_at_desk.page.title() != "executed"
