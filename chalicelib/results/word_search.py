"""The ended jobs whose page contains a word, newest first.

No index of Postgres gives the pages of a word in the order of time. So there are two ways. A frequent word is
found among the newest jobs, read backwards. The pages of any other are looked up in the index on words, one
partition after the other, the newest first, until there are enough: what one partition holds bounds how many
there can be to sort. Only of those that are shown the words themselves are read, which costs most by far.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Connection, cast, or_, select, text
from sqlalchemy.sql.functions import coalesce

from chalicelib.results.database import autocommit
from chalicelib.results.models import Result
from chalicelib.results.partitions import DEFAULT, Partition, oldest_id, partitions_on
from chalicelib.results.rows import HEAD, PageWithWord, Part, ended_job
from chalicelib.results.words import column_of

_TABLE = Result.__table__
_NEWEST = (5, 50)
"""How many of the newest jobs are read backwards, as multiples of the pages wanted: further only for a word
that the first few have, as another is rare, or of older pages."""
_TOGETHER = (8, 32, 128)
"""How many partitions one statement looks into: the more, the longer none of them had the word."""
_LAST_ID = UUID(int=(1 << 128) - 1)


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
    sought = _Sought(forms, part, limit, before or _LAST_ID)
    with autocommit() as open_connection:
        found: list[PageWithWord] = []
        for multiple in _NEWEST:
            found = _among_newest(open_connection, sought, limit * multiple)
            if not found or len(found) == limit:
                break
        if len(found) < limit:
            found = _counted(open_connection, sought, _indexed(open_connection, sought))
    return found


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for."""

    forms: Sequence[str]
    part: Part
    limit: int
    end: UUID


def _among_newest(open_connection: Connection, sought: _Sought, jobs: int) -> list[PageWithWord]:
    newest = select(_TABLE).where(_TABLE.c.id < sought.end, _TABLE.c.id >= oldest_id())
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
    first = oldest_id()
    bounds = {
        "forms": list(sought.forms),
        "limit": sought.limit,
        "end": str(sought.end),
        "first": str(first),
    }
    in_default = text(_of(DEFAULT, sought.part))  # of any time, and usually none
    found = list(open_connection.scalars(in_default, bounds))
    ordered = 0
    for names in _groups(_between(partitions_on(open_connection), first, sought.end)):
        each = " UNION ALL ".join(f"({_of(name, sought.part)})" for name in names)
        statement = f"SELECT id FROM ({each}) AS found LIMIT :limit"  # noqa: S608
        ids = list(open_connection.scalars(text(statement), bounds))
        found += ids
        ordered += len(ids)
        if ordered >= sought.limit:
            break
    return sorted(found, reverse=True)[: sought.limit]


def _of(partition: str, part: Part) -> str:
    """The statement for one partition. OFFSET keeps the planner, who cannot know how frequent a word is, from
    reading the partition by time; and the ids are sorted before anything large is read.

    A word of the main text is one of the page's, which the index has; the main texts themselves are looked
    into one by one, the newest first, until there are enough.
    """
    found = f"SELECT id FROM {partition} WHERE words ?| CAST(:forms AS text[]) OFFSET 0"  # noqa: S608
    newest = (
        f"SELECT id FROM ({found}) AS found "  # noqa: S608
        "WHERE id < CAST(:end AS uuid) AND id >= CAST(:first AS uuid) ORDER BY id DESC"
    )
    if part == "page":
        return f"{newest} LIMIT :limit"
    in_main = (
        f"SELECT FROM {partition} AS result WHERE result.id = newest.id "
        "AND main_words ?| CAST(:forms AS text[]) OFFSET 0"
    )
    return (
        f"SELECT newest.id FROM ({newest} OFFSET 0) AS newest CROSS JOIN LATERAL ({in_main}) AS in_main "  # noqa: S608
        "ORDER BY newest.id DESC LIMIT :limit"
    )


def _between(newest_first: list[Partition], first: UUID, end: UUID) -> Iterator[str]:
    """The names of the partitions that hold ids from the first to the end."""
    begins = [*(older.end for older in newest_first[1:]), UUID(int=0)]
    for partition, begin in zip(newest_first, begins, strict=True):
        if begin < end and partition.end > first:
            yield partition.name


def _groups(names: Iterable[str]) -> Iterator[list[str]]:
    waiting = list(names)
    sizes = iter(_TOGETHER)
    size = next(sizes)
    while waiting:
        yield waiting[:size]
        waiting = waiting[size:]
        size = next(sizes, size)


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
