"""The patterns that find tokens faster find what the full one finds."""

import random

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
