"""The words, the phrases and the text of a job's page."""

from uuid import UUID

from sqlalchemy import select

from chalicelib.results.database import connection
from chalicelib.results.models import Result
from chalicelib.results.rows import PhraseCount, WordLists
from chalicelib.results.texts import KeptText, unpack

_TABLE = Result.__table__


def lists_of(job_id: UUID) -> WordLists:
    """All the words of a page.

    They are sorted out by who asks: reading a value of JSONB whole costs Postgres less than spreading it.

    Args:
        job_id: an ended job; one without words has none here.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    columns = _TABLE.c.words, _TABLE.c.more_words, _TABLE.c.stop_words, _TABLE.c.spellings
    query = select(*columns).where(_TABLE.c.id == job_id)
    with connection() as open_connection:
        row = open_connection.execute(query).one_or_none()
    words, more_words, stop_words, spellings = row or ({}, {}, [], {})
    return WordLists((words or {}) | (more_words or {}), frozenset(stop_words or ()), spellings or {})


def phrases_of(job_id: UUID, n: int) -> tuple[list[PhraseCount], frozenset[str]]:
    """The frequent phrases of `n` words of a page, the most frequent first, and its stop words.

    Args:
        job_id: an ended job; one without phrases has none here.
        n: 2 or 3.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    query = select(_TABLE.c.phrases[str(n)], _TABLE.c.stop_words).where(_TABLE.c.id == job_id)
    with connection() as open_connection:
        kept, stop_words = open_connection.execute(query).one()
    return [PhraseCount(tuple(phrase), count) for phrase, count in kept or ()], frozenset(stop_words or ())


def text_of(job_id: UUID) -> KeptText | None:
    """The text of a page, or None where it is not kept.

    Raises:
        DatabaseUnavailable: it cannot be read.
    """
    with connection() as open_connection:
        packed = open_connection.scalar(select(_TABLE.c.texts).where(_TABLE.c.id == job_id))
    return unpack(packed) if packed else None
