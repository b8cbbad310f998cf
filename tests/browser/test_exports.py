"""What is taken along: tables as CSV, JSON and on the clipboard, charts as SVG and PNG."""

import csv
import json
import struct
from fnmatch import fnmatch
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.browser.results import counted
from tests.browser.samples import HOSTILE_WORDS, page

CSV, JSON = "CSV: download the rows", "JSON: download the rows"
SVG, PNG = "SVG: download the chart", "PNG: download the chart"
COPY, COPY_LINK = "Copy the rows, for a spreadsheet", "Copy link"
SPACE = "{http://www.w3.org/2000/svg}"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def words(api, tide):
    return api.get(f"/jobs/{tide}/words?limit=1000").json()["words"]


def rows_of(file):
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened, strict=True))


def clipboard(visitor):
    return visitor.page.evaluate("navigator.clipboard.readText()")


def test_all_rows_come_as_csv_and_as_json(visitor_with_phone, api, tide, words):
    visitor = visitor_with_phone
    visitor.open(f"#job={tide}")
    expect(visitor.page.locator(".count")).to_contain_text(f"{len(words)} shown")
    file = visitor.download(CSV)
    job = api.get(f"/jobs/{tide}").json()
    name = f"harbour.example-tide-{job['finished_at'][:19].replace('T', '-').replace(':', '')}-words"
    assert file.name == f"{name}.csv", "the page, the time and what it holds"
    heads, *rows = rows_of(file)
    assert heads == ["rank", "word", "count", "share", "spelling"]
    assert rows == [
        [str(rank), one["word"], str(one["count"]), f"{one['share']:.6f}", one["spelling"]]
        for rank, one in enumerate(words, 1)
    ]
    file = visitor.download(JSON)
    assert file.name == f"{name}.json"
    listed = {
        "text": "page",
        "stop_words": "exclude",
        "families": "off",
        "without": [],
        "keep": [],
        "filter": "",
        "sort": "-count",
    }
    listed["of"] = len(words)
    assert json.loads(file.read_text()) == {**job, "listed": listed, "words": words}


def test_files_say_in_their_names_which_words_they_have(visitor_at_desk, tide, bread):
    for place, name in (
        (f"#job={tide}&stop=include", "-words-with-stop-words"),
        (f"#job={tide}&without=water&families=on", "-words-families-own-stop-words"),
        (f"#compare={tide},{bread}&stop=include&keep=the", "-with-stop-words-own-stop-words-compared"),
    ):
        visitor_at_desk.open(place)
        expect(visitor_at_desk.table.locator("tbody th").first).to_be_visible()
        assert visitor_at_desk.download(CSV).stem.endswith(name)


def test_what_is_filtered_and_sorted_is_what_is_taken_along(visitor_at_desk, tide, words):
    visitor_at_desk.open(f"#job={tide}&q=ti&sort=-word")
    expect(visitor_at_desk.page.locator(".count")).to_contain_text(" of ")
    wanted = sorted((one["word"] for one in words if "ti" in one["word"]), reverse=True)
    file = visitor_at_desk.download(CSV)
    assert file.stem.endswith("-words-filtered"), "it says that it is not all of them"
    assert [row[1] for row in rows_of(file)[1:]] == wanted
    taken = json.loads(visitor_at_desk.download(JSON).read_text())
    assert [one["word"] for one in taken["words"]] == wanted
    assert taken["listed"] | {"filter": "ti", "sort": "-word", "of": len(words)} == taken["listed"]
    visitor_at_desk.button(COPY).click()
    expect(visitor_at_desk.status).to_have_text("Copied.")
    copied = [line.split("\t") for line in clipboard(visitor_at_desk).splitlines()]
    assert [row[1] for row in copied] == ["word", *wanted]


def test_phrases_comparison_and_history_are_taken_along_too(visitor_at_desk, tide, bread):
    visitor = visitor_at_desk
    visitor.open(f"#job={tide}&list=2")
    assert [row[1:3] for row in rows_of(visitor.download(CSV))] == [
        ["phrase", "count"], ["high water", "2"], ["low water", "2"],
    ]  # fmt: skip
    visitor.move(f"#compare={tide},{bread}&q=water")
    expect(visitor.heading).to_have_text("2 results compared")
    heads, *rows = rows_of(visitor.download(CSV))
    assert heads[0] == "word"
    for at, place in ((1, "harbour.example/tide"), (3, "baker.example/bread")):
        assert heads[at].startswith(f"count: {place} · counted "), "each column says whose it is"
        assert heads[at + 1].startswith(f"share: {place} · counted ")
    assert heads[5:] == ["log-likelihood", "p below", "log ratio", "typical of", "spelling"]
    assert [row[:2] for row in rows] == [["water", "10"]]
    taken = json.loads(visitor.download(JSON).read_text())
    assert [job["id"] for job in taken["jobs"]] == [tide, bread]
    assert [word["word"] for word in taken["words"]] == ["water"]
    visitor.move("#history=https://harbour.example/tide&words=tide+moon&unit=count")
    expect(visitor.heading).to_have_text("History of this page")
    heads, row = rows_of(visitor.download(CSV))
    assert heads == ["counted", "count of tide", "count of moon", "page"]
    assert row[1:] == ["6", "5", "https://harbour.example/tide"]
    assert json.loads(visitor.download(JSON).read_text())["results"][0]["words"] == {"tide": 6, "moon": 5}


def test_no_cell_is_a_formula(visitor_at_desk, tide):
    words = [
        {"word": word, "spelling": word, "count": 2, "share": 0.1}
        for word in [*HOSTILE_WORDS, "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", 'a"b', "a,b", "a\nb"]
    ]
    visitor_at_desk.page.route("**/words?*", lambda route: route.fulfill(json={"words": words}))
    visitor_at_desk.open(f"#job={tide}")
    rows = rows_of(visitor_at_desk.download(CSV))[1:]
    assert [row[1].removeprefix("'") for row in rows] == [one["word"] for one in words]
    visitor_at_desk.button(COPY).click()
    expect(visitor_at_desk.status).to_have_text("Copied.")
    copied = [line.split("\t") for line in clipboard(visitor_at_desk).split("\n")]
    assert {len(row) for row in copied} == {5}
    for row in rows + copied:
        assert not any(cell.startswith(FORMULAS) for cell in row), row


def picture_size(file):
    head = file.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])


def test_every_chart_comes_as_svg_and_as_png(visitor, tide, bread):
    visitor.open()
    both = "harbour.example-tide-baker.example-bread-compared"
    for place, heading, name, title in (
        (
            f"#job={tide}&q=t",
            "The tide",
            "harbour.example-tide-*-words-filtered-bars",
            "The 20 most frequent",
        ),
        (f"#compare={tide},{bread}", "2 results compared", both, "Words that are typical of one page"),
        (
            "#history=https://harbour.example/tide",
            "History of this page",
            "harbour.example-tide-history",
            "Wor",
        ),
        (
            f"#job={tide}&chart=cloud",
            "The tide",
            "harbour.example-tide-*-words-cloud",
            "The 100 most frequent",
        ),
    ):
        visitor.move(place)
        visitor.arrived(heading)
        drawing = visitor.page.locator(".chart:not([hidden]) svg")
        expect(drawing).to_be_visible()
        files = visitor.download(SVG), visitor.download(PNG)
        assert all(
            fnmatch(file.name, name + suffix) for file, suffix in zip(files, (".svg", ".png"), strict=True)
        )
        assert_drawn_alike(files[0], drawing, title)
        box = drawing.bounding_box()
        assert picture_size(files[1]) == pytest.approx(
            (2 * box["width"] + 64, 2 * box["height"] + 176), abs=2
        )
        assert files[1].stat().st_size > 3_000, "something is drawn"


def assert_drawn_alike(file, drawing, title):
    """An SVG file holds a drawing's texts between title and source, its colours, and nothing that runs."""
    root = ElementTree.parse(file).getroot()
    assert root.tag == f"{SPACE}svg"
    first, *texts, source = ("".join(text.itertext()) for text in root.iter(f"{SPACE}text"))
    assert first.startswith(title)
    assert texts == drawing.locator("text").all_text_contents()
    assert "harbour.example/tide" in source
    assert "var(" not in file.read_text(), "colours come along"
    assert not [one for one in root.iter() if one.tag.endswith(("script", "foreignObject", "image"))]


def test_the_link_of_a_view_is_copied(visitor, tide):
    visitor.open(f"#job={tide}&list=2&chart=cloud")
    visitor.button(COPY_LINK).click()
    expect(visitor.status).to_have_text("Copied.")
    link = clipboard(visitor)
    assert link == f"{visitor.root}#job={tide}&list=2&chart=cloud"
    visitor.page.goto("about:blank")
    visitor.page.goto(link)
    expect(visitor.heading).to_have_text("The tide")
    expect(visitor.page.locator(".count")).to_have_text("2 phrases")


def test_a_browser_that_does_not_let_copy_says_so(visitor_at_desk, tide):
    visitor_at_desk.page.add_init_script("delete Navigator.prototype.clipboard")
    visitor_at_desk.open(f"#job={tide}")
    visitor_at_desk.button(COPY_LINK).click()
    expect(visitor_at_desk.status).to_have_text("The browser does not allow copying.")


def test_rows_of_words_in_other_scripts_are_utf_8(visitor_at_desk):
    job = counted(page("水", "水 سلام Straße наука", language="ja"), "https://many.example/")
    visitor_at_desk.open(f"#job={job}&stop=include")
    file = visitor_at_desk.download(CSV)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf"), "spreadsheets take it for UTF-8"
    assert {"水", "سلام", "strasse", "наука"} <= {row[1] for row in rows_of(file)}
