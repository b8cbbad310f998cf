"""The phrases of two and three words that stand on a page most often."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from chalicelib.counting.words.sequence import WordSequence

MAXIMUM_PHRASES = 50
"""How many phrases of one length are kept, and how many that neither begin nor end in a stop word."""

MAXIMUM_TOKENS = 200_000
"""How much of a page is searched for phrases, in words, gaps and ends of sentences."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other within a sentence, folded, and how often they do."""

    words: tuple[str, ...]
    count: int


def frequent_phrases(sequence: WordSequence, stop_words: Collection[str]) -> Mapping[int, tuple[Phrase, ...]]:
    """2 and 3 to the phrases of that many words that occur more than once, by count, then words.

    Args:
        sequence: the page's words in order.
        stop_words: those of them that are stop words.
    """
    at = sequence.characters_of(stop_words)
    return {length: _frequent(sequence, length, at) for length in (2, 3)}


def _frequent(sequence: WordSequence, length: int, stop_words: Collection[str]) -> tuple[Phrase, ...]:
    counts = sequence.phrases(length, MAXIMUM_TOKENS)
    ranked = sorted(sorted(counts), key=counts.__getitem__, reverse=True)
    kept: list[Phrase] = []
    apart = 0
    for rank, phrase in enumerate(ranked):
        at_stop_word = phrase[0] in stop_words or phrase[-1] in stop_words
        if rank < MAXIMUM_PHRASES or not at_stop_word:
            kept.append(Phrase(sequence.words_of(phrase), counts[phrase]))
        apart += not at_stop_word
        if rank >= MAXIMUM_PHRASES and apart >= MAXIMUM_PHRASES:
            break
    return tuple(kept)
