"""A result's table: its words and phrases, sorted, filtered, and turned page by page."""

from playwright.sync_api import expect

from tests.browser.results import counted
from tests.browser.samples import many_words, page, word

ROWS = 25


def test_the_table_has_every_word_with_count_and_share(visitor_with_phone, tide, tide_words):
    visitor = visitor_with_phone
    visitor.open(f"#job={tide}")
    shown, stop = len(tide_words("exclude")), len(tide_words("include")) - len(tide_words("exclude"))
    told = f"{shown + stop} different words, {shown} shown: {stop} are stop words"
    expect(visitor.page.locator(".count")).to_have_text(told)
    assert visitor.rows() == tide_words("exclude")[:ROWS]
    visitor.button("Next page").click()
    assert visitor.rows() == tide_words("exclude")[ROWS : 2 * ROWS]


def test_stop_words_are_switched_on_and_off(visitor_at_desk, tide, tide_words):
    visitor = visitor_at_desk
    visitor.open(f"#job={tide}")
    visitor.choose("Include stop words")
    expect(visitor.table.locator("tbody th").first).to_have_text("the")
    assert visitor.rows() == tide_words("include")[:ROWS]
    assert "stop=include" in visitor.place
    visitor.choose("Include stop words")
    expect(visitor.table.locator("tbody th").first).to_have_text("water")
    assert visitor.rows() == tide_words("exclude")[:ROWS]


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


def test_columns_sort_both_ways(visitor_at_desk, tide, tide_words):
    visitor = visitor_at_desk
    visitor.open(f"#job={tide}")
    spellings = sorted((row[1] for row in tide_words("exclude")), key=str.casefold)
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
    assert visitor.rows() == tide_words("exclude")[: -ROWS - 1 : -1]


def test_the_table_is_filtered_as_one_types(visitor_with_phone, tide, tide_words):
    visitor = visitor_with_phone
    visitor.open(f"#job={tide}")
    visitor.page.get_by_label("Filter the table").press_sequentially("TI")
    wanted = [row for row in tide_words("exclude") if "ti" in row[1].lower()]
    assert visitor.rows() == wanted
    expect(visitor.page.locator(".count")).to_have_text(
        f"{len(wanted)} of {len(tide_words('exclude'))} words"
    )
    expect(visitor.status).to_have_text(f"{len(wanted)} of {len(tide_words('exclude'))} words")
    visitor.page.get_by_label("Filter the table").press_sequentially("zz")
    expect(visitor.table).to_contain_text("No word matches this filter.")
    visitor.page.get_by_label("Filter the table").fill("")
    assert visitor.rows() == tide_words("exclude")[:ROWS]


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
