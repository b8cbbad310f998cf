"""Which of a page's words a request wants to see: read here for every call that gives words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar, overload
from unicodedata import category

from chalicelib.api import inputs
from chalicelib.api.inputs import Query

if TYPE_CHECKING:  # accepting a job needs no database
    from chalicelib.corpus.merged import MergedPhrase
    from chalicelib.results.rows import PhraseCount, WordCount, WordLists

Phrase = TypeVar("Phrase", bound="PhraseCount | MergedPhrase")

MAXIMUM_OWN = 200
"""How many stop words of their own a caller may add, and how many of the language's take back."""


_BETWEEN = re.compile(r"(?:,|[^\S\x00-\x1f\x7f-\x9f])+")  # any spaces too, as no word holds one

_SIGNS = "PS"  # punctuation and symbols, by the first letter of their category


@dataclass(frozen=True, slots=True)
class View:
    """What the parameters that all calls of words share ask for."""

    stop_words: bool
    """Whether the language's stop words are among the words."""
    without: tuple[str, ...]
    """The caller's own stop words, in any spelling."""
    keep: tuple[str, ...]
    """Words that are shown though they are stop words of the language."""
    families: bool = False
    """Whether the forms of a word are shown as one."""

    @classmethod
    def asked_for(cls, query: Query) -> "View":
        """The view that a request's parameters name."""
        return cls(
            stop_words=query.choice("stop_words", "exclude", "include") == "include",
            without=query.value("without", (), _own_words),
            keep=query.value("keep", (), _own_words),
            families=query.choice("families", "off", "on") == "on",
        )

    @classmethod
    def of_families(cls, query: Query) -> "View":
        """The view of a call that lists no words, but may take the forms of a word for it."""
        return cls(
            stop_words=True, without=(), keep=(), families=query.choice("families", "off", "on") == "on"
        )

    def parameters(self) -> dict[str, str]:
        """The parameters that ask for this view again: what links to the next part of a list carry."""
        families = "on" if self.families else ""
        values = {"without": ",".join(self.without), "keep": ",".join(self.keep), "families": families}
        given = {name: value for name, value in values.items() if value}
        return {"stop_words": "include" if self.stop_words else "exclude", **given}

    def hidden(self, stop_words: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """The words that are not shown: those of the language's stop words, and the caller's own.

        Args:
            stop_words: the page's words that are stop words of its language.
        """
        own = _folded(self.without)
        of_language = frozenset() if self.stop_words else frozenset(stop_words) - _folded(self.keep)
        return of_language - own, own

    def shown_phrases(self, phrases: "Iterable[Phrase]", stop_words: Iterable[str]) -> "list[Phrase]":
        """The phrases that neither begin nor end in a word that is not shown."""
        hidden = frozenset().union(*self.hidden(stop_words))
        return [each for each in phrases if not hidden.intersection((each.words[0], each.words[-1]))]

    def forms(self, words: "Iterable[str]", lists: "WordLists", language: str | None) -> list[frozenset[str]]:
        """For each of some words those of a page that count as it: itself, or with families its forms."""
        from chalicelib.counting.words.families import families

        looked_for = {**dict.fromkeys(words, 0), **lists.words}  # the word itself need not be on the page
        listed = families(looked_for, language, alone=lists.stop_words) if self.families else ()
        family_of = {member: family for family in listed for member in family}
        return [frozenset([word, *family_of.get(word, ())]) for word in words]

    def heads(self, lists: "WordLists", language: str | None) -> dict[str, str]:
        """With families, for each word of a page that is shown the commonest of its forms; else nothing."""
        if not self.families:
            return {}
        from chalicelib.counting.words.families import families

        hidden = frozenset().union(*self.hidden(lists.stop_words))
        shown = {word: count for word, count in lists.words.items() if word not in hidden}
        listed = families(shown, language, alone=lists.stop_words)
        return {member: family[0] for family in listed for member in family}

    def shown(self, lists: "WordLists", language: str | None = None) -> "Shown":
        """The words of a page that are to be seen, the most frequent first, then by code point.

        Args:
            lists: all the words.
            language: theirs, which families are of.
        """
        of_language, own = self.hidden(lists.stop_words)
        kept = {
            word: count for word, count in lists.words.items() if word not in of_language and word not in own
        }
        return Shown(
            words=_Lazy(
                kept,
                lists.spellings,
                _ranked_families(kept, lists, language) if self.families else _ranked_words(kept),
            ),
            different=len(lists.words),
            shown=len(kept),
            stop_words=len(of_language),
            own=len(own & lists.words.keys()),
        )


DEFAULT = View(stop_words=False, without=(), keep=())


@dataclass(frozen=True, slots=True)
class Shown:
    """The words that a view shows, and how many it does not."""

    words: "Sequence[WordCount]"
    """Or families of them."""
    different: int
    """How many different words the page has."""
    shown: int
    """How many of them are shown, alone or in families."""
    stop_words: int
    """How many of them are hidden as stop words of the language."""
    own: int
    """How many are hidden as the caller's own stop words."""


class _Lazy(Sequence["WordCount"]):
    """Words, or families of them, in their order: each is made when it is asked for, as few of many are.

    Args:
        kept: all words, folded, with their counts.
        spellings: of those that have one of their own.
        ranked: the words of each entry, the commonest first.
    """

    def __init__(
        self,
        kept: Mapping[str, int],
        spellings: Mapping[str, str],
        ranked: Sequence[str] | Sequence[list[str]],
    ) -> None:
        self._kept = kept
        self._spellings = spellings
        self._ranked = ranked

    def __len__(self) -> int:
        return len(self._ranked)

    @overload
    def __getitem__(self, at: int) -> "WordCount": ...

    @overload
    def __getitem__(self, at: slice) -> "list[WordCount]": ...

    def __getitem__(self, at: int | slice) -> "WordCount | list[WordCount]":
        if isinstance(at, slice):
            return [self._made(each) for each in self._ranked[at]]
        return self._made(self._ranked[at])

    def __iter__(self) -> "Iterator[WordCount]":
        return iter(self[:])

    def _made(self, entry: str | list[str]) -> "WordCount":
        from chalicelib.results.rows import Member, WordCount

        if isinstance(entry, str):
            return WordCount(entry, self._spellings.get(entry, entry), self._kept[entry])
        members = tuple(Member(word, self._spellings.get(word, word), self._kept[word]) for word in entry)
        head = members[0]
        return WordCount(head.word, head.spelling, sum(each.count for each in members), members)


def _ranked_words(kept: Mapping[str, int]) -> list[str]:
    """The words by count, then by code point."""
    ranked = sorted(kept)
    ranked.sort(key=kept.__getitem__, reverse=True)  # which keeps the order of equal ones
    return ranked


def _ranked_families(kept: Mapping[str, int], lists: "WordLists", language: str | None) -> list[list[str]]:
    """Words as families, each under its commonest member, the most frequent first, then by that."""
    from chalicelib.counting.words.families import families

    ranked = families(kept, language, alone=lists.stop_words)
    ranked.sort(key=itemgetter(0))
    ranked.sort(key=lambda family: sum(map(kept.__getitem__, family)), reverse=True)
    return ranked


def _folded(words: tuple[str, ...]) -> frozenset[str]:
    if not words:
        return frozenset()
    from chalicelib.counting.words.folding import folds  # only such views need the tables behind it

    spelled = [*words, *map(_bare, words)]
    return frozenset([form for word in spelled for form in folds(word)])


def _bare(word: str) -> str:
    """A word without the signs around it, as it may be copied from a text: “tea”, #tea."""
    letters = [at for at, character in enumerate(word) if category(character)[0] not in _SIGNS]
    return word[letters[0] : letters[-1] + 1] if letters else word


def _own_words(text: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(filter(None, _BETWEEN.split(text))))
    if len(words) > MAXIMUM_OWN:
        raise ValueError(f"it has {len(words):,} words; {MAXIMUM_OWN} are the most")
    return tuple(map(inputs.phrase, words))
