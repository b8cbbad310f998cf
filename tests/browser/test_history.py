"""One page over time: a line for each of the words that the reader chooses."""

import pytest
from playwright.sync_api import expect

from tests.browser.results import counted
from tests.browser.samples import page, word

URL = "https://harbour.example/tide"
COUNTS = {"tide": [2, 4, 6], "moon": [3, 0, 1], "Straße": [1, 1, 2]}
LINES = """() => [...document.querySelectorAll('.chart svg g:has(path)')].map(
    line => ({ name: line.querySelector('text').textContent,
        dashes: line.querySelector('path').getAttribute('stroke-dasharray'),
        points: [...line.querySelectorAll('circle')].map(dot => [dot, dot].map(
            (one, axis) => Number(one.getAttribute(axis ? 'cy' : 'cx')))) }))"""


@pytest.fixture
def history(api):
    """Three results of one page, ten days apart; their jobs' ids, the oldest first."""
    texts = [" ".join(f"{one} " * counts[at] for one, counts in COUNTS.items()) for at in range(3)]
    return [
        counted(page("", f"sea sea {text}"), URL, days_ago=days)
        for days, text in zip((30, 20, 10), texts, strict=True)
    ]


def lines(visitor):
    expect(visitor.page.locator(".chart svg")).to_be_visible()
    return {line["name"]: line for line in visitor.page.evaluate(LINES)}


def test_each_chosen_word_has_a_line_drawn_to_scale(visitor_at_desk, history):
    visitor = visitor_at_desk
    visitor.open(f"#history={URL}&words=tide+moon&unit=count")
    expect(visitor.heading).to_have_text("History of this page")
    drawn = lines(visitor)
    assert list(drawn) == ["tide", "moon"]
    assert drawn["tide"]["dashes"] != drawn["moon"]["dashes"], "colour alone does not tell them apart"
    points = [point for name in drawn for point in drawn[name]["points"]]
    values = [*COUNTS["tide"], *COUNTS["moon"]]
    zero = next(y for (_, y), value in zip(points, values, strict=True) if value == 0)
    units = [(zero - y) / value for (_, y), value in zip(points, values, strict=True) if value]
    assert min(units) > 0
    assert max(units) == pytest.approx(min(units), rel=0.02)
    first, second, third = (x for x, _ in drawn["tide"]["points"])
    assert second - first == pytest.approx(third - second, abs=0.5), "equal times lie equally far apart"


def test_the_table_below_gives_the_same_figures(visitor_with_phone, history):
    visitor = visitor_with_phone
    visitor.open(f"#history={URL}&words=tide+moon&unit=count")
    rows = visitor.page.get_by_role("table", name="The words over time").locator("tbody tr")
    expect(rows).to_have_count(3)
    shown = [row.locator("td").all_text_contents() for row in rows.all()]
    assert shown == [["6", "1"], ["4", "0"], ["2", "3"]], "the newest first"


def test_words_are_added_and_removed(visitor_at_desk, history):
    visitor = visitor_at_desk
    visitor.open(f"#history={URL}")
    expect(visitor.page.locator(".chips li")).to_have_count(4)
    assert next(iter(lines(visitor))) == "tide", "the most frequent ones of the newest result come first"
    visitor.button("Remove sea").click()
    expect(visitor.page.locator(".chips li")).to_have_count(3)
    visitor.page.get_by_label("Add a word").fill("SEA nowhere")
    visitor.page.keyboard.press("Enter")
    assert list(lines(visitor))[-2:] == ["sea", "nowhere"]
    assert "sea+nowhere" in visitor.place
    visitor.page.go_back()
    expect(visitor.page.locator(".chips li")).to_have_count(3)


def test_a_word_is_found_in_the_form_that_it_is_written_in(visitor_at_desk, history):
    visitor_at_desk.open(f"#history={URL}&words=tide&unit=count")
    visitor_at_desk.page.get_by_label("Add a word").fill("Straße")
    visitor_at_desk.button("Add").click()
    rows = visitor_at_desk.page.get_by_role("table", name="The words over time").locator("tbody tr")
    assert [row.locator("td").all_text_contents()[1] for row in rows.all()] == ["2", "1", "1"]


def test_shares_and_counts_are_two_units_of_the_same_chart(visitor_with_phone, history):
    visitor = visitor_with_phone
    visitor.open(f"#history={URL}&words=tide")
    marks = visitor.page.locator(".chart svg > text")
    expect(marks.filter(has_text="%").first).to_be_visible()
    visitor.choose("Count")
    expect(marks.filter(has_text="%")).to_have_count(0)
    assert "unit=count" in visitor.place


def test_the_results_are_listed_and_lead_to_themselves(visitor_at_desk, history):
    visitor_at_desk.open(f"#history={URL}")
    items = visitor_at_desk.page.locator(".jobs li .name")
    expect(items).to_have_count(3)
    assert [item.get_attribute("href") for item in items.all()] == [f"#job={job}" for job in history[::-1]]


def test_older_results_are_fetched_on_demand_and_again_if_that_fails(visitor_at_desk):
    visitor = visitor_at_desk
    for days in range(23):
        counted(page("", f"tide {word(days)}"), URL, days_ago=days + 1)
    visitor.open(f"#history={URL}&words=tide")
    expect(visitor.page.locator(".jobs li")).to_have_count(20)
    visitor.page.route("**/jobs?*cursor=*", lambda route: route.fulfill(status=500, body=""))
    visitor.button("Older ones").click()
    expect(
        visitor.page.get_by_text("The service made an error. Try again.", exact=True).first
    ).to_be_visible()
    visitor.page.unroute_all()
    visitor.button("Older ones").click()
    expect(visitor.page.locator(".jobs li")).to_have_count(23)
    assert len(lines(visitor)["tide"]["points"]) == 23
    expect(visitor.button("Older ones")).to_be_hidden()
    expect(visitor.page.locator(".jobs li").last.get_by_role("link").first).to_be_focused()


def test_a_page_that_was_never_counted_can_be_counted(visitor_at_desk, site):
    url = site.page("/new", page("New", "a new page"))
    visitor_at_desk.open(f"#history={url}")
    expect(visitor_at_desk.heading).to_have_text("This page has no history yet")
    visitor_at_desk.button("Count it now").click()
    expect(visitor_at_desk.heading).to_have_text("New")
    visitor_at_desk.page.get_by_role("link", name="History").click()
    expect(visitor_at_desk.heading).to_have_text("History of this page")
