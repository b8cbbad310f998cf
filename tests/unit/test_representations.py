"""Lists that an answer of Lambda has room for, and cells that are no formulas."""

import csv
import io
import json
from pathlib import Path

import pytest

from chalicelib.api.calls.words import MAXIMUM_WORDS
from chalicelib.api.representations import words as representations
from chalicelib.api.representations.formats import FORMATS
from chalicelib.results.rows import WordCount

ROOT = Path(__file__).parents[2]
LAMBDAS_BYTES = 6 * 1024 * 1024
SCRIPTS = {"latin": "a", "cyrillic": "ж", "chinese": "字", "astral": "𝔞", "quotes": '"'}


ITEMS = {
    "json": lambda body: json.loads(body)["words"],
    "csv": lambda body: list(csv.DictReader(io.StringIO(body))),
    "jsonl": lambda body: [json.loads(line) for line in body.split("\n")[:-1]],
}


def written(name: str, counts: list[WordCount], total: int) -> tuple[str, int]:
    return FORMATS[name].write(representations.words(counts, total, {}))


def test_every_format_has_a_reader_here_and_is_described():
    assert set(ITEMS) == set(FORMATS)
    document = json.loads((ROOT / "chalicelib/api/openapi.json").read_text())
    assert document["components"]["parameters"]["Format"]["schema"]["enum"] == list(FORMATS)
    lists = {
        name: described["content"]
        for name, described in document["components"]["responses"].items()
        if "text/csv" in described.get("content", {})
    }
    media_types = {each.media_type.partition(";")[0] for each in FORMATS.values()}
    assert len(lists) == 9
    assert all(content.keys() == media_types for content in lists.values())
    of_callers = (ROOT / "docs/api.md").read_text()
    assert all(f"`words.{name}`" in of_callers for name in FORMATS)
    assert all(media_type in of_callers for media_type in media_types)


@pytest.mark.parametrize("letter", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("length", [20, 255])
def test_an_answer_fits_lambda_however_its_words_are_written(letter, length):
    counts = [WordCount(letter * length, letter.upper() * length, 50_000 - n) for n in range(50_000)]
    assert len(counts) == MAXIMUM_WORDS
    for name, items_of in ITEMS.items():
        body, shown = written(name, counts, 10**9)
        assert len(json.dumps(body)) < LAMBDAS_BYTES
        assert len(items_of(body)) == shown > 500
        assert (
            shown == MAXIMUM_WORDS or name != "csv" or length == 255 or not letter.isascii() or letter == '"'
        )


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula(word):
    text, _ = written("csv", [WordCount(word, word, 1)], 1)
    assert list(csv.reader(io.StringIO(text, newline="")))[1][0] == "'" + word


def test_csv_keeps_to_rfc_4180():
    text, _ = written("csv", [WordCount('a"b,c', 'a"B,c', 2), WordCount("naïve", "Naïve", 1)], 4)
    assert text == ('word,count,share,spelling\r\n"a""b,c",2,0.500000,"a""B,c"\r\nnaïve,1,0.250000,Naïve\r\n')
    assert not text.startswith("\ufeff")


def test_lines_of_json_are_the_items_of_the_json():
    counts = [WordCount("tea\u2028", "Tea\n", 2), WordCount("naïve", "Naïve", 1)]
    assert ITEMS["jsonl"](written("jsonl", counts, 4)[0]) == ITEMS["json"](written("json", counts, 4)[0])
