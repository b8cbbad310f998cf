"""What counting a page gives: words, spellings, phrases and the summary."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.counting import count_page
from chalicelib.counting.counts import PageCounts
from chalicelib.counting.words.folding import fold
from chalicelib.errors import WordcountError
from tests.texts import TEXTS

HTML = "text/html; charset=utf-8"
TYPES = [HTML, "text/html", "text/plain", "application/xhtml+xml", "text/html; charset=shift_jis", None]


def plain(text: str) -> PageCounts:
    return count_page(text.encode(), "text/plain; charset=utf-8")


def check(counts: PageCounts) -> None:
    """What holds for any page."""
    summary = counts.summary
    assert sum(counts.words.values()) == summary.words
    assert len(counts.words) == summary.distinct_words
    assert counts.stop_words <= counts.words.keys()
    assert counts.spellings.keys() <= counts.words.keys()
    language = counts.language
    assert all(word == fold(word, language) and 0 < len(word) <= 255 for word in counts.words)
    assert all(fold(spelling, language) == word != spelling for word, spelling in counts.spellings.items())
    assert summary.sentences <= summary.words
    assert bool(summary.sentences) == bool(summary.words)
    for length, phrases in counts.phrases.items():
        assert all(len(phrase.words) == length for phrase in phrases)
        assert all(1 < phrase.count <= min(map(counts.words.__getitem__, phrase.words)) for phrase in phrases)
        assert [*phrases] == sorted(phrases, key=lambda phrase: (-phrase.count, phrase.words))
    for text in [counts.title or "", counts.text, *counts.words, *counts.spellings.values()]:
        assert "\0" not in text
        text.encode()  # fails on lone surrogates


@given(st.binary(max_size=400), st.sampled_from(TYPES))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_counts_or_an_error_of_ours(body, content_type):
    try:
        counts = count_page(body, content_type)
    except WordcountError:
        assert content_type is None
        return
    check(counts)


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            "<p>|</p>|<div hidden>|</div>|<b>|</b>|<script>|</script>|<pre>|</pre>|<title>|</title>|<svg>|"
            "</svg>|<!--|-->|<br>|<td>|<table>|</table>|<dialog>|<textarea>|&amp;|&#0;|<a href='|\">|"
            "<![CDATA[|]]>|<|>".split("|")
        ),
        st.text(max_size=8),
        st.sampled_from(
            ["don’t ", "The the ", "日本語。", "ภาษาไทย", "3rd. next", "a-b ", "x\u0301", "\u200d", "İ", "ß"]
        ),
    ),
    max_size=30,
).map("".join)


@given(MARKUP)
@settings(max_examples=300, deadline=None)
def test_any_markup_gives_counts(markup):
    check(count_page(markup.encode("utf-8", "replace"), HTML))


WORD = st.text("abcdefghijklmnopqrstuvwxyzäéßжλקعह", min_size=1, max_size=8)
TEXT = st.lists(WORD, max_size=30).map(" ".join)


@given(TEXT, WORD)
@settings(deadline=None)
def test_one_word_more_is_counted_one_more(text, word):
    before, after = Counter(plain(text).words), Counter(plain(f"{text} {word}").words)
    assert after - before == Counter([fold(word)])


@given(st.lists(TEXT, max_size=6), st.randoms())
@settings(deadline=None)
def test_the_order_of_paragraphs_does_not_matter(texts, random):
    shuffled = random.sample(texts, len(texts))
    one, other = (count_page("".join(f"<p>{t}." for t in ts).encode(), HTML) for ts in (texts, shuffled))
    assert one.words == other.words
    assert one.stop_words == other.stop_words
    assert one.phrases == other.phrases
    assert one.summary == other.summary


@given(st.lists(TEXT, min_size=1, max_size=6))
@settings(deadline=None)
def test_words_never_contain_markup(texts):
    markup = "".join(
        f'<div class="outer"><p id=x>{text}</p><!-- note --><img alt="pic"></div>' for text in texts
    )
    assert count_page(markup.encode(), HTML).words == plain("\n\n".join(texts)).words


def test_the_commonest_spelling_is_kept():
    counts = plain("Straße STRASSE Straße strasse NASA NASA nasa the The the don’t don’t don't Word")
    assert counts.words == {"strasse": 4, "nasa": 3, "the": 3, "don't": 3, "word": 1}
    assert counts.spellings == {"strasse": "Straße", "nasa": "NASA", "don't": "don’t", "word": "Word"}


@pytest.mark.parametrize(
    "text", ["e\u0301tude étude", "co\u00adop coop", "a\u200db ab", "co\u2060op co\u2011op coop co-op"]
)
def test_what_looks_the_same_is_the_same(text):
    words = plain(text).words
    assert set(words) <= {"étude", "coop", "ab", "co-op"}
    assert sum(words.values()) == len(text.split())


def test_joiners_are_kept_where_words_are_told_apart_by_them():
    assert set(plain("می‌خواهم نامه‌ای क्‍ष").words) == {"می‌خواهم", "نامه‌ای", "क्ष"}


def test_phrases_are_counted_within_sentences():
    counts = plain(
        "The old town. The old town hall! Old town 3 hall, the old (town). www.example.com old town\n\nhall"
    )
    assert {phrase.words: phrase.count for phrase in counts.phrases[2]} == {
        ("old", "town"): 5,
        ("the", "old"): 3,
    }
    assert {phrase.words: phrase.count for phrase in counts.phrases[3]} == {("the", "old", "town"): 3}


def test_every_phrase_that_occurs_twice_is_kept_and_the_cut_falls_between_two_counts():
    few = plain(
        " ".join(f"One of the {animal} ran off to the {animal}. " * 2 for animal in ("cat", "dog", "hen"))
    )
    assert few.phrase_totals == {n: len(few.phrases[n]) for n in (2, 3, 4)}
    assert ("one", "of", "the", "cat") in {phrase.words for phrase in few.phrases[4]}
    often = " ".join(f"Often{number} word{number}. " * 3 for number in range(990))
    seldom = " ".join(f"Seldom{number} word{number}. " * 2 for number in range(20))
    many = plain(often + seldom)
    assert {phrase.count for phrase in many.phrases[2]} == {3}
    assert (len(many.phrases[2]), many.phrase_totals[2]) == (990, 1010)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", 0),
        ("...", 0),
        ("2024.", 0),
        ("One", 1),
        ("One. Two! Three? Four…", 4),
        ("Fruit, e.g. apples, is good.", 1),
        ("She said “No.” He left.", 2),
        ("What?! No...", 2),
        ("我喜欢读书。他不喜欢。", 2),
        ("मैं हूँ। वह है।", 2),
        ("One\n\nTwo\n\n3\n\n", 2),
    ],
)
def test_sentences(text, sentences):
    assert plain(text).summary.sentences == sentences


def test_a_word_of_two_megabytes_is_cut():
    counts = count_page(b"<p>" + b"x" * 2_000_000 + b" and " + b"y" * 300 + b" or", HTML)
    assert counts.words == {"x" * 255: 1, "and": 1, "y" * 255: 1, "or": 1}
    assert counts.summary.truncated_words == 2
    assert counts.summary.longest_words == ("and", "or")


def test_long_runs_without_white_space_are_counted_too():
    text = "我喜欢读书，" * 2000
    assert plain(text).words == {"我": 2000, "喜欢": 2000, "读书": 2000}
    assert plain("我喜欢读书他" * 10_000 + "x" * 2000).words == {
        "我": 10_000, "喜欢": 10_000, "读书": 10_000, "他": 10_000, "x" * 255: 1
    }  # fmt: skip
    assert plain("ab,cd;" * 100_000).words == {"ab": 100_000, "cd": 100_000}
    assert plain("ab,cd;" * 100_000).text == "ab,cd;" * 100_000


@pytest.mark.parametrize("language", ["en", "ru", "th"])
def test_a_large_page_is_counted_as_a_small_one(language):
    paragraph = "<p>" + TEXTS[language] + "</p>\n"
    small, large = (count_page(paragraph.encode() * times, HTML) for times in (10, 10_000))
    assert large.words == {word: count * 1000 for word, count in small.words.items()}
    assert large.summary.sentences == small.summary.sentences * 1000
    assert large.text == "\n".join([re.sub(r"\s+", " ", TEXTS[language])] * 10_000)
