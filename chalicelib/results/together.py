"""The words and the phrases of several jobs' pages, read at once."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from chalicelib.results.database import autocommit
from chalicelib.results.models import Result
from chalicelib.results.rows import Part, PhraseList, WordLists, phrase_counts, word_lists
from chalicelib.results.words import LISTS, column_of

_TABLE = Result.__table__


def lists_of_all(job_ids: Iterable[UUID], part: Part = "page") -> dict[UUID, WordLists]:
    """All the words of those of the jobs that have any.

    Args:
        job_ids: of the jobs.
        part: of which text of their pages.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    query = select(_TABLE.c.id, *(column_of(name, part) for name in LISTS))
    query = query.where(_TABLE.c.id.in_(list(job_ids)), column_of("words", part).is_not(None))
    with autocommit() as open_connection:
        return {job_id: word_lists(*lists) for job_id, *lists in open_connection.execute(query)}


def phrases_of_all(job_ids: Iterable[UUID], n: int, part: Part = "page") -> dict[UUID, PhraseList]:
    """The frequent phrases of `n` words of those of the jobs that have any.

    Args:
        job_ids: of the jobs.
        n: 2, 3 or 4.
        part: of which text of their pages.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    phrases = column_of("phrases", part)
    others = (column_of(name, part) for name in ("stop_words", "spellings"))
    query = select(_TABLE.c.id, phrases[str(n)], phrases["total"][str(n)], *others)
    query = query.where(_TABLE.c.id.in_(list(job_ids)), column_of("words", part).is_not(None))
    with autocommit() as open_connection:
        return {
            job_id: PhraseList(phrase_counts(phrases, spellings), total, frozenset(stop_words or ()))
            for job_id, phrases, total, stop_words, spellings in open_connection.execute(query)
        }
