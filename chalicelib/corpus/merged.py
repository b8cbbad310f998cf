"""The words and phrases of several pages, added up."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chalicelib.results.rows import PhraseCount, WordLists


@dataclass(frozen=True, slots=True)
class MergedLists(WordLists):
    """The words of several pages as those of one, and for each word how many of the pages have it."""

    pages: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class MergedPhrase:
    """A phrase with its count on all pages, and how many of the pages have it."""

    words: tuple[str, ...]
    count: int
    spellings: tuple[str, ...]
    """As the page spells them that has it most often."""
    pages: int


def merge(pages: Sequence[WordLists]) -> MergedLists:
    """Add up the words of pages.

    A count is a count: a word has that of all pages, whatever their languages. It is a stop word here if
    most of its occurrences are on pages in whose language it is one, as German's *die* is.
    """
    words: dict[str, int] = {}
    having: Counter[str] = Counter()
    as_stop_word: Counter[str] = Counter()
    spellings: dict[str, str] = {}
    spelled: dict[str, int] = {}
    for page in pages:
        having.update(page.words.keys())
        for word, count in page.words.items():
            words[word] = words.get(word, 0) + count
        for word in page.stop_words:
            as_stop_word[word] += page.words.get(word, 0)
        for word, spelling in page.spellings.items():
            count = page.words.get(word, 0)
            if count > spelled.get(word, 0):
                spelled[word], spellings[word] = count, spelling
    stop_words = frozenset(word for word, count in as_stop_word.items() if 2 * count > words.get(word, 0))
    spellings = {word: spelling for word, spelling in spellings.items() if 2 * spelled[word] > words[word]}
    left_out = sum(page.left_out for page in pages)
    return MergedLists(words, stop_words, spellings, having, left_out=left_out)


def with_forms_as_one(page: WordLists, heads: Mapping[str, str], merged: WordLists) -> WordLists:
    """The words of a page with forms counted as the commonest of them, which may be on other pages only.

    Args:
        page: the words.
        heads: for words that have forms the commonest of these.
        merged: the words of all pages.
    """
    words: Counter[str] = Counter()
    for word, count in page.words.items():
        words[heads.get(word, word)] += count
    elsewhere = words.keys() - page.words.keys()
    spelled = {word: merged.spellings[word] for word in elsewhere if word in merged.spellings}
    return replace(page, words=words, spellings={**page.spellings, **spelled})


def merge_phrases(pages: Iterable[Sequence[PhraseCount]]) -> list[MergedPhrase]:
    """Add up phrases, the most frequent first, then by their words."""
    counts: Counter[tuple[str, ...]] = Counter()
    having: Counter[tuple[str, ...]] = Counter()
    most: dict[tuple[str, ...], PhraseCount] = {}
    for page in pages:
        for phrase in page:
            counts[phrase.words] += phrase.count
            having[phrase.words] += 1
            if phrase.count > most.setdefault(phrase.words, phrase).count:
                most[phrase.words] = phrase
    ranked = sorted(counts, key=lambda words: (-counts[words], words))
    return [MergedPhrase(words, counts[words], most[words].spellings, having[words]) for words in ranked]


def counts_by_page(
    pages: Sequence[Sequence[PhraseCount]], wanted: Iterable[MergedPhrase]
) -> dict[tuple[str, ...], list[int]]:
    """For each of some phrases, by its words, its count on each page."""
    counts = {phrase.words: [0] * len(pages) for phrase in wanted}
    for at, page in enumerate(pages):
        for phrase in page:
            if phrase.words in counts:
                counts[phrase.words][at] = phrase.count
    return counts
