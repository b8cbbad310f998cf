"""Where words begin and end, against Chromium's Intl.Segmenter, which is ICU with its own dictionaries."""

import re
from collections import Counter
from statistics import mean

import pytest
from playwright.sync_api import Page

from chalicelib.counting import count_page
from chalicelib.counting.words.folding import fold
from tests.declaration import declaration
from tests.pages import from_packages
from tests.texts import TEXTS, UNSPACED

LATIN = (
    "ca",
    "cs",
    "da",
    "de",
    "en",
    "es",
    "fi",
    "fr",
    "hu",
    "id",
    "it",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "sv",
    "tr",
    "vi",
)

TRICKY = (
    "Don’t, don't: O'Neill's rock'n'roll isn't l’homme d'État. A state-of-the-art, well-known COVID-19 "
    "e-mail; "
    "the 1,000th, 3rd and 2nd of H2O (A4 paper), 24/7 — naïve cafés: col·lecció, foo_bar, ‘single’ “double” "
    "«guillemets» end—dash, 50% of $3.50, #tags @names and/or [brackets] x² Ⅳ ½ ﬁne ＦＵＬＬ co\u00adoperate "
    "re\u0301sume\u0301 İstanbul ß."
)

SEGMENTS = """([text, locale]) => Array.from(new Intl.Segmenter(locale, {granularity: "word"}).segment(text))
    .map(segment => [segment.segment, segment.isWordLike])"""


def theirs(page: Page, text: str, language: str) -> Counter[str]:
    """The words that the browser finds, compounds joined at their hyphens and numbers left out."""
    joined: list[str] = []
    hyphen = False  # whether the last segment was a hyphen right behind a word
    word_before = False
    for segment, is_word in page.evaluate(SEGMENTS, [text, language]):
        if is_word and hyphen:
            joined[-1] += "-" + segment
        elif is_word:
            joined.append(segment)
        hyphen = segment in ("-", "\u2010", "\u2011") and word_before
        word_before = is_word
    return Counter(fold(word, language).strip("_") for word in joined if any(map(str.isalpha, word)))


def compare(page: Page, text: str, language: str) -> float:
    page.set_content("<!doctype html>")
    counts = count_page(text.encode(), "text/plain; charset=utf-8")
    ours, other = Counter(counts.words), theirs(page, counts.text, language)
    return (ours & other).total() / (ours | other).total()


def test_words_of_latin_scripts_are_the_browsers(page: Page):
    similarities = {language: compare(page, TEXTS[language], language) for language in LATIN}
    similarities["tricky"] = compare(page, TRICKY, "en")
    print(
        f"\nmean {mean(similarities.values()):.4f}, least {min(similarities.items(), key=lambda one: one[1])}"
    )
    assert mean(similarities.values()) >= 0.985, similarities


def test_words_of_manuals_and_code_are_the_browsers(page: Page):
    """Save for full stops: UAX #29 keeps names.like.this together, Chromium's own rules part them."""
    similarities = {}
    for name, markup in from_packages():
        text = count_page(markup.encode(), "text/html; charset=utf-8").text
        similarities[name] = compare(page, re.sub(r"(?<=\w)\.(?=\w)", " ", text), "en")
    print(
        f"\nmean {mean(similarities.values()):.4f}, least {min(similarities.items(), key=lambda one: one[1])}"
    )
    assert mean(similarities.values()) >= 0.985, similarities


@pytest.mark.parametrize("language", ["be", "bn", "el", "hi", "ar", "he", "ru", "ta", "ko"])
def test_words_of_other_scripts_are_the_browsers(page: Page, language):
    similarity = compare(page, TEXTS[language], language)
    print(f"\n{language} {similarity:.4f}")
    assert similarity >= 0.99


@pytest.mark.parametrize("language", ["zh", "ja", "th"])
def test_words_of_scripts_without_spaces_are_the_browsers(page: Page, language):
    similarity = compare(page, UNSPACED[language], language)
    print(f"\n{language} {similarity:.4f}")
    assert similarity >= 0.99


@pytest.mark.parametrize(("language", "floor"), [("lo", 0.99), ("my", 0.99), ("km", 0.5)])
def test_words_of_other_scripts_without_spaces_are_close_to_the_browsers(page: Page, language, floor):
    """ICU's releases have different dictionaries of Khmer: ours finds more of the words in this text."""
    similarity = compare(page, UNSPACED[language], language)
    print(f"\n{language} {similarity:.4f}")
    assert similarity >= floor


# ICU's releases have different dictionaries of Khmer and Lao: ours has longer words.
LESS_ALIKE = {"km": 0.4, "lo": 0.7}


@pytest.mark.parametrize(
    "language",
    "am ar be bg bn el en fa gu he hi hy ja ka km kn ko lo ml my pa ru si ta te th uk ur zh".split(),
)
def test_words_of_a_declaration_are_the_browsers(page: Page, language):
    text = declaration(language)
    assert text
    similarity = compare(page, text, language)
    print(f"\n{language} {similarity:.4f}")
    assert similarity >= LESS_ALIKE.get(language, 0.99)
