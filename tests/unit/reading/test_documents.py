"""Documents that are no web pages."""

from html import escape

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.reading.documents import pdf as pdf_documents
from chalicelib.counting.reading.main_text import NO_MARKUP
from chalicelib.counting.reading.media import check_declared, effective
from chalicelib.errors import NotText, Uncountable
from tests.documents import page, pdf, pdf_of_fonts

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour news</title>
<language>en</language><description>All of the harbour</description>
<item><title>Ships &amp; boats</title><link>https://example.com/1</link>
<description>&lt;p&gt;A ship came &lt;b&gt;in&lt;/b&gt;.&lt;/p&gt;
&lt;p hidden&gt;secret&lt;/p&gt;</description>
</item>
<item><title>Fog</title><description>short</description>
<content:encoded><![CDATA[<p>The fog was<br>thick.</p><script>track()</script>]]></content:encoded></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafen</title><entry>
<title>Schiffe</title><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Ein <em>Schiff</em></p></div></content></entry>
</feed>"""
RST = """The harbour
===========

.. _arrivals:

.. note::
   :class: wide

   Boats come in at `noon <https://example.com/noon>`_, says :ref:`the master <crew-list>`.

* ropes
* nets
"""


def text_of(document: str, content_type: str) -> str:
    return count_page(document.encode(), content_type).text


def test_the_entries_of_a_feed_are_read_as_they_are_shown():
    counts = count_page(RSS.encode(), "application/rss+xml")
    assert counts.text == "Ships & boats\nA ship came in.\nFog\nThe fog was\nthick."
    assert (counts.title, counts.language, counts.no_main) == ("Harbour news", "en", NO_MARKUP)
    assert count_page(RSS.encode(), "text/xml").text == counts.text
    atom = count_page(ATOM.encode(), "application/atom+xml; charset=utf-8")
    assert (atom.title, atom.language, atom.text) == ("Hafen", "de", "Schiffe\nEin Schiff")


@pytest.mark.parametrize("broken", ["<rss><channel><item><title>a & b", "<feed", "<rss><x></rss>", "<svg/>"])
def test_a_feed_that_is_none_is_refused(broken):
    with pytest.raises(NotText, match="feed"):
        count_page(broken.encode(), "application/rss+xml")


def test_restructured_text_is_read_as_it_is_shown():
    counts = count_page(RST.encode(), "text/x-rst")
    assert set(counts.words) == set("the harbour boats come in at noon says master ropes nets".split())


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_cells_of_a_table_stand_each_by_itself(sign):
    rows = [["port", "fish"], ['"Aberdeen, old; town"', "cod"], ["Brest", '"sea\nbass"']]
    table = "\n".join(sign.join(row) for row in rows)
    assert text_of(table, "text/csv") == "port\nfish\nAberdeen, old; town\ncod\nBrest\nsea bass"


@pytest.mark.parametrize("kind", ["text/css", "text/x-python", "text/troff", "text/tab-separated-values"])
def test_every_other_text_is_one(kind):
    check_declared(kind)
    assert text_of("one two", effective(kind, b"one two")) == "one two"


def test_a_pdf_is_read_paragraph_by_paragraph():
    body = pdf(page("The harbour", "of M\xfcnster"), page("is closed."), catalog="/Lang (en-GB)")
    for content_type in ("application/pdf", effective("text/html", body), effective(None, body)):
        counts = count_page(body, content_type)
        assert counts.text == "The harbour of Münster is closed."
        assert (counts.language, counts.no_main, counts.summary.pages_left_out) == ("en", NO_MARKUP, 0)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (pdf("0 0 612 792 re f"), "without text: it may be scanned"),
        (pdf(), "without text"),
        (b"%PDF-1.7 \x00\x01", "cannot be read"),
        (pdf(page("x"))[:-200], "without text|cannot be read"),
        (pdf(page("x"), trailer="/Encrypt << /Filter /Standard /V 9 >>"), "cannot be read"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(body, why):
    with pytest.raises(NotText, match=why):
        count_page(body, "application/pdf")


def test_a_pdf_that_takes_too_long_is_read_as_far_as_there_is_time(monkeypatch):
    monkeypatch.setattr(pdf_documents, "MAXIMUM_PAGES", 2)
    counts = count_page(pdf(*[page(f"Page {word}") for word in ("one", "two", "three")]), "application/pdf")
    assert counts.text == "Page one\nPage two"
    assert counts.summary.pages_left_out == 1
    monkeypatch.setattr(pdf_documents, "MAXIMUM_SECONDS", -1.0)
    with pytest.raises(Uncountable, match="takes too long"):
        count_page(pdf(page("x")), "application/pdf")


@pytest.mark.parametrize("mark", ["<FEFF00AD>", r"(\376\377\000\255)"])
def test_soft_hyphens_of_a_pdf_part_no_words(mark):
    run = f"BT /F1 12 Tf 72 700 Td (har) Tj /Span <</ActualText {mark}>> BDC ( ) Tj EMC (bour wall) Tj ET"
    assert count_page(pdf(run), "application/pdf").text == "harbour wall"


def test_a_page_of_a_pdf_whose_fonts_are_too_large_is_left_empty():
    """All are made before the first instruction of the page: a thousand of them would take ten gigabytes."""
    assert count_page(pdf_of_fonts(2), "application/pdf").words
    with pytest.raises(NotText, match="without text"):
        count_page(pdf_of_fonts(200), "application/pdf")


def test_a_page_of_a_pdf_that_unpacks_to_too_much_is_left_empty():
    counts = count_page(pdf(page("x") + " " * 9_000_000, page("The harbour")), "application/pdf")
    assert counts.text == "The harbour"


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (b"PK\x03\x04", "a ZIP archive, or a document of an office suite"),
        (b"\x1f\x8b\x08", "an archive (gzip)"),
    ],
)
def test_what_cannot_be_read_says_what_it_is(body, named):
    with pytest.raises(NotText) as failure:
        effective("text/html", body)
    assert str(failure.value) == f"the URL leads to {named}, which is not a page of text"


@pytest.mark.parametrize("root", ["<rss>", '<rss xmlns:a="urn:a">', '<rss version="0.91">'])
def test_a_feed_need_not_say_which_rss_it_is(root):
    feed = f"{root}<channel><title>News</title><item><title>Harbour</title></item></channel></rss>"
    assert count_page(feed.encode(), "application/rss+xml").words == {"harbour": 1}


def rss(*entries: str) -> str:
    return f"<rss version='2.0'><channel><title>News</title>{''.join(entries)}</channel></rss>"


def item(description: str) -> str:
    return f"<item><title>t</title><description>{escape(description)}</description></item>"


@pytest.mark.parametrize(
    "slip",
    [
        "<!-- open",
        "<template>x",
        "<script> open",
        "<textarea> open",
        "<plaintext>",
        '<a href="http://x.org/lo',
        "</article><div hidden>",
        "<style>article, h2, p, body {display: none}</style>",
        "<frameset>",
    ],
)
def test_a_slip_in_an_entry_of_a_feed_stays_in_that_entry(slip):
    counts = count_page(rss(item(slip), item("<p>one two</p>")).encode(), "application/rss+xml")
    assert counts.words.keys() >= {"one", "two"}


@pytest.mark.parametrize(
    "feed",
    [
        rss(item("one two").replace("one", "one&nbsp;")),
        rss(item("one").replace("one", "one & two")),
        rss(item("one").replace("one", "one &LT;b> two")).replace("&LT;b>", "&bogus;"),
        "\n " + '<?xml version="1.0"?>' + rss(item("one two")),
        rss(item("one\x0b two")),
        rss(item("one").replace("one", "one&#1; two")),
        rss("<item><media:x/><description>one two]]></description></item>"),
        "<?xml version='1.0'?><!--" + "x" * 3_000 + "-->" + rss(item("one two")),
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><content type='text/html' "
        "mode='escaped'>&lt;p>one two</content></entry></feed>",
        "<entry xmlns='http://www.w3.org/2005/Atom'><title>one</title><summary>two</summary></entry>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>one two</a:title>"
        "</a:entry></a:feed>",
    ],
)
@pytest.mark.parametrize("content_type", ["text/xml", "application/x-rss+xml", "application/atom+xml"])
def test_a_feed_with_small_faults_is_read(feed, content_type):
    kind = effective(content_type, feed.encode())
    assert count_page(feed.encode(), kind).words.keys() >= {"one", "two"}


ATOM_ENTRY = "<feed xmlns='http://www.w3.org/2005/Atom'><entry>%s</entry></feed>"


@pytest.mark.parametrize(
    ("feed", "text"),
    [
        (
            ATOM_ENTRY
            % "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>One <b>two</b></div></title>",
            "One two",
        ),
        (ATOM_ENTRY % "<title type='html'>A &amp;amp; B &lt;b>bold&lt;/b></title>", "A & B bold"),
        (rss("<item><title>A &amp;amp; B &lt;b>bold&lt;/b></title></item>"), "A & B bold"),
        (ATOM_ENTRY % "<content type='text'>use &lt;div&gt; here</content>", "use <div> here"),
        (ATOM_ENTRY % "<content type='image/png'>aGVsbG8=</content><summary>one</summary>", "one"),
        (rss("<item><itunes:summary>one</itunes:summary></item>"), "one"),
        (
            ATOM_ENTRY % "<title>one</title><media:group><media:title>x</media:title>"
            "<media:description>two &lt;3</media:description></media:group>",
            "one\ntwo <3",
        ),
        (rss("<item><content:encoded>full</content:encoded><description>short</description></item>"), "full"),
    ],
)
def test_a_text_of_a_feed_is_read_as_the_type_that_it_has(feed, text):
    assert count_page(feed.encode(), "application/rss+xml").text == text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("one\n\n.. this is a comment\n   on two lines\n\n   and more\n\ntwo", "one two"),
        ("one\n\n..\n   hidden\n\ntwo", "one two"),
        ("..\n\none", "one"),
        ("one\n\n.. image:: path/pic.png\n   :width: 20px\n   :alt: a boat\n\ntwo", "one two"),
        ("one\n\n.. |boat| image:: path/pic.png\n\ntwo", "one two"),
        (".. code-block:: python\n\n   one(two)", "one two"),
        (".. include:: other.rst\n\none", "one"),
        (".. note:: one\n   two", "one two"),
        ("one\n\n.. toctree::\n   :maxdepth: 2\n\n   guide/start\n   api\n\ntwo", "one two"),
        ("  .. toctree::\n\n     guide\n\n  one", "one"),
        (".. autofunction:: harbour.walls.build\n\none", "one"),
        (".. automodule:: harbour\n   :members:\n\none", "one"),
        (".. py:module:: harbour\n\none", "one"),
        (".. currentmodule:: harbour\n\none", "one"),
        (".. index:: wall; harbour\n\none", "one"),
        (".. digraph:: foo\n\n   bar -> baz\n\none", "one"),
        (".. only:: html\n\n   one two", "one two"),
        (".. container:: wide\n\n   one", "one"),
        (".. rubric:: one two", "one two"),
        (".. py:function:: build(wall)\n\n   one", "build wall one"),
        (".. [1] one two", "one two"),
        ("``one <two>`` and `three <https://example.com/>`_", "one two and three"),
    ],
)
def test_restructured_text_shows_no_comments_and_no_arguments_of_directives(source, words):
    assert count_page(source.encode(), "text/x-rst").words.keys() == set(words.split())


def test_characters_that_xhtml_quotes_are_shown():
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><body><p><![CDATA[one < two]]>three</p></body></html>"
    assert text_of(page, "application/xhtml+xml") == "one < twothree"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<note><to>Tove</to><body>Reminder text</body></note>", "Tove\nReminder text"),
        (
            "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]><a><!-- x --><b k='v'>One</b><c/>two</a>",
            "One\ntwo",
        ),
        ("<a>Fish &amp; <![CDATA[<chips> &amp;]]></a>", "Fish & <chips> &amp;"),
        ("<ns:größe>eins</ns:größe><ns:größe>zwei</ns:größe>", "eins\nzwei"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'><body>one<b>two</b></body></html>", "onetwo"),
    ],
)
def test_the_elements_of_other_xml_part_words(source, text):
    assert text_of(source, "text/xml").strip() == text
    assert text_of(source, "application/xml").strip() == text
