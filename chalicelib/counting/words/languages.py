"""Which language a page is in: what it says of itself, checked against its scripts and its words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt

from chalicelib.counting.words.evidence import (
    SELDOM,
    Evidence,
    of_stop_words,
    of_words,
    share,
    without_letters,
)
from chalicelib.counting.words.scripts import USUAL, main_script, scripts_of, share_written_in, written_in
from chalicelib.counting.words.stop_words import stop_words
from chalicelib.counting.words.tags import hinted, primary_subtag

_LEAST_SHARE = 0.12
"""Of a page's words, how many have to be stop words of a language for it to be that language."""

_LEAST_KINDS = 4
"""How many different ones."""

_FEW_WORDS = 20
"""In a page with fewer words than this, one word in letters of the language that it declares is enough, but
in Latin letters, which names have everywhere."""

_SHORT = 100
"""In a text of fewer words, letters and a detector tell the language too; where it declares none, two kinds
of evidence are enough if they are clear."""

_SHORT_KINDS = 2
_SHORT_VOTES = 0.8
_CLEAR = 1.2
"""How many times as much as for any other language there has to be for one then."""

_SURE = 0.9
"""How sure the detector has to be to be believed of a few words."""
_ALONE = 4
"""Of how many different words, where no stop word of its language is among them."""

_AGAINST_DECLARED = 1.5
_AHEAD = 0.5
"""How far another language has to be ahead of the one that a page declares: so many times as much has to
speak for it, and more by this times the root of the number of words, which is how far chance goes."""

_FEW_LETTERS = 0.3
"""Of a short text's words, how many letters may stand alone for them to tell something: of a sentence hardly
more are."""

_SHARE_OF_SCRIPT = 0.2
"""Of a page's words, how many have to be in the script of the language that the page declares, if most are
not: code and names are in Latin letters."""

_PLAIN_SHARE = 0.3
"""Of a page's words, how many are stop words of the language that it declares where it can be no other."""

_LIKE_OTHERS = frozenset(
    "af ast bg bs ca cs da eo es fr ga gd gl hr id it la mk ms nl no pt ro ru sk sl sq sr st xh zu".split()
)
"""Languages of whose stop words a text in another one may have as many."""

_NOT_TOLD_APART = (
    frozenset(["bs", "hr", "sr"]),
    frozenset(["ast", "es"]),
    frozenset(["ast", "ca"]),
    frozenset(["ast", "gl"]),
)
"""Languages that only their own pages tell apart."""

_PLAINLY_SHARES = {
    **dict.fromkeys(["da", "de", "en", "fr", "it", "nl", "no", "pt"], 0.4),
    "es": 0.47,
    "id": 0.35,
    "ru": 0.25,
    "sv": 0.38,
}
"""A language without a list is believed, unless this share of the words are stop words of one of those, which
pages under a wrong `lang` are in: of the Declaration of Human Rights in Scots 35 % are English ones, in
Ligurian as many Italian, in Aragonese 43 % Spanish, in Frisian 20 % Dutch and in Komi 12 % Russian ones."""

_HINTED_SHARE = 0.2
"""Of a page's words, how many have to be stop words of a country's language for it to be that, where the
country's code is a small language's too, of which no list is: Luxembourgish, Sardinian, Limburgish."""


def language_of(words: Mapping[str, int], declared: str | None) -> str | None:
    """The page's language as a BCP 47 primary subtag, or None if that cannot be told.

    What the page declares is taken unless its scripts or its words speak against it: it is hardly written in
    letters of that language, or its words are clearly those of another one.

    Args:
        words: folded words and their counts.
        declared: the page's own `lang`, a BCP 47 tag.
    """
    primary = primary_subtag(declared)
    if not words:
        return primary
    scripts = scripts_of(words)
    script = main_script(scripts)
    few = scripts.total() < _FEW_WORDS
    foreign = primary is not None and not written_in(primary, script)
    if primary and foreign:
        written = share_written_in(primary, scripts)
        one_tells = few and not written_in(primary, "Latn")
        if written >= _SHARE_OF_SCRIPT or (one_tells and written > 0):
            return primary
    if readings := hinted(declared):
        return _by_hint(words, scripts, readings)
    if primary is None or foreign:
        return _by_itself(words, scripts) or (primary if few and script == "Latn" else None)
    return _against(words, script, primary) or primary


def _by_itself(words: Mapping[str, int], scripts: Counter[str]) -> str | None:
    """The language of a text that declares none."""
    script = main_script(scripts)
    if scripts.total() >= _SHORT:
        longer = without_letters(words)
        evidence = of_stop_words(longer)
        best = evidence.likeliest(script)
        if best and _is_evident(longer, evidence, best):
            return best
    return _by_few_words(_without_many_letters(words), script)


def _without_many_letters(words: Mapping[str, int]) -> Mapping[str, int]:
    """The words of a short text, with the letters that stand alone if they are as few as in a sentence."""
    longer = without_letters(words)
    few = sum(words.values()) - sum(longer.values()) <= _FEW_LETTERS * sum(words.values())
    return words if few else longer


def _by_hint(words: Mapping[str, int], scripts: Counter[str], readings: Sequence[str]) -> str | None:
    """What a country's code means: the language that the words tell, or the one of the country's that is as
    close; where they tell none, the one that they speak for most.

    Args:
        readings: the languages that the code may mean, the likeliest first.
    """
    script = main_script(scripts)
    guessed = _by_itself(words, scripts)
    written = [language for language in readings if script == "Latn" or written_in(language, script)]
    if not written:
        return guessed
    votes = of_stop_words(without_letters(words)).found
    best = max(written, key=votes.__getitem__)
    small = len(readings) > 1 and script == "Latn" and readings[0] not in stop_words()
    if small and share(words, stop_words().get(guessed or best, frozenset())) < _HINTED_SHARE:
        return readings[0]
    if guessed in readings:
        return guessed
    other = None if guessed is None else _against(words, script, best)
    if other is None:
        return best
    return readings[0] if len(readings) > 1 and not _plainly(other, words, readings[0]) else other


def _plainly(guessed: str, words: Mapping[str, int], declared: str) -> bool:
    """Whether the words tell a language against one that has no list: that may be a close one."""
    if declared in stop_words():
        return True
    return guessed in _PLAINLY_SHARES and share(words, stop_words()[guessed]) >= _PLAINLY_SHARES[guessed]


def _by_few_words(words: Mapping[str, int], script: str) -> str | None:
    """The language of a short text, by its stop words, its letters and a detector, where the evidence is
    clear; else what the script is mostly used for."""
    evidence = of_words(words)
    best = evidence.likeliest(script)
    if best is None:
        return USUAL.get(script)
    votes, kinds = evidence.votes, evidence.kinds
    others = [votes[each] for each in votes if each != best and written_in(each, script)]
    clear = votes[best] >= max(_SHORT_VOTES, _CLEAR * max(others, default=0.0))
    if best == evidence.heard and _may_be_believed(evidence, words) and clear:
        return best
    clear = clear and kinds[best] >= _SHORT_KINDS and best not in SELDOM
    enough = evidence.found[best] >= _LEAST_SHARE * sum(words.values())
    return best if enough and (clear or kinds[best] >= _LEAST_KINDS) else USUAL.get(script)


def _may_be_believed(evidence: Evidence, words: Mapping[str, int]) -> bool:
    """Whether the detector may be, of a few words."""
    if evidence.sure > _SURE:
        return evidence.supported or len(words) >= _ALONE
    several = evidence.supported and len(words) >= _ALONE
    return evidence.sure > 0 and several and evidence.heard not in SELDOM


def _against(words: Mapping[str, int], script: str, declared: str) -> str | None:
    """The language that the words tell against the one that the page declares, if they do."""
    if declared not in _LIKE_OTHERS and share(words, stop_words().get(declared, frozenset())) >= _PLAIN_SHARE:
        return None
    short = sum(words.values()) < _SHORT
    words = _without_many_letters(words) if short else without_letters(words)
    evidence = of_words(words) if short else of_stop_words(words)
    best = evidence.likeliest(script, declared)
    if best is None or best == declared:
        return None
    if _is_evident(words, evidence, best) and evidence.found[declared] < evidence.found[best] / 2:
        return best if _plainly(best, words, declared) else None
    if declared not in stop_words() or len(words) < _ALONE:
        return None
    return _clearly(evidence if short else of_words(words), script, declared, sum(words.values()))


def _clearly(evidence: Evidence, script: str, declared: str, total: int) -> str | None:
    """The language that all evidence tells, and the detector by itself, if it is far ahead.

    Args:
        total: the number of words.
    """
    best = evidence.likeliest(script, declared)
    if best in (None, declared) or best != evidence.heard or evidence.sure < _SURE:
        return None
    if any(pair.issuperset([best, declared]) for pair in _NOT_TOLD_APART):
        return None
    votes, others = evidence.votes[best], max(evidence.votes[declared], 0)
    ahead = votes - others >= _AHEAD * sqrt(total)
    return best if ahead and votes >= _AGAINST_DECLARED * others else None


def _is_evident(words: Mapping[str, int], evidence: Evidence, language: str) -> bool:
    """Whether there are enough stop words for a language."""
    enough = evidence.found[language] >= _LEAST_SHARE * sum(words.values())
    return enough and evidence.kinds[language] >= _LEAST_KINDS
