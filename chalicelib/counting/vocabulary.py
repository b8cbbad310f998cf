"""The words of a page: how often each occurs, how it is spelled, and in which order they stand."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from chalicelib.counting.folding import MAXIMUM_LENGTH, fold_all
from chalicelib.counting.pieces import LONGEST_PIECE, MAXIMUM_DISTINCT, without_long
from chalicelib.counting.tree_builder import BREAK
from chalicelib.counting.words import GAP, SENTENCE_END, tokenise
from chalicelib.errors import Uncountable

# In a sequence, a character stands for each token.
_GAP, _END, _RARE = map(chr, range(3))
_FIRST_WORD = 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a page.

    `counts` has the folded words, `spellings` the commonest spelling of those that are not spelled as
    they are folded, `truncated` how many words were longer than is kept. `sequence` is a string with a
    character for each token in the order of the page; `repeated` has the words that occur more than
    once, sorted, the first for U+0003. The other words are all U+0002, sentence ends U+0001 and gaps U+0000.
    """

    counts: Mapping[str, int]
    spellings: Mapping[str, str]
    truncated: int
    sequence: str
    repeated: Sequence[str]

    @property
    def sentences(self) -> int:
        """How many sentences have a word."""
        return len(re.findall(f"[^{_GAP}{_END}][^{_END}]*", self.sequence))

    def phrases(self, length: int, limit: int) -> dict[str, int]:
        """The phrases of `length` words in the first `limit` tokens that occur more than once.

        A phrase is the characters of its words, so that phrases sort as their words do.
        """
        found = Counter(re.findall(f"(?=([^{_GAP}{_END}{_RARE}]{{{length}}}))", self.sequence[:limit]))
        return {phrase: count for phrase, count in found.items() if count > 1}

    def words_of(self, phrase: str) -> tuple[str, ...]:
        """The words that the characters of a phrase stand for."""
        return tuple([self.repeated[ord(character) - _FIRST_WORD] for character in phrase])

    def characters_of(self, words: Iterable[str]) -> frozenset[str]:
        """The characters that stand for those of `words` that are repeated."""
        wanted = set(words)
        return frozenset(chr(at) for at, word in enumerate(self.repeated, _FIRST_WORD) if word in wanted)


def vocabulary_of(pieces: Sequence[str]) -> Vocabulary:
    """Count the words in `pieces`, which `pieces.cut` has made."""
    occurrences = Counter(pieces)
    if max(map(len, occurrences), default=0) > LONGEST_PIECE:
        pieces = list(chain.from_iterable(without_long(pieces)))
        occurrences = Counter(pieces)
    words, tokens = tokenise(occurrences)
    tokens[BREAK.strip()] = (SENTENCE_END,)
    spelled = dict(zip(words, map(occurrences.__getitem__, words), strict=True))
    for piece, found in tokens.items():
        count = occurrences[piece]
        for token in found:
            spelled[token] = spelled.get(token, 0) + count
        if len(spelled) > MAXIMUM_DISTINCT:
            raise Uncountable(f"the page has more than {MAXIMUM_DISTINCT:,} different words")
    spelled.pop(GAP, None)
    spelled.pop(SENTENCE_END, None)
    shown, folded = fold_all(list(spelled))
    counts, spellings = _counts(spelled.values(), shown, folded)
    characters, repeated = _characters(spelled, folded, counts)
    for piece, found in tokens.items():
        characters[piece] = "".join([characters[token] for token in found])
    return Vocabulary(
        counts=counts,
        spellings=spellings,
        truncated=sum(spelled[word] for word in spelled if len(word) > MAXIMUM_LENGTH),
        sequence="".join(map(characters.__getitem__, pieces)),
        repeated=repeated,
    )


def _counts(
    occurrences: Collection[int], shown: Sequence[str], folded: Sequence[str]
) -> tuple[dict[str, int], dict[str, str]]:
    """The counts of the folded words, and the commonest spelling of those for which it is another."""
    counts: dict[str, int] = {}
    otherwise: list[tuple[str, str, int]] = []
    for spelling, word, count in zip(shown, folded, occurrences, strict=True):
        if spelling == word:
            counts[word] = counts.get(word, 0) + count
        else:
            otherwise.append((spelling, word, count))
    spellings: dict[str, str] = {}
    most: dict[str, int] = {}  # how often the commonest spelling occurs, of words with another than their own
    for spelling, word, count in otherwise:
        known = counts.get(word, 0)
        counts[word] = known + count
        if count > most.setdefault(word, known):
            most[word] = count
            spellings[word] = spelling
    return counts, spellings


def _characters(
    spelled: Iterable[str], folded: Iterable[str], counts: Mapping[str, int]
) -> tuple[dict[str, str], list[str]]:
    repeated = sorted([word for word, count in counts.items() if count > 1])
    number = {word: chr(index) for index, word in enumerate(repeated, start=_FIRST_WORD)}
    characters = {word: number.get(fold, _RARE) for word, fold in zip(spelled, folded, strict=True)}
    characters[GAP] = _GAP
    characters[SENTENCE_END] = _END
    return characters, repeated
