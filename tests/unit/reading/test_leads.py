"""An article's heading, standfirst and headings between, wherever its page has them."""

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.counts import TextCounts
from tests.articles import BREAD, LIGHTHOUSE

NAV = "<nav><a href=/>The Coast</a> <a href=/boats>Boats</a> <a href=/weather>Weather</a></nav>"
HEADING = "The keeper of the rock"
PAPER = "The Coast, Evening Edition of the Week"
STANDFIRST = "A lamp goes out on the northern rock, and a program takes its place."
LAMP = "".join(f"<p>{text}</p>" for text in LIGHTHOUSE)


def main_text(inside: str, title: str = f"{HEADING} | The Coast") -> TextCounts:
    page = f"<!DOCTYPE html><html lang=en><title>{title}</title><body>{NAV}{inside}</body></html>"
    main = count_page(page.encode(), "text/html; charset=utf-8").main
    assert main is not None
    return main


BODY = f"<div class=article-body>{LAMP}</div>"


@pytest.mark.parametrize(
    "page",
    [
        "<div class=article-header><h1>{h}</h1><p class=standfirst>{s}</p></div>{a}",
        "<main><div class=hero><h1>{h}</h1><div class=dek>{s}</div></div>{a}</main>",
        "<header><h1>{h}</h1><p>{s}</p></header>{a}",
        "<article><h2 class=headline>{h}</h2><section class=subheadline>{s}</section>{a}</article>",
        "<div id=title><h1><a href=/t/1>{h}</a></h1></div><p role=doc-subtitle>{s}</p>{a}",
        "<header><h1><a href=/>The Coast</a></h1></header><h2>{h}</h2><p itemprop=description>{s}</p>{a}",
        "<div class=top><span role=heading>{h}</span></div><p class=intro>{s}</p>{a}",
        "<div class=cell><h1>{h}</h1><p class=lead>{s}</p></div>{a}",
    ],
)
def test_heading_and_standfirst_before_what_holds_the_article_are_its_own(page):
    main = main_text(page.format(h=HEADING, s=STANDFIRST, a=BODY))
    assert main.text.split("\n")[:3] == [HEADING, STANDFIRST, LIGHTHOUSE[0]]


def test_a_heading_with_another_title_is_the_article_s_if_it_is_the_first_of_all():
    main = main_text(f"<div><h1>{HEADING}</h1></div>{BODY}", title="Lamps, 2026")
    assert main.text.startswith(f"{HEADING}\n{LIGHTHOUSE[0]}")


@pytest.mark.parametrize(
    "before",
    [
        "<h1><a href=/>The Coast</a></h1>",
        "<h1 class=logo>The Coast</h1><p class=site-desc>All that happens where land has its end.</p>",
        f"<h1>{'Boats and nets '}</h1>" + f"<p>{BREAD[0]}</p>" * 9,
        "<div id=menu-bar><h1 class=menu-title>The Book of the Coast</h1></div>",
        "<header><h1>The Coast</h1></header>",
        "<div id=top><h1>The Coast</h1><p>The independent newspaper of the coast since 1887.</p></div>",
        "<div><h2>Keeper</h2><p>All that we have on keepers, with pictures and videos of the week.</p></div>",
        "<div class=col><h3>Latest headlines</h3></div>",
        "<h2>Newsletter</h2><p>Get the best of the coast into your inbox on each Sunday of the year.</p>",
    ],
)
def test_what_is_no_heading_of_it_is_not(before):
    main = main_text(f"{before}{BODY}")
    assert main.text == "\n".join(LIGHTHOUSE)


@pytest.mark.parametrize(
    "between",
    [
        "<h2>Coast</h2>",
        "<h2>Share this story</h2>",
        f"<div class=source>{PAPER}</div>",
        "<div><p>We use cookies to make this site work and to measure its use by readers.</p></div>",
        "<p>Please enable JavaScript in your browser to see the comments and the videos.</p>",
        "<div class=offer><p>Subscribe today for one euro a month and get all that we have.</p></div>",
        "<div role=alert><p class=intro>This article is five years old, and may be wrong.</p></div>",
        "<div class=image><p class=description>The rock in 1899, by an unknown photographer.</p></div>",
    ],
)
def test_what_stands_between_a_heading_and_its_article_is_neither(between):
    main = main_text(
        f"<h1>{HEADING}</h1>{between}{BODY}", title=f"{HEADING} - The Coast, Evening Edition of the Week"
    )
    assert main.text == "\n".join([HEADING, *LIGHTHOUSE])


@pytest.mark.parametrize(
    ("title", "before"),
    [
        ("Keeper | The Coast and all its rocks", "<div><h1>The Coast and all its rocks</h1></div>"),
        ("The keeper | The Coast | Daily", "<h1>The Coast</h1>"),
        ("The Coast | A keeper leaves his rock", "<header><h1>The Coast</h1></header>"),
        ("The Coast of Rocks | A keeper", "<h1>The Coast of Rocks</h1><h2>A keeper</h2>"),
    ],
)
def test_of_a_title_of_several_parts_the_site_s_name_or_its_section_s_is_no_heading(title, before):
    assert main_text(f"{before}{BODY}", title=title).text == "\n".join(LIGHTHOUSE)


def test_an_article_that_begins_with_its_heading_has_no_other():
    page = f"<div><h1>The Book of the Coast</h1></div><main><h1>keeper(1)</h1>{LAMP}</main>"
    main = main_text(page, title="keeper - The Book of the Coast")
    assert main.text == "\n".join(["keeper(1)", *LIGHTHOUSE])


def test_the_heading_of_a_teaser_that_says_what_the_article_begins_with_is_not_the_article_s():
    teaser = f"<div><h3>Top story</h3><p>{LIGHTHOUSE[0]}</p></div>"
    assert "Top story" not in main_text(f"{teaser}<h1>{HEADING}</h1>{BODY}").text


def test_a_heading_before_a_paragraph_that_is_repeated_costs_none():
    step = "<p>Put the lamp upon the rock and light it.</p>"
    page = (
        f"<article><h1>{HEADING}</h1><p>{LIGHTHOUSE[0]}</p><p>One short rule.</p>{step}<p>Let it burn.</p>"
        f"<p>Look.</p><h3>Once more</h3>{step}<p>{LIGHTHOUSE[2]}</p><p>{LIGHTHOUSE[3]}</p></article>"
    )
    lines = main_text(page).text.split("\n")
    assert lines[2:8] == ["One short rule.", step[3:-4], "Let it burn.", "Look.", "Once more", step[3:-4]]


def test_bylines_pictures_and_dates_between_are_no_standfirst():
    between = (
        "<p class=byline>By Jane Doe, who has been on the coast for many years.</p>"
        f"<p class=standfirst>{STANDFIRST}</p>"
        "<figure><figcaption>The tower as it stood in March, before it was lit.</figcaption></figure>"
        "<p>Von Jane Doe und Richard Roe, auf dem Felsen im Norden der Küste.</p>"
        "<time>On the third of March of the year, at six in the morning.</time>"
    )
    main = main_text(f"<div><h1>{HEADING}</h1>{between}</div>{BODY}")
    assert main.text == "\n".join([HEADING, STANDFIRST, *LIGHTHOUSE])


def test_headings_between_are_kept_where_no_container_is_called_after_an_article():
    sections = "".join(
        f"<div><h3><button>Question {number}?</button></h3><div><p>{text}</p></div></div>"
        for number, text in enumerate(LIGHTHOUSE)
    )
    text = main_text(f"<div class=box><h1>{HEADING}</h1>{sections}<h3>Share</h3></div>").text
    assert [line for line in text.split("\n") if line.startswith(("Question", "Share"))] == [
        f"Question {number}?" for number in range(4)
    ]
