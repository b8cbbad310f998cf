"""How frequent the commonest words are in general language, taken from a pinned package into vendor/.

`python -m local.frequencies` makes a JSON file for each of ten languages, the most frequent word first, each
with how often it occurs in a million. The package's files are MessagePack: a list that has at each place n
the words of frequency 10^(-n/100).
"""

import gzip
import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from local.install import ROOT, Step, digest, pinned_wheel, read

LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru")
WORDS = 5000
"""Of each language."""

FOLDER = Path(ROOT) / "vendor" / "frequencies"
PINNED = Path(ROOT) / "local" / "frequencies.txt"


def take_frequencies(python: str = sys.executable) -> None:
    """Make the files, unless that was done from the very package that is pinned."""
    taken = FOLDER / "taken"
    if read(str(taken)) == digest(str(PINNED)):
        return
    with (
        Step(f"the commonest words of {len(LANGUAGES)} languages, into vendor/frequencies"),
        pinned_wheel(str(PINNED), python) as wheel,
    ):
        FOLDER.mkdir(parents=True, exist_ok=True)
        taken.unlink(missing_ok=True)  # so that what is interrupted from here on is not taken for done
        for language in LANGUAGES:
            words = commonest(wheel.read(f"wordfreq/data/small_{language}.msgpack.gz"))
            text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
            (FOLDER / f"{language}.json").write_text(text, encoding="utf-8")
        taken.write_text(digest(str(PINNED)))


def commonest(packed: bytes, most: int = WORDS) -> dict[str, float]:
    """The commonest words of one of the package's files, each with how often it occurs in a million words."""
    words = {}
    _, *by_frequency = _Unpacked(gzip.decompress(packed)).value()
    for centibels, group in enumerate(by_frequency):
        for word in group:
            if any(character.isalpha() for character in word):
                words[word.casefold()] = float(f"{10 ** (6 - centibels / 100):.3g}")
            if len(words) == most:
                return words
    return words


class _Unpacked:
    """MessagePack, as far as the package's files have it: arrays, maps, texts and small numbers."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._at = 0

    def value(self) -> Any:
        """The next value."""
        (kind,) = self._take("B")
        if kind < 0x80:
            return kind
        if kind < 0x90:
            return {self.value(): self.value() for _ in range(kind & 0x0F)}
        if kind < 0xA0 or kind in (0xDC, 0xDD):
            return list(self._array(kind & 0x0F if kind < 0xA0 else self._length(kind, 0xDB)))
        if kind < 0xC0 or kind in (0xD9, 0xDA, 0xDB):
            return self._text(kind & 0x1F if kind < 0xC0 else self._length(kind, 0xD9))
        raise ValueError(f"MessagePack's type {kind:#x} is not expected here")

    def _array(self, length: int) -> Iterator[Any]:
        return (self.value() for _ in range(length))

    def _text(self, length: int) -> str:
        self._at += length
        return self._packed[self._at - length : self._at].decode("utf-8")

    def _length(self, kind: int, first: int) -> int:
        """A length of 1, 2 or 4 bytes, for the first type of its kind and those after it."""
        (length,) = self._take("BHI"[kind - first])
        return int(length)

    def _take(self, letter: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f">{letter}", self._packed, self._at)
        self._at += struct.calcsize(letter)
        return found


if __name__ == "__main__":
    take_frequencies()
