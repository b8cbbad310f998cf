"""Which words are shown: forms as one, what is typical, the main text, the reader's own stop words."""

import csv
import json

import pytest
from playwright.sync_api import expect

from tests.articles import article_page
from tests.browser.results import counted, counted_together
from tests.browser.samples import page
from tests.browser.visitor import SIDEWAYS

CSV, JSON = "CSV: download the rows", "JSON: download the rows"
PACKAGES = "A package holds packages, and each package of the packages holds a package. The letters wait."
GERMAN_NAMES = "Fjällräven byxor finns i många färger, och färgerna är fina."


def rows_of(file):
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened, strict=True))


@pytest.fixture
def packages(api):
    return counted(page("Post", PACKAGES), "https://post.example/packages")


@pytest.fixture
def articles(api):
    """Two results of one article, of which the older one has more menus around it."""
    url = "https://news.example/lamp"
    return [counted(article_page(), url, days_ago=days) for days in (3, 0)]


def test_the_forms_of_a_word_are_one_line_in_table_link_and_files(visitor, api, packages):
    found = api.get(f"/jobs/{packages}/words?families=on").json()["words"]
    visitor.open(f"#job={packages}")
    visitor.choose("Forms of a word as one")
    first = visitor.table.locator("tbody th").first
    expect(first.locator("a")).to_have_text("package")
    expect(first.locator(".members")).to_have_text("package 3, packages 2")
    assert [row[2] for row in visitor.rows()] == [str(one["count"]) for one in found]
    expect(visitor.page.locator(".count")).to_contain_text(f" as {len(found)} lines")
    expect(visitor.status).to_contain_text("forms as one")
    assert visitor.place == f"job={packages}&families=on"
    rows = rows_of(visitor.download(CSV))
    assert rows[0] | {"word": "package", "count": "5", "members": "package:3 packages:2"} == rows[0]
    file = visitor.download(JSON)
    assert "families" in file.name
    taken = json.loads(file.read_text())
    assert taken["listed"]["families"] == "on"
    assert taken["words"] == found
    visitor.page.get_by_placeholder("Filter words").fill("packages")
    expect(first.locator("a")).to_have_text("package"), "a family is found by each of its forms"
    first.locator("a").click()
    expect(visitor.page.locator(".kwic tbody tr")).to_have_count(5)
    visitor.page.reload()
    expect(visitor.page.locator(".kwic tbody tr")).to_have_count(5)
    assert visitor.page.evaluate(SIDEWAYS) == 0


def test_forms_are_one_line_side_by_side_in_collections_and_over_time_too(visitor_at_desk, packages, tide):
    visitor = visitor_at_desk
    visitor.open(f"#compare={packages},{tide}&families=on&unit=count&q=package")
    visitor.arrived("2 results compared")
    expect(visitor.table.locator(".members")).to_have_text("package 3, packages 2")
    assert visitor.rows()[0][1:3] == ["5", "0"]
    assert rows_of(visitor.download(CSV))[0]["members"] == "package:3 packages:2"
    together = counted_together(
        {f"https://post.example/{n}": page(f"Letter {n}", PACKAGES) for n in range(2)}
    )
    visitor.move(f"#collection={together}&families=on&context=package")
    visitor.arrived("2 of 2 pages counted")
    expect(visitor.table.locator(".members").first).to_have_text("package 6, packages 4")
    expect(visitor.page.locator(".kwic tbody tr")).to_have_count(10)
    visitor.move("#history=https://post.example/packages&words=packages&unit=count")
    cell = visitor.page.locator(".scroll tbody td").first
    expect(cell).to_have_text("2")
    visitor.choose("Forms of a word as one")
    expect(cell).to_have_text("5"), "under whichever form it is asked for"
    assert "families=on" in visitor.place


def test_typical_words_are_those_of_the_page_beside_its_language(visitor, api, tide):
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.open(f"#job={tide}")
    visitor.arrived("The tide")
    assert not [url for url in asked if "keyness" in url], "it is asked for only when it is wanted"
    visitor.choose("Typical words")
    found = api.get(f"/jobs/{tide}/keyness?limit=1000").json()["words"]
    expect(visitor.table.locator("tbody th").first).to_have_text(found[0]["spelling"])
    assert [row[4] for row in visitor.rows()] == [f"{one['log_likelihood']:.2f}" for one in found[:25]]
    expect(visitor.page.get_by_role("columnheader", name="LL")).to_have_attribute("aria-sort", "descending")
    expect(visitor.page.locator(".explorer .measures")).to_contain_text("Log-likelihood (LL) says how surely")
    expect(visitor.page.get_by_role("img", name="20 most typical words")).to_be_visible()
    expect(visitor.status).to_contain_text("Typical words of the page")
    visitor.sort("Log ratio")
    ratios = [float(row[5].replace("−", "-")) for row in visitor.rows()]
    assert ratios == sorted(ratios, reverse=True)
    visitor.page.reload()
    expect(visitor.table.locator("tbody th").first).to_be_visible()
    assert [float(row[5].replace("−", "-")) for row in visitor.rows()] == ratios
    rows = rows_of(visitor.download(CSV))
    assert {"language share", "log-likelihood", "p below", "log ratio"} <= rows[0].keys()
    taken = json.loads(visitor.download(JSON).read_text())["words"]
    assert sorted(taken, key=lambda one: one["word"]) == sorted(found, key=lambda one: one["word"])
    assert visitor.page.evaluate(SIDEWAYS) == 0


def test_where_a_language_is_not_known_so_well_that_is_said(visitor_at_desk):
    job = counted(page("Byxor", GERMAN_NAMES, language="sv"), "https://byxor.example/")
    visitor_at_desk.open(f"#job={job}&list=typical")
    expect(visitor_at_desk.table).to_contain_text("There is no list of the commonest words of this page’s")
    visitor_at_desk.choose("Words")
    expect(visitor_at_desk.table.locator("tbody th").first).to_have_text("byxor")


def test_main_texts_are_compared_added_up_and_followed_too(visitor_at_desk, api, articles, tide):
    visitor, (older, newer) = visitor_at_desk, articles
    job = api.get(f"/jobs/{newer}").json()
    visitor.open(f"#compare={older},{newer}&unit=count&sort=-a")
    visitor.arrived("2 results compared")
    assert visitor.rows()[0][0] == "keeper"
    visitor.choose("Whole page")
    expect(visitor.table.locator("tbody th").first).to_have_text("subscription", ignore_case=True)
    visitor.move(f"#compare={newer},{tide}")
    expect(visitor.page.get_by_text("Bread")).to_have_count(0)
    visitor.arrived("2 results compared")
    expect(visitor.page.get_by_text("Main text")).to_have_count(0), "one of the two has none"
    visitor.move(f"#history={job['url']}&words=subscription&unit=count")
    cell = visitor.page.locator(".scroll tbody td").first
    expect(cell).to_have_text("0")
    visitor.choose("Whole page")
    expect(cell).not_to_have_text("0")
    assert "text=page" in visitor.place
    together = counted_together(
        {"https://news.example/lamp": article_page(), "https://post.example/": page("Post", PACKAGES)}
    )
    visitor.move(f"#collection={together}")
    visitor.arrived("2 of 2 pages counted")
    expect(visitor.table.locator("tbody th").first).to_have_text("subscription", ignore_case=True)
    visitor.choose("Main text")
    expect(visitor.table.locator("tbody th").first).to_have_text("keeper")
    expect(visitor.page.get_by_text("1 page without a main text is left out.")).to_be_visible()
    expect(visitor.page.locator(".heat thead a")).to_have_count(1)
    taken = json.loads(visitor.download(JSON).read_text())
    whole = api.get(f"/collections/{together}?text=main").json()
    assert {name: taken[name] for name in ("text", "pages")} == {
        name: whole[name] for name in ("text", "pages")
    }
    assert [job["summary"] for job in taken["jobs"]] == [job["summary"] for job in whole["jobs"]]


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


def test_own_stop_words_are_left_out_and_taken_back(visitor, tide, tide_words):
    visitor.open(f"#job={tide}")
    visitor.button("Leave out water").click()
    usual = [row[1] for row in tide_words("exclude")]
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
