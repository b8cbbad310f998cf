"""Which words of a page are forms of one word: package and packages, laufen and läuft.

Two words are if they begin alike and differ by two endings of one paradigm of their language, or are
irregular forms of one. The paradigms hold endings of inflection only: better two lines too many than one of
two words. Stemmers are made for searching, and take universe for university and past for paste.
"""

import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from functools import cache
from itertools import takewhile

from chalicelib.counting.words.irregular import (
    APART,
    DUTCH_EREN,
    GERMAN_ER,
    NO_PLURALS,
    SWEDISH_ADJECTIVES,
    base,
)

_SHORTEST = 2  # characters that the forms of a word have in common, beside their endings
_ALIKE = 3  # characters in which forms begin alike

_ROMANCE_NOUNS = "|s a|as o|os e|es |es"
PARADIGMS: Mapping[str, tuple[frozenset[str], ...]] = {
    language: tuple(frozenset(endings.split("|")) for endings in listed.split(" "))
    for language, listed in {
        "da": "|en|et|er|erne|s|ens|ets e|en|er|erne|ede|et|ende |e",
        "de": "|s |es|e|en |e|en|em e|en|em|es en|e|st|t |n |s|e in|innen "
        "en|te|t|test|tet|ten|est|et um|en um|a us|en",
        "en": "|s|'s|ed|ing|es e|es|e's|ed|ing y|ies|y's|ied|ying",
        "es": f"{_ROMANCE_NOUNS} "
        "ar|as|a|amos|áis|an|é|aste|ó|aron|aba|aban|ando|ado|ada|ados|adas|ará|arán "
        "er|es|e|emos|en|í|ió|ieron|ía|ían|iendo|ido|ida|idos|idas|erá|erán "
        "ir|es|e|imos|en|í|ió|ieron|ía|ían|iendo|ido|ida|idos|idas|irá|irán "
        "z|ces ón|ones ión|iones és|eses án|anes ín|ines ún|unes ús|uses",
        "fr": "|s e|es al|aux eau|eaux eux|euse|euses if|ifs|ive|ives é|ée|és|ées "
        "er|e|es|ent|ons|ez|é|ée|és|ées|ait|ais|aient|ant|era|eront|a|èrent "
        "ir|it|is|issons|issez|issent|i|ie|ies|issait|issant|ira ien|iens|ienne|iennes "
        "ger|ge|geait|geais|geaient|geant|geons|gea cer|ce|çait|çais|çaient|çant|çons|ça",
        "it": "o|i a|e e|i are|o|i|a|iamo|ate|ano|ava|avano|ando|ato|ata|ati|ate|erà "
        "ere|o|i|e|iamo|ete|ono|eva|evano|endo|uto|uta|uti|ute ire|o|i|e|iamo|ite|ono|iva|ivano|endo|ito|ita "
        "co|chi ca|che go|ghi ga|ghe ema|emi",
        "nl": "|s |e|en e|en |'s |t en|t|te|ten de|den|en s|zen f|ven heid|heden",
        "no": "|en|et|er|ene|s|ens|ets e|en|er|ene|et|te|de|ende |e",
        "pt": f"{_ROMANCE_NOUNS} ar|o|as|a|amos|am|ei|ou|aram|ava|avam|ando|ado|ada|ados|adas|ará "
        "er|o|es|e|emos|em|i|eu|eram|ia|iam|endo|ido|ida|idos|idas "
        "ir|o|es|e|imos|em|i|iu|iram|ia|iam|indo|ido|ida "
        "ão|ões ão|ães al|ais el|éis el|eis il|is il|eis ol|óis ul|uis m|ns r|res z|zes ês|eses",
        "ru": "|а|у|ом|е|ы|ов|ам|ами|ах|и|ев|ей а|ы|е|у|ой|и|ам|ами|ах я|и|е|ю|ей|ям|ями|ях "
        "ь|я|ю|ем|е|и|ей|ям|ями|ях|ью о|а|у|ом|е|ам|ами|ах ие|ия|ию|ием|ии|ий|иям|иями|иях "
        "ия|ии|ию|ией|ий|иям|иями|иях "
        "ый|ая|ое|ые|ого|ой|ому|ую|ым|ом|ых|ыми "
        "ий|ая|ое|ие|ого|ой|ому|ую|им|ом|их|ими|яя|ее|его|ей|ему|юю|ем "
        "ть|ю|ет|ешь|ем|ете|ют|л|ла|ло|ли ить|ю|ит|ишь|им|ите|ят|ил|ила|ило|или",
        "sv": "|en|et|ar|er|arna|erna|s|ens|ets a|or|an|orna e|ar|en|arna a|ar|ade|at|ande |n |a",
    }.items()
}
"""For each language the endings that forms of one word have, with those of one kind of words in one set."""

# Endings of verbs that are endings of nouns and adjectives too, or so nearly: two such tell no verb, but only
# the plural of a noun, the first of the paradigms of their language.
_WEAK: Mapping[str, frozenset[str]] = {
    "es": frozenset("a as e es o os é í ó ía ían ió ado ada ados adas ido ida idos idas".split()),
    "fr": frozenset("e es é és ée ées i ie ies".split()),
    "it": frozenset("a e i o ano ato ata ati ate ito ita iti ite uto uta uti ute".split()),
    "pt": frozenset("a as e es o os i ia iam eu iu ei ado ada ados adas ido ida idos idas".split()),
}
_NOUNS = frozenset(map(frozenset, ["io", "ae", "ei"]))  # of Italian: what its plurals differ by
# What is written together with the word that follows: l'histoire and d'histoire are histoire.
_ELIDED = {
    "ca": re.compile("^(?:[dlmnst])'"),
    "fr": re.compile("^(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)'"),
    "it": re.compile("^(?:[cdlmnstv]|un|(?:a|da|de|ne|su)ll|que(?:ll|st)|(?:be|nessu|san|tutt)[ln]?)'"),
}
# English words that end in s, and are no forms of the word before it.
_SINGULAR = frozenset(
    "always bias bus chaos economics ethics gas lens less mathematics means news perhaps physics plus "
    "politics series species thanks this thus".split()
)
_DOUBLES = re.compile("[^aeiou]*[aeiou][^aeiouwxy]")  # a syllable whose last consonant doubles: hopping
_CLOSED = re.compile("(?:.*[^aeiou])?[aeiou](?<!e)[^aeiouwxyj]|[^aeiou]*e[^aeiouwxyj]")  # bot, but kamer
_LONG_VOWEL = re.compile("(?:aa|ee|oo|uu)[^aeiou]$")
_TWICE = re.compile(r"(\w)\1")
_DOUBLING = frozenset(["en", "nl"])  # stop, stopped; boot, boten
_LONGEST_ENDING = 6
_MOST_RIVALS = 12  # commoner words whose form a word may be: of made-up words thousands have one stem
MOST_WORDS = 50_000  # that are looked at, the commonest: a collection of made-up pages has a million
_DUTCH_STEM = 3
_DUTCH_STEM_OF_E = 6
_PLURALS_OF_FEW = {"de": ("er", "ern"), "nl": ("eren",)}
_ALSO_ALIKE = str.maketrans("zy", "ci")  # in which forms begin: luz, luces; try, tries
_OF_NOUNS = 5  # paradigms of Spanish, French and Portuguese
_ITALIAN_STEM = 4  # letters of a verb: solare is no form of sole
_UMLAUTS = str.maketrans("äöü", "aou")


def families(
    counts: Mapping[str, int], language: str | None, alone: Container[str] = frozenset()
) -> list[list[str]]:
    """The words as families, the commonest member of each first; beyond `MOST_WORDS` each is one by itself.

    Args:
        counts: folded words.
        language: theirs; of one that has no paradigms each word is a family.
        alone: words that have no forms: stop words, of which *not* is not *notes*.
    """
    ranked = sorted(sorted(counts), key=counts.__getitem__, reverse=True)  # a sort keeps the order of equals
    if language is None or language not in PARADIGMS.keys() | _ELIDED.keys():
        return [[word] for word in ranked]
    elided = _ELIDED.get(language)
    heads: list[str] = []
    found: list[list[str]] = []
    by_stem: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for word in ranked[:MOST_WORDS]:
        whole = base(elided.sub("", word) if elided and "'" in word else word, language)
        stems = () if word in alone else _stems(whole, language)
        rivals = sorted({number for stem in stems for number in by_stem.get(stem, ())})[:_MOST_RIVALS]
        number = next((each for each in rivals if _are_forms(heads[each], whole, language)), None)
        if number is not None:
            found[number].append(word)
            continue
        for of_stem in map(by_stem.__getitem__, stems):
            if len(of_stem) < _MOST_RIVALS:
                of_stem.append(len(found))
        heads.append(whole)
        found.append([word])
    return found + [[word] for word in ranked[MOST_WORDS:]]


@cache
def _paradigms_of(language: str) -> Mapping[str, Sequence[int]]:
    """Each ending of a language to the numbers of the paradigms that have it."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, paradigm in enumerate(PARADIGMS.get(language, ())):
        for ending in paradigm:
            having[ending].append(number)
    return having


def _stems(word: str, language: str) -> list[tuple[int, str]]:
    """What a word has in common with each of its forms: itself, and each paradigm's possible stems of it.
    Letters are left out in which forms differ: umlauts, and one of two."""
    plain = word.translate(_UMLAUTS)
    if language in _DOUBLING:
        plain = _TWICE.sub(r"\1", plain)
    stems = [(-1, plain.removesuffix(ending)) for ending in ("", *_PLURALS_OF_FEW.get(language, ()))]
    paradigms = _paradigms_of(language)
    for length in range(min(_LONGEST_ENDING, len(plain)) + 1):
        end = len(plain) - length
        stems += [(number, plain[:end]) for number in paradigms.get(plain[end:], ())]
    return stems


def _are_forms(one: str, other: str, language: str) -> bool:
    """Whether two words are one, or differ by endings of one paradigm."""
    alike = language == "nl" or _beginning(one) == _beginning(other)
    if one == other or not alike:
        return alike
    short, long = sorted((one, other), key=len)
    if long == f"{short}s" and long in NO_PLURALS.get(language, ()):
        return False
    if frozenset((one.rstrip("s"), other.rstrip("s"))) in APART.get(language, ()):
        return False
    if (of_language := _BY_LANGUAGE.get(language)) is not None:
        return of_language(one, other)
    return _differ_by_endings(one, other, language)


def _beginning(word: str) -> str:
    return word[:_ALIKE].translate(_UMLAUTS).translate(_ALSO_ALIKE)


def _are_german(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    plain = long.translate(_UMLAUTS)
    noun = next(filter(short.endswith, GERMAN_ER), None)
    if noun and plain in (f"{short}er", f"{short}ern"):  # Häuser
        return (plain != long) == bool(set("aou") & set(noun))
    if verbs := _without_umlauts(one, other):
        return _differ_by_endings(*verbs, "de")
    if short + "n" == long:  # Schwestern, but neun is not of neu
        return short.endswith(("e", "el", "er"))
    return (long != f"{short}e" or not short.endswith("e")) and _differ_by_endings(one, other, "de")


def _are_swedish(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if long == f"{short}s" and short.endswith(("s", "x", "z")):  # glass, of glas
        return False
    if long == f"{short}a":  # boka, of bok
        return short.endswith(SWEDISH_ADJECTIVES)
    if long == f"{short}n":  # barn, of bar
        return short.endswith(tuple("aeioö")) or (len(short) > len("hör") and short.endswith(("l", "r")))
    return _differ_by_endings(one, other, "sv")


def _are_english(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short in _SINGULAR and long == f"{short}es":  # buses
        return True
    if {one, other} & _SINGULAR or _only_look_english(short, long):
        return False
    if long in (short + short[-1] + "ed", short + short[-1] + "ing"):  # stopped, running
        return True
    return _differ_by_endings(one, other, "en")


def _only_look_english(short: str, long: str) -> bool:
    if long.endswith("ss") or (short.endswith("ss") and not long.startswith(short)):
        return True  # princess, based and bass
    if long == f"{short}es":  # capes, of cape
        return not short.endswith(("s", "x", "z", "ch", "sh", "o"))
    if long in (f"{short}ed", f"{short}ing"):  # hoping, of hope
        return _DOUBLES.fullmatch(short) is not None
    if {short[-2:], long[-2:]} == {"ed", "es"} or long == f"{short}d":  # seed, of sees and see; but freed
        return short[:-2].endswith("e") or (short.endswith("ee") and len(short) == len("see"))
    return long == f"{short[:-1]}es" and short.endswith("s")  # Angeles, of angels


def _without_umlauts(one: str, other: str) -> tuple[str, str] | None:
    """Läuft and laufen as lauft and laufen: a verb's vowel changes before -st and -t only."""
    plain = one.translate(_UMLAUTS), other.translate(_UMLAUTS)
    changed = [word for word, without in zip((one, other), plain, strict=True) if word != without]
    return plain if len(changed) == 1 and changed[0].endswith("t") else None


def _are_dutch(one: str, other: str) -> bool:
    """A long vowel is written twice before the last consonant only (boot, boten), and after a short one the
    consonant is, before an ending (bot, botten): so bot is not of boten."""
    short, long = sorted((one, other), key=len)
    if _only_look_dutch(short, long):
        return False
    if long == f"{short}eren" or _is_of_verb(one, other) or _is_of_verb(other, one):
        return True
    if _CLOSED.fullmatch(short):
        return long.startswith(short + short[-1]) and long[len(short) + 1 :] in ("e", "en")
    if _LONG_VOWEL.search(short) and long in (
        short[:-2] + short[-1] + ending for ending in ("e", "en", "er")
    ):
        return True
    common = _in_common(one, other)
    ends_already = short.endswith("en") and long.startswith(short)  # talent, of talen
    is_other = long == f"{short}n" and short.endswith("e") and common < _DUTCH_STEM_OF_E  # heten, of hete
    if _CLOSED.fullmatch(one[:common]) or common < _DUTCH_STEM or ends_already or is_other:
        return False
    return _differ_by_endings(one, other, "nl")


def _is_of_verb(verb: str, infinitive: str) -> bool:
    """Whether it is koopt of kopen."""
    stem = verb[:-1]
    return verb.endswith("t") and bool(_LONG_VOWEL.search(stem)) and infinitive == f"{stem[:-2]}{stem[-1]}en"


def _only_look_dutch(short: str, long: str) -> bool:
    if long == f"{short}s":  # plaats, of plaat
        return not short.endswith(("e", "a", "o", "i", "u", "y", "el", "em", "en", "er", "aar"))
    if long == f"{short}t":  # internet, of interne
        return short.endswith("e") and not short.endswith(("oe", "ie", "ee"))
    if long == f"{short}eren":
        return not short.endswith(DUTCH_EREN)
    stem = short[: _in_common(short, long)]  # groen, of grote
    return stem.endswith(tuple("aeiou")) and {short[len(stem) :], long[len(stem) :]} in (
        {"en", "te"},
        {"en", "ten"},
    )


def _in_common(one: str, other: str) -> int:
    """How many letters two words begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _differ_by_endings(one: str, other: str, language: str) -> bool:
    common = _in_common(one, other)
    weak = _WEAK.get(language, frozenset())
    for length in range(common, max(common - 4, _SHORTEST - 1), -1):
        endings = frozenset((one[length:], other[length:]))
        is_weak = weak >= endings or (language == "it" and weak & endings and length < _ITALIAN_STEM)
        if is_weak and not _is_plural(endings, one[length - 1], language):
            continue
        if any(paradigm.issuperset(endings) for paradigm in PARADIGMS.get(language, ())):
            return True
    return False


def _is_plural(endings: frozenset[str], before: str, language: str) -> bool:
    """Whether endings that tell no verb are those of one noun."""
    if language == "it":
        return endings in _NOUNS and not (before in "cg" and "a" in endings)
    return any(endings <= paradigm for paradigm in PARADIGMS[language][:_OF_NOUNS])


_BY_LANGUAGE = {"de": _are_german, "en": _are_english, "nl": _are_dutch, "sv": _are_swedish}
