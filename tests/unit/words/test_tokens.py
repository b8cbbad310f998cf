"""The patterns that find tokens faster find what the full one finds."""

import random
from collections import Counter

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.words.tokens import _TOKEN, _pattern_for

SIGNS = "..,,''’‘‛․·‧‐‑--_`´?!…‽;:()«»“”€²½0123789abzABZäßÉłžЯяїΩωά\ufffd"


def test_texts_in_european_scripts_have_the_same_tokens_by_any_pattern():
    generator = random.Random(1)
    for alphabet in (SIGNS, [sign for sign in SIGNS if sign.isascii()]):
        for _ in range(3000):
            text = "".join(generator.choices(alphabet, k=12))
            assert _pattern_for(text) is not _TOKEN
            assert _pattern_for(text).findall(text) == _TOKEN.findall(text), repr(text)


def test_other_scripts_and_marks_are_left_to_the_full_pattern():
    for text in ("漢字", "שלום", "нѐт\u0300", "a\u00adb", "नमस्ते", "a\u200bb"):
        assert _pattern_for(text) is _TOKEN


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("١ـ الأول 1ـ ـ ـــــ كتـــاب هـ", "الأول كتاب ه"),
        ("ʼ ʻ ˈ ˆ ː ʾ ʿ ˈtiː ʻAina oʻzbek", "ˈtiː 'aina o'zbek"),
        ("(ﾟ∀ﾟ) ﾞ ｰ ーー ﾊﾟﾝ パン", "パン パン"),
        ("ｆｏｏ＿ｂａｒ foo‿bar foo⁀bar foo_bar ＿x＿", "foo_bar foo‿bar foo⁀bar foo_bar x"),
    ],
)
def test_what_has_no_letter_is_no_word(text, words):
    assert count_page(text.encode(), "text/plain; charset=utf-8").words == Counter(words.split())


def test_what_is_no_word_parts_a_phrase():
    for sign in ("ـــ", "ˈ", "ﾟ"):
        counts = count_page(f"green {sign} tea. green {sign} tea.".encode(), "text/plain; charset=utf-8")
        assert not counts.phrases[2], sign
