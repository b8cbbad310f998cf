"""The order in which the words of a page stand, as a string with a character for each.

Phrases then are substrings, which the pattern matcher finds and counts many times faster than tuples of
words could be.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, repeat

from chalicelib.counting.words.pieces import Pieces
from chalicelib.counting.words.tokens import GAP, SENTENCE_END
from chalicelib.counting.words.vocabulary import Vocabulary

# The characters of what is no repeated word.
_GAP, _END, _RARE = map(chr, range(3))
_FIRST_WORD = 3


@dataclass(frozen=True, slots=True)
class WordSequence:
    """The tokens of a page in order.

    `characters` has one for each token: those from U+0003 on stand for the `repeated` words, sorted, which
    occur more than once; U+0002 for each of the others, U+0001 for the end of a sentence, U+0000 for a gap.
    """

    characters: str
    repeated: Sequence[str]

    @property
    def sentences(self) -> int:
        """How many sentences have a word."""
        return len(re.findall(f"[^{_GAP}{_END}][^{_END}]*", self.characters))

    def phrases(self, length: int, limit: int) -> dict[str, int]:
        """The phrases of `length` words in the first `limit` tokens that occur more than once.

        A phrase is the characters of its words, so that phrases sort as their words do.
        """
        pattern = f"(?=([^{_GAP}{_END}{_RARE}]{{{length}}}))"
        found = Counter(re.findall(pattern, self.characters[:limit]))
        return {phrase: count for phrase, count in found.items() if count > 1}

    def words_of(self, phrases: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The words that the characters of each phrase of one length stand for."""
        words = [*[""] * _FIRST_WORD, *self.repeated]  # by the numbers of their characters
        found = map(words.__getitem__, map(ord, "".join(phrases)))
        length = len(phrases[0]) if phrases else 1
        return zip(*[found] * length, strict=True)


def sequence_of(pieces: Pieces, vocabulary: Vocabulary) -> WordSequence:
    """The words of `pieces` in order, `vocabulary` being theirs."""
    repeated = sorted([word for word, times in vocabulary.counts.items() if times > 1])
    number = dict(zip(repeated, map(chr, count(_FIRST_WORD)), strict=False))
    folded = vocabulary.folded
    characters = dict(zip(folded, map(number.get, folded.values(), repeat(_RARE)), strict=False))
    characters[GAP] = _GAP
    characters[SENTENCE_END] = _END
    character = characters.__getitem__
    for piece, tokens in vocabulary.tokens.items():
        characters[piece] = character(tokens[0]) if len(tokens) == 1 else "".join(map(character, tokens))
    return WordSequence(pieces.joined(characters), repeated)
