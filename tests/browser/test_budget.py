"""A budget for the page: what it weighs and shifts is held, how long it takes is printed (`pytest -s`)."""

from playwright.sync_api import expect

from benchmarks.page import large_result, measure, report, weight
from tests.browser.visitor import FRAME

KILOBYTE = 1000
MOST_FILES = 5


def test_page_styles_and_scripts_weigh_less_than_100_kb_gzipped(api, stage):
    for root in (f"{api.service.address}/", stage.root):
        sizes = weight(root)
        print(f"\n{len(sizes)} files, {sum(sizes.values()) / KILOBYTE:.1f} kB gzipped")
        assert len(sizes) <= MOST_FILES, "each is an invocation of Lambda, all at the same time"
        assert sum(sizes.values()) < 100 * KILOBYTE


def test_the_page_names_every_file_that_it_loads(visitor_at_desk, tide):
    loaded = []
    visitor_at_desk.page.on("request", lambda request: loaded.append(request.url))
    visitor_at_desk.open(f"#job={tide}")
    expect(visitor_at_desk.heading).to_have_text("The tide")
    files = {url.removeprefix(visitor_at_desk.root) for url in loaded if "/static/" in url}
    assert files <= set(weight(visitor_at_desk.root)), "none is found only after another one was loaded"


def test_a_result_of_20_000_words_is_drawn_without_a_shift(visitor):
    job = large_result()
    visitor.page.goto("about:blank")
    figures = measure(visitor.page, f"{visitor.root}#job={job}")
    print("\n" + report("at a desk" if visitor.page.viewport_size["width"] > 600 else "phone", figures))
    assert figures.layout_shift < 0.01
    assert figures.first_rows <= figures.all_rows


def test_nothing_shifts_in_any_view(visitor, tide, bread, collection):
    for place, heading in {
        "": "Which words a page uses, and how often",
        f"#job={tide}&chart=cloud": "The tide",
        f"#job={tide}&context=water": "The tide",
        f"#job={tide}&list=typical&context=water&near=together": "The tide",
        f"#collection={collection}": "2 of 3 pages counted",
        f"#collection={collection}&list=2&context=high+water": "2 of 3 pages counted",
        f"#compare={tide},{bread}": "2 results compared",
        "#history=https://harbour.example/tide": "History of this page",
        "#everyone": "Everyone’s pages",
    }.items():
        visitor.open(place)
        visitor.arrived(heading)
        for _ in range(3):
            visitor.page.evaluate(FRAME)
        shifts = visitor.page.evaluate("watched.shifts")
        assert sum(shifts) < 0.01, (place, shifts)
