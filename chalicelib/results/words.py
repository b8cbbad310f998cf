"""The words, the phrases and the text of a job's page."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, null, select

from chalicelib.results.database import autocommit
from chalicelib.results.models import Result
from chalicelib.results.rows import Part, PhraseCount, PhraseList, WordLists
from chalicelib.results.texts import KeptText, unpack

_TABLE = Result.__table__


def lists_of(job_id: UUID, part: Part = "page") -> WordLists:
    """All the words of a page, or of its main text.

    They are sorted out by who asks: reading a value of JSONB whole costs Postgres less than spreading it.

    Args:
        job_id: an ended job; one without words has none here.
        part: of which text.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    names = ("words", "more_words", "stop_words", "spellings")
    columns = (_column(name, part) for name in names)
    query = select(*columns).where(_TABLE.c.id == job_id)
    with autocommit() as open_connection:
        row = open_connection.execute(query).one_or_none()
    words, more_words, stop_words, spellings = row or ({}, {}, [], {})
    return WordLists((words or {}) | (more_words or {}), frozenset(stop_words or ()), spellings or {})


def phrases_of(job_id: UUID, n: int, part: Part = "page") -> PhraseList:
    """The frequent phrases of `n` words.

    Args:
        job_id: an ended job; one without phrases has none here.
        n: 2, 3 or 4.
        part: of which text.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    phrases = _column("phrases", part)
    columns = (phrases[str(n)], phrases["total"][str(n)], _column("stop_words", part))
    query = select(*columns).where(_TABLE.c.id == job_id)
    with autocommit() as open_connection:
        kept, total, stop_words = open_connection.execute(query).one()
    counts = [PhraseCount(tuple(phrase), count) for phrase, count in kept or ()]
    return PhraseList(counts, total, frozenset(stop_words or ()))


def _column(name: str, part: Part) -> ColumnElement[Any]:
    if part == "page":
        return _TABLE.c[name]
    return null() if name == "more_words" else _TABLE.c[f"main_{name}"]


def text_of(job_id: UUID) -> KeptText | None:
    """The text of a page, or None where it is not kept.

    Raises:
        DatabaseUnavailable: it cannot be read.
    """
    with autocommit() as open_connection:
        packed = open_connection.scalar(select(_TABLE.c.texts).where(_TABLE.c.id == job_id))
    return unpack(packed) if packed else None
