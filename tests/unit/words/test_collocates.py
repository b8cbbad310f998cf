"""Which words keep company with a word."""

import math

import pytest

from chalicelib.counting.words.collocates import collocates
from chalicelib.counting.words.reading import read

TEXT = (
    "Strong tea is good. " * 8
    + "Strong coffee is here. "
    + "A powerful engine runs well and far away from here now. " * 12
)


def found(text, *words, hidden=frozenset(), measure="log_likelihood"):
    return collocates(read(text), [{word} for word in words], hidden, measure)


def test_the_company_of_a_word_comes_first_and_stop_words_are_passed_over():
    near = found(TEXT, "tea", hidden={"is"})
    assert [each.word for each in near] == ["good", "strong"]
    assert (near[1].near, near[1].count) == (8, 9)
    assert near[0].log_likelihood > near[1].log_likelihood > 10
    assert near[0].pmi == pytest.approx(math.log2(len(read(TEXT).words) / 24)), "all its places are near"


def test_a_sentence_end_parts_and_five_words_are_near():
    text = "One two three four five six seven. Eight nine. " * 3
    assert {each.word for each in found(text, "seven")} == {"two", "three", "four", "five", "six"}


def test_a_phrase_has_its_company_and_is_not_in_it():
    near = found("Cold green tea tastes fine. Warm milk stays here. " * 4, "green", "tea")
    assert {each.word for each in near} == {"cold", "tastes", "fine"}


def test_by_pmi_what_is_near_once_comes_last():
    text = "rare tea. " + "tea cup. " * 5 + "plate spoon knife fork glass table. " * 9
    assert [each.word for each in found(text, "tea", measure="pmi")] == ["cup", "rare"]


def test_an_absent_word_has_no_company():
    assert found(TEXT, "milk") == []
    assert found("", "milk") == []
    assert found("tea", "tea") == []
