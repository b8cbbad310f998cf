"""The main text of pages as sites make them: the article alone, and nothing where there is none."""

from collections import Counter

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.counts import PageCounts, TextCounts
from chalicelib.counting.reading import main_text
from tests.articles import BREAD, HAVN, LIGHTHOUSE, PORT, TEASERS, article_page, site_page

HTML = "text/html; charset=utf-8"


def counted(markup: str) -> PageCounts:
    return count_page(markup.encode(), HTML)


def commonest(counts: TextCounts, stop_words: frozenset[str]) -> set[str]:
    ranked = sorted(counts.words.items(), key=lambda item: (-item[1], item[0]))
    return set([word for word, _ in ranked if word not in stop_words][:10])


def paragraphs(texts: tuple[str, ...], start: str = "<p>", end: str = "</p>") -> str:
    return "".join(f"{start}{text}{end}" for text in texts)


def posts(texts: tuple[str, ...], start: str, end: str) -> str:
    return "".join(f"<div><a href=/user>user</a>{start}<p>{text}</p>{end}</div>" for text in texts)


ARTICLES = {
    "an article element": (LIGHTHOUSE, article_page()),
    "unclosed paragraphs": (
        LIGHTHOUSE,
        site_page(f"<main><h1>Lamp</h1>{paragraphs(LIGHTHOUSE, end='')}</main>"),
    ),
    "a content class": (
        BREAD,
        site_page(f'<div class="wrap"><div class="post-content">{paragraphs(BREAD)}</div></div>'),
    ),
    "divisions for paragraphs": (
        BREAD,
        site_page(f'<div><div itemprop="articleBody">{paragraphs(BREAD, "<div>", "</div>")}</div></div>'),
    ),
    "a table for layout": (
        HAVN,
        f"<html lang=da><table><tr><td><a href=/>Forside</a></td><td>{paragraphs(HAVN)}"
        f"</td></tr></table>{TEASERS}</html>",
    ),
    "line breaks": (LIGHTHOUSE, site_page(f'<div class="entry">{"<br><br>".join(LIGHTHOUSE)}</div>')),
    "Japanese": (PORT, site_page(f"<article>{paragraphs(PORT)}</article>", language="ja")),
    "comments of readers": (
        BREAD,
        site_page(
            f"<article>{paragraphs(BREAD)}</article><section id=comments><h2>Comments</h2>"
            + paragraphs(
                ("Great recipe, thanks for sharing this great recipe!",) * 9, '<div class="comment"><p>'
            )
            + "</section>"
        ),
    ),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_the_commonest_words_are_the_article_s(name):
    article, markup = ARTICLES[name]
    page = counted(markup)
    right = commonest(count_page("\n\n".join(article).encode(), "text/plain"), page.stop_words)
    assert page.main is not None
    assert len(commonest(page.main, page.stop_words) - right) <= 1
    assert page.no_main is None
    assert Counter(page.main.words) <= Counter(page.words)
    assert page.main.summary.words == sum(page.main.words.values()) < page.summary.words


def test_a_real_page_is_mostly_markup_and_its_commonest_words_are_not_the_article_s():
    page = counted(article_page())
    assert page.summary.characters < 0.2 * len(article_page())
    right = commonest(count_page("\n\n".join(LIGHTHOUSE).encode(), "text/plain"), page.stop_words)
    assert len(commonest(page, page.stop_words) - right) >= 3, "or these tests show nothing"


def test_its_stop_words_are_those_of_the_page_s_language():
    page = counted(article_page(HAVN).replace('lang="en"', 'lang="da"'))
    assert page.main is not None
    assert {"og", "er"} <= page.main.stop_words == page.stop_words & page.main.words.keys()


def test_its_phrases_and_spellings_are_its_own():
    main = counted(article_page()).main
    assert main is not None
    assert any(phrase.words == ("the", "beam") for phrase in main.phrases[2])
    assert "cookies" not in main.words
    assert main.text.startswith("A lamp goes out\nThe lighthouse on the northern rock")


TEASER = "<p>The council met on Tuesday and will meet again, it says.</p>"
STORY = (
    "the council met on Tuesday in the old hall, heard twelve people and put the harbour off until spring."
)
LISTS = {
    "links": "<ul>"
    + "".join(f"<li><a href=/{n}>What became of the harbour in {n}</a>" for n in range(60))
    + "</ul>",
    "teasers": "".join(
        f"<article><h2><a href=/{n}>Council {n}</a></h2>{TEASER}</article>" for n in range(20)
    ),
    "cards": "".join(f"<a class=card href=/{n}><h3>Council {n}</h3>{TEASER}</a>" for n in range(20)),
    "search results": "<ol>"
    + "".join(f"<li><a href=/{n}>The harbour in the year {n}</a>{TEASER}" for n in range(20))
    + "</ol>",
    "a table of threads": "<table>"
    + "".join(f"<tr><td><a href=/{n}>Why is boat {n} slow?</a><td>{n}<td>yesterday" for n in range(60))
    + "</table>",
    "products": "".join(
        f"<div><a href=/{n}>Rope, {n} m</a><p>{n}.00 €<button>Buy</button></div>" for n in range(40)
    ),
    "a form": "<form>" + "".join(f"<p><label>Name {n} <input></label></p>" for n in range(20)) + "</form>",
    "a log-in": "<h1>Log in</h1><form><label>Name <input></label><button>Log in</button></form>",
    "nothing": "",
    **{
        f"a blog of {number}": "".join(
            f"<article><h2><a href=/{n}>What became of harbour {n}</a></h2><p>In {1900 + n} {STORY}</p>"
            f"<p><a href=/{n}>Continue reading</a></p></article>"
            for n in range(number)
        )
        for number in (3, 20)
    },
    "a blog with links in its paragraphs": "".join(
        f"<h2><a href=/{n}>Harbour {n}</a></h2><p>In {1900 + n} {STORY} <a href=/{n}>More</a></p>"
        for n in range(8)
    ),
    "long search results": "".join(
        f"<div class=result><a href=/{n}>Harbour {n}</a><p>In {1900 + n} {STORY}</p>"
        f"<cite>https://example.com/{n}</cite></div>"
        for n in range(5)
    ),
    "services": "<h1>Services</h1>"
    + "".join(
        f"<section><h2>{name}</h2><p>{name}: {STORY}</p><a href=/{name}>More</a></section>"
        for name in "Paint Wash Mend Sell Rent Tow".split()
    ),
    **{
        f"a form of questions with {field}": "<form>"
        + "".join(f"<p><label>In {1900 + n}, was it so that {STORY}</label></p>{field}" for n in range(10))
        + "</form>"
        for field in ("<input>", "<textarea></textarea>", "<label><input type=radio> Yes</label>")
    },
}


LISTS["containers of one class"] = site_page(
    posts(
        tuple(text[:180] for text in BREAD + LIGHTHOUSE),
        "<div class=entry-content>",
        "</div><a href=/1>More</a>",
    )
)


@pytest.mark.parametrize("name", LISTS)
def test_lists_and_start_pages_and_forms_have_none(name):
    page = counted(site_page(f"<main>{LISTS[name]}</main>"))
    assert (page.main, page.no_main) == (None, main_text.NO_ARTICLE)
    assert page.words


VERSE = (
    "The boat goes out at break of day,|and nobody is there to see.|The harbour wall is cold and grey".split(
        "|"
    )
)
SPOKEN = "Where is the boat?|It is at sea, as it ever was.|And when will it be back?".split("|")
ARTICLES_OF_SHORT_LINES = {
    "a poem": "<p>" + "<br>".join(VERSE * 5),
    "a dialogue": paragraphs(tuple(SPOKEN) * 20),
    "an article with a link after every second paragraph": "".join(
        f"<p>{text}</p>" + "<p><a href=/more>What else was there?</a></p>" * (n % 2)
        for n, text in enumerate(LIGHTHOUSE * 2)
    ),
    "an article in a form": f"<form><input name=q>{paragraphs(LIGHTHOUSE)}<input><input><input></form>",
    "sections whose headings lead to themselves": "".join(
        f'<h2 id=s{n}><a href="#s{n}">Section {n}</a></h2><p>{text}</p>' for n, text in enumerate(LIGHTHOUSE)
    ),
}


@pytest.mark.parametrize("name", ARTICLES_OF_SHORT_LINES)
def test_what_is_read_in_one_go_is_an_article(name):
    page = counted(site_page(f"<article><h1>Title</h1>{ARTICLES_OF_SHORT_LINES[name]}</article>"))
    assert page.main is not None


ARTICLE = f"<article class=post>{paragraphs(LIGHTHOUSE)}</article>"
SEVERAL = {
    "a thread": (
        LIGHTHOUSE + BREAD,
        f"<div><div class=post-body>{paragraphs(LIGHTHOUSE)}</div></div>"
        + posts(BREAD, "<div class=post-body>", "</div>"),
    ),
    "sections of one article": (
        LIGHTHOUSE,
        f"<article>{paragraphs(LIGHTHOUSE[:2])}</article><div>…</div><article>{paragraphs(LIGHTHOUSE[2:])}</article>",
    ),
    "a question and its answers": (
        LIGHTHOUSE + BREAD,
        f'<div id=question><div class="prose js-post-body">{paragraphs(LIGHTHOUSE)}</div></div>'
        + posts(BREAD, '<div class="prose js-post-body">', "</div>"),
    ),
    "a home page of whole posts": (
        LIGHTHOUSE + BREAD,
        ARTICLE + f"<article class='post second'><h2><a href=/2>Two</a></h2>{paragraphs(BREAD)}</article>",
    ),
    "a teaser before the article": (
        LIGHTHOUSE,
        posts(BREAD[:1], "<article class=hero>", "</article>") + ARTICLE,
    ),
    "teasers after the article": (LIGHTHOUSE, ARTICLE + posts(BREAD, "<article>", "</article>")),
    "other articles aside": (LIGHTHOUSE, f"{ARTICLE}<aside><article>{paragraphs(BREAD)}</article></aside>"),
    "comments that are articles": (
        LIGHTHOUSE,
        ARTICLE + f"<ol class=comment-list>{posts(BREAD, '<article>', '</article>')}</ol>",
    ),
}


@pytest.mark.parametrize("name", SEVERAL)
def test_of_several_containers_the_main_text_has_those_that_belong_together(name):
    expected, markup = SEVERAL[name]
    main = counted(site_page(markup)).main
    found = [text for text in LIGHTHOUSE + BREAD if " ".join(text.split()) in main.text]
    assert found == [*expected]


def test_what_is_ticked_off_and_what_is_pressed_to_unfold_belong_to_it():
    list_of_things = "<ul><li><label><input type=checkbox>a pinch of salt</label></ul>"
    markup = f"<h2><button>The dough</button></h2>{list_of_things}{paragraphs(BREAD)}<button>Share</button>"
    main = counted(site_page(f"<article><h1>Bread</h1>{markup}</article>")).main
    assert "a pinch of salt" in main.text
    assert "The dough" in main.text
    assert "Share" not in main.text


def test_all_of_a_plain_text_is_what_it_is_about():
    page = count_page("\n\n".join(LIGHTHOUSE).encode(), "text/plain")
    assert (page.main, page.no_main) == (None, main_text.NO_MARKUP)


def test_it_is_not_looked_for_where_it_is_switched_off():
    page = count_page(article_page().encode(), HTML, main_text=False)
    assert (page.main, page.no_main) == (None, main_text.OFF)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>x" * (main_text.MAXIMUM_ELEMENTS + 1),
        "<article><p>" + "<a href=x>some words</a> y " * (main_text.MAXIMUM_CHILDREN + 1),
        "<p>" + "one word " * (main_text.MAXIMUM_CHARACTERS // 9 + 1),
    ],
    ids=["elements", "children", "characters"],
)
def test_a_page_beyond_the_bounds_has_none_and_says_so(markup):
    page = counted(markup)
    assert (page.main, page.no_main) == (None, main_text.TOO_COMPLEX)
    assert page.text


def test_pictures_within_the_markup_do_not_count_towards_the_bounds():
    picture = "<img src='data:image/png;base64," + "A" * 2_000_000 + "'>"
    assert counted(article_page().replace("<h1>", picture + "<h1>")).main is not None


def test_a_failure_of_the_library_costs_the_main_text_only(monkeypatch, caplog):
    def fail(*_, **__):
        raise AttributeError("'NoneType' object has no attribute 'tail'")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    page = counted(article_page())
    assert (page.main, page.no_main) == (None, main_text.NO_ARTICLE)
    assert page.words["lighthouse"] == 2
    assert "trafilatura failed" in caplog.text
