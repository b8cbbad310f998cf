"""The charts of a result: bars drawn to scale, and a cloud whose words do not lie on one another."""

import re
from itertools import combinations

import pytest
from playwright.sync_api import expect

from tests.browser.results import counted
from tests.browser.samples import page

BARS = """() => [...document.querySelectorAll('.chart svg g:has(rect.bar)')].map(
    row => ({ label: row.querySelector('text').textContent,
        bars: [...row.querySelectorAll('rect.bar')].map(bar => bar.getBoundingClientRect().toJSON()) }))"""
MARKS = """() => [...document.querySelectorAll('.chart svg line')].map(line => ({
    value: Number(line.nextSibling.textContent), x: line.getBoundingClientRect().x }))"""
CLOUD = """() => [...document.querySelectorAll('.chart:not([hidden]) svg text')].map(text => ({
    word: text.lastChild.textContent, size: Number(text.getAttribute('font-size')),
    ink: text.getBoundingClientRect().toJSON() }))"""


@pytest.fixture
def counts(api, tide):
    """How often each word stands there, by its spelling, the most frequent first."""
    words = api.get(f"/jobs/{tide}/words?limit=1000").json()["words"]
    return {one["spelling"]: one["count"] for one in words}


def test_bars_are_drawn_to_scale_from_zero(visitor, tide, counts):
    visitor.open(f"#job={tide}")
    expect(visitor.page.get_by_role("img", name="Bar chart of the 20 most frequent words")).to_be_visible()
    drawn = visitor.page.evaluate(BARS)
    assert [row["label"] for row in drawn] == list(counts)[:20]
    boxes = [row["bars"][0] for row in drawn]
    assert len({round(box["x"], 1) for box in boxes}) == 1, "all bars begin at the same line"
    unit = boxes[0]["width"] / counts["water"]
    for row, box in zip(drawn, boxes, strict=True):
        assert box["width"] / counts[row["label"]] == pytest.approx(unit, rel=0.01), row["label"]
    marks = visitor.page.evaluate(MARKS)
    assert marks[0]["value"] == 0
    for mark in marks:
        assert mark["x"] == pytest.approx(boxes[0]["x"] + mark["value"] * unit, abs=1.5), "the axis fits"
    assert boxes[0]["width"] > 150, "the longest bar takes the room there is"


def test_the_chart_shows_what_the_table_is_filtered_to(visitor, tide, counts):
    visitor.open(f"#job={tide}")
    visitor.page.get_by_label("Filter the table").fill("ea")
    wanted = [word for word in counts if "ea" in word.lower()]
    labels = visitor.page.locator(".chart:not([hidden]) text[text-anchor=end]")
    expect(labels).to_have_text(wanted)  # the chart follows when the typing rests
    assert [row["label"] for row in visitor.page.evaluate(BARS)] == wanted
    visitor.sort("Word")
    assert [row["label"] for row in visitor.page.evaluate(BARS)] == wanted, "the most frequent first, still"
    visitor.page.get_by_label("Filter the table").fill("no such word")
    expect(visitor.page.get_by_text("No words to draw.")).to_be_visible()
    expect(visitor.button("SVG: download the chart")).to_be_hidden()


def test_where_the_chart_stands_below_the_rows_a_button_leads_to_it(visitor, tide):
    visitor.open(f"#job={tide}")
    chart = visitor.page.get_by_role("region", name="Chart")
    table = visitor.page.get_by_role("region", name="Table").bounding_box()
    if chart.bounding_box()["y"] < table["y"] + table["height"]:
        expect(visitor.button("To the chart")).to_be_hidden()
        return
    expect(chart).not_to_be_in_viewport()
    visitor.button("To the chart").click()
    expect(visitor.page.get_by_role("img", name="Bar chart")).to_be_in_viewport(ratio=0.5)
    expect(chart).to_be_focused()
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_label("Bars")).to_be_focused()


def test_the_cloud_is_a_second_view_with_letters_as_large_as_the_counts(visitor_at_desk, tide, counts):
    visitor = visitor_at_desk
    visitor.open(f"#job={tide}")
    visitor.choose("Cloud")
    expect(visitor.page.get_by_role("img", name="Bar chart")).to_be_hidden()
    words = visitor.page.evaluate(CLOUD)
    assert len(words) >= 40
    assert set(map(str.lower, (word["word"] for word in words))) <= set(map(str.lower, counts))
    first = words[0]
    assert first["word"] == "water"
    for word in words:
        if word["size"] > 11:  # the least that can be read
            ratio = (counts[word["word"]] / counts["water"]) ** 0.5
            assert word["size"] / first["size"] == pytest.approx(ratio, rel=0.02), "the area is the count"


def test_the_words_of_the_cloud_lie_side_by_side_within_it(visitor, tide):
    visitor.open(f"#job={tide}&chart=cloud")
    place = visitor.page.locator(".chart:not([hidden]) svg").bounding_box()
    words = visitor.page.evaluate(CLOUD)
    for word in words:
        ink = word["ink"]
        assert ink["left"] >= place["x"] - 1, word
        assert ink["right"] <= place["x"] + place["width"] + 1, word
    for one, other in combinations(words, 2):
        # A letter's line is taller than its ink: half a line apart nothing touches.
        near = abs(_middle(one)[1] - _middle(other)[1]) < (one["size"] + other["size"]) * 0.4
        across = (one["ink"]["width"] + other["ink"]["width"]) / 2
        assert not near or abs(_middle(one)[0] - _middle(other)[0]) >= across - 1, (one, other)


def _middle(word):
    ink = word["ink"]
    return (ink["left"] + ink["right"]) / 2, (ink["top"] + ink["bottom"]) / 2


def test_charts_are_drawn_anew_when_the_window_changes(visitor_at_desk, tide):
    visitor_at_desk.open(f"#job={tide}")
    drawing = visitor_at_desk.page.locator(".chart:not([hidden]) svg")
    expect(drawing).to_be_visible()
    before = float(drawing.get_attribute("width"))
    visitor_at_desk.page.set_viewport_size({"width": 360, "height": 700})
    expect(drawing).not_to_have_attribute("width", f"{before:.0f}")
    assert float(drawing.get_attribute("width")) < 340
    assert [row["label"] for row in visitor_at_desk.page.evaluate(BARS)][:3] == ["water", "tide", "harbour"]


def test_a_label_from_right_to_left_is_cut_at_its_end(visitor):
    long = "المستقبلية" * 6
    job = counted(page("", f"{long} {long} قصير", language="ar"), "https://sea.example/")
    visitor.open(f"#job={job}")
    label = visitor.page.locator(".chart:not([hidden]) text[text-anchor=end]").first
    expect(label).to_have_text(re.compile(r"^\u2068.*…\u2069$"))  # within, the direction is the word's own
    box, drawing = label.bounding_box(), visitor.page.locator(".chart:not([hidden]) svg").bounding_box()
    assert box["x"] >= drawing["x"] - 1
