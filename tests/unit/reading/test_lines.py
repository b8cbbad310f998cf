"""Which lines of a PDF are one paragraph, and which hyphens are a word's own."""

import time

import pytest

from chalicelib.counting.reading.documents.lines import paragraphs


def read(text: str) -> list[str]:
    return list(paragraphs([text]))


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("The charac-\nteristic stone", "The characteristic stone"),
        ("A manip\u2010\nulation of it", "A manipulation of it"),
        ("eine Ver\xad\nwaltung", "eine Verwaltung"),
        ("сообще-\nния в газетах", "сообщения в газетах"),
        (
            "The art of state-of-the-\nart work is the same art",
            "The art of state-of-the-art work is the same art",
        ),
        (
            "The state-of-the-\nart wall is up-to-\ndate to me",
            "The state-of-the-art wall is up-to-date to me",
        ),
        ("A well-\nknown wall is well-known", "A well-known wall is well-known"),
        ("Under-\nstanding is to under-\nstand a stand", "Understanding is to understand a stand"),
        ("Known well, a well-\nknown wall, known", "Known well, a well-known wall, known"),
        ("a well-docu-\nmented wall", "a well-documented wall"),
        ("die Vor-\nund Nachteile", "die Vor- und Nachteile"),
        ("an inter-\nnation-\nal wall", "an international wall"),
        ("the Franco-\nPrussian war", "the Franco-\nPrussian war"),
        ("COVID-\nlike", "COVID-\nlike"),
        ("1914-\n1918", "1914-\n1918"),
    ],
)
def test_a_word_parted_at_a_line_s_end_is_one_and_keeps_its_own_hyphen(text, together):
    assert read(text) == together.split("\n")


FULL = "The wall of the old harbour was built in a year by"


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ([FULL, "Masons from Leith and stood"], 1),
        ([FULL, "1899 men and stood"], 2),
        (["The harbour", "of Leith", "is closed."], 1),
        ([FULL, FULL, "Leith.", "The next begins"], 2),
        ([FULL, "• a list", "• of things"], 3),
        ([FULL, "2. Second chapter"], 2),
        (["Introduction . . . . . . . . . . . . 1", "boats . . . . . . . . . . . . . . . 2"], 2),
        (["water", "water", "water"], 3),
        (["Leith", "Brest", "Riga", "Oslo"], 4),
        ([FULL, "12"], 2),
        ([FULL, "- ii -"], 2),
        (["港口的墙是一百年前由许多人一起建造的它", "很高也很老。"], 1),
        (["A short heading", FULL, "Masons who stood"], 2),
    ],
)
def test_lines_that_the_margin_ended_are_one_paragraph(lines, number):
    assert len(read("\n".join(lines))) == number


def test_no_space_comes_between_signs_that_have_none():
    assert read("港口的墙是一百年前由许多人一起建造的它\n很高也很老。") == [
        "港口的墙是一百年前由许多人一起建造的它很高也很老。"
    ]


def test_a_sentence_goes_on_over_a_page_s_end_in_lower_case_only():
    assert list(paragraphs([FULL, "masons."])) == [f"{FULL} masons."]
    assert list(paragraphs([FULL, "Masons."])) == [FULL, "Masons."]
    assert list(paragraphs(["", "", "A wall"])) == ["A wall"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("H A R B O U R", "HARBOUR"),
        ("  O L D   T O W N ", "OLD TOWN"),
        ("М о с т ы", "Мосты"),
        ("R E P O R T  2 0 2 6", "REPORT 2026"),
        ("A B C D E F", "A B C D E F"),
        ("x x x x x", "x x x x x"),
        ("I a m", "I a m"),
        ("4 3 2 1 0", "4 3 2 1 0"),
        ("I a m here", "I a m here"),
    ],
)
def test_letters_that_stand_apart_are_a_word_where_they_fill_a_line(line, shown):
    assert read(line) == [shown]


@pytest.mark.parametrize(
    "text", ["a-" * 300_000, "a-\n" * 200_000, " ." * 300_000, "a" * 600_000 + "-\nb", ". . \n" * 100_000]
)
def test_no_text_takes_long(text):
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 5
