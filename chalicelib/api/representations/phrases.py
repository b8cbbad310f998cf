"""Phrases as JSON."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from chalicelib.api.representations.answers import json_text, that_fit
from chalicelib.counting.words.segmentation import joined

if TYPE_CHECKING:  # accepting a job needs no database
    from chalicelib.corpus.merged import MergedPhrase
    from chalicelib.results.rows import PhraseCount, PhraseList


def phrases(counts: "Iterable[PhraseCount]") -> list[dict[str, Any]]:
    """Phrases with their counts, no more than an answer of Lambda has room for."""
    return that_fit(map(phrase_json, counts), json_text)


def phrase_json(phrase: "PhraseCount | MergedPhrase") -> dict[str, Any]:
    """One phrase."""
    return {
        "phrase": " ".join(phrase.words),
        "spelling": joined(phrase.spellings),
        "words": phrase.words,
        "count": phrase.count,
    }


def phrase_totals(kept: "PhraseList", shown: int) -> dict[str, int | None]:
    """How many phrases occur more than once, how many of them are kept, and how many of those are shown."""
    return {"different": kept.total, "kept": len(kept.phrases), "shown": shown}
