"""Words of a phrase as they are written one after the other."""

import pytest

from chalicelib.counting.words.segmentation import joined


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (["Green", "tea"], "Green tea"),
        (["喜欢", "读书"], "喜欢读书"),
        (["หนังสือ", "ดี"], "หนังสือดี"),
        (["日本", "Tower", "東京", "は"], "日本 Tower 東京は"),
        (["한국", "사람"], "한국 사람"),
    ],
)
def test_words_are_joined_by_what_their_scripts_put_between_them(words, written):
    assert joined(words) == written
