"""Writing the result of a job once, and reading results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    Select,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert

from chalicelib.results.database import connection
from chalicelib.results.models import Result

_TABLE = Result.__table__
_HEAD = [
    column for column in _TABLE.c if column.name not in ("words", "stop_words", "spellings", "phrases")
]  # what a job's own representation needs, without the large values


@dataclass(frozen=True, slots=True)
class WordCount:
    """One word of a page."""

    word: str
    """Folded."""
    spelling: str
    """As the page spells it most often."""
    count: int


@dataclass(frozen=True, slots=True)
class PhraseCount:
    """Words that follow one another on a page."""

    words: tuple[str, ...]
    count: int


def save(result: Result) -> bool:
    """Write how a job ended, unless it has ended already; returns whether this wrote it.

    Raises:
        DatabaseUnavailable: nothing was written.
    """
    values = {column.name: getattr(result, column.name) for column in _TABLE.c}
    statement = insert(Result).on_conflict_do_nothing(index_elements=["id"])
    with connection() as open_connection:
        return open_connection.execute(statement, values).rowcount == 1


def ended(ids: Iterable[UUID]) -> set[UUID]:
    """Those of the jobs that have ended.

    Raises:
        DatabaseUnavailable: it cannot be told.
    """
    with connection() as open_connection:
        return set(open_connection.scalars(select(_TABLE.c.id).where(_TABLE.c.id.in_(list(ids)))))


def get(job_id: UUID) -> Row[Any] | None:
    """The row of a job without its words and phrases, or None if it has not ended.

    Raises:
        DatabaseUnavailable: it cannot be told.
    """
    with connection() as open_connection:
        return open_connection.execute(select(*_HEAD).where(_TABLE.c.id == job_id)).one_or_none()


# JSONB keeps no order of its keys, and servers differ in how they collate: both are said here. Every
# operator on a JSONB column unpacks the whole value for each row it looks at, so that each column is
# spread once and joined, never asked for one word after the other.
_WORDS = text(
    """
    SELECT word, coalesce(spelling, word) AS spelling, count
    FROM (
        SELECT word, count::bigint AS count
        FROM results, jsonb_each_text(words) AS entry (word, count)
        WHERE id = :id AND (:stop_words OR word NOT IN (
            SELECT jsonb_array_elements_text(stop_words) FROM results WHERE id = :id
        ))
        ORDER BY count::bigint DESC, word COLLATE "C"
        LIMIT :limit OFFSET :offset
    ) AS page
    LEFT JOIN (
        SELECT spelled, spelling
        FROM results, jsonb_each_text(spellings) AS entry (spelled, spelling)
        WHERE id = :id
    ) AS spellings ON spelled = word
    ORDER BY count DESC, word COLLATE "C"
    """
).bindparams(bindparam("id", type_=_TABLE.c.id.type))


def words(job_id: UUID, *, stop_words: bool, limit: int, offset: int = 0) -> list[WordCount]:
    """The words of a page, the most frequent first, then by code point.

    Args:
        job_id: an ended job; one without words has none here.
        stop_words: whether stop words are among them.
        limit: how many at most.
        offset: how many are passed over.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    parameters = {"id": job_id, "stop_words": stop_words, "limit": limit, "offset": offset}
    with connection() as open_connection:
        return [WordCount(*row) for row in open_connection.execute(_WORDS, parameters)]


def phrases(job_id: UUID, n: int, *, stop_words: bool, limit: int) -> list[PhraseCount]:
    """The frequent phrases of `n` words of a page, the most frequent first.

    Args:
        job_id: an ended job; one without phrases has none here.
        n: 2 or 3.
        stop_words: whether those that begin or end in a stop word are among them.
        limit: how many at most.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    query = select(_TABLE.c.phrases[str(n)], _TABLE.c.stop_words).where(_TABLE.c.id == job_id)
    with connection() as open_connection:
        kept, stops = open_connection.execute(query).one()
    passed_over = frozenset() if stop_words else frozenset(stops or ())
    chosen = (
        PhraseCount(tuple(phrase), count)
        for phrase, count in kept or ()
        if not passed_over.intersection((phrase[0], phrase[-1]))
    )
    return [phrase for phrase, _ in zip(chosen, range(limit), strict=False)]


def history(url: str | None, *, limit: int, before: UUID | None = None) -> Sequence[Row[Any]]:
    """Ended jobs, newest first, without their words.

    Args:
        url: only those of this normalised URL, or None for all.
        limit: how many at most.
        before: only those issued before this one.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    query = select(*_HEAD).order_by(_TABLE.c.id.desc()).limit(limit)
    if url is not None:
        same_hash = func.hashtextextended(_TABLE.c.url, 0) == func.hashtextextended(url, 0)
        query = query.where(same_hash, _TABLE.c.url == url)
    if before is not None:
        query = query.where(_TABLE.c.id < before)
    with connection() as open_connection:
        return open_connection.execute(query).all()


_FREQUENT = 50
"""A word counts as frequent where one in so many of the newest jobs has it."""


def pages_with(word: str, *, limit: int, before: UUID | None = None) -> Sequence[Row[Any]]:
    """Ended jobs whose page contains a word, newest first, each with the word's count as `occurrences`.

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
    return found


def _newest_with(word: str, limit: int, before: UUID | None) -> Select[Any]:
    newest = select(_TABLE).order_by(_TABLE.c.id.desc()).limit(limit * _FREQUENT)
    if before is not None:
        newest = newest.where(_TABLE.c.id < before)
    rows = newest.subquery()
    return (
        select(*(rows.c[column.name] for column in _HEAD), _occurrences(rows.c.words, word))
        .where(rows.c.words.has_key(word))
        .order_by(rows.c.id.desc())
        .limit(limit)
    )


def _all_with(word: str, limit: int, before: UUID | None) -> Select[Any]:
    found = select(*_HEAD, _occurrences(_TABLE.c.words, word)).where(_TABLE.c.words.has_key(word))
    if before is not None:
        found = found.where(_TABLE.c.id < before)
    # The planner cannot know how frequent a word is. OFFSET keeps it from walking the jobs by time here.
    rows = found.offset(literal_column("0")).subquery()
    return select(rows).order_by(rows.c.id.desc()).limit(limit)


def _occurrences(words: ColumnElement[Any], word: str) -> ColumnElement[int]:
    return cast(words[word].astext, BigInteger).label("occurrences")
