"""What tells close languages apart: words and spellings that only one of them has.

In a sentence or two they often share every stop word. The words (telling_words.txt) are looked at where all
else has found one of the close languages, so that they need not be unknown to others.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from chalicelib.counting.words.stop_words import words_in

_CLOSE = [
    frozenset(tags.split())
    for tags in ("da no sv", "bs hr sl sr", "cs sk", "id ms", "af nl", "bg mk ru sr", "ast es gl pt")
]
_TELLING_WORDS = Path(__file__).with_name("telling_words.txt")
_BEGINNINGS = range(3, 10)  # how long those are that the list has
_SHORT = 300  # words; in longer texts the stop words tell enough

_SPELLINGS = {
    "cs": re.compile("^nej..|.ou"),
    "da": re.compile("øj|tion|[^h]hed(?:en|er)?$|..ej$"),
    "hr": re.compile("[bcčdlmnprstvž]ije[^m]"),
    "no": re.compile("øy|[^s]sjon|gj|^kj|..het(?:en|er)$|..ei$"),
    "sk": re.compile("^naj..|[^i]ie[^ru]"),
}
"""Groups of letters that one of close languages has in words where the others have another one."""

_QUOTE_EACH_OTHER = frozenset(["hr", "sr"])
"""Languages whose pages name and quote the other's people: words of only one tell it if they are at least
twice as many as the other's."""


def telling(words: Mapping[str, int], language: str) -> Counter[frozenset[str]]:
    """How many of the words are of some only of the languages that are close to one, by those languages.

    Args:
        words: folded words and their counts.
        language: the likeliest one; itself among those that are close to it.
    """
    close = frozenset[str]().union(*(each for each in _CLOSE if language in each))
    found: Counter[frozenset[str]] = Counter()
    if close and sum(words.values()) <= _SHORT:
        spellings = [(each, _SPELLINGS[each]) for each in close.intersection(_SPELLINGS)]
        for word, count in words.items():
            spelled = [each for each, spelling in spellings if spelling.search(word)]
            found[close.intersection([*_listed(word), *spelled])] += count
    return _without_quotes(found)


def _without_quotes(found: Counter[frozenset[str]]) -> Counter[frozenset[str]]:
    """The same, but words of one of two languages that quote each other tell none if both have some."""
    of_one = {languages: languages & _QUOTE_EACH_OTHER for languages in found}
    only = [sum(found[each] for each in found if of_one[each] == {one}) for one in _QUOTE_EACH_OTHER]
    if max(only) >= 2 * min(only):
        return found
    left: Counter[frozenset[str]] = Counter()
    for languages, count in found.items():
        left[languages - of_one[languages] if len(of_one[languages]) == 1 else languages] += count
    return left


def _listed(word: str) -> Iterator[str]:
    languages = _languages_by_word()
    yield from languages.get(word, ())
    if word[: _BEGINNINGS[0]] in _first_letters():
        for length in _BEGINNINGS:
            yield from languages.get(f"{word[:length]}-", ())


@cache
def _first_letters() -> frozenset[str]:
    return frozenset([word[: _BEGINNINGS[0]] for word in _languages_by_word() if word.endswith("-")])


@cache
def _languages_by_word() -> Mapping[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for language, words in words_in(_TELLING_WORDS).items():
        for word in words:
            languages[word] = (*languages.get(word, ()), language)
    return languages
