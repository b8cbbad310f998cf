"""What a detector makes of a few words: CLD3, Chromium's, a small network that looks at groups of letters.

It always has an answer and is often sure of a wrong one, of names above all: it is one voice among others.
"""

from collections.abc import Iterable

_OTHER_TAGS = {"fil": "tl", "iw": "he"}
_LENGTH = 2000  # bytes that are looked at


def detected(words: Iterable[str]) -> tuple[str, float]:
    """The likeliest language of a text (a BCP 47 primary subtag), and how sure the detector is, from 0 to 1.

    Args:
        words: folded; their order does not matter.
    """
    import gcld3  # 3 ms: only for short texts that declare no language

    detector = gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=_LENGTH)
    found = detector.FindLanguage(" ".join(sorted(words)))
    return _OTHER_TAGS.get(found.language, found.language), found.probability
