"""A page's bytes to the counts of its words, phrases and sentences."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from chalicelib.counting.languages import language_of, stop_words_among
from chalicelib.counting.phrases import Phrase, frequent_phrases
from chalicelib.counting.segmentation import RUN, segment
from chalicelib.counting.text import page_text
from chalicelib.counting.tree_builder import BREAK
from chalicelib.counting.words import GAP, MAXIMUM_LENGTH, SENTENCE_END, fold, words_of

WORDS_PER_MINUTE = 238
"""How fast adults read English non-fiction in silence (Brysbaert 2019, a review of 190 studies)."""

LONGEST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Summary:
    """A page in numbers; docs/counting.md defines each."""

    words: int
    distinct_words: int
    sentences: int
    characters: int
    reading_time_seconds: int
    lexical_diversity: float
    longest_words: tuple[str, ...]
    truncated_words: int


@dataclass(frozen=True, slots=True)
class PageCounts:
    """What was counted on a page."""

    title: str | None
    language: str | None
    text: str
    words: Mapping[str, int]
    stop_words: frozenset[str]
    spellings: Mapping[str, str]
    phrases: Mapping[int, tuple[Phrase, ...]]
    summary: Summary


def count_page(body: bytes, content_type: str | None) -> PageCounts:
    """Count the words of a page as a reader of it would.

    Args:
        body: a response's bytes.
        content_type: its Content-Type header, or None.

    Raises:
        MissingAsset: the stop words were not set up.
    """
    page = page_text(body, content_type)
    lines = [line for line in (" ".join(block.split()) for block in page.blocks.split(BREAK)) if line]
    pieces, sequence = _sequence(lines)
    spelled = Counter(sequence)
    words, spellings, truncated, folded = _fold(spelled)
    total = sum(words.values())
    language = language_of(words, total, page.language)
    stop = stop_words_among(words, language)
    return PageCounts(
        title=page.title,
        language=language,
        text="\n".join(lines),
        words=words,
        stop_words=stop,
        spellings=spellings,
        phrases=frequent_phrases([folded[word] for word in sequence], stop),
        summary=_summary(words, total, sequence, sum(map(len, pieces)), truncated),
    )


def _sequence(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """The pieces of text between white space, and their words as spelled, in order, with gaps and ends."""
    pieces: list[str] = []
    ends: list[int] = []
    for line in lines:
        pieces += line.split(" ")
        ends.append(len(pieces) - 1)
    table = _words_by_piece(set(pieces))
    sequence: list[str] = []
    last = set(ends)
    for position, piece in enumerate(pieces):
        words = table[piece]
        if position in last:
            sequence += words
            sequence.append(SENTENCE_END)
        elif words[-1] == SENTENCE_END and "." in piece and pieces[position + 1][:1].islower():
            sequence += words[:-1]
        else:
            sequence += words
    return pieces, sequence


def _words_by_piece(pieces: Iterable[str]) -> dict[str, list[str]]:
    table = {piece: words_of(piece) for piece in pieces}
    runs = {run for piece in table for run in RUN.findall(piece)}
    if not runs:
        return table
    cut = segment(sorted(runs))
    for piece in list(table):
        if RUN.search(piece):
            spaced = RUN.sub(lambda found: " " + " ".join(cut[found[0]]) + " ", piece)
            table[piece] = list(chain.from_iterable(map(words_of, spaced.split())))
    return table


def _fold(spelled: Counter[str]) -> tuple[dict[str, int], dict[str, str], int, dict[str, str]]:
    words: dict[str, int] = {}
    best: dict[str, tuple[int, str]] = {}
    truncated = 0
    folded = {GAP: GAP, SENTENCE_END: SENTENCE_END}
    for spelling, count in spelled.items():
        if spelling in (GAP, SENTENCE_END):
            continue
        word = folded[spelling] = fold(spelling)
        if not word:
            continue
        words[word] = words.get(word, 0) + count
        best[word] = max(best.get(word, (0, "")), (count, spelling))
        if len(spelling) > MAXIMUM_LENGTH:
            truncated += count
    spellings = {word: spelling[:MAXIMUM_LENGTH] for word, (_, spelling) in best.items() if spelling != word}
    return words, spellings, truncated, folded


def _summary(
    words: Mapping[str, int], total: int, sequence: Sequence[str], characters: int, truncated: int
) -> Summary:
    ends = bytes(map(SENTENCE_END.__eq__, filter(None, sequence)))
    longest = sorted((w for w in words if len(w) < MAXIMUM_LENGTH), key=lambda word: (-len(word), word))
    return Summary(
        words=total,
        distinct_words=len(words),
        sentences=ends.count(b"\0\1"),
        characters=characters,
        reading_time_seconds=math.ceil(total * 60 / WORDS_PER_MINUTE),
        lexical_diversity=round(len(words) / total, 4) if total else 0.0,
        longest_words=tuple(longest[:LONGEST_WORDS]),
        truncated_words=truncated,
    )
