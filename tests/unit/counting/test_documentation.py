"""Every line of the tables in docs/counting.md."""

import re
from collections import Counter
from pathlib import Path

import pytest
import webencodings

from chalicelib.counting import count_page
from chalicelib.counting.counts import PageCounts
from chalicelib.counting.words.folding import fold
from chalicelib.counting.words.stop_words import NLTK_FILES, stop_words

PAGE = Path(__file__).parents[3] / "docs" / "counting.md"


def table(heading: str) -> list[list[str]]:
    """The cells of the table's lines under a heading, without its first two lines."""
    section = re.split(r"^## ", PAGE.read_text(), flags=re.MULTILINE)
    (found,) = [part for part in section if part.startswith(heading + "\n")]
    lines = [line for line in found.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def html(markup: str) -> PageCounts:
    return count_page(markup.encode(), "text/html; charset=utf-8")


def plain(text: str) -> PageCounts:
    return count_page(text.encode(), "text/plain; charset=utf-8")


@pytest.mark.parametrize(("markup", "text"), [line[:2] for line in [*table("Text"), *table("Style")]])
def test_text(markup, text):
    assert html(markup.strip("`").replace("\\n", "\n")).text == text.replace("⏎", "\n")


@pytest.mark.parametrize(("text", "words"), [line[:2] for line in table("Words")])
def test_words(text, words):
    assert plain(text).words == Counter(fold(word) for word in re.split(" · ", words) if word)


def test_encodings():
    labels = {name: set(listed.split(", ")) for name, listed in table("Characters")}
    theirs = {name: set() for name in webencodings.LABELS.values()}
    for label, name in webencodings.LABELS.items():
        theirs[name].add(label)
    assert labels == theirs


def test_languages():
    lines = {code: (source, int(number)) for _, code, source, number in table("Languages and stop words")}
    assert lines == {
        code: ("NLTK" if code in NLTK_FILES else "Stopwords ISO", len(words))
        for code, words in stop_words().items()
    }


@pytest.mark.parametrize(("field", "value"), [(line[0].strip("`"), line[2]) for line in table("Summary")])
def test_summary(field, value):
    found = getattr(plain("The cat sat. The end?").summary, field)
    assert (", ".join(found) if isinstance(found, tuple) else f"{found:g}") == value
