"""Which words of a page are forms of one word: package and packages, laufen and läuft.

Two words are if they begin alike and differ by two endings of one paradigm of their language. The paradigms
hold endings of inflection only, and of those that make other words too none: better two lines too many than
one of two words. Stemmers are made for searching, and take universe for university and past for paste.
"""

import re
from collections import defaultdict
from collections.abc import Container, Mapping
from itertools import takewhile

_SHORTEST = 2  # characters that the forms of a word have in common, beside their endings
_ALIKE = 3  # characters at the beginning in which words are alike that are looked at together

_ROMANCE_NOUNS = "|s a|as o|os e|es |es"
PARADIGMS: Mapping[str, tuple[frozenset[str], ...]] = {
    language: tuple(frozenset(endings.split("|")) for endings in listed.split(" "))
    for language, listed in {
        "da": "|en|et|er|erne|s|ens|ets e|en|er|erne|ede|et|ende |e",
        "de": "|s |es|e|en |e|en|em e|en|em|es en|e|st|t n|e |n |s|e "
        "en|te|t|test|tet|ten|est|et um|en um|a us|en",
        "en": "|s|'s|ed|ing|es e|es|e's|ed|ing y|ies|y's|ied|ying",
        "es": f"{_ROMANCE_NOUNS} "
        "ar|o|as|a|amos|áis|an|é|aste|ó|aron|aba|aban|ando|ado|ada|ados|adas|ará|arán "
        "er|o|es|e|emos|en|í|ió|ieron|ía|ían|iendo|ido|ida|idos|idas|erá|erán "
        "ir|o|es|e|imos|en|í|ió|ieron|ía|ían|iendo|ido|ida|idos|idas|irá|irán z|ces ón|ones ión|iones",
        "fr": "|s e|es al|aux eau|eaux eux|euse|euses if|ifs|ive|ives é|ée|és|ées "
        "er|e|es|ent|ons|ez|é|ée|és|ées|ait|ais|aient|ant|era|eront|a|èrent "
        "ir|it|is|issons|issez|issent|i|ie|ies|issait|issant|ira ien|iens|ienne|iennes",
        "it": "o|i a|e e|i are|o|i|a|iamo|ate|ano|ava|avano|ando|ato|ata|ati|ate|erà "
        "ere|o|i|e|iamo|ete|ono|eva|evano|endo|uto|uta|uti|ute ire|o|i|e|iamo|ite|ono|iva|ivano|endo|ito|ita "
        "co|chi ca|che go|ghi ga|ghe",
        "nl": "|s |e|en e|en |'s |t|en|te|ten |de|den s|zen f|ven",
        "no": "|en|et|er|ene|s|ens|ets e|en|er|ene|et|te|de|ende |e",
        "pt": f"{_ROMANCE_NOUNS} ar|o|as|a|amos|am|ei|ou|aram|ava|avam|ando|ado|ada|ados|adas|ará "
        "er|o|es|e|emos|em|i|eu|eram|ia|iam|endo|ido|ida|idos|idas "
        "ir|o|es|e|imos|em|i|iu|iram|ia|iam|indo|ido|ida ão|ões al|ais el|éis m|ns r|res z|zes",
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

# Endings of verbs that are endings of other words too: of two such, neither tells that both are one verb's.
_VOWELS = frozenset("aeioué") | {"í", "ó"}
_NOUNS = frozenset([("i", "o"), ("a", "e"), ("e", "i")])  # of Italian, which has its plurals by them
# English words that end in s, and are no forms of the word before it.
_SINGULAR = frozenset(
    "always bias bus chaos economics ethics gas lens less mathematics means news perhaps physics plus "
    "politics series species thanks this thus".split()
)
_DOUBLES = re.compile("[^aeiou]*[aeiou][^aeiouwxy]")  # a syllable whose last consonant doubles: hopping
_UMLAUTS = str.maketrans("äöü", "aou")


def families(
    counts: Mapping[str, int], language: str | None, alone: Container[str] = frozenset()
) -> list[list[str]]:
    """The words as families, the commonest member of each first.

    Args:
        counts: folded words.
        language: theirs; of one that has no paradigms each word is a family.
        alone: words that have no forms: stop words, of which *not* is not *notes*.
    """
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    if language is None or language not in PARADIGMS:
        return [[word] for word in ranked]
    alike: defaultdict[str, list[list[str]]] = defaultdict(list)
    found = []
    for word in ranked:
        if word in alone:
            found.append([word])
            continue
        rivals = alike[word[:_ALIKE].translate(_UMLAUTS)]
        family = next((each for each in rivals if _are_forms(each[0], word, language)), None)
        if family is None:
            family = []
            rivals.append(family)
            found.append(family)
        family.append(word)
    return found


def _are_forms(one: str, other: str, language: str) -> bool:
    """Whether two different words differ by endings of one paradigm."""
    if language == "en":
        return _are_english(one, other)
    if language == "de" and (verbs := _without_umlauts(one, other)):
        return _differ_by_endings(*verbs, language)
    if language == "de" and (one + "n" == other or other + "n" == one):  # Schwestern, but neun is not of neu
        return min(one, other, key=len).endswith(("e", "el", "er"))
    return _differ_by_endings(one, other, language)


def _are_english(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if {one, other} & _SINGULAR or long.endswith("ss"):  # princess is no form of princes
        return False
    if long == short + "es" and not short.endswith(("s", "x", "z", "ch", "sh", "o")):  # capes, of cape
        return False
    if long in (short + "ed", short + "ing") and _DOUBLES.fullmatch(short):  # hoping, of hope
        return False
    if long in (short + short[-1] + "ed", short + short[-1] + "ing"):  # stopped, running
        return True
    return _differ_by_endings(one, other, "en")


def _without_umlauts(one: str, other: str) -> tuple[str, str] | None:
    """Läuft and laufen as lauft and laufen: a verb's vowel changes before -st and -t only."""
    plain = one.translate(_UMLAUTS), other.translate(_UMLAUTS)
    changed = [word for word, without in zip((one, other), plain, strict=True) if word != without]
    return plain if len(changed) == 1 and changed[0].endswith("t") else None


def _differ_by_endings(one: str, other: str, language: str) -> bool:
    pairs = zip(one, other, strict=False)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    for length in range(common, max(common - 4, _SHORTEST - 1), -1):
        endings = one[length:], other[length:]
        if _VOWELS.issuperset(endings):
            is_plural = language == "it" and tuple(sorted(endings)) in _NOUNS
            if not is_plural or (one[length - 1] in "cg" and "a" in endings):
                continue
        if any(paradigm.issuperset(endings) for paradigm in PARADIGMS[language]):
            return True
    return False
