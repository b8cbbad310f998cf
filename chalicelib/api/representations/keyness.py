"""Words that are typical of a page, as JSON and CSV."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chalicelib.api.representations.answers import csv_text, json_text, that_fit
from chalicelib.api.representations.words import members, share

if TYPE_CHECKING:  # other calls compare no words
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

    total: int
    """All its words."""
    frequencies: Mapping[str, float]
    words: "Sequence[KeyWord]"


def sizes(jobs: "Sequence[EndedJob]", part: "Part") -> list[dict[str, Any]]:
    """The compared pages, or their main texts, with how many words each has."""
    return [{"id": str(job.id), "words": job.total_of(part)} for job in jobs]


def comparison(rows: Compared) -> list[dict[str, Any]]:
    """Words of several pages, as many as an answer has room for."""
    return that_fit((_compared(rows, key) for key in rows.words), json_text)


def _compared(rows: Compared, key: "KeyWord") -> dict[str, Any]:
    counted = zip(key.counts, rows.jobs, strict=True)
    return {
        **_word(key),
        "counts": key.counts,
        "shares": [share(count, job.total_of(rows.part)) for count, job in counted],
        **_measures(key),
        "typical_of": str(rows.jobs[key.typical_of].id),
    }


def comparison_csv(rows: Compared) -> tuple[str, int]:
    """The same as CSV, and how many words an answer had room for."""
    numbers = range(1, len(rows.jobs) + 1)
    header = ["word", *(f"{what} {number}" for number in numbers for what in ("count", "share"))]
    lines = (
        [
            key.word.word,
            *(
                cell
                for count, job in zip(key.counts, rows.jobs, strict=True)
                for cell in (count, f"{share(count, job.total_of(rows.part)):.6f}")
            ),
            *_measures_csv(key),
            key.typical_of + 1,
        ]
        for key in rows.words
    )
    return csv_text([*header, *_MEASURES, "typical of"], lines)


def keyness(rows: InLanguage) -> list[dict[str, Any]]:
    """Words of a page beside its language, as many as an answer has room for."""
    bodies = (
        {
            **_word(key),
            "share": share(key.word.count, rows.total),
            "language_share": rows.frequencies.get(key.word.word),
            **_measures(key),
        }
        for key in rows.words
    )
    return that_fit(bodies, json_text)


def keyness_csv(rows: InLanguage) -> tuple[str, int]:
    """The same as CSV, and how many words an answer had room for."""
    lines = (
        [
            key.word.word,
            key.word.count,
            f"{share(key.word.count, rows.total):.6f}",
            rows.frequencies.get(key.word.word, ""),
            *_measures_csv(key),
        ]
        for key in rows.words
    )
    return csv_text(["word", "count", "share", "language share", *_MEASURES], lines)


_MEASURES = ("log-likelihood", "significance", "log-ratio")


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


def _measures_csv(key: "KeyWord") -> list[object]:
    significance = "" if key.significance is None else f"p < {key.significance:g}"
    return [f"{key.log_likelihood:.4f}", significance, f"{key.log_ratio:.4f}"]
