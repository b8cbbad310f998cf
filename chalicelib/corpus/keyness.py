"""Which words are typical of a page: by log-likelihood, with its significance, and by log-ratio.

Log-likelihood (Dunning 1993; Rayson and Garside 2000) tells how surely a word's share differs, so that two
occurrences in a short page weigh less than forty in a long one. Log-ratio (Hardie 2014) tells how much it
differs: 1 is twice as frequent, 2 four times, as a logarithm to the base 2.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from chalicelib.results.rows import WordCount, WordLists

Measure = Literal["log_likelihood", "log_ratio"]

LEVELS = (0.0001, 0.001, 0.01, 0.05)
"""The levels of significance that are told; the first that a word's p is below."""

_NONE_AT_ALL = 0.5  # what a count of 0 is taken for in a ratio (Hardie 2014)


@dataclass(frozen=True, slots=True)
class KeyWord:
    """A word of pages that are compared, or of one page that is compared with its language."""

    word: WordCount
    """With its count on all the pages."""
    counts: tuple[int | None, ...]
    """On each page; None where that is not kept."""
    log_likelihood: float
    significance: float | None
    """One of `LEVELS`, or None where the difference is not significant."""
    log_ratio: float
    typical_of: int
    """The number of the page where its share is the highest: the log-ratio is of that page to the others."""


def compare(pages: Sequence[WordLists], words: Iterable[WordCount]) -> list[KeyWord]:
    """How typical words are of one of several pages.

    Args:
        pages: two or more. Where a page's count of a word is not kept, it is taken for 0.
        words: those that are to be compared, of the pages' words.
    """
    sizes = [page.total for page in pages]
    everything = sum(sizes)
    degrees = sum(size > 0 for size in sizes) - 1
    found = []
    for word in words:
        known = tuple([page.count_of(word.forms) for page in pages])
        counts = [count or 0 for count in known]
        total = sum(counts)
        likelihood = 2 * sum(
            count * math.log(count * everything / (size * total))
            for count, size in zip(counts, sizes, strict=True)
            if count
        )
        likelihood = max(likelihood, 0.0)  # rounding leaves a trace below
        typical = max(range(len(pages)), key=lambda at: counts[at] / sizes[at] if sizes[at] else -1)
        ratio = _ratio(counts[typical], sizes[typical], total - counts[typical], everything - sizes[typical])
        found.append(KeyWord(word, known, likelihood, significance(likelihood, degrees), ratio, typical))
    return found


def against_language(
    page: WordLists, words: Iterable[WordCount], frequencies: Mapping[str, float]
) -> list[KeyWord]:
    """How typical words are of a page, beside general language.

    The language's frequencies are taken as exact, being counted in texts a thousand times as long. A word
    that is not among them is taken for as frequent as the rarest that is: its measures are the least they
    can be.

    Args:
        page: its words.
        words: those that are to be compared.
        frequencies: the commonest words of the language, folded, each with its part of all words.
    """
    size, rarest = page.total, min(frequencies.values())
    found = []
    for word in words:
        listed = sum(frequencies.get(form, 0) for form in word.forms)
        expected = (listed or rarest) * size
        likelihood = 2 * (word.count * math.log(word.count / expected) - (word.count - expected))
        ratio = math.log2(word.count / expected)
        found.append(KeyWord(word, (word.count,), likelihood, significance(likelihood, 1), ratio, 0))
    return found


def ranked(words: Iterable[KeyWord], measure: Measure) -> list[KeyWord]:
    """The words, those that the measure rates highest first, then by code point.

    By log-ratio the words come first whose difference is significant: a rare word's ratio is chance.
    """
    if measure == "log_likelihood":
        return sorted(words, key=lambda key: (-key.log_likelihood, key.word.word))
    return sorted(words, key=lambda key: (key.significance is None, -key.log_ratio, key.word.word))


def significance(log_likelihood: float, degrees: int) -> float | None:
    """The lowest of `LEVELS` that the probability of so high a log-likelihood by chance is below."""
    if degrees < 1:
        return None
    probability = _chi_square_above(log_likelihood, degrees)
    return next((level for level in LEVELS if probability < level), None)


def _chi_square_above(value: float, degrees: int) -> float:
    """The probability that chi-square is above a value (Abramowitz and Stegun, 26.4.4 and 26.4.5)."""
    half = value / 2
    at = degrees % 2
    probability = math.erfc(math.sqrt(half)) if at else 0.0
    while at < degrees:
        probability += math.exp(-half) * half ** (at / 2) / math.gamma(at / 2 + 1)
        at += 2
    return probability


def _ratio(count: int, size: int, other: int, other_size: int) -> float:
    if not size or not other_size:
        return 0.0
    return math.log2(((count or _NONE_AT_ALL) / size) / ((other or _NONE_AT_ALL) / other_size))
