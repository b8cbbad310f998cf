"""The ended jobs whose page contains a word, newest first.

A word that most pages have is found among the newest jobs, read backwards. The pages of any other are looked
up in the index on words, one partition after the other, the newest first, until there are enough. Of a word
that many pages of a partition have, the index is asked for one slice of time after the other, a long one or
its short ones, so that however many rows there are, no more of them are read than a short slice holds. Only
of those that are shown the words themselves are read, which costs most by far.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Connection, cast, or_, select, text
from sqlalchemy.sql.functions import coalesce

from chalicelib.results.database import autocommit
from chalicelib.results.models import SLICES, Result
from chalicelib.results.partitions import DEFAULT, Partition, oldest_id, partitions_on
from chalicelib.results.rows import HEAD, PageWithWord, Part, ended_job
from chalicelib.results.words import column_of

_TABLE = Result.__table__
_NEWEST = 5
"""How many of the newest jobs are read backwards, as a multiple of the pages wanted."""
_FEW = 56
"""So many matches are sorted at once; where there are more, the newest slices of time are searched."""
_FEW_OF_A_SLICE = 24
"""So many matches of one long slice are read at once."""
_TOGETHER = (8, 32, 128)
"""How many partitions one statement looks into: the more, the longer none of them had the word."""
_LAST_ID = UUID(int=(1 << 128) - 1)


# LIMIT keeps the planner, who cannot know how frequent a word is, from mixing the partitions. A word of the
# main text is one of the page's, which the index has; whether the main text has it too is looked at.
_MATCHES = """
    (SELECT {place} AS place, id, {fits} AS fits FROM {partition}
    WHERE words ?| CAST(:forms AS text[]) LIMIT {few})
"""
# A slice is named by the first digits of its ids: by six one of 4.7 hours, of which each has 16 by seven.
# Those are looked into only where the long one has many matches: each is a search of its own.
# Nested loops keep the order of the outer one, so this is over once the newest slices have enough; OFFSET
# keeps the planner from reading the partition by time.
_NEWEST_SLICES = """
    WITH bounds AS MATERIALIZED (
        SELECT CAST(CAST('x' || left(CAST(id AS text), 6) AS bit(24)) AS int) AS slice FROM (
            (SELECT id FROM {partition} WHERE id < CAST(:end AS uuid) ORDER BY id DESC LIMIT 1)
            UNION ALL (SELECT id FROM {partition} WHERE id >= CAST(:first AS uuid) ORDER BY id LIMIT 1)
        ) AS outermost
    )
    SELECT of_long.id
    FROM generate_series((SELECT max(slice) FROM bounds), (SELECT min(slice) FROM bounds), -1) AS long
    CROSS JOIN LATERAL (
        WITH few AS MATERIALIZED (
            SELECT id, {fits} AS fits FROM {partition}
            WHERE {slices} @> ARRAY[lpad(to_hex(long), 6, '0')] AND words ?| CAST(:forms AS text[])
            LIMIT {few}
        ), are_all AS MATERIALIZED (SELECT count(*) < {few} AS few FROM few)
        (
            SELECT id FROM few
            WHERE (SELECT few FROM are_all) AND fits
                AND id < CAST(:end AS uuid) AND id >= CAST(:first AS uuid)
            ORDER BY id DESC
        )
        UNION ALL
        (
            SELECT of_short.id
            FROM generate_series(CASE WHEN (SELECT few FROM are_all) THEN -1 ELSE 15 END, 0, -1) AS short
            CROSS JOIN LATERAL (
                SELECT id FROM (
                    SELECT id, {fits} AS fits FROM {partition}
                    WHERE {slices} @> ARRAY[lpad(to_hex(long * 16 + short), 7, '0')]
                        AND words ?| CAST(:forms AS text[])
                    OFFSET 0
                ) AS slice
                WHERE fits AND id < CAST(:end AS uuid) AND id >= CAST(:first AS uuid)
                ORDER BY id DESC
            ) AS of_short
        )
        LIMIT :limit
    ) AS of_long
    LIMIT :limit
"""


def pages_with(
    forms: Sequence[str], *, limit: int, before: UUID | None = None, part: Part = "page"
) -> list[PageWithWord]:
    """Ended jobs whose page contains a word, newest first, each with the word's count.

    Args:
        forms: the word folded, in each form under which it may be counted.
        limit: how many at most.
        before: only those issued before this one.
        part: which text of the page the word is in.

    Raises:
        DatabaseUnavailable: they cannot be read.
    """
    sought = _Sought(forms, part, limit, oldest_id(), before or _LAST_ID)
    with autocommit() as open_connection:
        found = _among_newest(open_connection, sought, limit * _NEWEST)
        if len(found) < limit:
            found = _counted(open_connection, sought, _indexed(open_connection, sought))
    return found


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for."""

    forms: Sequence[str]
    part: Part
    limit: int
    first: UUID
    end: UUID

    def bounds(self) -> dict[str, Any]:
        """What a statement binds."""
        return {
            "forms": list(self.forms), "limit": self.limit, "first": str(self.first), "end": str(self.end),
        }  # fmt: skip


def _among_newest(open_connection: Connection, sought: _Sought, jobs: int) -> list[PageWithWord]:
    newest = select(_TABLE).where(_TABLE.c.id < sought.end, _TABLE.c.id >= sought.first)
    rows = newest.order_by(_TABLE.c.id.desc()).limit(jobs).subquery()
    words = rows.c[column_of("words", sought.part).name]
    query = (
        select(*(rows.c[column.name] for column in HEAD), _occurrences(words, sought.forms))
        .where(_has(words, sought.forms))
        .order_by(rows.c.id.desc())
        .limit(sought.limit)
    )
    return [PageWithWord(ended_job(row), row.occurrences) for row in open_connection.execute(query)]


def _indexed(open_connection: Connection, sought: _Sought) -> list[UUID]:
    """The ids of the newest jobs that the index on words has for a word."""
    in_default, _ = _in_partitions(open_connection, sought, [DEFAULT])  # of any time, and usually none
    in_order: list[UUID] = []
    waiting = list(_between(partitions_on(open_connection), sought.first, sought.end))
    sizes = chain(_TOGETHER, repeat(_TOGETHER[-1]))
    while waiting and len(in_order) < sought.limit:
        size = next(sizes)
        found, left = _in_partitions(open_connection, sought, waiting[:size])
        in_order += found
        waiting = left + waiting[size:]
    return sorted(in_default + in_order, reverse=True)[: sought.limit]


def _in_partitions(
    open_connection: Connection, sought: _Sought, names: list[str]
) -> tuple[list[UUID], list[str]]:
    """The newest ids in partitions, up to the first that has many; and the partitions behind that one."""
    fits = "true" if sought.part == "page" else "main_words ?| CAST(:forms AS text[])"
    each = " UNION ALL ".join(
        _MATCHES.format(place=place, partition=name, fits=fits, few=_FEW) for place, name in enumerate(names)
    )
    statement = text(f"SELECT * FROM ({each}) AS matches LIMIT {_FEW}")  # noqa: S608
    rows = open_connection.execute(statement, sought.bounds()).all()
    cut = rows[-1].place if len(rows) == _FEW else len(names)
    found = [row.id for row in rows if row.place < cut and row.fits and sought.first <= row.id < sought.end]
    found.sort(reverse=True)
    if cut < len(names) and len(found) < sought.limit:
        slices = _NEWEST_SLICES.format(partition=names[cut], fits=fits, slices=SLICES, few=_FEW_OF_A_SLICE)
        found += open_connection.scalars(text(slices), sought.bounds())
    return found, names[cut + 1 :]


def _between(newest_first: list[Partition], first: UUID, end: UUID) -> Iterator[str]:
    """The names of the partitions that hold ids from the first to the end."""
    begins = [*(older.end for older in newest_first[1:]), UUID(int=0)]
    for partition, begin in zip(newest_first, begins, strict=True):
        if begin < end and partition.end > first:
            yield partition.name


def _counted(open_connection: Connection, sought: _Sought, ids: list[UUID]) -> list[PageWithWord]:
    words = column_of("words", sought.part)
    query = select(*HEAD, _occurrences(words, sought.forms)).where(
        _TABLE.c.id.in_(ids), _has(words, sought.forms)
    )
    rows = open_connection.execute(query.order_by(_TABLE.c.id.desc()))
    return [PageWithWord(ended_job(row), row.occurrences) for row in rows]


def _has(words: ColumnElement[Any], forms: Sequence[str]) -> ColumnElement[bool]:
    return or_(*[words.has_key(form) for form in forms])


def _occurrences(words: ColumnElement[Any], forms: Sequence[str]) -> ColumnElement[int]:
    """How often the word occurs, under the first form that the page has: in its language there is one."""
    return cast(coalesce(*[words[form].astext for form in forms]), BigInteger).label("occurrences")
