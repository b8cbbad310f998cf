"""The words that tell a page of a collection from the others: TF-IDF."""

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from chalicelib.results.rows import WordCount, WordLists


@dataclass(frozen=True, slots=True)
class Distinctive:
    """A word of a page, and how distinctive it is."""

    word: WordCount
    score: float


def distinctive(
    page: WordLists, having: Mapping[str, int], pages: int, hidden: Container[str], limit: int
) -> Sequence[Distinctive]:
    """The most distinctive words of one page, the most distinctive first, then by code point.

    A word's score is tf × idf (Salton and Buckley 1988): its share of the page's words, times the natural
    logarithm of how many pages there are by how many have it. A word that all pages have is worth nothing.

    Args:
        page: the words of the page.
        having: for each word how many pages are known to have it.
        pages: how many pages there are.
        hidden: words that are passed over.
        limit: how many at most.
    """
    total = page.total
    weights = [0.0, *(math.log(pages / number) / total for number in range(1, pages + 1))] if total else []
    scored = (
        (-count * weights[having[word]], word)
        for word, count in page.words.items()
        if having[word] < pages and word not in hidden
    )
    return [
        Distinctive(WordCount(word, page.spellings.get(word, word), page.words[word]), -score)
        for score, word in nsmallest(limit, scored)
    ]
