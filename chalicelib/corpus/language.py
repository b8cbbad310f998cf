"""How frequent words are in general language: files that are drawn when the service is set up or packaged."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_FOLDERS = (
    _ROOT / "vendor" / "frequencies",  # set up in a checkout
    _ROOT / "frequencies",  # in the deployment package
)


def frequencies_text(language: str | None) -> str | None:
    """The file of a language: its commonest words, folded, each with how often it occurs in a million.

    Args:
        language: a BCP 47 primary subtag.

    Returns:
        JSON, or None where there is no such file.
    """
    if language is None or not re.fullmatch("[a-z]{2,3}", language):
        return None
    for folder in _FOLDERS:
        file = folder / f"{language}.json"
        if file.is_file():
            return file.read_text(encoding="utf-8")
    return None


@lru_cache(maxsize=4)
def frequencies(language: str | None) -> Mapping[str, float] | None:
    """The commonest words of a language, folded, each with its part of all words; or None."""
    text = frequencies_text(language)
    if text is None:
        return None
    return {word: round(per_million / 1e6, 10) for word, per_million in json.loads(text).items()}
