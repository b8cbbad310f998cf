"""Words as JSON and CSV."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chalicelib.api.representations.answers import csv_text, json_text, that_fit

if TYPE_CHECKING:  # accepting a job needs no database
    from chalicelib.api.view import Shown
    from chalicelib.results.rows import WordCount


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
