"""Words and phrases as JSON and CSV."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from chalicelib.api.representations.answers import csv_text, json_text, that_fit

if TYPE_CHECKING:  # accepting a job needs no database
    from chalicelib.api.view import Shown
    from chalicelib.corpus.merged import MergedPhrase
    from chalicelib.results.rows import PhraseCount, PhraseList, WordCount


def words(counts: "Sequence[WordCount]", total: int) -> list[dict[str, Any]]:
    """Words with their counts, and their shares of all words of the page, stop words included.

    They are fewer than were given where an answer of Lambda has no room for all.
    """
    return that_fit((word_json(word, total) for word in counts), json_text)


def word_json(word: "WordCount", total: int) -> dict[str, Any]:
    """One word."""
    return {
        "word": word.word,
        "spelling": word.spelling,
        "count": word.count,
        "share": share(word.count, total),
        **members(word),
    }


def members(word: "WordCount") -> dict[str, Any]:
    """The members of a family, where words are shown as families."""
    if not word.members:
        return {}
    return {"members": [{"word": member, "count": count} for member, count in word.members]}


def totals(shown: "Shown") -> dict[str, int]:
    """How many different words there are, how many are shown, and why the others are not."""
    return {
        "different": shown.different,
        "shown": shown.shown,
        "stop_words": shown.stop_words,
        "without": shown.own,
    }


def share(count: int, total: int) -> float:
    """A part of the page's words, from 0 to 1, to six decimals."""
    return round(count / total, 6) if total else 0.0


def phrases(counts: "Iterable[PhraseCount]") -> list[dict[str, Any]]:
    """Phrases with their counts, no more than an answer of Lambda has room for."""
    return that_fit(map(phrase_json, counts), json_text)


def phrase_json(phrase: "PhraseCount | MergedPhrase") -> dict[str, Any]:
    """One phrase."""
    return {
        "phrase": " ".join(phrase.words),
        "spelling": _as_written(phrase.spellings),
        "words": phrase.words,
        "count": phrase.count,
    }


def _as_written(spellings: Sequence[str]) -> str:
    """Words one after the other, with spaces between them where their script has some."""
    from chalicelib.counting.words.segmentation import RUN

    written = spellings[0]
    for before, word in pairwise(spellings):
        written += word if RUN.match(before[-1]) and RUN.match(word) else f" {word}"
    return written


def phrase_totals(kept: "PhraseList", shown: int) -> dict[str, int | None]:
    """How many phrases occur more than once, how many of them are kept, and how many of those are shown."""
    return {"different": kept.total, "kept": len(kept.phrases), "shown": shown}


def words_csv(counts: "Sequence[WordCount]", total: int) -> tuple[str, int]:
    """Words as CSV, and how many of them an answer had room for."""
    are_families = any(word.members for word in counts)
    rows = (
        [
            word.word,
            word.count,
            f"{share(word.count, total):.6f}",
            word.spelling,
            *([" ".join(f"{member}:{count}" for member, count in word.members)] if are_families else ()),
        ]
        for word in counts
    )
    return csv_text(["word", "count", "share", "spelling", *(["members"] if are_families else ())], rows)
