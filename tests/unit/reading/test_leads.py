"""An article's heading, standfirst and headings between, wherever its page has them."""

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.counts import TextCounts
from tests.articles import BREAD, LIGHTHOUSE

NAV = "<nav><a href=/>The Coast</a> <a href=/boats>Boats</a> <a href=/weather>Weather</a></nav>"
HEADING = "The keeper of the rock"
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
        "<div id=title><h1><a href=/t/1>{h}</a></h1></div><p>{s}</p>{a}",
        "<header><h1><a href=/>The Coast</a></h1></header><h2>{h}</h2><p>{s}</p>{a}",
        "<div class=top><span role=heading>{h}</span></div><p>{s}</p>{a}",
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
        "<h2>Newsletter</h2><p>Get the best of the coast into your inbox on each Sunday of the year.</p>",
    ],
)
def test_what_is_no_heading_of_it_is_not(before):
    main = main_text(f"{before}{BODY}")
    assert main.text == "\n".join(LIGHTHOUSE)


def test_bylines_pictures_and_dates_between_are_no_standfirst():
    between = (
        f"<p class=byline>By Jane Doe, who has been on the coast for many years.</p><p>{STANDFIRST}</p>"
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
