"""The phrases of two and three words that stand on a page most often."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.counting.words import GAP, SENTENCE_END

MAXIMUM_PHRASES = 200
"""How many phrases of one length are kept, and as many again that neither begin nor end in a stop word."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other within a sentence, folded, and how often they do."""

    words: tuple[str, ...]
    count: int
    at_stop_word: bool
    """Whether it begins or ends in a stop word."""


def frequent_phrases(
    sequence: Sequence[str], stop_words: Collection[str]
) -> Mapping[int, tuple[Phrase, ...]]:
    """2 and 3 to the phrases of that many words that occur more than once, by count, then words.

    Args:
        sequence: the page's words in order, folded, with `GAP` and `SENTENCE_END` among them.
        stop_words: those of them that are stop words.
    """
    return {
        2: _frequent(zip(sequence, sequence[1:], strict=False), stop_words),
        3: _frequent(zip(sequence, sequence[1:], sequence[2:], strict=False), stop_words),
    }


def _frequent(candidates: Iterable[tuple[str, ...]], stop_words: Collection[str]) -> tuple[Phrase, ...]:
    counts = [
        Phrase(words, count, words[0] in stop_words or words[-1] in stop_words)
        for words, count in Counter(candidates).items()
        if count > 1 and GAP not in words and SENTENCE_END not in words
    ]
    counts.sort(key=lambda phrase: (-phrase.count, phrase.words))
    apart = [phrase for phrase in counts if not phrase.at_stop_word][:MAXIMUM_PHRASES]
    kept = {*counts[:MAXIMUM_PHRASES], *apart}
    return tuple(phrase for phrase in counts if phrase in kept)
