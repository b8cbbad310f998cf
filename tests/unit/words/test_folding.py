"""Which spellings are one word, and what is shown of them."""

from collections import Counter

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.counts import PageCounts
from chalicelib.counting.words.folding import SPECIAL, fold, fold_all, folds


def count(text: str, language: str = "") -> PageCounts:
    return count_page(f"<html lang='{language}'><p>{text}</p>".encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("tr", "Işık ışık IŞIK İstanbul istanbul ISPARTA", "ışık ışık ışık istanbul istanbul ısparta"),
        ("az", "İnsan insan QIZ qız", "insan insan qız qız"),
        ("lt", "į\u0307\u0303 Į\u0303 j\u0307\u0303 J\u0303", "į\u0303 į\u0303 j\u0303 j\u0303"),
        ("lt", "I\u0307\u0301 í ĮSAKYMAS įsakymas", "í í įsakymas įsakymas"),
        ("ro", "şi ŞI și ţară țară", "și și și țară țară"),
        ("fa", "علي علی كتاب کتاب", "علی علی کتاب کتاب"),
        ("en", "TITLE title İstanbul", "title title istanbul"),
        ("de", "STRASSE Straße", "strasse strasse"),
        ("el", "ΟΔΟΣ οδος", "οδοσ οδοσ"),
        ("yi", "אַ א", "אַ א"),
        ("he", "שָׁלוֹם שלום ג׳ירפה ג'ירפה צה״ל צה\"ל", "שלום שלום ג'ירפה ג'ירפה צה\"ל צה\"ל"),
        ("ar", "كِتَابٌ كتاب كتـــاب ﻻ لا ﷲ الله", "كتاب كتاب كتاب لا لا الله الله"),
        ("ml", "അവന്\u200d അവൻ", "അവൻ അവൻ"),
        ("yi", "אױף אויף װײַס ווייַס", "אויף אויף ווייַס ווייַס"),
        ("hi", "क्\u200dया क्या अन्\u200cय अन्य", "क्या क्या अन्य अन्य"),
        ("mr", "दर्\u200dया दर्या", "दर्\u200dया दर्या"),
        ("bn", "হঠাত্\u200d হঠাৎ র\u200d্যাব র্যাব", "হঠাৎ হঠাৎ র\u200d্যাব র্যাব"),
        ("ru", "Ёлка ёлка елка", "елка елка елка"),
        ("be", "ёлка елка", "ёлка елка"),
        ("th", "เเม่ น้ํา นํ้า ทํา", "แม่ น้ำ น้ำ ทำ"),
        ("lo", "ນໍ້າ ນ້ຳ", "ນ້ຳ ນ້ຳ"),
        ("ur", "یه یہ گۓ گئے", "یہ یہ گئے گئے"),
        ("ca", "COL.LEGI col‧legi coŀlegi col·legi", "col·legi col·legi col·legi col·legi"),
        ("uz", "oʻzbek o‘zbek o'zbek", "o'zbek o'zbek o'zbek"),
    ],
)
def test_spellings_fold_as_their_language_has_it(language, text, words):
    assert count(text, language).words == Counter(words.split())


@pytest.mark.parametrize(
    "word", ["x²", "1º", "ก็ทำ", "ㅋㅋ", "ĳs", "ʰ", "Ⅳa", "ﷺ", "ຫຼັງຈຳ"]
)  # what NFKC would change
def test_what_says_something_else_is_not_folded(word):
    assert fold(word) == word.casefold()


def test_what_is_shown_is_the_spelling_of_the_page():
    counts = count("Großstadtstraße İSTANBUL 𝐁𝐨𝐥𝐝 Οδός كتـــاب", "tr")
    assert set(counts.spellings.values()) == {"Großstadtstraße", "İSTANBUL", "𝐁𝐨𝐥𝐝", "Οδός", "كتـــاب"}
    assert counts.summary.longest_words[:2] == ("Großstadtstraße", "İSTANBUL")


def test_a_search_tries_every_form():
    assert folds("tea") == ("tea",)
    assert {"istanbul"} == set(folds("istanbul"))
    assert {"isparta", "ısparta"} == set(folds("ISPARTA"))
    assert {"şi", "și"} == set(folds("şi"))


@pytest.mark.parametrize("language", [None, *SPECIAL])
def test_folding_once_is_enough(language):
    words = ["Straße", "I\u0307", "ﬃ", "ｶﾞ", "O´Neil", "שָׁ", "كـ", "ǅ", "ŉ", "ΐ", "ﬓ", "ﾊﾟ", "𝔄𝟎", "Ş", "ي"]
    once = fold_all(words, language)[1]
    assert fold_all(once, language)[1] == once
