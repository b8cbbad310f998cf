"""Which language a page is in: what it says of itself, checked against its words."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache

from chalicelib.counting.words.stop_words import stop_words

_LEAST_SHARE = 0.12
"""Of a page's words, how many have to be stop words of a language for it to be that language."""

_LEAST_KINDS = 4
"""How many different ones."""

_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "fil": "tl", "cmn": "zh", "yue": "zh"}
_NO_LANGUAGE = frozenset(["und", "zxx", "mul", "mis"])


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


def language_of(words: Mapping[str, int], declared: str | None) -> str | None:
    """The page's language as a BCP 47 primary subtag, or None if that cannot be told.

    What the page declares is taken unless its words speak against it: their stop words then are those of
    another language more than twice as often.

    Args:
        words: folded words and their counts.
        declared: the page's own `lang`, a BCP 47 tag.
    """
    primary = _primary_subtag(declared)
    found, votes, kinds = _votes(words)
    best = max(votes, key=lambda language: (votes[language], language == primary), default=None)
    if best is None or found[best] < _LEAST_SHARE * sum(words.values()) or kinds[best] < _LEAST_KINDS:
        return primary
    if primary and (primary not in stop_words() or found[primary] >= found[best] / 2):
        return primary
    return best


def _primary_subtag(tag: str | None) -> str | None:
    subtag = (tag or "").strip().replace("_", "-").partition("-")[0].lower()
    subtag = _SAME.get(subtag, subtag)
    return subtag if re.fullmatch("[a-z]{2,3}", subtag) and subtag not in _NO_LANGUAGE else None


def _votes(words: Mapping[str, int]) -> tuple[Mapping[str, int], Mapping[str, float], Mapping[str, int]]:
    """For each language how many words are stop words of it; the same with a word that is one in several
    languages shared out among them, which tells close ones apart; and how many different ones there are."""
    found: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    votes: defaultdict[str, float] = defaultdict(float)
    by_word = _languages_by_word()
    for word in words.keys() & by_word.keys():
        count, languages = words[word], by_word[word].split(" ")
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
