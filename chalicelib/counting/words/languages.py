"""Which language a page is in: what it says of itself, checked against its scripts and its words."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cache

from chalicelib.counting.words.scripts import USUAL, main_script, scripts_of, share_written_in, written_in
from chalicelib.counting.words.stop_words import stop_words
from chalicelib.counting.words.tags import meant_by, primary_subtag

_LEAST_SHARE = 0.12
"""Of a page's words, how many have to be stop words of a language for it to be that language."""

_LEAST_KINDS = 4
"""How many different ones."""

_FEW_WORDS = 20
"""A page with fewer words than this says nothing against what it declares by its script."""

_SHARE_OF_SCRIPT = 0.2
"""Of a page's words, how many have to be in the script of the language that the page declares, if most are
not: code and names are in Latin letters."""

_PLAIN_SHARE = 0.3
"""Of a page's words, how many are stop words of the language that it declares where no other can have twice
as many: no text is to three fifths of stop words."""


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


def language_of(words: Mapping[str, int], declared: str | None) -> str | None:
    """The page's language as a BCP 47 primary subtag, or None if that cannot be told.

    What the page declares is taken unless its scripts or its words speak against it: it is hardly written in
    letters of that language, or its stop words are those of another language more than twice as often.

    Args:
        words: folded words and their counts.
        declared: the page's own `lang`, a BCP 47 tag.
    """
    primary = primary_subtag(declared)
    if not words:
        return primary
    scripts = scripts_of(words)
    script = main_script(scripts)
    if primary and not written_in(primary, script):
        if scripts.total() < _FEW_WORDS or share_written_in(primary, scripts) >= _SHARE_OF_SCRIPT:
            return primary
        primary = primary if meant_by(primary) != primary else None
    if primary and _share(words, stop_words().get(primary, frozenset())) >= _PLAIN_SHARE:
        return primary
    return _by_words(words, script, primary)


def _by_words(words: Mapping[str, int], script: str, declared: str | None) -> str | None:
    """The language whose stop words a page in this script has most of, if they are enough to speak against
    what it declares; else that, or what the script is mostly used for."""
    found, votes, kinds = _votes(words)
    written = [language for language in votes if written_in(language, script)]
    best = max(written, key=lambda language: (votes[language], language == declared), default=None)
    if best is None or found[best] < _LEAST_SHARE * sum(words.values()) or kinds[best] < _LEAST_KINDS:
        return declared if declared and written_in(declared, script) else USUAL.get(script)
    if declared is None or meant_by(declared) == best:
        return best
    close = declared not in stop_words() or found[declared] >= found[best] / 2
    return declared if close else best


def _share(words: Mapping[str, int], listed: Set[str]) -> float:
    return sum([words[word] for word in listed & words.keys()]) / sum(words.values())


def _votes(words: Mapping[str, int]) -> tuple[Mapping[str, int], Mapping[str, float], Mapping[str, int]]:
    """For each language how many words are stop words of it; the same with a word that is one in several
    languages shared out among them, which tells close ones apart; and how many different ones there are."""
    found: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    votes: defaultdict[str, float] = defaultdict(float)
    by_word = _languages_by_word()
    for word in words.keys() & by_word.keys():
        count, languages = words[word], _split(by_word[word])
        for language in languages:
            found[language] += count
            kinds[language] += 1
            votes[language] += count / len(languages)
    return found, votes, kinds


def stop_words_among(words: Mapping[str, int], language: str | None) -> frozenset[str]:
    """Those of `words` that are stop words in `language`.

    They are in its list, or every part of them between apostrophes is (l'on, qu'il, she'd).
    """
    listed = stop_words().get(language or "", frozenset())
    if language == "hi":
        listed |= stop_words()["hi-Latn"]
    found = listed & words.keys()
    if listed:
        found |= {
            word for word in words if "'" in word and word not in found and listed.issuperset(word.split("'"))
        }
    return frozenset(found)
