"""The words and the phrases of several jobs' pages, read at once."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from chalicelib.results.database import autocommit
from chalicelib.results.models import Result
from chalicelib.results.rows import PhraseCount, WordLists

_TABLE = Result.__table__


def lists_of_all(job_ids: Iterable[UUID]) -> dict[UUID, WordLists]:
    """All the words of those of the jobs that have any.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    columns = (_TABLE.c.id, _TABLE.c.words, _TABLE.c.more_words, _TABLE.c.stop_words, _TABLE.c.spellings)
    query = select(*columns).where(_TABLE.c.id.in_(list(job_ids)), _TABLE.c.words.is_not(None))
    with autocommit() as open_connection:
        return {
            job_id: WordLists(words | (more_words or {}), frozenset(stop_words or ()), spellings or {})
            for job_id, words, more_words, stop_words, spellings in open_connection.execute(query)
        }


def phrases_of_all(job_ids: Iterable[UUID], n: int) -> list[tuple[list[PhraseCount], frozenset[str]]]:
    """The frequent phrases of `n` words of those of the jobs that have any, each page's with its stop words.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    columns = (_TABLE.c.phrases[str(n)], _TABLE.c.stop_words)
    query = select(*columns).where(_TABLE.c.id.in_(list(job_ids)), _TABLE.c.words.is_not(None))
    with autocommit() as open_connection:
        return [
            (
                [PhraseCount(tuple(words), count) for words, count in phrases or ()],
                frozenset(stop_words or ()),
            )
            for phrases, stop_words in open_connection.execute(query)
        ]
