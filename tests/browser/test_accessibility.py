"""For everyone: axe-core, the keyboard alone, screen readers, less motion, light and dark."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from chalicelib.errors import HostNotFound
from tests.articles import article_page
from tests.browser.results import counted, failed
from tests.browser.samples import BREAD, PENDING, page
from tests.browser.visitor import SIDEWAYS

AXE = Axe().axe_script
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All rules of axe-core, and the one on the size of what is pressed (WCAG 2.2: 24 px), usually off."""
COLOUR_RULES = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
"""In the dark only the colours are others."""
ALIKE = ".table tbody tr:nth-child(n + 5)"
"""Rows of a table of words that look as those before do: their colours are looked at once, not thrice."""
COLOURS = """() => ['--paper', '--text'].map(
    name => getComputedStyle(document.documentElement).getPropertyValue(name))"""


@pytest.fixture
def views(tide, bread, collection):
    """Each view and state that a link names, and the heading that says that it is there."""
    lost = failed(HostNotFound("lost.example does not exist"), "https://lost.example/")
    article = counted(article_page(), "https://news.example/lamp")
    empty = counted("<title>Blank</title>", "https://blank.example/")
    return {
        "": "Which words a page uses, and how often",
        f"#job={tide}": "The tide",
        f"#job={tide}&chart=cloud&list=2&q=water": "The tide",
        f"#job={tide}&q=nothing+like+it": "The tide",
        f"#job={tide}&list=typical": "The tide",
        f"#job={tide}&families=on": "The tide",
        f"#job={tide}&context=harbour&without=water,sea": "The tide",
        f"#job={tide}&context=volcano": "The tide",
        f"#job={tide}&context=water&near=together": "The tide",
        f"#job={article}": "A lamp goes out",
        f"#job={article}&text=page": "A lamp goes out",
        f"#job={empty}": "Blank",
        f"#job={lost}": "There is no site of this name",
        "#job=mistyped": "There is no such result",
        f"#collection={collection}": "2 of 3 pages counted",
        f"#collection={collection}&context=water&families=on": "2 of 3 pages counted",
        f"#collection={collection}&list=2&without=water": "2 of 3 pages counted",
        f"#compare={tide}": "Compare with what?",
        f"#compare={tide},{bread}&sort=-a": "2 results compared",
        f"#compare={tide},{lost}": "One of these pages has no words to compare",
        "#history=https://harbour.example/tide": "History of this page",
        "#history=https://nobody.example/": "This page has no history yet",
        "#everyone": "Everyone’s pages",
        "#word=water": "Pages that use “water”",
        "#word=volcano": "Pages that use “volcano”",
    }


def findings(visitor, rules=RULES, without=()):
    """What axe-core finds, in short."""
    if not visitor.page.evaluate("'axe' in window"):
        visitor.page.evaluate(AXE)
    where = {"include": [["html"]], "exclude": [[selector] for selector in without]}
    found = visitor.page.evaluate("([where, rules]) => axe.run(where, rules)", [where, rules])
    return [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def findings_in_all_colours(visitor):
    """What axe-core finds in light, in dark and in the reader's own colours."""
    found = []
    for scheme, forced, *how in (
        ("dark", "none", COLOUR_RULES, (ALIKE,)),
        ("light", "active", COLOUR_RULES, (ALIKE,)),
        ("light", "none", RULES),
    ):
        visitor.page.emulate_media(color_scheme=scheme, forced_colors=forced, reduced_motion="reduce")
        found += [(scheme, forced, *one) for one in findings(visitor, *how)]
    return found


@pytest.mark.timeout(300)  # more than twenty views, three times each
def test_axe_finds_nothing_in_any_view_in_light_in_dark_and_in_forced_colours(visitor, views):
    visitor.open()
    found = {}
    for place, heading in views.items():
        visitor.move(place)
        visitor.arrived(heading)
        found[place] = findings_in_all_colours(visitor)
        assert visitor.page.evaluate(SIDEWAYS) == 0, place
    assert not any(found.values()), {where: what for where, what in found.items() if what}


def _complain(visitor, _tide):
    visitor.count("")
    expect(visitor.page.locator("#errors")).to_have_text("Type the address of a page.")


def _paste_a_text(visitor, _tide):
    visitor.button("A text of your own").click()
    visitor.field.fill("The tide comes twice a day.")


def _open_own_words(visitor, tide):
    visitor.move(f"#job={tide}&without=moon,sea&keep=the")
    visitor.arrived("The tide")
    visitor.page.get_by_text("Own stop words").click()


def _answer(**how):
    def ask(visitor, _tide):
        visitor.page.route("**/jobs/slow", lambda route: route.fulfill(**how))
        visitor.move("#job=slow")
        expect(visitor.page.locator("#stage h1")).to_be_visible()

    return ask


STATES = {
    "nothing typed": _complain,
    "a text of one's own": _paste_a_text,
    "own stop words": _open_own_words,
    "under way": _answer(json=PENDING),
    "a key": _answer(status=403, json={"message": "Forbidden"}),
    "out of order": _answer(status=500, body="{}"),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_what_no_link_names(visitor_with_phone, tide, state):
    visitor_with_phone.page.emulate_media(reduced_motion="reduce")
    visitor_with_phone.open()
    STATES[state](visitor_with_phone, tide)
    assert findings_in_all_colours(visitor_with_phone) == []


def test_axe_finds_nothing_in_the_question_before_a_result_is_erased(visitor_at_desk, site):
    visitor_at_desk.open()
    visitor_at_desk.count(site.page("/bread", page("Bread", BREAD)))
    visitor_at_desk.arrived("Bread")
    visitor_at_desk.button("Erase").click()
    expect(visitor_at_desk.page.locator(".erase")).to_be_visible()
    assert findings_in_all_colours(visitor_at_desk) == []


def test_light_and_dark_follow_the_system_charts_included(visitor_with_phone, tide):
    visitor = visitor_with_phone
    visitor.open(f"#job={tide}")
    bar = visitor.page.locator("rect.bar").first
    colours = {}
    for scheme in ("light", "dark"):
        visitor.page.emulate_media(color_scheme=scheme)
        colours[scheme] = [*visitor.page.evaluate(COLOURS), bar.evaluate("bar => getComputedStyle(bar).fill")]
    assert all(light != dark for light, dark in zip(*colours.values(), strict=True)), colours


def test_a_screen_reader_gets_the_table_first_and_no_cloud(visitor_with_phone, tide):
    visitor = visitor_with_phone
    visitor.open(f"#job={tide}&chart=cloud")
    expect(visitor.page.locator(".chart:not([hidden]) svg")).to_be_visible()
    assert visitor.page.locator(".drawing:has(svg)").last.get_attribute("aria-hidden") == "true"
    tree = visitor.page.get_by_role("main").aria_snapshot()
    assert "Word cloud" not in tree
    assert tree.index('heading "The tide"') < tree.index("table") < tree.index('region "Chart"')
    assert re.search(r'row "1 water 10 [\d.]+ % Leave out water"', tree)
    table = visitor.page.get_by_role("table", name="Words of the page with count and share")
    expect(table.get_by_role("columnheader")).to_have_count(5)
    expect(table.get_by_role("rowheader", name="water", exact=True)).to_be_visible()
    expect(visitor.page.get_by_role("group", name="What to list")).to_be_visible()
    visitor.choose("Bars")
    expect(visitor.page.get_by_role("img", name="Bar chart of the 20 most frequent words")).to_be_visible()


def test_what_happens_is_said_politely(visitor_at_desk, tide):
    visitor = visitor_at_desk
    visitor.open(f"#job={tide}")
    assert visitor.status.count() == 1, "a polite live region, there from the start"
    expect(visitor.status).to_have_text(re.compile(r"Counted: [\d,]+ words, [\d,]+ of them different\."))
    visitor.page.get_by_label("Filter the table").fill("moon")
    expect(visitor.status).to_have_text(re.compile(r"1 of \d+ words"))
    visitor.count("")
    expect(visitor.status).to_have_text("Type the address of a page.")


@pytest.mark.parametrize(("motion", "moving"), [("reduce", "none"), ("no-preference", "move")])
def test_nothing_moves_for_readers_who_want_less_motion(visitor_at_desk, motion, moving):
    visitor_at_desk.page.emulate_media(reduced_motion=motion)
    visitor_at_desk.page.route("**/jobs/slow", lambda route: route.fulfill(json=PENDING))
    visitor_at_desk.open("#job=slow")
    bar = visitor_at_desk.page.locator(".progress .moving")
    expect(bar).to_be_visible()
    assert bar.evaluate("bar => getComputedStyle(bar, '::before').animationName") == moving


def test_what_is_listed_and_how_it_is_sorted_is_said(visitor_at_desk, tide):
    visitor_at_desk.open(f"#job={tide}")
    count = visitor_at_desk.page.get_by_role("columnheader", name="Count")
    expect(count).to_have_attribute("aria-sort", "descending")
    visitor_at_desk.choose("2-word phrases")
    caption = "Phrases of two words of the page with count and share"
    expect(visitor_at_desk.status).to_have_text(f"{caption}: 2 phrases.")
    expect(visitor_at_desk.page.get_by_role("table", name=caption)).to_be_visible()
    visitor_at_desk.choose("Include stop words")
    expect(visitor_at_desk.status).to_contain_text("stop words included")


def test_texts_of_a_page_are_in_its_language(visitor_at_desk):
    job = counted(
        page("Das Meer", "Das Meer und der Hafen und das Meer, die See. " * 4, "de"), "https://m.example/"
    )
    visitor_at_desk.open(f"#job={job}")
    expect(visitor_at_desk.heading).to_have_text("Das Meer")
    for place in (
        "#stage h1 bdi",
        ".longest bdi",
        ".table tbody th bdi",
        ".chart:not([hidden]) text[text-anchor=end]",
    ):
        found = visitor_at_desk.page.locator(place).evaluate_all(
            "all => all.map(one => one.lang ?? one.getAttribute('lang'))"
        )
        assert found, place
        assert set(found) == {"de"}, place


NAMES = """() => [...document.querySelectorAll('button[aria-label]')]
    .filter(one => /[a-z]/i.test(one.innerText) && one.checkVisibility())
    .map(one => [one.innerText.replace(/[«»‹›]/g, '').trim(), one.getAttribute('aria-label')])"""


def test_who_says_what_stands_on_a_button_presses_it(visitor_with_phone, tide, bread):
    visitor = visitor_with_phone
    for place in (f"#job={tide}", f"#compare={tide},{bread}", "#history=https://harbour.example/tide", ""):
        visitor.open(place)
        expect(visitor.heading).to_be_visible()
        for label, name in visitor.page.evaluate(NAMES):
            assert name.lower().startswith(label.lower()), (label, name)


def test_what_is_chosen_is_seen_in_colours_of_the_readers_own(visitor_at_desk, tide):
    """In forced colours a browser puts a plate behind text: over a colour of ours it would hide the text."""
    visitor_at_desk.page.emulate_media(forced_colors="active")
    visitor_at_desk.open(f"#job={tide}")
    expect(visitor_at_desk.heading).to_be_visible()
    chosen = visitor_at_desk.page.locator(".segments input:checked + span")
    for one in chosen.all():
        adjusted, *colours = one.evaluate(
            "one => { const style = getComputedStyle(one);"
            "return [style.forcedColorAdjust, style.color, style.backgroundColor] }"
        )
        assert adjusted == "none"
        assert len(set(colours)) == 2
    assert findings(visitor_at_desk) == []
