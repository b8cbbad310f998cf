"""The words, the phrases and the text of a job's page."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, null, select

from chalicelib.results.database import autocommit
from chalicelib.results.models import Result
from chalicelib.results.rows import NO_WORDS, Part, PhraseList, WordLists, phrase_counts, word_lists
from chalicelib.results.texts import KeptText, unpack

_TABLE = Result.__table__

LISTS = ("summary", "words", "more_words", "stop_words", "spellings")
"""The columns of a text's words, as `word_lists` takes them."""


def lists_of(job_id: UUID, part: Part = "page") -> WordLists:
    """All the words of a page, or of its main text.

    They are sorted out by who asks: reading a value of JSONB whole costs Postgres less than spreading it.

    Args:
        job_id: an ended job; one without words has none here.
        part: of which text.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    query = select(*(column_of(name, part) for name in LISTS)).where(_TABLE.c.id == job_id)
    with autocommit() as open_connection:
        row = open_connection.execute(query).one_or_none()
    return word_lists(*row) if row else NO_WORDS


def phrases_of(job_id: UUID, n: int, part: Part = "page") -> PhraseList:
    """The frequent phrases of `n` words.

    Args:
        job_id: an ended job; one without phrases has none here.
        n: 2, 3 or 4.
        part: of which text.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    phrases = column_of("phrases", part)
    others = (column_of(name, part) for name in ("stop_words", "spellings"))
    query = select(phrases[str(n)], phrases["total"][str(n)], *others).where(_TABLE.c.id == job_id)
    with autocommit() as open_connection:
        kept, total, stop_words, spellings = open_connection.execute(query).one()
    return PhraseList(phrase_counts(kept, spellings), total, frozenset(stop_words or ()))


def column_of(name: str, part: Part) -> ColumnElement[Any]:
    """The column of that name for a part of the page: one of `LISTS`, or `phrases`."""
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
