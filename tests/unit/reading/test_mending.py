"""What a page's names say is weighed against what it holds: notices and references go, texts stay."""

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.counts import TextCounts
from tests.articles import BREAD, LIGHTHOUSE, TEASERS

NAV = "<nav><ul>" + "".join(f"<li><a href=/{n}>Section {n}</a>" for n in range(12)) + "</ul></nav>"
FOOT = (
    "<footer><p>Published by nobody in particular, who keeps all rights to it in every country.</p></footer>"
)


def texts(found: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in found)


def main_text(inside: str) -> TextCounts | None:
    page = f"<!DOCTYPE html><html lang=en><title>Lamp</title><body>{NAV}{inside}{FOOT}</body></html>"
    return count_page(page.encode(), "text/html; charset=utf-8").main


LAMP, DOUGH = texts(LIGHTHOUSE), texts(BREAD)
NOTICE = (
    "<p>We and our partners store vendors' identifiers on your device to measure advertising and its "
    "audience. You may withdraw what you agreed to at any time.</p><button>Accept</button>"
)


@pytest.mark.parametrize(
    "page",
    [
        f"<article><h1>Guide</h1>{LAMP}<section id=cookies><h2>Cookies</h2>{DOUGH}</section></article>",
        f"<h1>Biscuits</h1><div class='post category-cookies'>{LAMP}{DOUGH}</div>",
        f"<main><h1>Policy</h1><div id=cookie-policy>{LAMP}{DOUGH}</div></main>",
        f"<main><article><h1>Ethics</h1>{LAMP}<div id=informed-consent>{DOUGH}</div></article></main>",
    ],
)
def test_what_is_about_cookies_or_consent_is_no_notice(page):
    main = main_text(page)
    assert main is not None
    assert {"lighthouse", "dough"} <= main.words.keys()


@pytest.mark.parametrize("name", ["cookie-banner", "gdpr", "consent-window"])
def test_a_notice_is_left_out_beside_an_article_and_is_none_where_it_is_alone(name):
    notice = f"<div class={name}>{NOTICE}</div>"
    main = main_text(f"<article><h1>Lamp</h1>{LAMP}</article>{notice}")
    assert main is not None
    assert "vendors" not in main.words
    assert main_text(notice) is None


@pytest.mark.parametrize(
    "name",
    [
        "slide",
        "swiper-slide slide-{}",
        "has-sidebar",
        "elementor-widget w-{}",
        "banner-text",
        "wp-caption-text",
    ],
)
def test_containers_of_a_name_that_hold_much_of_the_article_are_its_own(name):
    parts = "".join(f"<div class='{name.format(n)}'><p>{text}</p></div>" for n, text in enumerate(BREAD))
    main = main_text(f"<main><article><h1>Lamp</h1>{LAMP}{parts}</article></main>")
    assert main is not None
    assert all(word in main.words for word in ("lighthouse", "dough", "vinegar", "crumb"))


def test_those_that_hold_little_or_links_are_not():
    small = "<div class=newsletter><p>Subscribe and get the best of what we write into your inbox.</p></div>"
    links = "".join(f"<p><a href=/{n}>{text}</a></p>" for n, text in enumerate(BREAD))
    main = main_text(
        f"<main><article><h1>Lamp</h1>{LAMP}{small}<div class=sidebar>{links}</div></article></main>"
    )
    assert main is not None
    assert not {"subscribe", "dough"} & main.words.keys()


@pytest.mark.parametrize(
    "page",
    [
        "<h1>Lamp</h1>" + "<br><br>".join((*LIGHTHOUSE, *BREAD)),
        "<center><h1>Lamp</h1></center><font>" + "<br><br>".join((*LIGHTHOUSE, *BREAD)) + "</font>",
        "<h1>Lamp</h1>" + "<p>".join((*LIGHTHOUSE, *BREAD)),
    ],
)
def test_text_that_is_in_no_paragraph_is_the_article_s_from_its_first_word(page):
    main = main_text(page)
    assert main is not None
    assert LIGHTHOUSE[0] in main.text
    assert BREAD[-1] in main.text


ITEMS = (*LIGHTHOUSE, *BREAD)


@pytest.mark.parametrize(
    "item",
    [
        "<h2>The old pier</h2><p>{}</p><p><a href=https://shop.example/>At the shop</a></p>",
        "<h3><a href=https://example.com/>A headline</a></h3><p>{}</p>",
        "<dl><dt><a href=/term>Term</a></dt><dd>{}</dd></dl>",
    ],
)
def test_links_part_no_list_within_the_only_article(item):
    main = main_text(f"<main><article><h1>Lamp</h1>{''.join(map(item.format, ITEMS))}</article></main>")
    assert main is not None
    assert all(text in main.text for text in ITEMS)
    assert main_text("".join(f"<div class=entry>{item.format(text)}</div>" for text in ITEMS)) is None


def test_links_of_times_part_no_transcript():
    rows = "".join(f"<tr><td><a href=?t={n}>00:0{n}</a><td>{text}" for n, text in enumerate(ITEMS))
    main = main_text(f"<h1>Lamp</h1><table>{rows}</table>")
    assert main is not None
    assert all(text in main.text for text in ITEMS)


@pytest.mark.parametrize(
    "name", ["class=reflist", "id=references", "class='similar-articles list'", "id=labstabs"]
)
def test_lists_of_what_others_wrote_are_left_out(name):
    others = "".join(
        f"<li>Gardener, J. Gravel and its gardens, volume {n}. Quarterly Publishers." for n in range(5)
    )
    main = main_text(
        f"<main><h1>Lamp</h1><p>Short.</p>{LAMP}{TEASERS}<div {name}><ol>{others}</ol></div></main>"
    )
    assert main is not None
    assert "gardener" not in main.words
    assert "lighthouse" in main.words


def test_characters_that_are_none_of_xml_do_not_matter():
    main = main_text(f"<h1>Lamp</h1>\x01\x0c\uffff{LIGHTHOUSE[0]}\x02{LAMP}")
    assert main is not None
    assert LIGHTHOUSE[0] in main.text
