"""Collections: how their jobs stand, and their words as lists of any format."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from chalicelib.api.representations import jobs
from chalicelib.api.representations.answers import time
from chalicelib.api.representations.formats import Columns, Item, Listing
from chalicelib.api.representations.phrases import COLUMNS, phrase_json
from chalicelib.api.representations.words import share_cell, spelling_columns, totals, word_json
from chalicelib.ids import issued_at

if TYPE_CHECKING:  # accepting a collection needs no database
    from chalicelib.api.view import Shown
    from chalicelib.corpus.distinctive import Distinctive
    from chalicelib.corpus.merged import MergedLists, MergedPhrase
    from chalicelib.results.rows import EndedJob, Part, WordCount, WordLists

Found = TypeVar("Found")


@dataclass(frozen=True)
class CollectionState:
    """How the jobs of a collection stand."""

    id: UUID
    job_ids: Sequence[UUID]
    results: "Mapping[UUID, EndedJob]"
    may_be_pending: bool
    part: "Part" = "page"
    """Which text of the pages is asked for."""

    @cached_property
    def succeeded(self) -> list[UUID]:
        """The jobs whose page was counted."""
        found = self.results
        return [job_id for job_id in self.job_ids if job_id in found and not found[job_id].problem]

    @cached_property
    def counted(self) -> list[UUID]:
        """Those of them that have words of the text that is asked for."""
        if self.part == "page":
            return self.succeeded
        return [job_id for job_id in self.succeeded if self.results[job_id].main_summary is not None]

    @cached_property
    def gone(self) -> set[UUID]:
        """The jobs that were erased, or are too old to end."""
        return {
            job_id
            for job_id in self.job_ids
            if (self.results[job_id].erased_at if job_id in self.results else not self.may_be_pending)
        }

    @cached_property
    def pending(self) -> int:
        """How many jobs have not ended."""
        return sum(job_id not in self.results and job_id not in self.gone for job_id in self.job_ids)

    @cached_property
    def language(self) -> str | None:
        """The language of the counted pages, if they have one in common."""
        languages = {self.results[job_id].language for job_id in self.counted}
        return languages.pop() if len(languages) == 1 else None

    def in_order(self, found: "Mapping[UUID, Found]", nothing: "Found") -> "list[Found]":
        """What was found of the counted pages, in their order; `nothing` of one that was erased meanwhile."""
        return [found.get(job_id, nothing) for job_id in self.counted]

    @property
    def in_columns(self) -> "list[EndedJob]":
        """The counted pages' jobs, in the order of counts by page."""
        return [self.results[job_id] for job_id in self.counted]

    @cached_property
    def total(self) -> int:
        """How many words the counted pages have in all."""
        return sum(self.results[job_id].total_of(self.part) for job_id in self.counted)


@dataclass(frozen=True, slots=True)
class Rows:
    """A part of a collection's words, and what is told of each."""

    words: "Sequence[WordCount]"
    merged: "MergedLists"
    pages: "Sequence[WordLists] | None"
    """Each page's words, if each word is to have its count on each page."""
    total: int

    def pages_with(self, word: "WordCount") -> int:
        """How many pages have the word, or, of a family, its commonest member at the least."""
        return max(self.merged.pages[each] for each in word.forms)


def pages(state: CollectionState) -> dict[str, int]:
    """How many pages a collection has, and how they stand."""
    all_pages, counted, gone = len(state.job_ids), len(state.counted), len(state.gone)
    succeeded = len(state.succeeded)
    without = {} if state.part == "page" else {"no_main_text": succeeded - counted}
    return {
        "all": all_pages,
        "counted": counted,
        "failed": all_pages - succeeded - gone - state.pending,
        "pending": state.pending,
        "gone": gone,
        **without,
    }


def collection(state: CollectionState) -> dict[str, Any]:
    """A collection, with each of its jobs."""
    return {
        "id": str(state.id),
        "status": "pending" if state.pending else "ended",
        "submitted_at": time(issued_at(state.id)),
        "pages": pages(state),
        "text": state.part,
        "words": state.total,
        "jobs": [_job(state, job_id) for job_id in state.job_ids],
    }


def _job(state: CollectionState, job_id: UUID) -> dict[str, Any]:
    if job_id in state.gone:
        return {"id": str(job_id), "status": "gone"}
    if job_id in state.results:
        return jobs.ended_json(state.results[job_id], state.part)
    return jobs.pending_json(job_id, None)


def words(rows: Rows, shown: "Shown", state: CollectionState) -> Listing:
    """Words with their counts on all pages."""
    items = (
        word_json(word, rows.total) | {"pages": rows.pages_with(word)} | _counts(rows, word)
        for word in rows.words
    )
    columns: Columns = {
        "word": itemgetter("word"),
        "count": itemgetter("count"),
        "share": share_cell,
        "pages": itemgetter("pages"),
        **(_pages_columns(state) if rows.pages is not None else {}),
        **spelling_columns(rows.words),
    }
    in_order = {} if rows.pages is None else _in_order(state)
    return Listing("words", items, columns, {"totals": totals(shown), "pages": pages(state), **in_order})


def _in_order(state: CollectionState) -> dict[str, Any]:
    """Which page each of the counts is of."""
    return {"jobs": jobs.of_columns(state.in_columns, state.part)}


def _pages_columns(state: CollectionState) -> Columns:
    """A column for each page's count."""
    called = map(jobs.called, state.in_columns)
    return {f"page {n}: {name}": partial(_on_page, n) for n, name in enumerate(called, 1)}


def _on_page(number: int, item: Item) -> int | None:
    count: int | None = item["counts"][number - 1]
    return count


def _counts(rows: Rows, word: "WordCount") -> dict[str, list[int | None]]:
    if rows.pages is None:
        return {}
    return {"counts": [page.count_of(word.forms) for page in rows.pages]}


def phrases(
    found: "Iterable[MergedPhrase]",
    total: int,
    state: CollectionState,
    counts: "Mapping[tuple[str, ...], Sequence[int]] | None" = None,
) -> Listing:
    """Phrases with their counts on all pages.

    Args:
        found: the phrases that are listed.
        total: how many there are.
        state: the collection.
        counts: of each phrase on each page, if they are to be told.
    """
    on_pages = {words: {"counts": of_pages} for words, of_pages in (counts or {}).items()}
    items = (phrase_json(each) | {"pages": each.pages} | on_pages.get(each.words, {}) for each in found)
    about = {"total": total, "pages": pages(state)}
    if counts is None:
        return Listing("phrases", items, {**COLUMNS, "pages": itemgetter("pages")}, about)
    columns: Columns = {**COLUMNS, "pages": itemgetter("pages"), **_pages_columns(state)}
    return Listing("phrases", items, columns, {**about, **_in_order(state)})


def distinctive(state: CollectionState, found: "Mapping[UUID, Sequence[Distinctive]]") -> Listing:
    """For each counted page its most distinctive words."""
    items = (
        {
            "id": str(job_id),
            "words": [
                {
                    "word": each.word.word,
                    "spelling": each.word.spelling,
                    "count": each.word.count,
                    "score": round(each.score, 6),
                }
                for each in found.get(job_id, ())
            ],
        }
        for job_id in state.counted
    )
    return Listing("jobs", items, _DISTINCTIVE_COLUMNS, {"pages": pages(state)})


def _words_cell(name: str, item: Item) -> str:
    return " ".join(f"{each[name]}:{each['count']}" for each in item["words"])


_DISTINCTIVE_COLUMNS: Columns = {
    "id": itemgetter("id"),
    "words": partial(_words_cell, "word"),
    "spellings": partial(_words_cell, "spelling"),
}
