"""Words come from strangers' pages: nothing of them is ever executed, followed or framed."""

import re
from urllib.parse import quote

import pytest
import requests
from playwright.sync_api import expect

from tests.browser.results import counted
from tests.browser.samples import HOSTILE_WORDS, page

INJECTED = """() => [...document.querySelectorAll(
    '#stage :is(script, style, img, iframe, object, embed, base, b)')].map(one => one.outerHTML)"""
LINKS = "() => [...document.querySelectorAll('a[href]')].map(link => link.protocol)"


@pytest.fixture
def hostile(api):
    """The result of a page whose words, title and address all want to be executed."""
    text = "\n\n".join(HOSTILE_WORDS * 2)
    title = HOSTILE_WORDS[0] + HOSTILE_WORDS[-1]
    return counted(page(title, text), f"https://evil.example/{HOSTILE_WORDS[1]}?{HOSTILE_WORDS[4]}")


def answer_hostile_words(visitor):
    """As if the service had let through what it takes apart when it counts."""
    words = [{"word": one, "spelling": one, "count": 3, "share": 0.1} for one in HOSTILE_WORDS]
    phrases = [{"phrase": f"{one} {one}", "words": [one, one], "count": 2} for one in HOSTILE_WORDS]
    total = {"different": len(words), "shown": len(words), "stop_words": 0, "without": 0}
    visitor.page.route("**/words?*", lambda route: route.fulfill(json={"words": words, "totals": total}))
    visitor.page.route(
        "**/phrases?*",
        lambda route: route.fulfill(json={"phrases": phrases, "totals": {"different": 12, "kept": 12}}),
    )


def assert_unharmed(visitor, heading):
    visitor.arrived(re.compile(re.escape(heading) or "."))
    assert visitor.page.evaluate(INJECTED) == []
    assert set(visitor.page.evaluate(LINKS)) <= {"http:", "https:"}
    assert visitor.page.title() != "executed"
    visitor.check()


def test_a_page_full_of_scripts_executes_nothing_in_any_view(visitor_with_phone, hostile, tide):
    visitor = visitor_with_phone
    visitor.open()
    answer_hostile_words(visitor)
    title = "<script>document.title='executed'</script>"
    for place, heading in {
        f"#job={hostile}": title,
        f"#job={hostile}&chart=cloud": title,
        f"#job={hostile}&list=2": title,
        f"#job={hostile}&list=3&chart=cloud": title,
        f"#compare={hostile},{tide}": "2 results compared",
        "#history=https://harbour.example/tide&words=__proto__+constructor+<script>": "History of this page",
        "#everyone": "Everyone’s pages",
        f"#word={quote(HOSTILE_WORDS[0])}": f"Pages that use “{HOSTILE_WORDS[0]}”",
        "#word=..": "Pages that use",
    }.items():
        visitor.move(place)
        assert_unharmed(visitor, heading)


def test_every_hostile_word_stands_in_the_table_as_it_is(visitor_at_desk, hostile):
    answer_hostile_words(visitor_at_desk)
    visitor_at_desk.open(f"#job={hostile}")
    expect(visitor_at_desk.heading).to_be_visible()
    assert [row[1] for row in visitor_at_desk.rows()] == HOSTILE_WORDS
    visitor_at_desk.page.get_by_label("Filter the table").fill("<IMG SRC=X")
    assert [row[1] for row in visitor_at_desk.rows()] == [HOSTILE_WORDS[1]]


def test_a_page_of_words_that_every_object_has_is_counted_as_any_other(visitor_at_desk, site):
    visitor = visitor_at_desk
    text = "__proto__ constructor hasOwnProperty toString valueOf " * 3
    visitor.open()
    visitor.count(site.page("/objects", page("<b>constructor</b>", text)))
    assert_unharmed(visitor, "<b>constructor</b>")
    counts = {row[1]: row[2] for row in visitor.rows()}
    assert counts["hasOwnProperty"] == "3"
    assert counts["constructor"] == "4"


def test_links_hold_nothing_that_is_executed(visitor_at_desk):
    for place in (
        "#history=javascript:document.title='executed'",
        "#job=<img src=x onerror=document.title='executed'>",
        "#word=<script>document.title='executed'</script>",
        "#compare=../../x,__proto__",
    ):
        visitor_at_desk.open(place)
        assert_unharmed(visitor_at_desk, "")


def test_a_counted_address_is_followed_only_if_it_is_one_of_the_web(visitor_at_desk, api, tide):
    job = {**api.get(f"/jobs/{tide}").json(), "final_url": "javascript:document.title='executed'"}
    visitor_at_desk.page.route(f"**/jobs/{tide}", lambda route: route.fulfill(json=job))
    visitor_at_desk.open(f"#job={tide}")
    expect(visitor_at_desk.page.locator(".address")).to_contain_text("javascript:")
    assert_unharmed(visitor_at_desk, "The tide")


@pytest.mark.parametrize("path", ["", "static/page.js", "static/page.css", "static/icon.svg"])
def test_each_file_of_the_page_comes_with_its_protection(api, stage, path):
    for root in (f"{api.service.address}/", stage.root):
        headers = requests.get(root + path, timeout=10).headers
        policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
        assert policy["require-trusted-types-for"] == "'script'"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_answers_of_the_api_are_not_sniffed_either(api, tide):
    for path in (f"/jobs/{tide}", f"/jobs/{tide}/words", f"/jobs/{tide}/words.csv", "/jobs/nothing"):
        assert api.get(path).headers["X-Content-Type-Options"] == "nosniff", path


def test_the_page_runs_nothing_inline_whoever_puts_it_there(visitor_at_desk):
    visitor_at_desk.open()
    ran = visitor_at_desk.page.evaluate("""() => {
        const script = document.createElement('script');
        try { script.textContent = "document.title = 'executed'"; } catch { return 'refused'; }
        document.body.append(script);
        return document.title;
    }""")
    assert ran == "refused", "trusted types"
    assert visitor_at_desk.page.evaluate("watched.breaches.length") == 1
    visitor_at_desk.page.evaluate("watched.breaches.length = 0")
    assert len(visitor_at_desk.errors) == 1
    visitor_at_desk.errors.clear()


def test_no_other_page_frames_it(visitor_at_desk, site):
    framing = f'<iframe src="{visitor_at_desk.root}"></iframe>'
    visitor_at_desk.page.goto(site.page("/framing", framing))
    frame = visitor_at_desk.page.frames[-1]
    assert frame.url.startswith("chrome-error:")
    assert any("frame-ancestors" in message for message in visitor_at_desk.errors)
    visitor_at_desk.errors.clear()
    visitor_at_desk.foreign.clear()
