"""What the words of a page say of its language: the stop words among them, their letters, and a detector."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from math import sqrt

from chalicelib.counting.words.detector import detected
from chalicelib.counting.words.letters import written_with
from chalicelib.counting.words.scripts import written_in
from chalicelib.counting.words.stop_words import stop_words
from chalicelib.counting.words.telling import telling

SELDOM = frozenset(["af", "ast", "br", "bs", "ca", "ckb", "gl", "la", "mt"])
"""Languages whose everyday words are those of others that are met much more often, or of lorem ipsum."""

_HEARD = 0.5
"""What the detector's word counts, in a text of one word; with more words it grows as their root."""

_NOT_HEARD = frozenset(["gl", "hi-Latn", "la"])
"""Languages that it says of Spanish, of Indonesian, and of names."""

_SURE = 0.9

_GALICIAN_KINDS = 3
"""How many different stop words of Galician there have to be for the detector to be heard of it."""

_SAID_OF = {"bs": ("hr",), "es": ("es", "ast", "gl"), "mt": ("it", "mt"), "pt": ("pt", "gl")}
"""Languages that it says of others too: it is the one that the stop words speak for most."""

_SAID_TOO = {"mk": ("ru",), "sr": ("ru",)}
"""Languages that it says of others, which lack some of their letters; those have to tell them then."""

_TELLING = 6
"""Languages that share a letter: with more of them it tells none."""

_SYMBOLS = frozenset("abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя")
"""Letters that stand for things: variables, chords, grades, groups, keys. Alone they tell no language, though
they are words of many; of Maltese most of all."""

_CLOSE = (frozenset(["da", "no"]), frozenset(["id", "ms"]))
"""Pairs that share most of their words: a word of only one of the two counts twice."""

_LETTERS_HEARD = 5_000
"""How many different words are looked at for that, the most frequent."""

_AGAINST = 0.5
"""What a word in letters that a language does not have counts against it, beside one that is in its list."""


@dataclass(slots=True)
class Evidence:
    """What speaks for each language.

    `found` has how many words are stop words of it, and `kinds` how many different ones; `votes` the same as
    `found` with a word that is one in several languages shared out among them, which tells close ones apart.
    """

    found: Counter[str]
    kinds: Counter[str]
    votes: defaultdict[str, float]
    heard: str = ""
    """The language that the detector says."""
    sure: float = 0.0
    """How sure it is, from 0 to 1; 0 where it is not to be heard."""
    supported: bool = False
    """Whether a stop word of that language is among the words."""

    def likeliest(self, script: str, preferred: str | None = None) -> str | None:
        """The language that most speaks for among those of a script; of two the preferred one, or the one
        that is met more often."""
        written = sorted([language for language in self.votes if written_in(language, script)])
        return max(
            written,
            key=lambda each: (self.votes[each], each == preferred, each not in SELDOM),
            default=None,
        )


@cache
def _languages_by_word() -> Mapping[str, str]:
    """Each stop word to the tags of its languages, with spaces between them.

    Texts, as Python's collector would go through tens of thousands of lists again and again while they are
    made, for five times as long as that takes.
    """
    languages: dict[str, str] = {}
    for language, words in stop_words().items():
        if language != "hi-Latn":
            for word in words:
                languages[word] = f"{languages[word]} {language}" if word in languages else language
    return languages


@cache
def _split(languages: str) -> Sequence[str]:
    return languages.split(" ")


def without_letters(words: Mapping[str, int]) -> Mapping[str, int]:
    """The words that are more than one letter of a Latin or Cyrillic alphabet."""
    return (
        words if _SYMBOLS.isdisjoint(words) else {word: words[word] for word in words if word not in _SYMBOLS}
    )


def share(words: Mapping[str, int], listed: Set[str]) -> float:
    """The part of the running words that are in a list, from 0 to 1."""
    return sum(map(words.__getitem__, filter(listed.__contains__, words))) / sum(words.values())


def of_stop_words(words: Mapping[str, int]) -> Evidence:
    """What the stop words among the words say."""
    by_word = _languages_by_word()
    listed = [*filter(by_word.__contains__, words)]
    of_same: Counter[str] = Counter(map(by_word.__getitem__, listed))  # by the languages that they are in
    counts: Counter[str] = Counter()
    for word in listed:
        counts[by_word[word]] += words[word]
    found: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    votes: defaultdict[str, float] = defaultdict(float)
    for together, count in sorted(counts.items()):  # or sums would depend on the order of the words
        languages = _split(together)
        for language in languages:
            found[language] += count
            kinds[language] += of_same[together]
            votes[language] += count / len(languages)
        for close in _CLOSE:
            if len(only := close.intersection(languages)) == 1:
                votes[next(iter(only))] += count / len(languages)
    return Evidence(found, kinds, votes)


def of_words(words: Mapping[str, int]) -> Evidence:
    """What the stop words, the letters of the words and a detector say."""
    evidence = of_stop_words(words)
    _hear_detector(words, evidence)
    _hear_letters(words, evidence)
    _tell_close_apart(words, evidence)
    return evidence


def _tell_close_apart(words: Mapping[str, int], evidence: Evidence) -> None:
    likeliest = max(evidence.votes, key=lambda each: (evidence.votes[each], each), default="")
    for languages, count in telling(words, likeliest).items():
        for language in languages:
            evidence.votes[language] += count
            evidence.found[language] += count
            evidence.kinds[language] += count if len(languages) == 1 else 0


def _hear_detector(words: Mapping[str, int], evidence: Evidence) -> None:
    votes, kinds = evidence.votes, evidence.kinds
    said, sure = detected(words)
    language = max(_SAID_OF.get(said, (said,)), key=lambda each: votes[each] - 0.3 * (each in SELDOM))
    evidence.heard, evidence.supported = language, kinds[language] > 0
    galician = language == "gl" and sure > _SURE and kinds["gl"] >= _GALICIAN_KINDS
    if language not in stop_words() or (language in _NOT_HEARD and not galician):
        return
    evidence.sure = sure
    for each in (language, *_SAID_TOO.get(language, ())):
        votes[each] += _HEARD * sure * sqrt(sum(words.values()))


def _hear_letters(words: Mapping[str, int], evidence: Evidence) -> None:
    votes = evidence.votes
    for count, word in nlargest(_LETTERS_HEARD, zip(words.values(), words, strict=True)):
        if (languages := written_with(word)) is None:
            continue
        if word not in _languages_by_word():
            for language in languages:
                votes[language] += count / len(languages)
                if len(languages) <= _TELLING:
                    evidence.found[language] += count
                    evidence.kinds[language] += 1
        for language in votes.keys() - languages:
            votes[language] -= _AGAINST * count
