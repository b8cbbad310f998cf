"""A result: its figures, and its words and phrases in a table that sorts, filters and turns its pages."""

import re

import pytest
from playwright.sync_api import expect

from chalicelib.counting import count_page
from tests.browser.results import counted, counted_together
from tests.browser.samples import TIDE, many_words, page, word
from tests.browser.visitor import SIDEWAYS

SUMMARY = count_page(page("The tide", TIDE).encode(), None).summary
ROWS = 25


@pytest.fixture
def words(api, tide):
    """The words as the API gives them, by whether stop words are among them."""

    def asked(stop_words: str) -> list[list[str]]:
        found = api.get(f"/jobs/{tide}/words?stop_words={stop_words}&limit=1000").json()["words"]
        return [
            [f"{rank}", one["spelling"], f"{one['count']}", percent(one["share"])]
            for rank, one in enumerate(found, 1)
        ]

    return asked


def percent(share: float) -> str:
    return f"{share:.2%}".replace("%", " %")


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


def test_the_table_has_every_word_with_count_and_share(visitor_with_phone, tide, words):
    visitor = visitor_with_phone
    visitor.open(f"#job={tide}")
    shown, stop = len(words("exclude")), len(words("include")) - len(words("exclude"))
    told = f"{shown + stop} different words, {shown} shown: {stop} are stop words"
    expect(visitor.page.locator(".count")).to_have_text(told)
    assert visitor.rows() == words("exclude")[:ROWS]
    visitor.button("Next page").click()
    assert visitor.rows() == words("exclude")[ROWS : 2 * ROWS]


def test_stop_words_are_switched_on_and_off(visitor_at_desk, tide, words):
    visitor = visitor_at_desk
    visitor.open(f"#job={tide}")
    visitor.choose("Include stop words")
    expect(visitor.table.locator("tbody th").first).to_have_text("the")
    assert visitor.rows() == words("include")[:ROWS]
    assert "stop=include" in visitor.place
    visitor.choose("Include stop words")
    expect(visitor.table.locator("tbody th").first).to_have_text("water")
    assert visitor.rows() == words("exclude")[:ROWS]


def test_phrases_of_two_and_of_three_words_are_listed(visitor_with_phone, api, tide):
    visitor = visitor_with_phone
    visitor.open(f"#job={tide}")
    visitor.choose("Include stop words")
    for count in (2, 3):
        visitor.choose(f"{count}-word phrases")
        expected = api.get(f"/jobs/{tide}/phrases?n={count}&stop_words=include&limit=200").json()["phrases"]
        expect(visitor.page.locator(".count")).to_have_text(f"{len(expected)} phrases")
        expect(visitor.page.get_by_role("columnheader", name="Phrase")).to_be_visible()
        shown = [row[1:3] for row in visitor.rows()]
        assert shown == [[one["phrase"], str(one["count"])] for one in expected][:ROWS]


def test_columns_sort_both_ways(visitor_at_desk, tide, words):
    visitor = visitor_at_desk
    visitor.open(f"#job={tide}")
    spellings = sorted((row[1] for row in words("exclude")), key=str.casefold)
    visitor.sort("Word")
    column = visitor.page.get_by_role("columnheader", name="Word")
    expect(column).to_have_attribute("aria-sort", "ascending")
    assert [row[1] for row in visitor.rows()] == spellings[:ROWS]
    expect(visitor.status).to_have_text("Sorted by Word, ascending.")
    visitor.sort("Word")
    expect(column).to_have_attribute("aria-sort", "descending")
    assert [row[1] for row in visitor.rows()] == spellings[: -ROWS - 1 : -1]
    count = visitor.page.get_by_role("columnheader", name="Count")
    visitor.sort("Count")
    expect(count).to_have_attribute("aria-sort", "descending")
    visitor.sort("Count")
    expect(count).to_have_attribute("aria-sort", "ascending")
    assert visitor.rows() == words("exclude")[: -ROWS - 1 : -1]


def test_the_table_is_filtered_as_one_types(visitor_with_phone, tide, words):
    visitor = visitor_with_phone
    visitor.open(f"#job={tide}")
    visitor.page.get_by_label("Filter the table").press_sequentially("TI")
    wanted = [row for row in words("exclude") if "ti" in row[1].lower()]
    assert visitor.rows() == wanted
    expect(visitor.page.locator(".count")).to_have_text(f"{len(wanted)} of {len(words('exclude'))} words")
    expect(visitor.status).to_have_text(f"{len(wanted)} of {len(words('exclude'))} words")
    visitor.page.get_by_label("Filter the table").press_sequentially("zz")
    expect(visitor.table).to_contain_text("No word matches this filter.")
    visitor.page.get_by_label("Filter the table").fill("")
    assert visitor.rows() == words("exclude")[:ROWS]


def test_thousands_of_rows_are_turned_through_page_by_page(visitor_at_desk):
    visitor = visitor_at_desk
    job = counted(page(word(0), many_words(4_000)), "https://many.example/")
    visitor.open(f"#job={job}")
    expect(visitor.page.locator(".count")).to_have_text("4,000 words")
    expect(visitor.button("Previous page")).to_be_disabled()
    assert len(visitor.rows()) == ROWS
    visitor.button("Last page").click()
    assert [row[0] for row in visitor.rows()] == [f"{rank:,}" for rank in range(3_976, 4_001)]
    expect(visitor.button("Next page")).to_be_disabled()
    expect(visitor.status).to_have_text("Page 160.")
    visitor.button("Previous page").click()
    assert visitor.rows()[0][0] == "3,951"
    visitor.page.get_by_role("spinbutton", name="Page").fill("100")
    visitor.page.keyboard.press("Enter")
    assert visitor.rows()[0][0] == "2,476"
    visitor.page.get_by_label("Filter the table").fill(word(3_999))
    assert [row[:2] for row in visitor.rows()] == [["4,000", word(3_999)]]
    expect(visitor.page.get_by_role("navigation", name="Pages of the table")).to_be_hidden()


def test_what_the_reader_asked_for_last_is_shown_whatever_arrives_later(visitor_at_desk, tide):
    held = []

    def hold(route):
        held.append(route)

    visitor_at_desk.page.route("**/words?stop_words=include*", hold)
    visitor_at_desk.open(f"#job={tide}")
    with visitor_at_desk.page.expect_request("**/words?stop_words=include*"):
        visitor_at_desk.choose("Include stop words")
    expect(visitor_at_desk.page.locator(".table")).to_have_attribute("aria-busy", "true")
    visitor_at_desk.choose("2-word phrases")
    visitor_at_desk.choose("Include stop words")
    expect(visitor_at_desk.page.locator(".count")).to_have_text("2 phrases")
    before = visitor_at_desk.rows()
    with visitor_at_desk.page.expect_request_finished(lambda request: "stop_words=include" in request.url):
        held[0].continue_()
    assert visitor_at_desk.rows() == before
    visitor_at_desk.choose("Words")
    expect(visitor_at_desk.table.locator("tbody th").first).to_have_text("water")


def test_a_load_that_fails_midway_can_be_tried_again(visitor_with_phone):
    visitor = visitor_with_phone
    job = counted(page(word(0), many_words(1_500)), "https://many.example/")
    visitor.page.route("**/words?*cursor=1000*", lambda route: route.fulfill(status=500, body="broken"))
    visitor.open(f"#job={job}")
    expect(visitor.heading).to_have_text("The service made an error")
    visitor.page.unroute_all()
    visitor.button("Try again").click()
    expect(visitor.heading).to_have_text(word(0))
    expect(visitor.heading).to_be_focused()
    expect(visitor.page.locator(".count")).to_have_text("1,500 words")


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


def test_a_link_names_own_stop_words_with_commas_or_spaces_and_up_to_200(visitor_at_desk, tide):
    visitor_at_desk.open(f"#job={tide}&without=water+tide&keep=the,%20of")
    for named in ("water", "tide", "the", "of"):
        expect(visitor_at_desk.button(f"Take back {named}")).to_be_visible()
    assert [row[1] for row in visitor_at_desk.rows()[:2]] == ["the", "of"]
    many = ",".join(f"w{number}" for number in range(200))
    visitor_at_desk.move(f"#job={tide}&without={many},water")
    visitor_at_desk.arrived("The tide")
    expect(visitor_at_desk.page.locator(".own .trouble")).to_have_text(
        "The link names 201 words to be left out; the first 200 of them are."
    )
    assert visitor_at_desk.rows()[0][1] == "water"
    visitor_at_desk.button("Take back w0").click()
    expect(visitor_at_desk.page.locator(".own .trouble")).to_have_count(0)


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


def test_own_stop_words_are_left_out_and_taken_back(visitor, tide, words):
    visitor.open(f"#job={tide}")
    visitor.button("Leave out water").click()
    usual = [row[1] for row in words("exclude")]
    expect(visitor.table.locator("tbody th").first).to_have_text(usual[1])
    expect(visitor.page.locator(".count")).to_contain_text("1 word left out")
    visitor.page.get_by_text("Own stop words").click()
    visitor.page.get_by_label("A word of your own").fill("THE")
    visitor.button("Count after all").click()
    assert [row[1] for row in visitor.rows()][:2] == ["the", usual[1]]
    assert visitor.place.endswith("&without=water&keep=the")
    visitor.page.reload()
    expect(visitor.table.locator("tbody th").first).to_have_text("the")
    visitor.button("Take back the").click()
    visitor.button("Take back water").click()
    expect(visitor.table.locator("tbody th").first).to_have_text("water")
    expect(visitor.page.get_by_text("Own stop words")).to_be_focused()


def test_own_stop_words_are_remembered_only_if_the_reader_wants_it(visitor_at_desk, tide, bread):
    visitor_at_desk.open(f"#job={tide}&without=water")
    expect(visitor_at_desk.button("Take back water")).to_be_visible()
    visitor_at_desk.move(f"#compare={tide},{bread}")
    expect(visitor_at_desk.button("Take back water")).to_be_hidden()
    visitor_at_desk.move(f"#job={tide}&without=water")
    visitor_at_desk.page.get_by_text("Own stop words").click()
    visitor_at_desk.page.get_by_label("Remember them in this browser").check()
    visitor_at_desk.move(f"#compare={tide},{bread}")
    expect(visitor_at_desk.button("Take back water")).to_be_visible()
    assert "water" not in {row[0] for row in visitor_at_desk.rows()}
    assert "without=water" in visitor_at_desk.place, "the link says so too"
