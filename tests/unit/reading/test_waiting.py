"""Pages that hide what they are about until a script has run, and pages that only hide a lot beside it."""

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.counts import PageCounts


def counted(markup: str) -> PageCounts:
    return count_page(markup.encode(), "text/html; charset=utf-8")


def text(markup: str) -> str:
    return counted(markup).text


def test_a_page_that_hides_its_article_until_a_script_has_run_is_read():
    hidden = "<h1>Harbour</h1><div id=a style='visibility: hidden'>" + "the ferry leaves " * 9 + "</div>"
    assert "ferry" in text(hidden + "<script>a.style.visibility = 'visible'</script>")
    assert "ferry" not in text(hidden)


def test_a_page_that_hides_a_menu_is_read_without_it():
    markup = "<nav style='display: none'>" + "menu " * 30 + "</nav><p>" + "ferry " * 20 + "<script></script>"
    assert "menu" not in text(markup)


VENDORS = "<p>One of our partners keeps what you look at.</p>" * 40


@pytest.mark.parametrize(
    "hidden",
    [
        f"<div hidden>{VENDORS}</div>",
        f"<div style='display: none'>{VENDORS}</div>",
        f"<style>.sub {{ display: none }}</style>{'<ul class=sub><li>partners<li>pots</ul>' * 90}",
    ],
)
def test_what_a_page_hides_beside_its_text_stays_hidden_however_much_it_is(hidden):
    article = "<p>The ferry to the island leaves at nine, and is back when the tide of the day allows it.</p>"
    assert "partners" not in text(f"{hidden}{article}<script>1</script>")


WINDOW = f"<div style='display: none'>{VENDORS}</div><script>1</script>"


@pytest.mark.parametrize(
    "shown",
    [
        "<h1>Opening hours</h1><ul>"
        + "".join(f"<li>{day} from nine to five" for day in ("Mon", "Tue", "Wed")),
        "<h1>Not found</h1><p>There is no such page here.",
        "<p>The shop is closed because of the storm.<p>Call 555.",
        "<p>" + "<br>".join(["The tide is in", "the boats are out", "and nobody is home"] * 4),
        "".join(f"<p>- Is boat {number} back?</p>" for number in range(14)),
        "<p>渡船早上九点出发，下午就回来。</p><p>下午潮水退了，岸边很安静。</p>" * 3,
        "".join(f"<h3><a>Harbour wall number {number} is mended at last</a></h3>" for number in range(8)),
    ],
    ids=["hours", "not found", "closed", "poem", "dialogue", "Chinese", "headlines"],
)
def test_a_page_of_short_texts_waits_for_nothing(shown):
    assert "partners" not in text(f"<nav><a>Home</a></nav>{shown}{WINDOW}")


@pytest.mark.parametrize(
    "window",
    [
        f"<div class=CookieBox hidden>{VENDORS}</div>",
        f"<div role=dialog style='display: none'>{VENDORS}</div>",
        f"<nav hidden>{VENDORS}</nav>",
        "<ul hidden>" + "<li><a>partners</a>" * 90 + "</ul>",
    ],
)
def test_no_page_waits_for_a_menu_or_a_window(window):
    assert "partners" not in text(f"<p>The ferry is late.</p>{window}<script>1</script>")


def test_a_page_waits_for_its_article_behind_menus_and_notices():
    around = (
        "<div class=cookies>We keep what you look at on this page, and so do ninety of our partners.</div>"
    )
    links = "<nav><a>Home</a></nav><div>" + "<a>Boats</a> " * 60 + "</div>"
    article = f"<article hidden><h1>Harbour</h1>{'<p>The ferry leaves at nine.</p>' * 90}</article>"
    assert "ferry" in text(f"{around}{links}<h1>Harbour</h1><p>Loading</p>{article}<script>1</script>")


ARTICLE = "<p>" + "The ferry to the island leaves at nine, and is back when the tide of the day allows. " * 3


@pytest.mark.parametrize(
    "hidden", [f"<div>{ARTICLE * 9}</div>", f"<div><article>{ARTICLE * 9}</article></div>"]
)
@pytest.mark.parametrize(
    "shown",
    [
        "<h1>The wall is rebuilt</h1><p>By Jane Roe, 5 March 2026, 4 minutes</p>",
        "<aside>" + "<h3><a>Harbour wall mended at last</a></h3>" * 8 + "</aside>",
        "<div>" + "<a>Harbour wall number five is mended at last</a>" * 8 + "</div>",
    ],
)
def test_an_article_is_waited_for_below_its_heading_and_beside_headlines(shown, hidden):
    hidden = hidden.replace("<div>", "<div style='visibility: hidden'>")
    assert "island" in text(f"{shown}{hidden}<script>1</script>")


@pytest.mark.parametrize("tag", ["h1", "main", "article"])
@pytest.mark.parametrize(
    "names",
    [
        "id=usercentrics-root",
        "class='didomi-notice'",
        "id=onetrust-banner-sdk",
        "class=privacy-notice",
        "class=newsletter-signup",
        "class=footer",
        "class=site-header",
        "class=browser-warning",
        "role=alert",
    ],
)
def test_an_article_is_waited_for_beside_what_pages_have_around_one(names, tag):
    offered = "What readers agree to, are offered, or could read at the foot of a page. " * 3
    around = f"<div {names}><div>{offered}</div></div>"
    assert "island" in text(f"{around}<div hidden><{tag}>Boats</{tag}>{ARTICLE * 9}</div><script>1</script>")
    long = around.replace("</div></div>", "And on it goes. " * 60 + "</div></div>")
    assert "island" not in text(
        f"{long}<div hidden><{tag}>Boats</{tag}>{ARTICLE * 40}</div><script>1</script>"
    )
    assert "island" not in text(f"{around}<div hidden>{ARTICLE * 2}</div><script>1</script>")


def test_what_is_streamed_to_be_put_in_its_place_is_read():
    place = (
        "<div><!--$?--><template id='B:0'></template><p>Loading</p><!--/$--></div><script>let wait</script>"
    )
    streamed = f"<div hidden id='S:0'><article>{'<p>The ferry leaves at nine.</p>' * 20}</article></div>"
    page = counted(f"{place}{streamed}<script>put('B:0', 'S:0')</script>")
    assert page.words["ferry"] == page.main.words["ferry"] == 20
    assert "Loading" not in page.words
    assert "ferry" not in text(place.replace("script", "b") + streamed)


def test_what_is_streamed_is_read_in_its_place_whatever_else_the_page_shows():
    place = "<!--$?--><template id=B:a></template><p>Loading</p><!--/$-->"
    around = f"<p>{'The harbour has been open for a hundred years. ' * 3}</p>"
    streamed = "<div hidden id=S:a><p>The ferry leaves at nine.</p></div><div hidden id=S:b>menu</div>"
    assert text(f"<p>before</p>{place}{around}{streamed}<script></script>").startswith(
        "before\nThe ferry leaves at nine.\nThe harbour"
    )
    assert "menu" not in text(f"{place}{around}{streamed}<script></script>")


def test_streams_that_wait_for_each_other_end():
    knot = "<div hidden id=S:a>one<template id=B:a></template></div><template id=B:b></template>two"
    assert text(f"{knot}<script></script>") == "two"


def test_what_is_hidden_in_what_a_script_shows_stays_hidden():
    article = "<div style='display: none'>" + "ferry " * 30 + "<p style='display: none'>advertisement</div>"
    found = text(article + "<script></script>")
    assert "ferry" in found
    assert "advertisement" not in found
