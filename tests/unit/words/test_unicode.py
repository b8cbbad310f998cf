"""Unicode's own tests of UAX #29, where Debian's unicode-data is installed, with the departures that
docs/counting.md names."""

import re
from pathlib import Path

import pytest

from chalicelib.counting.words.folding import fold
from chalicelib.counting.words.pieces import cut
from chalicelib.counting.words.reading import read
from chalicelib.counting.words.sequence import sequence_of
from chalicelib.counting.words.vocabulary import vocabulary_of

FOLDER = Path("/usr/share/unicode/auxiliary")
NOT_SEEN = dict.fromkeys(map(ord, "\u00ad\u2060"))  # reading a page drops them

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="needs Debian's package unicode-data")


def cases(name: str) -> list[list[str]]:
    """The lines of a file of tests, each as the parts that its text is to be cut into."""
    lines = [line.partition("#")[0].strip() for line in (FOLDER / name).read_text().splitlines()]
    parts = [re.findall(r"[0-9A-F×\s]+", line) for line in lines if line]
    return [
        [
            text
            for part in line
            if (text := "".join(chr(int(code, 16)) for code in re.findall("[0-9A-F]+", part)))
        ]
        for line in parts
    ]


def has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def test_words_are_cut_as_unicode_has_it():
    tried = 0
    for parts in cases("WordBreakTest.txt"):
        text = "".join(parts).translate(NOT_SEEN)
        if re.search(r"[^\W\d]\W*['.]\W*\d|\d\W*['.]\W*[^\W\d]|\d\W*:\W*a|\w_〱|\u200d\W", text):
            continue  # letters and digits are joined alike; runs that a dictionary cuts and emoji are not
        expected = [
            fold(word).strip("_")
            for part in parts
            for word in re.split("[:_]*:[:_]*", part.translate(NOT_SEEN))
            if has_letter(word)
        ]
        found = list(read(text).words)
        assert [re.sub(r"^[\u0308_]+", "", word) for word in expected] == found, ascii(parts)
        tried += 1
    assert tried > 1400


def test_sentences_end_as_unicode_has_it():
    tried = 0
    for parts in cases("SentenceBreakTest.txt"):
        texts = [part.translate(NOT_SEEN) for part in parts]
        text = "".join(texts)
        if re.search(r"\.[)’\u0308]*\w|\s\u0308\w", text):
            continue  # a full stop without a space behind it, and marks on a space
        pieces, _ = cut(text.replace("\n", " \0 ").replace("\r", " \0 ").replace("\x85", " \0 "))
        found = sequence_of(pieces, vocabulary_of(pieces)).sentences
        assert found == sum(map(has_letter, texts)), ascii(parts)
        tried += 1
    assert tried > 400
