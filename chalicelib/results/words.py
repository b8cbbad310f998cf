"""The words and the phrases of a job's page."""

from uuid import UUID

from sqlalchemy import bindparam, select, text

from chalicelib.results.database import connection
from chalicelib.results.models import Result
from chalicelib.results.rows import PhraseCount, WordCount

_TABLE = Result.__table__

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


def words_of(job_id: UUID, *, stop_words: bool, limit: int, offset: int = 0) -> list[WordCount]:
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


def phrases_of(job_id: UUID, n: int, *, stop_words: bool, limit: int) -> list[PhraseCount]:
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
