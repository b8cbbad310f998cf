"""Menus, tables of contents and references are not of the article; lists that are read in one go are."""

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.counts import TextCounts
from chalicelib.counting.reading.sections import PageBlock, teasers_of
from tests.articles import BREAD, LIGHTHOUSE

LAMP = "".join(f"<p>{text}</p>" for text in LIGHTHOUSE)
CITED = "<ol><li>Gardener, J. Gravel. Quarterly, 1999.<li>Gardener, H. <i>Hedges.</i> Doi:10.1/9.</ol>"

GUESTS = CITED.replace("Gardener", "Guest")


def main_text(inside: str, head: str = "") -> TextCounts | None:
    page = f"<!DOCTYPE html><html lang=en><title>Lamp</title>{head}<body>{inside}</body></html>"
    return count_page(page.encode(), "text/html; charset=utf-8").main


@pytest.mark.parametrize(
    "aside",
    [
        "<nav><ol><li><span>Gardener</span></ol></nav>",
        "<div role=navigation>Gardener</div>",
        "<div role=contentinfo>Gardener and company, who keep all rights to it in every country.</div>",
        "<div id=toc class=toc><h2>Contents</h2><ul><li><a href=#a>Gardener</a></ul></div>",
        "<div class=mw-heading><h2>The lamp</h2><span class=mw-editsection>[gardener]</span></div>",
        "<div class=anzeige><span>Gardener</span></div>",
        "<details role=navigation><ul><li>Gardener</ul></details>",
        "<p><a href=/hedges>The gardener who let his hedges grow for a year</a></p>",
        "<p><a href=/hedges>THE GARDENER WHO LET HIS HEDGES GROW FOR A YEAR</a></p>",
        f"<h2>References</h2>{CITED}",
        f"<h2><span>7.</span> Works cited</h2><div>{CITED}</div>",
        f"<div class=heading><h2 id=r>Literatur</h2><span>[x]</span></div>{CITED}",
        "<h3>参考文献</h3><p>Gardener (1999).<p>[2] Gardener 2001, hedges.",
        f"<section class=ltx_bibliography>{CITED}</section>",
        f"<div class=csl-bib-body>{CITED}</div>",
    ],
)
def test_what_is_named_or_headed_as_beside_the_article_is_left_out(aside):
    main = main_text(
        f"<main><article><h1>Lamp</h1>{LAMP}{aside}<h2>Crumbs</h2><p>{BREAD[0]}</p></article></main>"
    )
    assert main is not None
    assert "gardener" not in main.words
    assert {"lighthouse", "crumbs", "flour"} <= main.words.keys()


@pytest.mark.parametrize(
    "part",
    [
        "<h2>References</h2><p>A reference of the language is a name for a gardener.<p>No pointer is one.",
        "<h2>Sources of the river</h2><p>The gardener knows two of them, 1999.",
        f"<h2>References</h2>{GUESTS}<p>The gardener has the last word.",
        f"<h2>References</h2>{GUESTS}<h5>More</h5><p>The gardener has the last.",
        "<h2>Sources</h2><p>In 2019 the gardener told us of two sources.<p>In 2021 there was a third one.",
        "<h2>Literatur</h2><p>The gardener, who was born in 1749, wrote in 1774 what made him known.",
        f"<section id=references><h2>Yours</h2><p>{BREAD[1]} Ask the gardener.</section>",
        f"<div class=citations><p>{BREAD[1]} That is what the gardener says.</div>",
        f"<div class='col similar'><p>{BREAD[1]} So did the gardener.</div>",
        f"<div class='ads content'><p>{BREAD[1]} So did the gardener.</div>",
        f"<div class=recommended><ul><li>{BREAD[1]} So did the gardener.</ul></div>",
        "<h2>References</h2><ul><li>The gardener was asked in 2020 and again in 2021</ul>",
        f"<section id=references><ul><li>{BREAD[1]} So did the gardener.</ul></section>",
        "<section id=toc><p>The option toc of the gardener says how deep the table is drawn.</section>",
        "<h2>Contents</h2><p>The box of the gardener has eight bolts.",
        "<div role=tablist><h4><a href=#1>Who?</a></h4><div role=tabpanel><p>The gardener did.</div></div>",
        "<div role=complementary><p>A note: the gardener had two hedges of his own.</div>",
        "<p><a href=/report>"
        "The gardener says in his report on hedges, which came out on Monday, that they grow.</a></p>",
        "<p>The gardener is back</p></article><aside><p><a href=/1>The gardener is back</a></aside><article>",
        "<div class=footnotes><p>The gardener counted two hundred steps.</div>",
    ],
)
def test_what_only_sounds_so_stays(part):
    main = main_text(f"<main><article><h1>Lamp</h1>{LAMP}{part}</article></main>")
    assert main is not None
    assert "gardener" in main.words


def test_of_links_that_stand_alone_headlines_and_calls_are_teasers_and_names_and_sentences_are_not():
    headlines = ["The gardener of the rock is back", "READ ALL THAT THERE IS TO READ.", "Read more"]
    others = [
        "Jane Gardener",
        "These are the steps to be taken:",
        "The gardener of the rock is back in town.",
    ]
    blocks = [PageBlock(text, is_link=True) for text in (*headlines, *others)]
    assert teasers_of(blocks) == {*headlines}
    assert headlines[0] not in teasers_of([*blocks, PageBlock(headlines[0])])


def test_labels_of_advertisements_are_no_words_of_the_article():
    label = "<div><p>Advertisement</p></div>"
    main = main_text(f"<article><h1>Lamp</h1>{label.join(f'<p>{text}</p>' for text in LIGHTHOUSE)}</article>")
    assert main is not None
    assert "advertisement" not in main.words
    page = f"<article><h1>Lamp</h1>{LAMP}<p>Advertisement is not what the keeper has in mind.</p></article>"
    main = main_text(page)
    assert main is not None
    assert "advertisement" in main.words


def test_a_formula_does_not_end_its_paragraph():
    formula = "<math><mi>a</mi><mo>+</mo><msup><mi>b</mi><mn>2</mn></msup></math>"
    main = main_text(
        f"<main><h1>Lamp</h1>{LAMP}<p>Where {formula}, the gardener has two hedges, and {formula}.</main>"
    )
    assert main is not None
    assert "gardener" in main.words


def test_a_page_that_is_a_list_of_references_keeps_them():
    cited = "".join(f"<li>Gardener, J. {text} Quarterly, 1999." for text in LIGHTHOUSE + BREAD)
    main = main_text(f"<main><h1>Books on lamps</h1><h2>References</h2><ol>{cited}</ol></main>")
    assert main is not None
    assert main.words["gardener"] == 7


def test_a_cell_of_links_is_the_menu_of_a_page_that_a_table_lays_out():
    menu = "<b>Menu</b><br><a href=1>Gardeners</a><br><a href=2>Hedges</a><br><a href=3>Gravel</a>"
    main = main_text(f"<table><tr><td>{menu}<td><h1>Lamp</h1>{LAMP}</table>")
    assert main is not None
    assert "gardeners" not in main.words
    facts = "<tr><th>Grown<td><a href=1>roses</a>, <a href=2>hedges</a>, <a href=3>grass</a>"
    main = main_text(f"<article><h1>Lamp</h1><table>{facts}</table>{LAMP}</article>")
    assert main is not None
    assert "hedges" in main.words


def test_cells_of_data_with_links_stay_even_where_their_table_is_most_of_the_page():
    cast = ", ".join(f"<a href={name}>{name} Gardener</a>" for name in ("Anna", "Bert", "Carla"))
    rows = "".join(f"<tr><td>199{n}<td>{cast}<td>{text}" for n, text in enumerate(LIGHTHOUSE))
    main = main_text(
        f"<article><h1>Lamp</h1><p>{BREAD[0]}</p><table>{rows}</table><p>{BREAD[1]}</p></article>"
    )
    assert main is not None
    assert main.words["gardener"] == 3 * len(LIGHTHOUSE)
    main = main_text(
        f"<table><tr><td>Lamp<td><h1>Lamp</h1>{LAMP}<table><tr><td>1990<td>{cast}</table></table>"
    )
    assert main is not None
    assert main.words["gardener"] == 3


@pytest.mark.parametrize("name", ["cookie-banner-guide", "content-popup", "modal-content", "overlay-page"])
def test_an_article_in_a_container_that_is_named_like_a_window_is_one(name):
    main = main_text(f"<div class={name}><h2>Lamp</h2>{LAMP}</div>")
    assert main is not None
    assert "lighthouse" in main.words


@pytest.mark.parametrize(
    "start", ["", "<center>", "<font size=2>"], ids=["the page", "in its middle", "a font"]
)
def test_bare_text_is_kept_from_its_first_element_on(start):
    main = main_text(f"{start}<b>Gardeners</b> of the sea. " + "<br><br><i>Hedges</i>. ".join(LIGHTHOUSE))
    assert main is not None
    assert "gardeners" in main.words
    assert main.words["hedges"] == len(LIGHTHOUSE) - 1


SHOP = "<p><a href=https://shop.example/>At the shop</a></p>"
ENTRIES = "".join(f"<h3>{n}. A lamp</h3><p>{text}</p>{SHOP}" for n, text in enumerate(LIGHTHOUSE, 1))
PUBLISHED = "<meta property=article:published_time content=2026-03-03>"


def test_a_list_is_an_article_if_its_headings_count_or_it_says_when_it_was_published():
    assert main_text(f"<main><h1>Four lamps</h1>{ENTRIES}</main>") is not None
    uncounted = ENTRIES.replace("1.", "").replace("3.", "")
    assert main_text(f"<main><h1>Four lamps</h1>{uncounted}</main>") is None
    assert main_text(f"<main><h1>Four lamps</h1>{uncounted}</main>", PUBLISHED) is not None


def test_a_glossary_of_short_items_is_an_article_and_a_list_of_things_is_not():
    terms = "".join(
        f"<dt>Beam {n}<dd>The light that lamp {n} throws over the water to ships and rocks." for n in range(9)
    )
    assert main_text(f"<main><h1>Glossary</h1><dl>{terms}</dl></main>") is not None
    things = "".join(f"<li>Rope, {n} m, 3 €" for n in range(40))
    assert main_text(f"<main><h1>Ropes</h1><ul>{things}</ul></main>") is None
