"""The forms of the commonest words, out of the files of the package that carries them."""

import lzma

import pytest

from chalicelib.counting.words.corrections import corrections
from chalicelib.counting.words.lemmas import LANGUAGES
from local import lemmas as taken
from local.lemmas import entries, families, lemmas


def test_forms_are_read_as_what_they_differ_by_from_the_last_one_and_lemmas_by_what_from_them():
    records = b"\x00\x03cup\x00\x00" + b"\x03\x01s\x01\x00" + b"\x03\x03ped\xfe" + b"\x00\x04went\xff\x02go"
    packed = lzma.compress(b"SMFC1\x00\x84\x01" + records)
    found = dict(entries(packed, {b"cup", b"cups", b"cupped", b"went"}))
    assert found == {"cup": "cup", "cups": "cup", "cupped": "cup", "went": "go"}
    assert dict(entries(packed, {b"went"})) == {"went": "go"}
    with pytest.raises(ValueError, match="simplemma 2"):
        list(entries(lzma.compress(b"something else"), ()))


def test_of_several_lemmas_the_likeliest_is_taken():
    found = [
        ("schule", "schule"), ("schule", "schulen"), ("schulen", "schule"), ("schulen", "schulen"),
        ("arbeit", "arbeit"), ("arbeiten", "arbeit"), ("arbeiten", "arbeiten"), ("arbeitet", "arbeiten"),
        ("reis", "reis"), ("reise", "reis"), ("reise", "reise"),
    ]  # fmt: skip
    common = {
        "schule": 900,
        "schulen": 90,
        "arbeit": 900,
        "arbeitet": 400,
        "arbeiten": 500,
        "reis": 5,
        "reise": 50,
    }
    assert lemmas(found, common) == {
        "schule": "schule", "schulen": "schule",
        "arbeit": "arbeit", "arbeiten": "arbeiten", "arbeitet": "arbeiten",
        "reis": "reis", "reise": "reise",
    }  # fmt: skip


def test_a_line_has_what_the_forms_begin_with_and_what_each_ends_in_the_lemma_first():
    found = {"cups": "cup", "cup": "cup", "went": "go", "go": "go", "plurals": "plural", "plural": "pluralis"}
    assert families(found) == [" go went", "cup  s", "plural is  s"]


def test_what_is_taken_is_what_the_product_reads_and_no_correction_stands_twice():
    assert taken.LANGUAGES.keys() == LANGUAGES
    for language in LANGUAGES - {"ca"}:
        forms = corrections(language)
        assert all(forms[lemma] == lemma for lemma in forms.values()), language
