"""What a detector makes of a few words: CLD3, Chromium's, a small network that looks at groups of letters.

It always has an answer and is often sure of a wrong one, of names above all: it is one voice among others.
"""

from collections.abc import Mapping
from heapq import nlargest, nsmallest

_OTHER_TAGS = {"fil": "tl", "iw": "he"}
_LENGTH = 2000  # bytes that are looked at
_WORDS = 300  # of a longer text the commonest, which about fill them


def detected(words: Mapping[str, int]) -> tuple[str, float]:
    """The likeliest language of a text (a BCP 47 primary subtag), and how sure the detector is, from 0 to 1.

    Args:
        words: folded, and their counts; their order does not matter.
    """
    import gcld3  # 3 ms: only for short texts, and where words speak against what a page declares

    detector = gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=_LENGTH)
    if len(words) > _WORDS:
        words = dict.fromkeys(_commonest(words), 1)
    found = detector.FindLanguage(" ".join(sorted(words)))
    return _OTHER_TAGS.get(found.language, found.language), found.probability


def _commonest(words: Mapping[str, int]) -> list[str]:
    """The commonest words, and of those of one count the first by the alphabet."""
    least = nlargest(_WORDS, words.values())[-1]
    chosen = [word for word, count in words.items() if count > least]
    return chosen + nsmallest(_WORDS - len(chosen), (word for word, count in words.items() if count == least))
