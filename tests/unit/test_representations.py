"""Lists that an answer of Lambda has room for, and cells that are no formulas."""

import csv
import io
import json

import pytest

from chalicelib.api.calls.words import MAXIMUM_WORDS
from chalicelib.api.representations import answers
from chalicelib.api.representations import words as representations
from chalicelib.results.rows import WordCount

LAMBDAS_BYTES = 6 * 1024 * 1024
SCRIPTS = {"latin": "a", "cyrillic": "ж", "chinese": "字", "astral": "𝔞", "quotes": '"'}


@pytest.mark.parametrize("letter", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("length", [20, 255])
def test_an_answer_fits_lambda_however_its_words_are_written(letter, length):
    counts = [WordCount(letter * length, letter.upper() * length, 50_000 - n) for n in range(50_000)]
    text, shown = representations.words_csv(counts, 10**9)
    assert len(json.dumps(text)) < LAMBDAS_BYTES
    assert len(list(csv.reader(io.StringIO(text)))) == shown + 1
    bodies = representations.words(counts[:MAXIMUM_WORDS], 10**9)
    assert len(json.dumps(answers.json_text({"words": bodies}))) < LAMBDAS_BYTES
    assert shown == 50_000 or length == 255 or not letter.isascii() or letter == '"'
    assert len(bodies) > 500


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula(word):
    text, _ = representations.words_csv([WordCount(word, word, 1)], 1)
    assert list(csv.reader(io.StringIO(text, newline="")))[1][0] == "'" + word


def test_csv_keeps_to_rfc_4180():
    text, _ = representations.words_csv([WordCount('a"b,c', 'a"B,c', 2), WordCount("naïve", "Naïve", 1)], 4)
    assert text == ('word,count,share,spelling\r\n"a""b,c",2,0.500000,"a""B,c"\r\nnaïve,1,0.250000,Naïve\r\n')
    assert not text.startswith("\ufeff")
