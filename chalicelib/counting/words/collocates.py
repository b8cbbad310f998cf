"""Which words keep company with a word: those that stand near it more often than chance would have them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from chalicelib.counting.words.reading import NEW_SENTENCE, Reading

Measure = Literal["log_likelihood", "pmi"]

WINDOW = 5
"""Words on each side of a word that are near it, within its sentence."""

_OFTEN = 2  # how often a word is near at least, for its PMI to rank before those of words that are so once


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word that is near another more often than chance would have it."""

    word: str
    near: int
    """How many of its occurrences are near."""
    count: int
    """How many occurrences it has."""
    log_likelihood: float
    pmi: float


def collocates(
    reading: Reading,
    wanted: Sequence[Collection[str]],
    hidden: Collection[str],
    measure: Measure,
    heads: Mapping[str, str] = MappingProxyType({}),
) -> list[Collocate]:
    """The words that are near a word or phrase more often than elsewhere, the highest in the measure first.

    The measures are NLTK's, of whether a place of the text is near and whether the word stands there.

    Args:
        reading: the text.
        wanted: for each word of the phrase the folded words that may stand there.
        hidden: words that are passed over.
        measure: log-likelihood (Dunning 1993), or pointwise mutual information (Church and Hanks 1990).
        heads: for words that count as another, a form of them, that one.
    """
    near = _near(reading, reading.places(wanted), len(wanted))
    words = [heads.get(word, word) for word in reading.words]
    company = Counter(words[at] for at in near)
    if not company:
        return []
    from nltk.metrics.association import BigramAssocMeasures as Measures  # imports all of NLTK: only here

    counts, size = Counter(words), len(words)
    found = []
    for word, together in company.items():
        table = together, (len(near), counts[word]), size
        if word not in hidden and together * size > len(near) * counts[word]:
            likelihood = max(float(Measures.likelihood_ratio(*table)), 0.0)
            found.append(Collocate(word, together, counts[word], likelihood, float(Measures.pmi(*table))))
    if measure == "pmi":
        return sorted(found, key=lambda each: (each.near < _OFTEN, -each.pmi, -each.near, each.word))
    return sorted(found, key=lambda each: (-each.log_likelihood, each.word))


def _near(reading: Reading, places: Sequence[int], length: int) -> list[int]:
    """The places within `WINDOW` words of a phrase's, in the same sentence, but for its own."""
    near = bytearray(len(reading.words))  # a mark for each place: a page may have half a million
    for at in places:
        for step in range(1, WINDOW + 1):
            if at - step < 0 or reading.joints[at - step + 1] == NEW_SENTENCE:
                break
            near[at - step] = True
        last = at + length - 1
        for step in range(1, WINDOW + 1):
            if last + step >= len(reading.words) or reading.joints[last + step] == NEW_SENTENCE:
                break
            near[last + step] = True
    for at in places:
        near[at : at + length] = bytes(length)
    return [at for at, is_near in enumerate(near) if is_near]
