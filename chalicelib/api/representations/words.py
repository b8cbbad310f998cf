"""Words, as lists of any format."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, overload

from chalicelib.api.representations.formats import Columns, Item, Listing

if TYPE_CHECKING:  # accepting a job needs no database
    from chalicelib.api.view import Shown
    from chalicelib.results.rows import WordCount


def words(counts: "Sequence[WordCount]", total: int, about: Mapping[str, Any]) -> Listing:
    """Words with their counts, and their shares of all words of the page, stop words included.

    Args:
        counts: the words that are listed.
        total: how many words the page has.
        about: what is told of the list as a whole.
    """
    columns = {**_COLUMNS, **spelling_columns(counts)}
    return Listing("words", (word_json(word, total) for word in counts), columns, about)


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
    return {
        "members": [
            {"word": each.word, "spelling": each.spelling, "count": each.count} for each in word.members
        ]
    }


def spelling_columns(words: "Sequence[WordCount]") -> Columns:
    """The last columns of each table of words: as the page spells them, and the members of families."""
    are_families = any(word.members for word in words)
    return {"spelling": itemgetter("spelling"), **({"members": _members_cell} if are_families else {})}


def totals(shown: "Shown") -> dict[str, int]:
    """How many different words there are, how many are shown, and why the others are not."""
    return {
        "different": shown.different,
        "shown": shown.shown,
        "stop_words": shown.stop_words,
        "without": shown.own,
    }


@overload
def share(count: int, total: int) -> float: ...


@overload
def share(count: int | None, total: int) -> float | None: ...


def share(count: int | None, total: int) -> float | None:
    """A part of the page's words, from 0 to 1, to six decimals; None if the count is not known."""
    if count is None:
        return None
    return round(count / total, 6) if total else 0.0


def share_cell(item: Item) -> str:
    """A share in a table: all six decimals, small ones too."""
    return f"{item['share']:.6f}"


def _members_cell(item: Item) -> str:
    return " ".join(f"{each['spelling']}:{each['count']}" for each in item.get("members", ()))


_COLUMNS: Columns = {
    "word": itemgetter("word"),
    "count": itemgetter("count"),
    "share": share_cell,
}
