"""Every line of the tables in docs/counting.md."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import pytest
import stopwordsiso
import webencodings

from chalicelib.counting import count_page
from chalicelib.counting.counts import RULES, PageCounts, Summary
from chalicelib.counting.reading import media
from chalicelib.counting.words.folding import fold, fold_all
from chalicelib.counting.words.stop_words import LISTS, stop_words
from tests.declaration import declaration

PAGE = Path(__file__).parents[3] / "docs" / "counting.md"


def table(heading: str) -> list[list[str]]:
    """The cells of the table's lines under a heading, without its first two lines."""
    section = re.split(r"^## ", PAGE.read_text(), flags=re.MULTILINE)
    (found,) = [part for part in section if part.startswith(heading + "\n")]
    lines = [line for line in found.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_each_version_of_the_rules_says_what_came_with_it():
    assert [line[0] for line in table("Versions of the rules")] == [str(n + 1) for n in range(RULES)]


def test_each_kind_of_document_says_what_is_read_of_it():
    kinds = " ".join(line[1] for line in table("Documents"))
    assert all(f"`{kind}`" in kinds for kind in {*media._COUNTED_AS.values()} - {media.PLAIN})


def html(markup: str) -> PageCounts:
    return count_page(markup.encode(), "text/html; charset=utf-8")


def plain(text: str) -> PageCounts:
    return count_page(text.encode(), "text/plain; charset=utf-8")


@pytest.mark.parametrize(("markup", "text"), [line[:2] for line in [*table("Text"), *table("Style")]])
def test_text(markup, text):
    assert html(markup.strip("`").replace("\\n", "\n")).text == text.replace("⏎", "\n")


@pytest.mark.parametrize(("text", "words"), [line[:2] for line in table("Words") if len(line) == 3])
def test_words(text, words):
    assert plain(text).words == Counter(fold(word) for word in re.split(" · ", words) if word)


@pytest.mark.parametrize(
    ("language", "text", "words"), [line[:3] for line in table("Words") if re.fullmatch("[a-z]{2}", line[0])]
)
def test_words_of_a_language(language, text, words):
    found = count_page(text.encode(), "text/plain; charset=utf-8", language=language)
    assert found.words == Counter(words.split(" · "))


def test_encodings():
    labels = {name: set(listed.split(", ")) for name, listed in table("Characters")}
    theirs = {name: set() for name in webencodings.LABELS.values()}
    for label, name in webencodings.LABELS.items():
        theirs[name].add(label)
    assert labels == theirs


def test_languages():
    lines = {code: (source, int(number)) for _, code, source, number, *_ in table("Languages and stop words")}
    lists = {name: read().keys() for name, read in LISTS.items()}
    assert lines == {
        code: (", ".join(name for name in lists if code in lists[name]), len(words))
        for code, words in stop_words().items()
    }


def percent_covered(language: str, words: Iterable[str]) -> str:
    """What share of the running words of the Declaration of Human Rights is in a list."""
    text = declaration(language)
    if text is None:
        return "–"
    counts = plain(text).words
    return f"{100 * sum(counts[word] for word in set(words) & counts.keys()) / sum(counts.values()):.0f} %"


def one_list(language: str) -> Iterable[str]:
    """NLTK's list, or else that of Stopwords ISO as it is."""
    words = LISTS["NLTK"]().get(language)
    return fold_all([*(stopwordsiso.stopwords(language) if words is None else words)])[1]


@pytest.mark.parametrize(
    ("language", "alone", "joined"),
    [(line[1], *line[4:]) for line in table("Languages and stop words")],
)
def test_stop_words_cover_their_share_of_a_text(language, alone, joined):
    assert percent_covered(language, one_list(language)) == alone
    assert percent_covered(language, stop_words()[language]) == joined


def test_traditional_chinese_is_covered_like_simplified():
    assert percent_covered("zh-Hant", stop_words()["zh"]) == "39 %"


OF_COUNTING = {f"`{field.name}`" for field in fields(Summary)}  # a row adds how many words it has kept


@pytest.mark.parametrize(
    ("field", "value"),
    [(line[0].strip("`"), line[2]) for line in table("Summary") if line[0] in OF_COUNTING],
)
def test_summary(field, value):
    found = getattr(plain("The cat sat. The end?").summary, field)
    assert (", ".join(found) if isinstance(found, tuple) else f"{found:g}") == value
