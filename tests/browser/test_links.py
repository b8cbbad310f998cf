"""Every view has a link: it reloads, and back and forward lead through what the reader has seen."""

import pytest
from playwright.sync_api import expect

from tests.browser.results import counted
from tests.browser.samples import page, word
from tests.browser.test_charts import BARS


def seen(visitor):
    """What a view shows, as far as its link decides."""
    return {
        "heading": visitor.heading.text_content(),
        "rows": visitor.rows(),
        "chosen": visitor.page.locator("input:checked").evaluate_all(
            "all => all.map(one => one.parentNode.textContent)"
        ),
        "filter": visitor.page.locator(".filter input").evaluate_all("all => all.map(one => one.value)"),
        "drawn": visitor.page.locator(".chart:not([hidden]) svg").count(),
    }


@pytest.fixture
def views(tide, bread):
    """Each view with its options and its heading; no two of the same result follow one another."""
    url = "https://harbour.example/tide"
    return {
        f"#job={tide}&stop=include&sort=word&page=2": "The tide",
        f"#compare={tide},{bread}&stop=include&sort=a&q=o": "2 results compared",
        f"#job={tide}&list=2&stop=include&q=the": "The tide",
        f"#history={url}&words=tide+moon&unit=count": "History of this page",
        f"#job={tide}&q=e&chart=cloud": "The tide",
        f"#job={tide}&context=water&near=after": "The tide",
        "#everyone": "Everyone’s pages",
        "#word=water": "Pages that use “water”",
    }


def test_every_view_is_the_same_after_a_reload(visitor, views):
    visitor.open()
    for view, heading in views.items():
        visitor.move(view)
        visitor.arrived(heading)
        before = seen(visitor)
        visitor.page.reload()
        visitor.arrived(heading)
        assert seen(visitor) == before, view
        assert visitor.place == view[1:], "the link is still the same"


def test_a_link_decides_what_is_chosen_and_drawn(visitor_at_desk, tide):
    visitor_at_desk.open(f"#job={tide}&list=3&stop=include&q=the&chart=cloud&sort=word&page=2")
    expect(visitor_at_desk.heading).to_have_text("The tide")
    assert {"3-word phrases", " Include stop words", "Cloud"} <= set(seen(visitor_at_desk)["chosen"])
    assert seen(visitor_at_desk)["filter"] == ["the"]
    rows = [row[1] for row in visitor_at_desk.rows()]
    assert rows == sorted(rows, key=str.casefold)
    assert all("the" in row.lower() for row in rows)


def test_back_and_forward_lead_through_the_steps_of_a_result(visitor, tide):
    visitor.open(f"#job={tide}")
    first = visitor.table.locator("tbody th").first
    expect(first).to_have_text("water")
    visitor.choose("Include stop words")
    expect(first).to_have_text("the")
    visitor.button("Next page").click()
    visitor.choose("2-word phrases")
    expect(visitor.page.locator(".count")).to_contain_text("phrases")
    visitor.choose("Cloud")
    steps = [f"job={tide}{rest}" for rest in ("", "&stop=include", "&stop=include&page=2")]
    for _ in range(2):
        visitor.page.go_back()
    assert visitor.place == steps[2]
    expect(visitor.table.locator("tbody td").first).to_have_text("26")
    visitor.page.go_back()
    expect(first).to_have_text("the")
    visitor.page.go_back()
    expect(first).to_have_text("water")
    expect(visitor.page.get_by_label("Include stop words")).not_to_be_checked()
    for _ in range(3):
        visitor.page.go_forward()
    expect(visitor.page.locator(".count")).to_contain_text("phrases")
    assert len(visitor.page.evaluate(BARS)) > 0


def test_typing_a_filter_is_no_step_of_its_own(visitor_at_desk, tide):
    visitor_at_desk.open()
    visitor_at_desk.move(f"#job={tide}")
    visitor_at_desk.page.get_by_label("Filter the table").press_sequentially("moon")
    assert visitor_at_desk.place == f"job={tide}&q=moon"
    visitor_at_desk.page.go_back()
    expect(visitor_at_desk.heading).to_have_text("Which words a page uses, and how often")


def test_going_back_from_a_result_returns_to_where_one_was_in_the_list(visitor):
    jobs = [
        counted(page(word(number), word(number)), f"https://many.example/{number}") for number in range(30)
    ]
    visitor.open("#everyone")
    visitor.button("Older ones").click()
    expect(visitor.page.locator(".jobs li")).to_have_count(30)
    visitor.page.locator(f'a[href="#job={jobs[12]}"]').click()
    expect(visitor.heading).to_have_text(word(12))
    assert visitor.page.evaluate("scrollY") == 0
    expect(visitor.heading).to_be_focused()
    visitor.page.go_back()
    expect(visitor.heading).to_have_text("Everyone’s pages")
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.page.evaluate("scrollY") > 0


def test_leaving_quickly_shows_the_last_place_only(visitor_at_desk, tide, bread):
    slow = []

    def hold(route):
        slow.append(route)

    visitor_at_desk.page.route(f"**/jobs/{tide}", hold)
    visitor_at_desk.open()
    with visitor_at_desk.page.expect_request(f"**/jobs/{tide}"):
        visitor_at_desk.move(f"#job={tide}")
    visitor_at_desk.move(f"#job={bread}")
    expect(visitor_at_desk.heading).to_have_text("Bread")
    slow[0].abort()
    visitor_at_desk.page.wait_for_load_state("networkidle")
    expect(visitor_at_desk.heading).to_have_text("Bread")
    assert visitor_at_desk.page.title() == "Bread – Wordcount"


def test_a_page_sent_twice_by_mistake_is_counted_once(visitor_at_desk, site):
    sent = []

    def hold(route):
        sent.append(route)

    visitor_at_desk.page.route("**/jobs", hold)
    visitor_at_desk.open()
    with visitor_at_desk.page.expect_request("**/jobs"):
        visitor_at_desk.count(site.page("/one", page("One", "word")))
    visitor_at_desk.field.press("Enter")
    sent[0].continue_()
    expect(visitor_at_desk.heading).to_have_text("One")
    assert len(sent) == 1
    assert site.visits["/one"] == 1


def test_sending_that_fails_leaves_the_way_back_open(visitor_at_desk, tide):
    visitor_at_desk.open(f"#job={tide}")
    visitor_at_desk.page.route("**/jobs", lambda route: route.abort())
    visitor_at_desk.count("example.com")
    expect(visitor_at_desk.heading).to_have_text("The service cannot be reached")
    expect(visitor_at_desk.heading).to_be_focused()
    visitor_at_desk.page.get_by_role("link", name="Wordcount").click()
    expect(visitor_at_desk.heading).to_have_text("Which words a page uses, and how often")
    visitor_at_desk.page.go_back()
    expect(visitor_at_desk.heading).to_have_text("The tide")
