"""The stop words of each language: NLTK's lists, and Stopwords ISO's for languages that NLTK has none for."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.counting.words.folding import fold_all
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


def _reader() -> Any:
    """NLTK's own reader of the corpus.

    Raises:
        MissingAsset: the corpus was not set up.
    """
    for folder in _DATA_FOLDERS:
        if (folder / "corpora" / "stopwords" / "english").is_file():
            # Importing any part of NLTK imports most of it, half a second of CPU time: only here.
            from nltk import data
            from nltk.corpus.reader.wordlist import WordListCorpusReader

            if str(folder) not in data.path:
                data.path.insert(0, str(folder))  # NLTK reads nothing outside of these
            return WordListCorpusReader(str(folder / "corpora" / "stopwords"), list(NLTK_FILES.values()))
    raise MissingAsset(
        "NLTK's stop words are missing: `make run` takes them from a pinned package, and so does "
        "`make deploy STAGE=…` before it packages the service"
    )


@cache
def stop_words() -> Mapping[str, frozenset[str]]:
    """Language tag to its stop words, folded; read from files at the first call.

    Raises:
        MissingAsset: the corpus was not set up.
    """
    import stopwordsiso

    reader = _reader()
    lists = {language: _folded(reader.words(file)) for language, file in NLTK_FILES.items()}
    for language in stopwordsiso.langs() - lists.keys():
        lists[language] = _folded(stopwordsiso.stopwords(language))
    return lists


def _folded(words: Any) -> frozenset[str]:
    return frozenset(filter(None, fold_all([word.strip() for word in words])[1]))
