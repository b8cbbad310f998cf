"""What of a page a reader sees; the plain rules are tested by test_documentation.py."""

import pytest

from chalicelib.counting import count_page
from chalicelib.errors import NotText, Uncountable

XHTML = "application/xhtml+xml"


def text(markup: str, content_type: str | None = "text/html; charset=utf-8") -> str:
    return count_page(markup.encode(), content_type).text


def test_the_first_title_is_the_pages():
    markup = (
        "<title> Of  the\npage &amp; more</title><svg><title>of a drawing</title></svg><title>late</title>x"
    )
    assert count_page(markup.encode(), "text/html").title == "Of the page & more"


@pytest.mark.parametrize("markup", ["", "<p>x", "<title></title>x", "<title> \n</title>x"])
def test_a_page_may_have_no_title(markup):
    assert count_page(markup.encode(), "text/html").title is None


def test_hidden_elements_hide_what_is_in_them_and_nothing_else():
    markup = "<div hidden>a<div>b<p>c</div>d<br></div>e<ul hidden><li>f<li>g</ul>h<span hidden>i</span>j"
    assert text(markup) == "ehj"


def test_a_page_that_hides_itself_until_a_script_has_run_is_read():
    counts = count_page(
        b'<html lang="fr" style="visibility:hidden"><body style="display: none"><p>a', "text/html"
    )
    assert (counts.language, counts.text) == ("fr", "a")


def test_an_unclosed_script_hides_the_rest():
    assert text("<p>a<script>b<p>c") == "a"


def test_markup_in_scripts_and_comments_is_none():
    assert text("a<script>'<p>b</p>'</script><!-- <p>c</p> --><style>p > a {}</style>d") == "ad"


def test_preformatted_elements_in_each_other():
    assert text("<pre>a\n<pre>b\nc</pre>d\ne</pre>f\ng") == "a\nb\nc\nd\ne\nf g"


def test_deep_nesting_loses_no_text():
    assert text("<div>" * 5000 + "deep" + "</div>" * 5000 + "out") == "deep\nout"


def test_names_are_read_in_any_case():
    assert text("<P>a<SCRIPT>b</SCRIPT><DIV HIDDEN>c</DIV><P STYLE='DISPLAY:NONE'>d</P>e") == "a\ne"


def test_elements_nobody_knows_flow():
    assert text("<x-card>cus</x-card><x-y>tom</x-y>") == "custom"


def test_xhtml_is_parsed_as_xml():
    page = """<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr">
        <head><title>T&eacute;</title><script src="x"/></head><body>
        <p>caf&eacute;&nbsp;&amp; <b>l</b>ait<br/>sucre</p><div/><![CDATA[<b>]]><p hidden="hidden">h</p>
        </body></html>"""
    counts = count_page(page.encode(), XHTML)
    assert (counts.title, counts.language, counts.text) == ("Té", "fr", "café & lait\nsucre\n<b>")


def test_xhtml_that_breaks_its_rules_is_read_as_far_as_it_can_be():
    assert text("<html><body><p>one<p>two</body>", XHTML) == "one\ntwo"


def test_xml_expands_no_entities_of_its_own():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "spam "}">' for n in range(12))
    assert "spam" not in text(f"<!DOCTYPE html [{entities}]><html><p>a &e11; b</p></html>", XHTML)


def test_plain_text_has_paragraphs_and_no_markup():
    assert text("one\ntwo <b>\r\n\r\nthree &amp; four", "text/plain") == "one two <b>\nthree &amp; four"


def test_without_a_type_the_bytes_tell_what_they_are():
    assert text("<!doctype html><p>a<p>b", None) == "a\nb"
    assert text("a < b", None) == "a < b"
    with pytest.raises(NotText):
        count_page(b"%PDF-1.7 \x00\x01", None)


def test_characters_that_cannot_be_kept_are_not():
    kept = text("a&#0;b\0c&#xD800;d&#x110000;e")
    assert kept == "a\ufffdbc\ufffdd\ufffde"


def test_formatting_that_would_be_opened_anew_too_often_loses_no_text():
    opened = "".join(f"<font color={number}>" for number in range(300))
    assert text(f"<p>{opened}<b>a</b>b</p>" + "<p>c" * 5000).split("\n") == ["ab", *["c"] * 5000]


def test_a_page_of_more_elements_than_fit_is_refused():
    with pytest.raises(Uncountable, match="400,000 elements"):
        count_page(b"<p>" * 400_001, "text/html")
    with pytest.raises(Uncountable, match="1,000,000 tags"):
        count_page(b"<" * 1_000_001, "text/html")


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ("<form><input type=PassWord></form><script>render()</script>", "login"),
        ('<meta http-equiv=refresh content="60; url=/later"><script src=a.js></script>', "refresh"),
        ('<div id="root"></div><script type="module" src="app.js"></script>', "script"),
        ("<noscript>Switch it on</noscript><script>render()</script>", "script"),
        ('<p hidden>gone</p><img src="scan.png" alt="">', "pictures"),
        ("", None),
        ("<p>&nbsp;</p>", None),
        ('<script>render()</script><p>One word</p><input type="password">', None),
    ],
)
def test_a_page_without_text_says_what_may_show_it(markup, why):
    assert count_page(markup.encode(), "text/html; charset=utf-8").why_empty == why
