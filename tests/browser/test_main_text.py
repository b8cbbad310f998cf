"""The main text of a page, which is shown first where there is one, and the whole page beside it."""

import json

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from chalicelib.counting.counts import RULES
from chalicelib.results.database import connection
from tests.articles import article_page
from tests.browser.results import counted

LAMP = "https://news.example/lamp"


@pytest.fixture
def lamp(api):
    """The result of an article among menus and teasers."""
    return counted(article_page(), LAMP)


def test_the_main_text_comes_first_and_the_whole_page_is_a_switch_away(visitor, api, lamp):
    job = api.get(f"/jobs/{lamp}").json()
    main, page = job["main_text"]["summary"]["words"], job["summary"]["words"]
    visitor.open(f"#job={lamp}")
    expect(visitor.table.locator("tbody th").first).to_have_text("keeper")
    expect(visitor.page.locator(".main-share")).to_have_text(
        f"The main text has {main} of the {page} words of the page."
    )
    figure = visitor.page.locator(".figures dd").first
    expect(figure).to_have_text(f"{main}")
    with visitor.download("JSON: download the rows").open() as file:
        kept = json.load(file)
    assert kept["text"] == kept["listed"]["text"] == "main"
    assert kept["summary"] == job["main_text"]["summary"], "the head is of the text whose words follow"
    assert kept["words"][0]["word"] == "keeper"
    visitor.choose("Whole page")
    expect(visitor.table.locator("tbody th").first).to_have_text("Subscription")
    expect(figure).to_have_text(f"{page}")
    assert "text=page" in visitor.place
    visitor.page.reload()
    expect(visitor.table.locator("tbody th").first).to_have_text("Subscription")
    visitor.choose("2-word phrases")
    expect(visitor.table).to_contain_text("Subscription offers")
    visitor.choose("Main text")
    expect(visitor.table).not_to_contain_text("Subscription offers")
    assert "text=page" not in visitor.place


def test_where_there_is_none_or_nothing_else_there_is_nothing_to_choose(visitor_with_phone, tide):
    visitor = visitor_with_phone
    visitor.open(f"#job={tide}")
    expect(visitor.table.locator("tbody th").first).to_have_text("water")
    expect(visitor.page.get_by_text("Whole page")).to_have_count(0)
    expect(visitor.page.locator(".main-share")).to_have_count(0)


def test_results_by_different_rules_say_so_side_by_side(visitor_at_desk, lamp, bread, tide):
    visitor = visitor_at_desk
    with connection() as open_connection:
        open_connection.execute(text("UPDATE results SET rules = NULL WHERE id = :id"), {"id": tide})
    visitor.open(f"#compare={lamp},{bread}")
    expect(visitor.page.locator(".compared")).to_be_visible()
    expect(visitor.page.locator(".other-rules")).to_have_count(0)
    visitor.move(f"#compare={lamp},{tide}")
    expect(visitor.page.locator(".other-rules")).to_contain_text(
        f"different versions of the rules (1, {RULES})"
    )
