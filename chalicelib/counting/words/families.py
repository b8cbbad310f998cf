"""Which words of a page are forms of one word: package and packages, laufen and läuft.

Words are a family if they have one lemma, whatever else is on the page: so the families of two pages agree.
"""

from collections import defaultdict
from collections.abc import Container, Mapping

from chalicelib.counting.words.lemmas import LANGUAGES, lemma

MOST_WORDS = 100_000
"""That are looked at, the commonest: a collection of made-up pages has millions."""


def families(
    counts: Mapping[str, int], language: str | None, alone: Container[str] = frozenset()
) -> list[list[str]]:
    """The words as families, the commonest member of each first; beyond `MOST_WORDS` each is one by itself.

    Args:
        counts: folded words.
        language: theirs; of one that has no lemmas each word is a family.
        alone: words that have no forms: stop words, of which *not* is not *notes*.
    """
    ranked = sorted(sorted(counts), key=counts.__getitem__, reverse=True)  # a sort keeps the order of equals
    if language not in LANGUAGES:
        return [[word] for word in ranked]
    found: defaultdict[tuple[bool, str], list[str]] = defaultdict(list)
    for word in ranked[:MOST_WORDS]:
        is_alone = word in alone
        found[is_alone, word if is_alone else lemma(word, language)].append(word)
    return [*found.values(), *([word] for word in ranked[MOST_WORDS:])]
