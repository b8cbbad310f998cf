"""The ended jobs whose page contains a word."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Select, cast, literal_column, select

from chalicelib.results.database import connection
from chalicelib.results.models import Result
from chalicelib.results.rows import HEAD, PageWithWord, ended_job

_TABLE = Result.__table__

_FREQUENT = 50
"""A word counts as frequent where one in so many of the newest jobs has it."""


def pages_with(word: str, *, limit: int, before: UUID | None = None) -> list[PageWithWord]:
    """Ended jobs whose page contains a word, newest first, each with the word's count.

    No index of Postgres gives the pages of a word in the order of time, so there are two ways. A frequent
    word is found among the newest jobs, read backwards until there are enough. The pages of any other
    word are few enough to be all taken from the index on words, and sorted.

    Args:
        word: folded.
        limit: how many at most.
        before: only those issued before this one.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    with connection() as open_connection:
        found = open_connection.execute(_newest_with(word, limit, before)).all()
        if len(found) < limit:
            found = open_connection.execute(_all_with(word, limit, before)).all()
    return [PageWithWord(ended_job(row), row.occurrences) for row in found]


def _newest_with(word: str, limit: int, before: UUID | None) -> Select[Any]:
    newest = select(_TABLE).order_by(_TABLE.c.id.desc()).limit(limit * _FREQUENT)
    if before is not None:
        newest = newest.where(_TABLE.c.id < before)
    rows = newest.subquery()
    return (
        select(*(rows.c[column.name] for column in HEAD), _occurrences(rows.c.words, word))
        .where(rows.c.words.has_key(word))
        .order_by(rows.c.id.desc())
        .limit(limit)
    )


def _all_with(word: str, limit: int, before: UUID | None) -> Select[Any]:
    found = select(*HEAD, _occurrences(_TABLE.c.words, word)).where(_TABLE.c.words.has_key(word))
    if before is not None:
        found = found.where(_TABLE.c.id < before)
    # The planner cannot know how frequent a word is. OFFSET keeps it from walking the jobs by time here.
    rows = found.offset(literal_column("0")).subquery()
    return select(rows).order_by(rows.c.id.desc()).limit(limit)


def _occurrences(words: ColumnElement[Any], word: str) -> ColumnElement[int]:
    return cast(words[word].astext, BigInteger).label("occurrences")
