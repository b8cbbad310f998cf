"""Which words are typical of a page."""

import pytest

from chalicelib.corpus.keyness import LEVELS, against_language, compare, ranked, significance
from chalicelib.corpus.merged import merge
from chalicelib.results.rows import WordCount, WordLists


def page(size: int, **words: int) -> WordLists:
    return WordLists({**words, "rest": size - sum(words.values())}, frozenset(), {})


def compared(*pages: WordLists):
    words = [WordCount(word, word, count) for word, count in merge(pages).words.items()]
    return {key.word.word: key for key in compare(pages, words)}


def test_the_measures_are_those_of_the_literature():
    """10 of 1,000 against 1 of 1,000: 2 × (10 × ln(10 / 5.5) + ln(1 / 5.5)), and log₂ 10."""
    key = compared(page(1000, tea=10), page(1000, tea=1))["tea"]
    assert key.log_likelihood == pytest.approx(8.5472, abs=1e-4)
    assert key.log_ratio == pytest.approx(3.3219, abs=1e-4)
    assert (key.significance, key.typical_of, key.counts) == (0.01, 0, (10, 1))


def test_the_same_shares_are_surer_in_longer_pages():
    short = compared(page(200, tea=2), page(400, tea=2))["tea"]
    long = compared(page(2000, tea=20), page(4000, tea=20))["tea"]
    assert long.log_likelihood == pytest.approx(10 * short.log_likelihood)
    assert long.log_ratio == short.log_ratio
    assert (short.significance, long.significance) == (None, 0.05)


def test_the_critical_values_are_those_of_the_tables():
    tables = {
        1: (15.137, 10.828, 6.635, 3.841),
        2: (18.421, 13.816, 9.210, 5.991),
        5: (25.745, 20.515, 15.086, 11.070),
    }
    for degrees, values in tables.items():
        for level, value in zip(LEVELS, values, strict=True):
            assert significance(value + 0.01, degrees) == level
            assert significance(value - 0.01, degrees) != level
    assert significance(0, 1) is None
    assert significance(5000, 5) == LEVELS[0]


def test_equal_shares_are_typical_of_none():
    key = compared(page(1000, tea=10), page(2000, tea=20), page(500, tea=5))["tea"]
    assert key.log_likelihood == pytest.approx(0, abs=1e-9)
    assert key.log_ratio == pytest.approx(0, abs=1e-9)
    assert key.significance is None


def test_a_word_of_one_page_alone_has_a_finite_ratio():
    key = compared(page(1000, tea=8), page(1000))["tea"]
    assert key.log_ratio == pytest.approx(4)


def test_empty_pages_are_compared_without_an_error():
    keys = compared(page(0), WordLists({}, frozenset(), {}))
    assert all(key.log_likelihood == 0 and key.log_ratio == 0 for key in keys.values())
    key = compared(page(10, tea=3), WordLists({}, frozenset(), {}))["tea"]
    assert (key.log_likelihood, key.significance, key.log_ratio) == (0, None, 0)


def test_by_log_ratio_what_is_chance_comes_last():
    keys = compared(page(5000, chance=1, steady=60), page(5000, steady=10))
    order = [key.word.word for key in ranked(keys.values(), "log_ratio")]
    assert order.index("steady") < order.index("chance")


def test_a_page_is_compared_with_its_language():
    frequencies = {"the": 0.05, "harbour": 0.0001}
    words = [WordCount("the", "the", 50), WordCount("harbour", "harbour", 10), WordCount("quay", "quay", 10)]
    lists = WordLists({"the": 50, "harbour": 10, "quay": 10, "rest": 930}, frozenset(), {})
    the, harbour, quay = against_language(lists, words, frequencies)
    assert the.significance is None
    assert the.log_ratio == pytest.approx(0)
    assert harbour.significance == LEVELS[0]
    assert harbour.log_ratio == pytest.approx(6.6439, abs=1e-4)
    assert quay.log_ratio == harbour.log_ratio, "as frequent as the rarest that is listed"
