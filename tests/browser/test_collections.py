"""Pages that are sent together end in one view: their sum, each page's part of it, contexts across them."""

import json

from playwright.sync_api import expect

from tests.browser.samples import BREAD, TIDE, page
from tests.browser.test_contexts import LINES
from tests.browser.test_exports import rows_of
from tests.browser.visitor import SIDEWAYS

HEAT = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"


def test_addresses_that_are_sent_together_are_read_together(visitor, api, site):
    visitor.open()
    visitor.page.get_by_role("button", name="Several addresses").click()
    visitor.count(site.page("/tide", page("The tide", TIDE)), site.page("/bread", page("Bread", BREAD)))
    expect(visitor.heading).to_have_text("2 of 2 pages counted")
    expect(visitor.heading).to_be_focused()
    expect(visitor.status).to_have_text("2 of 2 pages counted")
    expect(visitor.page.locator(".figures div").first).to_contain_text("Pages counted")
    expect(visitor.page.locator(".figures dd").first).to_have_text("2")
    words = api.get(f"/{visitor.place.replace('=', 's/')}/words?limit=25&by_page=on").json()["words"]
    rows = visitor.rows()
    assert [row[:2] + row[3:] for row in rows] == [
        [one["spelling"], str(one["count"]), str(one["pages"])] for one in words
    ]
    heat = visitor.page.locator(".heat tbody tr").evaluate_all(HEAT)
    assert heat == [[one["spelling"], *map(str, one["counts"])] for one in words]
    expect(visitor.page.locator(".jobs li").first).to_contain_text("typical: ")
    assert visitor.page.evaluate(SIDEWAYS) == 0


def test_a_collection_has_a_link_and_keeps_what_the_reader_chose(visitor_at_desk, collection):
    visitor_at_desk.open(f"#collection={collection}&sort=word&q=wa&stop=include&without=water")
    expect(visitor_at_desk.heading).to_have_text("2 of 3 pages counted")
    expect(visitor_at_desk.page.locator(".jobs li").nth(2)).to_contain_text("The site takes no connections")
    rows = [row[0] for row in visitor_at_desk.rows()]
    assert "was" in rows or "walk" in rows
    assert "water" not in rows
    visitor_at_desk.button("Take back water").click()
    expect(visitor_at_desk.table.get_by_role("link", name="water", exact=True)).to_be_visible()
    assert "without" not in visitor_at_desk.place
    visitor_at_desk.page.go_back()
    expect(visitor_at_desk.button("Take back water")).to_be_visible()


def test_a_word_of_a_collection_opens_its_contexts_across_the_pages(visitor, api, collection):
    visitor.open(f"#collection={collection}")
    visitor.table.get_by_role("link", name="water", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="“water” in context")).to_be_focused()
    expect(visitor.page.get_by_role("heading", level=3)).to_have_text(
        ["The tide · 10 times", "Bread · 5 times"]
    )
    expect(visitor.page.locator(LINES)).to_have_count(13)
    assert visitor.place.endswith("&context=water")
    panel = visitor.page.get_by_role("region", name="Contexts")
    with visitor.page.expect_download() as coming:
        panel.get_by_role("button", name="CSV").click()
    assert coming.value.suggested_filename.endswith("-and-1-more-contexts-water.csv")
    heads, *rows = rows_of(coming.value.path())
    assert heads == ["page", "URL", "position", "before", "word", "after"]
    assert [row[0] for row in rows] == ["The tide"] * 10 + ["Bread"] * 5, "all of them, though 8 are shown"
    with visitor.page.expect_download() as coming:
        panel.get_by_role("button", name="JSON").click()
    taken = json.loads(coming.value.path().read_text())
    assert [(page["title"], page["count"], len(page["contexts"])) for page in taken["pages"]] == [
        ("The tide", 10, 10),
        ("Bread", 5, 5),
    ]
    visitor.page.go_back()
    expect(visitor.table.get_by_role("link", name="water", exact=True)).to_be_focused()
    visitor.page.go_forward()
    expect(visitor.page.get_by_role("heading", name="“water” in context")).to_be_focused()
    visitor.page.reload()
    expect(visitor.page.locator(LINES)).to_have_count(13)
    visitor.page.keyboard.press("Tab")
    visitor.button("Close").press("Enter")
    expect(visitor.table.get_by_role("link", name="water", exact=True)).to_be_focused()
    expect(visitor.page.locator(".heat")).to_be_visible()
    visitor.move(f"#collection={collection}&context=Salt+and")
    expect(visitor.page.get_by_role("heading", level=3)).to_have_text(["Bread · 2 times"])
    visitor.move(f"#collection={collection}&context=volcano")
    expect(visitor.page.locator(".contexts")).to_contain_text("It does not stand on any of these pages.")


def test_the_phrases_of_a_collection_are_listed_drawn_and_taken_along(visitor, api, collection):
    visitor.open(f"#collection={collection}")
    visitor.choose("2-word phrases")
    expect(visitor.page.get_by_role("columnheader", name="Phrase").first).to_be_visible()
    found = api.get(f"/collections/{collection}/phrases?by_page=on").json()
    assert [[row[0], row[1], row[3]] for row in visitor.rows()] == [
        [one["spelling"], str(one["count"]), str(one["pages"])] for one in found["phrases"]
    ]
    expect(visitor.page.locator(".count")).to_have_text(f"{found['total']} phrases")
    heat = visitor.page.locator(".heat tbody tr").evaluate_all(HEAT)
    assert heat == [[one["spelling"], *map(str, one["counts"])] for one in found["phrases"]]
    file = visitor.download("CSV: download the rows")
    assert file.name.endswith("-and-1-more-two-word-phrases.csv")
    heads, *rows = rows_of(file)
    assert (heads[0], heads[-1]) == ("phrase", "spelling")
    assert [[row[0], *map(int, row[4:-1])] for row in rows] == [
        [one["phrase"], *one["counts"]] for one in found["phrases"]
    ]
    visitor.table.get_by_role("link", name="high water").click()
    expect(visitor.page.locator(LINES)).to_have_count(2)
    assert visitor.page.evaluate(SIDEWAYS) == 0
    visitor.page.reload()
    expect(visitor.page.locator(LINES)).to_have_count(2)


def test_a_collection_is_taken_along_with_its_pages_as_columns(visitor_at_desk, api, collection):
    visitor_at_desk.open(f"#collection={collection}")
    expect(visitor_at_desk.page.locator(".heat")).to_be_visible()
    file = visitor_at_desk.download("CSV: download the rows")
    heads, *rows = rows_of(file)
    assert heads[:4] == ["word", "count", "share", "pages"]
    assert [head.partition(" · ")[0].rpartition("/")[2] for head in heads[4:-1]] == ["tide", "bread"]
    words = api.get(f"/collections/{collection}/words?limit=1000&by_page=on").json()["words"]
    assert [[row[0], *row[4:]] for row in rows] == [
        [one["word"], *map(str, one["counts"]), one["spelling"]] for one in words
    ]


def test_a_collection_under_way_says_how_far_it_is(visitor_at_desk, api, collection):
    ended = api.get(f"/collections/{collection}").json()
    states = iter([3, 2])

    def answer(route):
        if (pending := next(states, None)) is None:
            return route.continue_()
        return route.fulfill(json=ended | {"pages": ended["pages"] | {"pending": pending}})

    visitor_at_desk.page.route(f"**/collections/{collection}", answer)
    visitor_at_desk.clock.install()
    visitor_at_desk.open(f"#collection={collection}")
    expect(visitor_at_desk.heading).to_have_text("Counting 3 pages")
    visitor_at_desk.clock.run_for(600)
    expect(visitor_at_desk.heading).to_have_text("Counting 3 pages, 1 done")
    expect(visitor_at_desk.page).to_have_title("Counting 3 pages, 1 done – Wordcount")
    visitor_at_desk.clock.run_for(1000)
    expect(visitor_at_desk.heading).to_have_text("2 of 3 pages counted")
    expect(visitor_at_desk.page).to_have_title("2 of 3 pages counted – Wordcount")
