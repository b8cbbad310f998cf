"""Which language a page is in: what it says of itself, checked against its scripts and its words."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cache
from heapq import nlargest
from math import sqrt

from chalicelib.counting.words.detector import detected
from chalicelib.counting.words.letters import written_with
from chalicelib.counting.words.scripts import USUAL, main_script, scripts_of, share_written_in, written_in
from chalicelib.counting.words.stop_words import stop_words
from chalicelib.counting.words.tags import hinted, primary_subtag

_LEAST_SHARE = 0.12
"""Of a page's words, how many have to be stop words of a language for it to be that language."""

_LEAST_KINDS = 4
"""How many different ones."""

_FEW_WORDS = 20
"""In a page with fewer words than this, one word in letters of the language that it declares is enough."""

_SHORT = 100
"""In a text of fewer words that declares nothing, letters and a detector tell the language too, and two kinds
of evidence are enough if they are clear."""

_SHORT_KINDS = 2
_SHORT_VOTES = 0.8
_CLEAR = 1.2
"""How many times as much as for any other language there has to be for one then."""

_HEARD = 0.5
"""What the detector's word counts, in a text of one word; with more words it grows as their root."""

_SURE = 0.9
_ALONE = 4
"""How sure it has to be, of how many different words, where no stop word of its language is among them."""

_NOT_HEARD = frozenset(["gl", "hi-Latn", "la"])
"""Languages that it says of Spanish, of Indonesian, and of names."""

_GALICIAN_KINDS = 3
"""How many different stop words of Galician there have to be for the detector to be heard of it."""

_SAID_OF = {"bs": ("hr",), "es": ("es", "ast", "gl"), "mt": ("it", "mt"), "pt": ("pt", "gl")}
"""Languages that it says of others too: it is the one that the stop words speak for most."""

_SAID_TOO = {"mk": ("ru",), "sr": ("ru",)}
"""Languages that it says of others, which lack some of their letters; those have to tell them then."""

_TELLING = 6
"""Languages that share a letter: with more of them it tells none."""

_SELDOM = frozenset(["af", "ast", "br", "bs", "ca", "ckb", "gl", "la", "mt"])
"""Languages whose everyday words are those of others that are met much more often, or of lorem ipsum."""

_SYMBOLS = frozenset("abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя")
"""Letters that stand for things: variables, chords, grades, groups, keys. Alone they tell no language, though
they are words of many; of Maltese most of all."""

_FEW_LETTERS = 0.3
"""Of a short text's words, how many such letters may be for them to tell something: of a sentence hardly more
are."""

_CLOSE = (frozenset(["da", "no"]), frozenset(["id", "ms"]))
"""Pairs that share most of their words: a word of only one of the two counts twice."""

_LETTERS_HEARD = 5_000
"""How many different words are looked at for that, the most frequent."""

_AGAINST = 0.5
"""What a word in letters that a language does not have counts against it, beside one that is in its list."""

_SHARE_OF_SCRIPT = 0.2
"""Of a page's words, how many have to be in the script of the language that the page declares, if most are
not: code and names are in Latin letters."""

_PLAIN_SHARE = 0.3
"""Of a page's words, how many are stop words of the language that it declares where no other can have twice
as many: no text is to three fifths of stop words."""

_MET_EVERYWHERE = frozenset(["de", "en", "fr", "it", "pt"])
_PLAINLY_SHARE = 0.4
"""A language without a list is believed, unless this share of the words are stop words of one of those, which
pages under a wrong `lang` are in: of the Declaration of Human Rights in Scots 35 % are English ones, in
Ligurian as many Italian ones. Asturian and Spanish are not told apart like this."""

_HINTED_SHARE = 0.2
"""Of a page's words, how many have to be stop words of a country's language for it to be that, where the
country's code is a small language's too, of which no list is: Luxembourgish, Sardinian, Limburgish."""


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
    few = scripts.total() < _FEW_WORDS
    foreign = primary is not None and not written_in(primary, script)
    if primary and foreign:
        share = share_written_in(primary, scripts)
        if share >= _SHARE_OF_SCRIPT or (few and share > 0):
            return primary
    if readings := hinted(declared):
        return _by_hint(words, scripts, readings)
    if primary is None or foreign:
        return _by_itself(words, scripts) or (primary if few and script == "Latn" else None)
    plain = _share(words, stop_words().get(primary, frozenset())) >= _PLAIN_SHARE
    return primary if plain else _by_words(_without_letters(words), script, primary)


def _by_itself(words: Mapping[str, int], scripts: Counter[str]) -> str | None:
    """The language of a text that declares none."""
    script = main_script(scripts)
    longer = _without_letters(words)
    told = None if scripts.total() < _SHORT else _by_words(longer, script, None)
    few = sum(words.values()) - sum(longer.values()) <= _FEW_LETTERS * sum(words.values())
    return told or _by_few_words(words if few else longer, script)


def _without_letters(words: Mapping[str, int]) -> Mapping[str, int]:
    return (
        words if _SYMBOLS.isdisjoint(words) else {word: words[word] for word in words if word not in _SYMBOLS}
    )


def _by_hint(words: Mapping[str, int], scripts: Counter[str], readings: Sequence[str]) -> str | None:
    """What a country's code means: the language that the words tell, or the one of the country's that is as
    close; where they tell none, the one that they speak for most.

    Args:
        readings: the languages that the code may mean, the likeliest first.
    """
    script = main_script(scripts)
    told = _by_itself(words, scripts)
    written = [language for language in readings if script == "Latn" or written_in(language, script)]
    if not written:
        return told
    found = _votes(_without_letters(words))[0]
    best = max(written, key=found.__getitem__)
    small = len(readings) > 1 and script == "Latn" and readings[0] not in stop_words()
    if small and _share(words, stop_words().get(told or best, frozenset())) < _HINTED_SHARE:
        return readings[0]
    if told in readings:
        return told
    if told is None or found[best] >= max(1, found[told] / 2):
        return best
    return readings[0] if len(readings) > 1 and not _plainly(told, words, readings[0]) else told


def _plainly(told: str, words: Mapping[str, int], declared: str) -> bool:
    """Whether the words tell a language against one that has no list: that may be a close one."""
    if declared in stop_words():
        return True
    return told in _MET_EVERYWHERE and _share(words, stop_words()[told]) >= _PLAINLY_SHARE


def _by_few_words(words: Mapping[str, int], script: str) -> str | None:
    """The language of a short text, by its stop words, its letters and a detector, where the evidence is
    clear; else what the script is mostly used for."""
    found, votes, kinds = _votes(words)
    heard, believed = _hear_detector(words, votes, kinds)
    _hear_letters(words, found, votes, kinds)
    written = sorted([language for language in votes if written_in(language, script)])
    best = max(written, key=lambda language: (votes[language], language not in _SELDOM), default=None)
    if best is None:
        return USUAL.get(script)
    second = max([votes[language] for language in written if language != best], default=0.0)
    clear = votes[best] >= max(_SHORT_VOTES, _CLEAR * second)
    if best == heard and believed and clear:
        return best
    clear = clear and kinds[best] >= _SHORT_KINDS and best not in _SELDOM
    enough = found[best] >= _LEAST_SHARE * sum(words.values()) and (clear or kinds[best] >= _LEAST_KINDS)
    return best if enough else USUAL.get(script)


def _hear_detector(
    words: Mapping[str, int], votes: defaultdict[str, float], kinds: Counter[str]
) -> tuple[str, bool]:
    """Add what the detector says to the votes; returns that, and whether it may be believed."""
    said, sure = detected(words)
    language = max(_SAID_OF.get(said, (said,)), key=lambda each: votes[each] - 0.3 * (each in _SELDOM))
    galician = language == "gl" and sure > _SURE and kinds["gl"] >= _GALICIAN_KINDS
    if language not in stop_words() or (language in _NOT_HEARD and not galician):
        return language, False
    for each in (language, *_SAID_TOO.get(language, ())):
        votes[each] += _HEARD * sure * sqrt(sum(words.values()))
    if sure > _SURE:
        return language, kinds[language] > 0 or len(words) >= _ALONE
    return language, kinds[language] > 0 and len(words) >= _ALONE and language not in _SELDOM


def _hear_letters(
    words: Mapping[str, int], found: Counter[str], votes: defaultdict[str, float], kinds: Counter[str]
) -> None:
    """Add what the letters of the words say to what was found of stop words."""
    for count, word in nlargest(_LETTERS_HEARD, zip(words.values(), words, strict=True)):
        if (languages := written_with(word)) is None:
            continue
        if word not in _languages_by_word():
            for language in languages:
                votes[language] += count / len(languages)
                if len(languages) <= _TELLING:
                    found[language] += count
                    kinds[language] += 1
        for language in votes.keys() - languages:
            votes[language] -= _AGAINST * count


def _by_words(words: Mapping[str, int], script: str, declared: str | None) -> str | None:
    """The language whose stop words a page in this script has most of, if they are enough to speak against
    what it declares; else that, or what the script is mostly used for."""
    found, votes, kinds = _votes(words)
    written = sorted([language for language in votes if written_in(language, script)])
    best = max(written, key=lambda language: (votes[language], language == declared), default=None)
    if best is None or found[best] < _LEAST_SHARE * sum(words.values()) or kinds[best] < _LEAST_KINDS:
        return declared if declared and written_in(declared, script) else USUAL.get(script)
    if declared is None:
        return best
    close = found[declared] >= found[best] / 2 or not _plainly(best, words, declared)
    return declared if close else best


def _share(words: Mapping[str, int], listed: Set[str]) -> float:
    return sum(map(words.__getitem__, filter(listed.__contains__, words))) / sum(words.values())


def _votes(words: Mapping[str, int]) -> tuple[Counter[str], defaultdict[str, float], Counter[str]]:
    """For each language how many words are stop words of it; the same with a word that is one in several
    languages shared out among them, which tells close ones apart; and how many different ones there are."""
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
    return found, votes, kinds
