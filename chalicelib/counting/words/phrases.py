"""The phrases of two, three and four words that stand on a page more than once."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.counting.words.sequence import WordSequence

LENGTHS = (2, 3, 4)

MAXIMUM_PHRASES = 1000
"""How many phrases of one length are kept at most: all that occur often enough for that, none of a count of
which not all would be kept, so that what is kept has no gaps."""

MAXIMUM_TOKENS = 200_000
"""How much of a page is searched for phrases, in words, gaps and ends of sentences."""


@dataclass(slots=True)  # a frozen one takes three times as long to make, and of these there are thousands
class Phrase:
    """Words that follow each other within a sentence, folded, and how often they do."""

    words: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one length that occur more than once."""

    most_frequent: tuple[Phrase, ...]
    """By count, then words."""
    total: int
    """How many there are, kept or not."""


def frequent_phrases(sequence: WordSequence) -> Mapping[int, Phrases]:
    """Each of `LENGTHS` to the phrases of that many words that occur more than once.

    Args:
        sequence: the page's words in order.
    """
    return {length: _frequent(sequence, length) for length in LENGTHS}


def _frequent(sequence: WordSequence, length: int) -> Phrases:
    counts = sequence.phrases(length, MAXIMUM_TOKENS)
    often = sorted(counts)
    often.sort(key=counts.__getitem__, reverse=True)
    if len(often) > MAXIMUM_PHRASES:
        least = least_kept([counts[each] for each in often], MAXIMUM_PHRASES)
        often = [each for each in often if counts[each] >= least]
    kept = map(Phrase, sequence.words_of(often), map(counts.__getitem__, often))
    return Phrases(tuple(kept), len(counts))


def least_kept(counts: list[int], room: int) -> int:
    """The least count of which everything is kept where there is room for so many.

    Args:
        counts: of everything, the greatest first.
        room: how many there is room for.
    """
    if len(counts) <= room:
        return counts[-1] if counts else 0
    return counts[room - 1] if room and counts[room - 1] > counts[room] else counts[room] + 1
