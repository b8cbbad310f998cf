"""Results side by side."""

import pytest
from playwright.sync_api import expect

from chalicelib.errors import HostNotFound
from tests.browser.samples import page
from tests.browser.test_charts import BARS
from tests.browser.visitor import counted, failed


@pytest.fixture
def soup(api):
    text = "Soup is water and salt. The bread goes into the soup, and the water takes the salt up."
    return counted(page("Soup", text), "https://cook.example/soup")


def shares(api, job, stop_words="exclude"):
    found = api.get(f"/jobs/{job}/words?stop_words={stop_words}&limit=1000").json()["words"]
    return {one["word"]: one["share"] for one in found}


def points(difference: float) -> float:
    return round(difference * 100, 2)


def test_recent_results_are_chosen_and_compared(visitor, site):
    visitor.open()
    for path in ("/one", "/two"):
        visitor.count(site.page(path, page(f"Page {path}", f"water {path[1:]}")))
        expect(visitor.heading).to_have_text(f"Page {path}")
    visitor.page.get_by_role("link", name="Compare").click()
    expect(visitor.heading).to_have_text("Compare with what?")
    expect(visitor.page.get_by_label("Compare Page /two")).to_be_checked()
    expect(visitor.button("Compare")).to_be_disabled()
    visitor.page.get_by_label("Compare Page /one").check()
    visitor.button("Compare").click()
    expect(visitor.heading).to_have_text("2 results compared")
    expect(visitor.heading).to_be_focused()
    expect(visitor.status).to_have_text("2 results compared.")


def test_words_of_one_stand_against_those_of_the_other_by_share(visitor, api, tide, bread):
    visitor.open(f"#compare={tide},{bread}")
    one, other = shares(api, tide), shares(api, bread)
    difference = {word: one.get(word, 0) - other.get(word, 0) for word in one | other}
    expect(visitor.page.locator(".table .count")).to_have_text(f"{len(difference)} words")
    rows = visitor.rows()
    for word, in_one, in_other, apart in rows:
        assert float(in_one.split()[0]) == pytest.approx(one.get(word, 0) * 100, abs=0.01)
        assert float(in_other.split()[0]) == pytest.approx(other.get(word, 0) * 100, abs=0.01)
        assert float(apart.replace("−", "-")) == pytest.approx(points(difference[word]), abs=0.011)
    apart = [abs(difference[row[0]]) for row in rows]
    assert apart == sorted(apart, reverse=True), "what differs most comes first"
    visitor.sort("A − B")
    assert visitor.rows()[0][0] == max(difference, key=lambda word: (difference[word], word < "i"))


def test_the_bars_of_both_are_drawn_to_one_scale(visitor, api, tide, bread):
    visitor.open(f"#compare={tide},{bread}")
    expect(visitor.page.get_by_role("img", name="Bar chart of the shares of 15 words")).to_be_visible()
    found = [shares(api, tide), shares(api, bread)]
    units = [
        box["width"] / of_page[row["label"]]
        for row in visitor.page.evaluate(BARS)
        for box, of_page in zip(row["bars"], found, strict=True)
        if row["label"] in of_page
    ]
    assert len(units) >= 15
    assert max(units) == pytest.approx(min(units), rel=0.01)
    legend = visitor.page.locator(".chart svg > text").all_text_contents()[:2]
    assert legend == ["A  The tide", "B  Bread"]


def test_the_figures_of_each_page_stand_below_one_another(visitor, api, tide, bread):
    visitor.open(f"#compare={tide},{bread}")
    rows = visitor.page.locator(".compared tbody tr")
    expect(rows).to_have_count(2)
    for row, job in zip(rows.all(), (tide, bread), strict=True):
        result = api.get(f"/jobs/{job}").json()
        expect(row).to_contain_text(result["title"])
        expect(row.locator("[data-name='Words']")).to_have_text(f"{result['summary']['words']}")
        expect(row.locator("[data-name='Different']")).to_have_text(f"{result['summary']['distinct_words']}")
        expect(row.locator("[data-name='Language']")).to_have_text("English")
        expect(row.get_by_role("link", name=result["title"], exact=True)).to_have_attribute(
            "href", f"#job={job}"
        )


def test_more_than_two_are_compared_by_how_far_they_spread(visitor, api, tide, bread, soup):
    visitor.open(f"#compare={tide},{bread},{soup}")
    expect(visitor.heading).to_have_text("3 results compared")
    found = [shares(api, job) for job in (tide, bread, soup)]
    row = next(row for row in visitor.rows() if row[0] == "water")
    of_water = [of_page["water"] for of_page in found]
    assert [float(cell.split()[0]) for cell in row[1:4]] == pytest.approx(
        [s * 100 for s in of_water], abs=0.06
    )
    assert float(row[4]) == pytest.approx(points(max(of_water) - min(of_water)), abs=0.06)
    assert all(len(row["bars"]) == 3 for row in visitor.page.evaluate(BARS))


def test_stop_words_are_compared_where_the_reader_wants_them(visitor_at_desk, api, tide, bread):
    visitor_at_desk.open(f"#compare={tide},{bread}")
    visitor_at_desk.choose("Include stop words")
    visitor_at_desk.page.get_by_label("Filter the table").fill("the")
    one, other = shares(api, tide, "include")["the"], shares(api, bread, "include")["the"]
    row = next(row for row in visitor_at_desk.rows() if row[0] == "the")
    assert float(row[3].replace("−", "-")) == pytest.approx(points(one - other), abs=0.011)


def test_a_comparison_whose_words_do_not_come_can_be_tried_again(visitor_at_desk, tide, bread):
    visitor_at_desk.open(f"#compare={tide},{bread}")
    expect(visitor_at_desk.heading).to_have_text("2 results compared")
    visitor_at_desk.page.route(
        "**/words?stop_words=include*", lambda route: route.fulfill(status=500, body="")
    )
    visitor_at_desk.choose("Include stop words")
    expect(visitor_at_desk.heading).to_have_text("The service made an error")
    visitor_at_desk.page.unroute_all()
    visitor_at_desk.button("Try again").click()
    expect(visitor_at_desk.heading).to_have_text("2 results compared")
    expect(visitor_at_desk.page.get_by_label("Include stop words")).to_be_checked()


def test_a_page_that_could_not_be_counted_is_not_compared(visitor_at_desk, tide):
    lost = failed(HostNotFound("no such host"), "https://lost.example/")
    visitor_at_desk.open(f"#compare={tide},{lost}")
    expect(visitor_at_desk.heading).to_have_text("One of these pages has no words to compare")
    visitor_at_desk.page.get_by_role("link", name="See how it stands").click()
    expect(visitor_at_desk.heading).to_have_text("There is no site of this name")
