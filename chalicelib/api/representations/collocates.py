"""Words that keep company with a word, as a list of any format."""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from chalicelib.api.representations.formats import Columns, Listing

if TYPE_CHECKING:  # other calls read no texts
    from chalicelib.counting.words.collocates import Collocate

_COLUMNS: Columns = {
    "word": itemgetter("word"),
    "spelling": itemgetter("spelling"),
    "near": itemgetter("near"),
    "count": itemgetter("count"),
    "log-likelihood": lambda item: f"{item['log_likelihood']:.4f}",
    "pmi": lambda item: f"{item['pmi']:.4f}",
}


def collocates(
    found: "Iterable[Collocate]", spellings: Mapping[str, str], about: Mapping[str, Any]
) -> Listing:
    """Words that stand near a word, spelled as the page does."""
    items = (
        {
            "word": each.word,
            "spelling": spellings.get(each.word, each.word),
            "near": each.near,
            "count": each.count,
            "log_likelihood": round(each.log_likelihood, 4),
            "pmi": round(each.pmi, 4),
        }
        for each in found
    )
    return Listing("collocates", items, _COLUMNS, about)
