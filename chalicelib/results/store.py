"""Writing the result of a job once, and reading results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select, text
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
    statement = insert(Result).values(values).on_conflict_do_nothing(index_elements=["id"])
    with connection() as open_connection:
        return open_connection.execute(statement).rowcount == 1


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


# JSONB keeps no order of its keys, and servers differ in how they collate: both are said here.
_WORDS = text(
    """
    SELECT word, coalesce(spellings ->> word, word) AS spelling, count::bigint
    FROM results, jsonb_each_text(words) AS entry (word, count)
    WHERE id = :id AND (:stop_words OR NOT stop_words ? word)
    ORDER BY count::bigint DESC, word COLLATE "C"
    LIMIT :limit OFFSET :offset
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
