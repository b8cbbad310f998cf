"""The commonest words of a language, out of the files of the package that carries them."""

import gzip

from local.frequencies import commonest


def packed(*groups: list[str]) -> bytes:
    """A file as the package has it: a head, then words by how rare they are."""
    body = bytes([0xDC, 0, 1 + len(groups)]) + b"\x82\xa6format\xa2cB\xa7version\x01"
    for group in groups:
        body += bytes([0x90 + len(group)])
        for word in group:
            encoded = word.encode()
            body += (
                bytes([0xA0 + len(encoded)]) if len(encoded) < 32 else bytes([0xD9, len(encoded)])
            ) + encoded
    return gzip.compress(body)


def test_words_come_with_how_often_they_occur_in_a_million():
    assert commonest(packed(["All"], [], *[[]] * 98, ["ten"], ["ж" * 20, "00"])) == {
        "all": 1e6,
        "ten": 1e5,
        "ж" * 20: 97700.0,
    }
