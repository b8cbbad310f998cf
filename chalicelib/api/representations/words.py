"""Words and phrases as JSON and CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from chalicelib.api.representations.answers import MAXIMUM_BYTES, cell, json_text, size

if TYPE_CHECKING:  # accepting a job needs no database
    from chalicelib.results.rows import PhraseCount, WordCount

_CSV_EXTRA = len(r"\"\"\r\n")  # of a row: quotes around its word, and its end


def words(counts: "Sequence[WordCount]", total: int) -> list[dict[str, Any]]:
    """Words with their counts, and their shares of all words of the page, stop words included.

    They are fewer than were given where an answer of Lambda has no room for all.
    """
    bodies, taken = [], 0
    for word in counts:
        body = {
            "word": word.word,
            "spelling": word.spelling,
            "count": word.count,
            "share": share(word.count, total),
        }
        taken += size(json_text(body)) + 1
        if taken > MAXIMUM_BYTES:
            break
        bodies.append(body)
    return bodies


def share(count: int, total: int) -> float:
    """A part of the page's words, from 0 to 1, to six decimals."""
    return round(count / total, 6) if total else 0.0


def phrases(counts: "Iterable[PhraseCount]") -> list[dict[str, Any]]:
    """Phrases with their counts."""
    return [
        {"phrase": " ".join(phrase.words), "words": phrase.words, "count": phrase.count} for phrase in counts
    ]


def words_csv(counts: "Sequence[WordCount]", total: int) -> tuple[str, int]:
    """Words as CSV (RFC 4180) with a header line, and how many an answer of Lambda had room for.

    There is no byte order mark: the media type says that it is UTF-8 (RFC 3629, section 6), and to a program
    the mark would be part of the first column's name.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["word", "count", "share"])
    taken = 0
    for number, word in enumerate(counts):
        row = [cell(word.word), word.count, f"{share(word.count, total):.6f}"]
        taken += size(",".join(map(str, row)).replace('"', '""')) + _CSV_EXTRA
        if taken > MAXIMUM_BYTES:
            return table.getvalue(), number
        writer.writerow(row)
    return table.getvalue(), len(counts)
