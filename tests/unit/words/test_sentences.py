"""Where sentences end, in many scripts, and where a full stop ends none."""

import pytest

from chalicelib.counting import count_page


def sentences(text: str) -> int:
    return count_page(text.encode(), "text/plain; charset=utf-8").summary.sentences


@pytest.mark.parametrize(
    "text",
    [
        *[
            "Mr. Smith arrived in St. Louis.",
            "Prof. Dr. Meyer met Mrs. O'Neil.",
            "J. R. R. Tolkien wrote it.",
        ],
        *[
            "See Fig. 3 and No. 5.",
            "On Sept. 11, and on Jan. 5.",
            "The U.S. Army, e.g. Fort Knox, i.e. Kentucky.",
        ],
        *[
            "Am 3. Oktober z. B. Berlin, bzw. Bonn.",
            "Nr. 5 in der Schillerstr. war leer.",
            "El Sr. García y la Sra. Gil.",
        ],
        *[
            "А. С. Пушкин жил в г. Москва.",
            "Jest np. Kraków, tzn. miasto.",
            "Dhr. De Vries kocht bijv. Edammer.",
        ],
        *["Version 1.2.3 is at example.com now.", "He asked etc. and left.", "It grew in 1990. (and later)"],
        *["თბილისი დიდი ქალაქია.", "Wait... what is it?"],
    ],
)
def test_a_full_stop_that_ends_no_sentence(text):
    assert sentences(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        *[
            "It is late. Go home.",
            "In the end. Then he left.",
            "So do I. She too.",
            "Really?! Yes.",
            "Wait… What?",
        ],
        *[
            "He said “Go.” She went.",
            "This ends.Next begins.",
            "It was 1990. He left.",
            "It is at 5 p.m. Then go.",
        ],
        *[
            "თბილისი დიდია. ქუთაისი პატარაა.",
            "ខ្ញុំទៅផ្សារ។ គាត់ទៅសាលា។",
            "ကျွန်တော် သွားမယ်။ သူ လာမယ်။",
            "ሰላም ዓለም። ደህና ነው።",
        ],
        *[
            "Բարև ձեզ։ Ինչպե՞ս եք։",
            "བཀྲ་ཤིས། བདེ་ལེགས།",
            "यह घर है। वह जाता है॥",
            "یہ کتاب ہے۔وہ قلم ہے۔",
            "私は本を読む。彼は書く！",
        ],
        *["هل هذا بيت؟ نعم.", "Τι κάνεις; Καλά! Ναι.".replace("; ", "! ", 1).replace("! Ναι", ", ναι")],
    ],
)
def test_sentences_end_in_every_script(text):
    assert sentences(text) == 2


def test_words_on_both_sides_of_an_abbreviation_are_a_phrase():
    counts = count_page(b"Mr. Smith came. Then Mr. Smith left.", "text/plain")
    assert [phrase.words for phrase in counts.phrases[2]] == [("mr", "smith")]
