"""How much of one page its row keeps, so that no job costs more than 2 MB of table and indexes together.

docs/operations.md adds the parts up. Sizes are taken of the values as Postgres holds them before it
compresses them, so that no page gets around a bound by not compressing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

INDEXED_BYTES = 230_000
"""Of a page's words, the most frequent, that `GET /words/{word}` finds it by: around 4,600."""
WORDS_BYTES = 300_000
MAIN_WORDS_BYTES = 100_000
"""Of the words of its main text, beside what the page's own leave of theirs."""
ADDRESS_CHARACTERS = 4_000
"""Of the address to which the redirects led; a longer one is cut."""
DETAIL_CHARACTERS = 1_000

_ENTRY_BYTES = 40  # of an entry of the index beside its word, before pages split half full
_HASHED_FROM = 125  # bytes: of longer words the index has a hash only (PostgreSQL's jsonb_gin.c)
_MEMBER_BYTES = 20  # of a member of JSONB beside its name: two entries, and a number or the ends of a text
_QUOTE_BYTES = 4  # of a word of a phrase beside itself: its quotes, and what stands between it and the next
_PHRASE_BYTES = 10  # of a phrase in JSON's text beside its words: brackets, its count, commas

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes of a text's spellings, and of its phrases, are kept."""

    spellings: int
    phrases: int


PAGE = Room(spellings=60_000, phrases=60_000)
MAIN = Room(spellings=15_000, phrases=15_000)


@dataclass(frozen=True, slots=True)
class KeptWords:
    """The words of a page that its row keeps."""

    indexed: dict[str, int]
    more: dict[str, int] | None
    """Those that are kept besides, or None where there are none."""

    def __contains__(self, word: str) -> bool:
        return word in self.indexed or (self.more is not None and word in self.more)

    def __len__(self) -> int:
        return len(self.indexed) + len(self.more or ())


def kept_words(counts: Mapping[str, int], *, found: bool = True) -> KeptWords:
    """As many words of a page as its row has room for, the most frequent first, then by code point.

    Args:
        counts: all words of the page.
        found: whether the page is to be found by its words; else none of them is indexed.
    """
    if found and _bytes_of(counts) + len(counts) * _ENTRY_BYTES <= INDEXED_BYTES:  # as of most pages
        return KeptWords(dict(counts), None)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    kept = list(_within(WORDS_BYTES, ranked, _size_of_count))
    indexed = dict(_within(INDEXED_BYTES if found else 0, kept, _size_in_index))
    return KeptWords(indexed, dict(kept[len(indexed) :]) or None)


def kept_main_words(counts: Mapping[str, int], page: KeptWords) -> KeptWords:
    """As many words of a page's main text as its row has room for beside those of the page."""
    room = MAIN_WORDS_BYTES + WORDS_BYTES - _size_of_counts(page.indexed) - _size_of_counts(page.more or ())
    if _size_of_counts(counts) <= room:
        return KeptWords(dict(counts), None)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return KeptWords(dict(_within(room, ranked, _size_of_count)), None)


def kept_spellings(spellings: Mapping[str, str], words: KeptWords, room: int) -> dict[str, str]:
    """The spellings of the kept words that there is room for, those of the most frequent words first."""
    size = _bytes_of(spellings) + _bytes_of(spellings.values()) + len(spellings) * _MEMBER_BYTES
    if size <= room and spellings.keys() <= words.indexed.keys():
        return dict(spellings)
    counts = words.indexed | (words.more or {})
    ranked = sorted(spellings.keys() & counts.keys(), key=lambda word: (-counts[word], word))
    return dict(_within(room, ((word, spellings[word]) for word in ranked), _size_of_spelling))


def kept_phrases(phrases: Mapping[str, Sequence[list[Any]]], room: int) -> dict[str, list[list[Any]]]:
    """The phrases that there is room for, the most frequent first, and of a count all or none.

    Each length has as much room; what one leaves is for the others.

    Args:
        phrases: by their length, each as its words and its count, the most frequent first.
        room: for all of them, in bytes.
    """
    needs = {length: _size_of_phrases(entries) for length, entries in phrases.items()}
    if sum(needs.values()) <= room:
        return {length: list(entries) for length, entries in phrases.items()}
    kept: dict[str, list[list[Any]]] = {}
    for waiting, length in zip(range(len(needs), 0, -1), sorted(needs, key=needs.__getitem__), strict=True):
        kept[length] = _of_whole_counts(
            list(_within(room // waiting, phrases[length], _size_of_phrase)), phrases[length]
        )
        room -= _size_of_phrases(kept[length])
    return {length: kept[length] for length in phrases}


def _of_whole_counts(fitting: list[list[Any]], entries: Sequence[list[Any]]) -> list[list[Any]]:
    """What fits, without the phrases of a count of which not all fit."""
    if len(fitting) == len(entries):
        return fitting
    _, cut = entries[len(fitting)]
    return [entry for entry in fitting if entry[1] > cut]


def _within(room: int, entries: Iterable[Entry], size_of: Callable[[Entry], int]) -> Iterator[Entry]:
    for entry in entries:
        room -= size_of(entry)
        if room < 0:
            return
        yield entry


def _bytes_of(texts: Iterable[str]) -> int:
    """The sum of the sizes of texts in UTF-8, joined first: there are thousands, and each would be a call."""
    return len("".join(texts).encode())


def _size_of_counts(words: Collection[str]) -> int:
    return _bytes_of(words) + len(words) * _MEMBER_BYTES


def _size_of_phrases(entries: Sequence[list[Any]]) -> int:
    words = [word for entry in entries for word in entry[0]]
    return _bytes_of(words) + len(words) * _QUOTE_BYTES + len(entries) * _PHRASE_BYTES


def _size_of_count(entry: tuple[str, int]) -> int:
    return len(entry[0].encode()) + _MEMBER_BYTES


def _size_in_index(entry: tuple[str, int]) -> int:
    return min(len(entry[0].encode()), _HASHED_FROM) + _ENTRY_BYTES


def _size_of_spelling(entry: tuple[str, str]) -> int:
    return len(entry[0].encode()) + len(entry[1].encode()) + _MEMBER_BYTES


def _size_of_phrase(entry: list[Any]) -> int:
    words, _ = entry
    return sum(len(word.encode()) + _QUOTE_BYTES for word in words) + _PHRASE_BYTES
