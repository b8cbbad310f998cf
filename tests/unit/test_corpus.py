"""Several pages together."""

import math

from chalicelib.corpus.distinctive import distinctive
from chalicelib.corpus.merged import merge, merge_phrases
from chalicelib.results.rows import PhraseCount, WordLists

ENGLISH = WordLists({"the": 308, "die": 2, "sea": 5}, frozenset({"the"}), {"sea": "Sea"})
GERMAN = WordLists({"die": 90, "see": 3, "the": 4}, frozenset({"die"}), {"see": "See"})


def test_a_count_is_a_count_whatever_the_language():
    together = merge([ENGLISH, GERMAN])
    assert together.words == {"the": 312, "die": 92, "sea": 5, "see": 3}
    assert together.pages == {"the": 2, "die": 2, "sea": 1, "see": 1}
    assert together.stop_words == {"the", "die"}
    assert together.spellings == {"sea": "Sea", "see": "See"}


def test_a_word_that_is_mostly_no_stop_word_is_shown():
    english = WordLists({"die": 90}, frozenset(), {})
    german = WordLists({"die": 20}, frozenset({"die"}), {})
    assert merge([english, german]).stop_words == frozenset()


def test_no_pages_have_no_words():
    together = merge([])
    assert (together.words, together.stop_words) == ({}, frozenset())


def test_phrases_are_added_up_by_count_then_words():
    first = [PhraseCount(("green", "tea"), 2, ("Green", "Tea")), PhraseCount(("a", "b"), 3, ("a", "b"))]
    second = [PhraseCount(("green", "tea"), 4, ("green", "tea")), PhraseCount(("b", "a"), 3, ("b", "a"))]
    found = merge_phrases([first, second])
    assert [(phrase.words, phrase.count, phrase.pages) for phrase in found] == [
        (("green", "tea"), 6, 2),
        (("a", "b"), 3, 1),
        (("b", "a"), 3, 1),
    ]


def test_a_word_that_all_pages_have_tells_none_apart():
    pages = [WordLists({"tea": 9, "cup": n}, frozenset(), {}) for n in (1, 2)]
    pages.append(WordLists({"tea": 1, "pot": 1, "lid": 1}, frozenset(), {}))
    having = merge(pages).pages
    found = distinctive(pages[2], having, 3, frozenset(), 10)
    assert [(each.word.word, each.score) for each in found] == [
        ("lid", math.log(3) / 3),
        ("pot", math.log(3) / 3),
    ]
    assert [each.word.word for each in distinctive(pages[2], having, 3, {"lid"}, 1)] == ["pot"]


def test_a_page_alone_or_without_words_has_none():
    assert distinctive(ENGLISH, merge([ENGLISH]).pages, 1, frozenset(), 5) == []
    assert distinctive(WordLists({}, frozenset(), {}), {}, 2, frozenset(), 5) == []
