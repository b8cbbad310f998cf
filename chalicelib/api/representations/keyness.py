"""Words that are typical of a page, as lists of any format."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from chalicelib.api.representations.formats import Columns, Item, Listing
from chalicelib.api.representations.jobs import called, of_columns
from chalicelib.api.representations.words import members, share, share_cell, spelling_columns, totals

if TYPE_CHECKING:  # other calls compare no words
    from chalicelib.api.view import Shown
    from chalicelib.corpus.keyness import KeyWord
    from chalicelib.results.rows import EndedJob, Part


@dataclass(frozen=True, slots=True)
class Compared:
    """Words of several pages."""

    jobs: "Sequence[EndedJob]"
    part: "Part"
    words: "Sequence[KeyWord]"


@dataclass(frozen=True, slots=True)
class InLanguage:
    """Words of a page, or of its main text, beside its language."""

    job: "EndedJob"
    part: "Part"
    frequencies: Mapping[str, float]
    words: "Sequence[KeyWord]"


def comparison(rows: Compared, shown: "Shown") -> Listing:
    """Words of several pages."""
    items = (_compared(rows, key) for key in rows.words)
    columns = {**_comparison_columns(rows.jobs), **_spellings(rows.words)}
    about = {"jobs": of_columns(rows.jobs, rows.part), "totals": totals(shown)}
    return Listing("words", items, columns, about)


def _compared(rows: Compared, key: "KeyWord") -> dict[str, Any]:
    counted = zip(key.counts, rows.jobs, strict=True)
    return {
        **_word(key),
        "counts": key.counts,
        "shares": [share(count, job.total_of(rows.part)) for count, job in counted],
        **_measures(key),
        "typical_of": str(rows.jobs[key.typical_of].id),
    }


def _comparison_columns(jobs: "Sequence[EndedJob]") -> Columns:
    numbers = {str(job.id): number for number, job in enumerate(jobs, 1)}
    pages: dict[str, Callable[[Item], object]] = {}
    for number, job in enumerate(jobs, 1):
        pages[f"count {number}: {called(job)}"] = partial(_of_page, "counts", number, "d")
        pages[f"share {number}: {called(job)}"] = partial(_of_page, "shares", number, ".6f")
    typical = {"typical of": lambda item: numbers[item["typical_of"]]}
    return {"word": itemgetter("word"), **pages, **_MEASURES, **typical}


def _of_page(name: str, number: int, form: str, item: Item) -> str:
    value = item[name][number - 1]
    return "" if value is None else format(value, form)


def keyness(rows: InLanguage, shown: "Shown") -> Listing:
    """Words of a page beside its language."""
    items = (
        {
            **_word(key),
            "share": share(key.word.count, rows.job.total_of(rows.part)),
            "language_share": rows.frequencies.get(key.word.word),
            **_measures(key),
        }
        for key in rows.words
    )
    about = {"language": rows.job.language, "totals": totals(shown)}
    return Listing("words", items, {**_KEYNESS_COLUMNS, **_spellings(rows.words)}, about)


def _spellings(words: "Sequence[KeyWord]") -> Columns:
    return spelling_columns([key.word for key in words])


def _word(key: "KeyWord") -> dict[str, Any]:
    return {
        "word": key.word.word,
        "spelling": key.word.spelling,
        "count": key.word.count,
        **members(key.word),
    }


def _measures(key: "KeyWord") -> dict[str, Any]:
    return {
        "log_likelihood": round(key.log_likelihood, 4),
        "significance": key.significance,
        "log_ratio": round(key.log_ratio, 4),
    }


def _significance_cell(item: Item) -> str:
    return "" if item["significance"] is None else f"p < {item['significance']:g}"


_MEASURES: Columns = {
    "log-likelihood": lambda item: f"{item['log_likelihood']:.4f}",
    "significance": _significance_cell,
    "log-ratio": lambda item: f"{item['log_ratio']:.4f}",
}
_KEYNESS_COLUMNS: Columns = {
    "word": itemgetter("word"),
    "count": itemgetter("count"),
    "share": share_cell,
    "language share": itemgetter("language_share"),
    **_MEASURES,
}
