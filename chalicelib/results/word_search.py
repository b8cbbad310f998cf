"""The ended jobs whose page contains a word."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Select, cast, literal_column, or_, select
from sqlalchemy.sql.functions import coalesce

from chalicelib.results.database import connection
from chalicelib.results.models import Result
from chalicelib.results.rows import HEAD, PageWithWord, ended_job

_TABLE = Result.__table__

_FREQUENT = 50
"""A word counts as frequent where one in so many of the newest jobs has it."""


def pages_with(forms: Sequence[str], *, limit: int, before: UUID | None = None) -> list[PageWithWord]:
    """Ended jobs whose page contains a word, newest first, each with the word's count.

    No index of Postgres gives the pages of a word in the order of time, so there are two ways. A frequent
    word is found among the newest jobs, read backwards until there are enough. The pages of any other
    word are few enough to be all taken from the index on words, and sorted.

    Args:
        forms: the word folded, in each form under which it may be counted.
        limit: how many at most.
        before: only those issued before this one.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    with connection() as open_connection:
        found = open_connection.execute(_newest_with(forms, limit, before)).all()
        if len(found) < limit:
            found = open_connection.execute(_all_with(forms, limit, before)).all()
    return [PageWithWord(ended_job(row), row.occurrences) for row in found]


def _newest_with(forms: Sequence[str], limit: int, before: UUID | None) -> Select[Any]:
    newest = select(_TABLE).order_by(_TABLE.c.id.desc()).limit(limit * _FREQUENT)
    if before is not None:
        newest = newest.where(_TABLE.c.id < before)
    rows = newest.subquery()
    return (
        select(*(rows.c[column.name] for column in HEAD), _occurrences(rows.c.words, forms))
        .where(_has(rows.c.words, forms))
        .order_by(rows.c.id.desc())
        .limit(limit)
    )


def _all_with(forms: Sequence[str], limit: int, before: UUID | None) -> Select[Any]:
    found = select(*HEAD, _occurrences(_TABLE.c.words, forms)).where(_has(_TABLE.c.words, forms))
    if before is not None:
        found = found.where(_TABLE.c.id < before)
    # The planner cannot know how frequent a word is. OFFSET keeps it from walking the jobs by time here.
    rows = found.offset(literal_column("0")).subquery()
    return select(rows).order_by(rows.c.id.desc()).limit(limit)


def _has(words: ColumnElement[Any], forms: Sequence[str]) -> ColumnElement[bool]:
    return or_(*[words.has_key(form) for form in forms])


def _occurrences(words: ColumnElement[Any], forms: Sequence[str]) -> ColumnElement[int]:
    """How often the word occurs, under the first form that the page has: in its language there is one."""
    return cast(coalesce(*[words[form].astext for form in forms]), BigInteger).label("occurrences")
