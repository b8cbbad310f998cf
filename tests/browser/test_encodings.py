"""Labels and decoders of character encodings, against the browser's own."""

import pytest
import webencodings
from playwright.sync_api import Page

from chalicelib.counting.reading import charset

LABELS = sorted(webencodings.LABELS)
PYTHON_ONLY = [
    "punycode",
    "idna",
    "utf-7",
    "utf-32",
    "undefined",
    "rot13",
    "unicode_escape",
    "hz",
    "cp037",
    "mbcs",
]
NAMES = sorted(set(webencodings.LABELS.values()) - {"replacement", "utf-16le", "utf-16be", "x-user-defined"})

ENCODINGS = """labels => labels.map(label => {
    try { return new TextDecoder(label).encoding } catch { return null }
})"""
DECODED = """([name, sequences]) => {
    const decoder = new TextDecoder(name);
    return sequences.map(bytes => decoder.decode(new Uint8Array(bytes)));
}"""


def test_each_label_names_the_encoding_that_the_browser_takes(page: Page):
    """And what only Python knows names none: `undefined` raises, `punycode` is slow beyond measure."""
    labels = LABELS + PYTHON_ONLY
    theirs = page.evaluate(ENCODINGS, labels)
    found = [charset.lookup(label) for label in labels]
    ours = [encoding.name if encoding and encoding.name != "replacement" else None for encoding in found]
    assert dict(zip(labels, ours, strict=True)) == dict(zip(labels, theirs, strict=True))


def letters_decoded_alike(page: Page, name: str, sequences: list[list[int]]) -> float:
    """The share of the sequences that are a letter for the browser that are the same for us."""
    theirs = page.evaluate(DECODED, [name, sequences])
    header = f"text/html; charset={name}"
    letters = [(bytes(one), text) for one, text in zip(sequences, theirs, strict=True) if text.isalpha()]
    same = [charset.decode(one, header, markup=True) == text for one, text in letters]
    return sum(same) / len(same)


def test_single_bytes_are_the_letters_that_the_browser_shows(page: Page):
    alike = {name: letters_decoded_alike(page, name, [[byte] for byte in range(256)]) for name in NAMES}
    assert alike.pop("koi8-u") > 0.98  # Python lacks its two Belarusian letters
    assert set(alike.values()) == {1}, alike


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("shift_jis", 1),
        ("euc-kr", 1),
        ("gbk", 0.999),  # Python has other code points for 9 characters
        ("gb18030", 0.999),
        ("big5", 0.98),  # and lacks 157 rare ones here
        ("euc-jp", 0.94),  # and IBM's 360 rare ones here
    ],
)
def test_pairs_of_bytes_are_the_letters_that_the_browser_shows(page: Page, name, floor):
    pairs = [[lead, trail] for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF)]
    assert letters_decoded_alike(page, name, pairs) >= floor
