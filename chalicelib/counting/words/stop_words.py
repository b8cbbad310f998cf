"""The stop words of each language: NLTK's lists, Stopwords ISO's, and our own function words.

NLTK's are taken where there is one, Stopwords ISO's where NLTK has none or a thin one; where they are wide
they hold words of content, so no more are joined than a language needs; those that they still have
(content_words.txt) are taken out. Our own (function_words.txt) join all of them. docs/counting.md has what
each language takes, and what share of a text it covers.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from chalicelib.counting.words.folding import SPECIAL, fold_all
from chalicelib.errors import MissingAsset

_ROOT = Path(__file__).resolve().parents[3]
_DATA_FOLDERS = (
    _ROOT / "vendor" / "nltk_data",  # set up in a checkout
    _ROOT / "nltk_data",  # in the deployment package
)

NLTK_FILES: Mapping[str, str] = {
    "sq": "albanian",
    "ar": "arabic",
    "az": "azerbaijani",
    "be": "belarusian",
    "bn": "bengali",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "he": "hebrew",
    "hi-Latn": "hinglish",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "kk": "kazakh",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sl": "slovene",
    "sv": "swedish",
    "ta": "tamil",
    "tg": "tajik",
    "tr": "turkish",
    "uz": "uzbek",
    "zh": "chinese",
}
"""Language tag to the name of its file in NLTK's corpus."""

_JOINED = frozenset(["da", "el", "tr"])
"""Languages whose list of NLTK's lacks everyday words that Stopwords ISO's has."""

_UNUSABLE = frozenset(["ms", "ur"])
"""Languages whose list of Stopwords ISO's is none: the Malay one was made of business news, and the Urdu one
is in the code of a font."""

_KURDISH = ("ku", "ckb")
"""Kurmanji and Sorani: what Stopwords ISO calls Kurdish is Sorani."""

_FUNCTION_WORDS = Path(__file__).with_name("function_words.txt")
CONTENT_WORDS = Path(__file__).with_name("content_words.txt")
"""Words of content that are in the lists of others: they are taken out."""

_HYPHENATED = frozenset(["ca", "fr", "pt", "ro"])
"""Languages that join pronouns to other words by a hyphen."""

_PARTED = re.compile("'")
_PARTED_AT_HYPHENS = re.compile("['-]")
_OTHER_GENDER = re.compile("[/*(]|(?<=[a-z]{2}e):(?=[rn]$)")  # jede*r, todos/as, un(e), eine:n
_MARKED = re.compile("['/*(@:-]")


@cache
def stop_words() -> Mapping[str, frozenset[str]]:
    """Language tag to its stop words, folded; read from files at the first call.

    Raises:
        MissingAsset: NLTK's corpus was not set up.
    """
    lists: dict[str, frozenset[str]] = {}
    for read in LISTS.values():
        for language, words in read().items():
            lists[language] = lists.get(language, frozenset()).union(_folded(words, language))
    for language, words in words_in(CONTENT_WORDS).items():
        lists[language] -= _folded(words, language)
    return lists


def stop_words_among(words: Mapping[str, int], language: str | None) -> frozenset[str]:
    """Those of `words` that are stop words in `language`.

    They are in its list, or what stands before the ending of the other gender is, or every part of them
    between apostrophes is (l'on, qu'il, she'd), or in French, Portuguese and Romanian between hyphens too
    (qu'est-ce, celui-ci).
    """
    listed = stop_words().get(language or "", frozenset())
    if language == "hi":
        listed |= stop_words()["hi-Latn"]
    found = set(filter(listed.__contains__, words))
    if listed:
        marks = _PARTED_AT_HYPHENS if language in _HYPHENATED else _PARTED
        found.update(word for word in filter(_MARKED.search, words) if _is_made_of(listed, word, marks))
    return frozenset(found)


def _is_made_of(listed: frozenset[str], word: str, marks: re.Pattern[str]) -> bool:
    """Whether a word is stop words between marks, or one with the ending of the other gender."""
    first, *others = _OTHER_GENDER.split(word, maxsplit=1)
    if others or "@" in word:
        return first.replace("@", "o") in listed
    return listed.issuperset(marks.split(word))


def _nltk() -> Mapping[str, Iterable[str]]:
    """NLTK's lists, files with a word on each line.

    They are read as they are: importing NLTK for its reader of such files takes much longer.

    Raises:
        MissingAsset: the corpus was not set up.
    """
    for folder in _DATA_FOLDERS:
        corpus = folder / "corpora" / "stopwords"
        if (corpus / "english").is_file():
            return {
                language: (corpus / file).read_text("utf-8").splitlines()
                for language, file in NLTK_FILES.items()
            }
    raise MissingAsset(
        "NLTK's stop words are missing: `make run` takes them from a pinned package, and so does "
        "`make deploy STAGE=…` before it packages the service"
    )


def _stopwords_iso() -> Mapping[str, Iterable[str]]:
    """Those of Stopwords ISO's lists that are taken, from its file: importing the package takes longer."""
    package = find_spec("stopwordsiso")
    if package is None or package.origin is None:
        raise MissingAsset("the package stopwordsiso is not installed")
    lists = json.loads(Path(package.origin).with_name("stopwords-iso.json").read_text("utf-8"))
    taken = {
        language: words
        for language, words in lists.items()
        if language in _JOINED or language not in _UNUSABLE.union(NLTK_FILES)
    }
    taken["lt"] = map(_baltic, taken["lt"])
    for language in _KURDISH:
        taken[language] = taken["ku"]
    return taken


def _baltic(word: str) -> str:
    """A Lithuanian word that was read as if its bytes were western: að is aš."""
    return word.encode("cp1252", "replace").decode("cp1257", "replace")


def _function_words() -> Mapping[str, Iterable[str]]:
    return words_in(_FUNCTION_WORDS)


def words_in(file: Path) -> Mapping[str, Iterable[str]]:
    """Lists of our own: a language's tag and a colon, then its words, on that line and on indented ones."""
    lists: dict[str, list[str]] = {}
    words: list[str] = []
    for line in file.read_text("utf-8").splitlines():
        if line[:1] in ("", "#"):
            continue
        found = line.split()
        if not line[0].isspace():
            words = lists.setdefault(found.pop(0).rstrip(":"), [])
        words.extend(found)
    return lists


def _folded(words: Iterable[str], language: str) -> frozenset[str]:
    """The words as they are counted, in their language and before it is known; a digit is none."""
    listed = [word.strip() for word in words]
    folded = fold_all(listed)[1]
    if language in SPECIAL:
        folded += fold_all(listed, language)[1]
    return frozenset([word for word in folded if not word.isdecimal()]) - {""}


LISTS: Mapping[str, Callable[[], Mapping[str, Iterable[str]]]] = {
    "NLTK": _nltk,
    "Stopwords ISO": _stopwords_iso,
    "ours": _function_words,
}
"""Whose lists there are, and how they are read."""
