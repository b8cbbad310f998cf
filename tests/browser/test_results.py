"""A result: what it says of the page, its figures, and how it fits every screen and paper."""

import re

from playwright.sync_api import expect

from chalicelib.counting import count_page
from tests.browser.results import counted, counted_together
from tests.browser.samples import TIDE, page
from tests.browser.visitor import SIDEWAYS

SUMMARY = count_page(page("The tide", TIDE).encode(), None).summary
ROWS = 25


def test_a_result_shows_what_the_page_is_and_its_figures(visitor_everywhere, api, tide):
    visitor = visitor_everywhere
    visitor.open(f"#job={tide}")
    expect(visitor.heading).to_have_text("The tide")
    expect(visitor.page.get_by_role("link", name="harbour.example/tide")).to_have_attribute(
        "href", "https://harbour.example/tide"
    )
    expect(visitor.page.locator(".masthead")).to_contain_text("English · counted ")
    time = visitor.page.locator(".masthead time")
    expect(time).to_have_attribute("datetime", api.get(f"/jobs/{tide}").json()["finished_at"])
    expect(time).to_have_text(re.compile(r"\d+ [A-Z][a-z]+ 20\d\d, \d\d:\d\d"))
    figures = visitor.page.locator(".figures div").all_inner_texts()
    assert dict(figure.split("\n") for figure in figures) == {
        "Words": f"{SUMMARY.words}",
        "Different words": f"{SUMMARY.distinct_words}",
        "Sentences": f"{SUMMARY.sentences}",
        "Characters": f"{SUMMARY.characters:,}",
        "Time to read": f"{round(SUMMARY.reading_time_seconds / 60)} min",
        "Lexical diversity": f"{SUMMARY.lexical_diversity:.2f}",
    }
    expect(visitor.page.locator(".longest")).to_contain_text(SUMMARY.longest_words[0])


def test_long_words_and_scripts_from_right_to_left_stay_within_the_screen(visitor):
    text = f"{'Donaudampfschiff' * 12} سلام سلام שלום https {'x' * 200} 水 {'👍🏽' * 30}"
    job = counted(page("x" * 300, text, language="ar"), f"https://long.example/{'y' * 400}")
    for place in (f"#job={job}", f"#job={job}&chart=cloud", f"#compare={job},{job}", "#everyone"):
        visitor.open(place)
        expect(visitor.heading).to_be_visible()
        assert visitor.page.evaluate(SIDEWAYS) == 0, place
    visitor.open(f"#job={job}")
    expect(visitor.table.get_by_text("سلام")).to_be_visible()


def test_a_link_with_nonsense_in_it_shows_the_usual_result(visitor_at_desk, tide):
    visitor_at_desk.open(f"#job={tide}&list=constructor&sort=__proto__&page=-7&chart=pie&stop=maybe")
    expect(visitor_at_desk.heading).to_have_text("The tide")
    expect(visitor_at_desk.table.locator("tbody th").first).to_have_text("water")
    visitor_at_desk.move(f"#job={tide}&without={'a' * 501},%00&context={'a' * 501}")
    expect(visitor_at_desk.page.locator(".contexts")).to_contain_text("it has more than 500 characters.")
    expect(visitor_at_desk.table.locator("tbody th").first).to_have_text("water")
    visitor_at_desk.move("#job=")
    expect(visitor_at_desk.heading).to_have_text("Which words a page uses, and how often")


def test_a_result_is_printed_in_light_and_without_its_controls(visitor_at_desk, tide):
    visitor_at_desk.page.emulate_media(color_scheme="dark", media="print")
    visitor_at_desk.open(f"#job={tide}")
    expect(visitor_at_desk.page.locator("#stage h1")).to_be_visible()
    expect(visitor_at_desk.table).to_be_visible()
    expect(visitor_at_desk.page.locator(".chart:not([hidden]) svg")).to_be_visible()
    for control in visitor_at_desk.page.locator("button, #urls, .controls").all():
        if "sort" not in (control.get_attribute("class") or ""):
            expect(control).to_be_hidden()
    assert visitor_at_desk.page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 27, 25)"
    visitor_at_desk.move(f"#job={tide}&context=water&near=together")
    lines = visitor_at_desk.page.locator(".company tbody tr")
    expect(lines.last).to_be_visible()
    cut = "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
    assert visitor_at_desk.page.locator(".lines").evaluate_all(cut) == 0, "paper does not scroll"
    visitor_at_desk.move("#everyone")
    visitor_at_desk.arrived("Everyone’s pages")
    for control in visitor_at_desk.page.locator("#stage input, #stage button").all():
        expect(control).to_be_hidden()


def test_a_screen_of_320_pixels_shows_all_of_it(visitor_at_desk, tide, bread):
    """As a large screen does at 400 % (WCAG 1.4.10): nothing is cut, and no word is broken."""
    visitor_at_desk.page.set_viewport_size({"width": 320, "height": 640})
    together = counted_together({f"https://h.example/{n}": page("Letter", TIDE) for n in range(12)})
    for place in (
        "",
        f"#job={tide}",
        f"#job={tide}&families=on&context=water&without=moon",
        f"#job={tide}&list=typical&context=harbour&near=together",
        f"#compare={tide},{bread}",
        f"#collection={together}",
        f"#collection={together}&list=2&context=high+water",
        "#history=https://harbour.example/tide",
    ):
        visitor_at_desk.open(place)
        expect(visitor_at_desk.heading).to_be_visible()
        expect(visitor_at_desk.page.locator('[aria-busy="true"]')).to_have_count(0)
        assert visitor_at_desk.page.evaluate(SIDEWAYS) == 0, place
        button = visitor_at_desk.page.locator("#send").bounding_box()
        assert button["x"] + button["width"] <= 320
    visitor_at_desk.open(f"#job={tide}")
    expect(visitor_at_desk.table.locator("tbody tr")).to_have_count(ROWS)
    heights = visitor_at_desk.table.locator("tbody th").evaluate_all(
        "all => all.map(one => one.clientHeight)"
    )
    assert max(heights) < 1.5 * min(heights), "each word stands in one line"


def test_a_page_of_stop_words_alone_offers_them(visitor_at_desk):
    job = counted(page("", "the and of the and to the"), "https://stop.example/")
    visitor_at_desk.open(f"#job={job}")
    expect(visitor_at_desk.table).to_contain_text("All words of this page are stop words.")
    visitor_at_desk.button("Include stop words").click()
    assert visitor_at_desk.rows()[0][1:3] == ["the", "3"]


def test_of_a_long_title_the_beginning_is_shown_and_the_rest_on_demand(visitor, api):
    job = counted(page("The tide " * 40, "water"), "https://long.example/")
    title = api.get(f"/jobs/{job}").json()["title"]
    visitor.open(f"#job={job}")
    expect(visitor.heading).to_have_text(re.compile(r"^(The tide ?)+…$"))
    assert visitor.heading.bounding_box()["height"] < 260
    assert len(visitor.page.title()) < 100
    visitor.button("Whole title").click()
    expect(visitor.heading).to_have_text(title)
    expect(visitor.heading).to_be_focused()


def test_figures_read_as_people_say_them(visitor_at_desk):
    figures = []
    for text in ("Water.", "water " * 41_000):
        visitor_at_desk.open(f"#job={counted(page('', text), 'https://water.example/')}")
        expect(visitor_at_desk.heading).to_be_visible()
        shown = visitor_at_desk.page.locator(".figures div").all_inner_texts()
        figures.append(dict(figure.split("\n") for figure in shown))
    assert [figures[0][name] for name in ("Word", "Different word", "Sentence")] == ["1", "1", "1"]
    assert re.fullmatch(r"\d h \d\d? min", figures[1]["Time to read"])
    assert visitor_at_desk.rows() == [["1", "water", "41,000", "100.00 %"]]
