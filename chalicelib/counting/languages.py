"""Which language a page is in: what it says of itself, checked against its words."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache

from chalicelib.counting.stop_words import stop_words

_LEAST_SHARE = 0.12
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "fil": "tl", "cmn": "zh", "yue": "zh"}


@cache
def _languages_by_word() -> Mapping[str, tuple[str, ...]]:
    languages: dict[str, list[str]] = defaultdict(list)
    for language, words in stop_words().items():
        if language != "hi-Latn":
            for word in words:
                languages[word].append(language)
    return {word: tuple(names) for word, names in languages.items()}


def language_of(words: Mapping[str, int], total: int, declared: str | None) -> str | None:
    """The page's language as a BCP 47 primary subtag, or None if that cannot be told.

    Args:
        words: folded words and their counts.
        total: the sum of the counts.
        declared: the page's own `lang`, a BCP 47 tag.
    """
    primary = (declared or "").strip().replace("_", "-").partition("-")[0].lower()
    primary = _SAME.get(primary, primary)
    votes: Counter[str] = Counter()
    by_word = _languages_by_word()
    for word in words.keys() & by_word.keys():
        for language in by_word[word]:
            votes[language] += words[word]
    best, most = max(votes.items(), key=lambda item: (item[1], item[0] == primary), default=("", 0))
    known = primary if primary.isalpha() and primary.isascii() and len(primary) in (2, 3) else None
    if most < max(_LEAST_SHARE * total, 1):
        return known
    if known and (known not in stop_words() or votes[known] >= most / 2):
        return known
    return best


def stop_words_among(words: Mapping[str, int], language: str | None) -> frozenset[str]:
    """Those of `words` that are stop words in `language`: listed, or every part of them between
    apostrophes is (l'on, qu'il, she'd)."""
    listed = stop_words().get(language or "", frozenset())
    if language == "hi":
        listed |= stop_words()["hi-Latn"]
    found = listed & words.keys()
    if listed:
        found |= {
            word for word in words if "'" in word and word not in found and listed.issuperset(word.split("'"))
        }
    return frozenset(found)
