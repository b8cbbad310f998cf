"""The words of a page: how often each occurs, and how it is spelled."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.counting.words.folding import MAXIMUM_LENGTH, SPECIAL, fold_all
from chalicelib.counting.words.pieces import BREAK, MAXIMUM_DISTINCT, Pieces
from chalicelib.counting.words.tokens import GAP, SENTENCE_END, tokenise
from chalicelib.errors import Uncountable


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a page.

    `counts` has the folded words, `spellings` the commonest spelling of those that are not spelled as
    they are folded; `truncated` is how many words were longer than is kept. `occurrences` has how often each
    spelling occurs, `folded` its folded word, and `tokens` the tokens of each piece that is not one spelling
    as it stands.
    """

    counts: Mapping[str, int]
    spellings: Mapping[str, str]
    truncated: int
    occurrences: Mapping[str, int]
    folded: Mapping[str, str]
    tokens: Mapping[str, Sequence[str]]


def vocabulary_of(pieces: Pieces) -> Vocabulary:
    """Count the words in `pieces`, which `pieces.cut` has made.

    Raises:
        Uncountable: there are more than `MAXIMUM_DISTINCT` different ones.
    """
    occurrences = pieces.counts()
    words, tokens = tokenise(occurrences)
    tokens[BREAK.strip()] = (SENTENCE_END,)
    spelled = dict(zip(words, map(occurrences.__getitem__, words), strict=True))
    for piece, found in tokens.items():
        count = occurrences.get(piece, 0)
        for token in found:
            spelled[token] = spelled.get(token, 0) + count
        if len(spelled) > MAXIMUM_DISTINCT:
            raise Uncountable(f"the page has more than {MAXIMUM_DISTINCT:,} different words")
    spelled.pop(GAP, None)
    spelled.pop(SENTENCE_END, None)
    return _vocabulary(spelled, tokens, None)


def in_language(vocabulary: Vocabulary, language: str | None) -> Vocabulary:
    """The same words, folded as in their language where that has rules of its own."""
    if language not in SPECIAL:
        return vocabulary
    return _vocabulary(vocabulary.occurrences, vocabulary.tokens, language)


def _vocabulary(
    spelled: Mapping[str, int], tokens: Mapping[str, Sequence[str]], language: str | None
) -> Vocabulary:
    shown, folded = fold_all(list(spelled), language)
    counts, spellings = _counts(spelled.values(), shown, folded)
    return Vocabulary(
        counts=counts,
        spellings=spellings,
        truncated=sum([count for word, count in spelled.items() if len(word) > MAXIMUM_LENGTH]),
        occurrences=spelled,
        folded=dict(zip(spelled, folded, strict=True)),
        tokens=tokens,
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
