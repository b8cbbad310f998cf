"""Phrases, as lists of any format."""

from collections.abc import Iterable
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from chalicelib.api.representations.formats import Columns, Listing
from chalicelib.counting.words.segmentation import joined

if TYPE_CHECKING:  # accepting a job needs no database
    from chalicelib.corpus.merged import MergedPhrase
    from chalicelib.results.rows import PhraseCount, PhraseList

COLUMNS: Columns = {name: itemgetter(name) for name in ("phrase", "count", "spelling")}


def phrases(counts: "Iterable[PhraseCount]", kept: "PhraseList", shown: int) -> Listing:
    """Phrases with their counts, and how many there are, are kept and are shown."""
    totals = {"different": kept.total, "kept": len(kept.phrases), "shown": shown}
    return Listing("phrases", map(phrase_json, counts), COLUMNS, {"totals": totals})


def phrase_json(phrase: "PhraseCount | MergedPhrase") -> dict[str, Any]:
    """One phrase."""
    return {
        "phrase": " ".join(phrase.words),
        "spelling": joined(phrase.spellings),
        "words": phrase.words,
        "count": phrase.count,
    }
