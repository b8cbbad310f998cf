"""What is read from the table of results, typed: a job that has ended, and its words and phrases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal, TypedDict
from uuid import UUID

from sqlalchemy import ColumnElement

from chalicelib.results.models import Result

Part = Literal["page", "main"]
"""All that a reader sees of a page, or its main text alone."""


class Problem(TypedDict):
    """Why a page has no words (RFC 9457)."""

    type: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class EndedJob:
    """A job that has ended, without what is large of it: its words and its phrases.

    Each field is a column of the table, of the same name.
    """

    id: UUID
    url: str | None
    """None of a text that was pasted."""
    attempts: int
    finished_at: datetime
    idempotency_mark: int | None
    """A hash of the `Idempotency-Key` that it was accepted under, or None if there was none."""
    erased_at: datetime | None
    """When the job was erased, which leaves nothing else of it, or None."""
    problem: Problem | None
    """Why its page was not counted, or None if it was; then there is a `summary`."""
    final_url: str | None
    title: str | None
    language: str | None
    summary: dict[str, Any] | None
    main_summary: dict[str, Any] | None
    """Of its main text alone, or None if it has none."""
    no_main: str | None
    """Why it has no main text; None where it has one, or where it was not looked for."""
    rules: int | None
    """The version of the rules by which it was counted; None: the first."""
    text_cut: bool | None
    """Whether only the beginning of the page's text is kept; None where none is."""

    @property
    def total(self) -> int:
        """How many words its page has; 0 where it was not counted."""
        return self.total_of("page")

    def total_of(self, part: Part) -> int:
        """How many words its page, or its main text, has; 0 where there is none."""
        summary = self.summary_of(part)
        return int(summary["words"]) if summary else 0

    def summary_of(self, part: Part) -> dict[str, Any] | None:
        """The summary of its page, or of its main text; None where there is none."""
        return self.main_summary if part == "main" else self.summary


@dataclass(frozen=True, slots=True)
class PageWithWord:
    """A job whose page contains a word."""

    job: EndedJob
    count: int


@dataclass(frozen=True, slots=True)
class Member:
    """One of the words of a family."""

    word: str
    """Folded."""
    spelling: str
    """As the page spells it most often."""
    count: int


@dataclass(frozen=True, slots=True)
class WordCount:
    """One word of a page."""

    word: str
    """Folded."""
    spelling: str
    """As the page spells it most often."""
    count: int
    members: tuple[Member, ...] = ()
    """The words of a family, where words are shown as families; this is the commonest."""

    @property
    def forms(self) -> list[str]:
        """The words that it stands for."""
        return [member.word for member in self.members] or [self.word]


@dataclass(frozen=True, slots=True)
class WordLists:
    """The words of a page or of its main text that its row keeps, in no order: of most pages all."""

    words: Mapping[str, int]
    """Folded, with their counts."""
    stop_words: frozenset[str]
    """Those of them that are stop words of the page's language."""
    spellings: Mapping[str, str]
    """The commonest spelling of each word for which it is not the folded one."""
    left_out: int = field(default=0, kw_only=True)
    """How many of the text's words, its rarest, have no count here."""

    @property
    def total(self) -> int:
        """How many words the text has."""
        return sum(self.words.values()) + self.left_out

    def count_of(self, forms: Iterable[str]) -> int | None:
        """How often some words stand in the text together; None if that is not kept."""
        counts = [self.words[form] for form in forms if form in self.words]
        return None if self.left_out and not counts else sum(counts)


def word_lists(
    summary: Mapping[str, Any] | None,
    words: Mapping[str, int] | None,
    more_words: Mapping[str, int] | None,
    stop_words: Iterable[str] | None,
    spellings: Mapping[str, str] | None,
) -> WordLists:
    """The words of a row, by its columns of a text."""
    kept = {**(words or {}), **(more_words or {})}
    left_out = summary["words"] - sum(kept.values()) if summary else 0
    return WordLists(kept, frozenset(stop_words or ()), spellings or {}, left_out=left_out)


NO_WORDS = WordLists({}, frozenset(), {})


@dataclass(frozen=True, slots=True)
class PhraseCount:
    """Words that follow one another on a page."""

    words: tuple[str, ...]
    """Folded."""
    count: int
    spellings: tuple[str, ...]
    """The words as the page spells each most often."""


@dataclass(frozen=True, slots=True)
class PhraseList:
    """The phrases of one length of a text that its row keeps."""

    phrases: list[PhraseCount]
    """The most frequent first."""
    total: int | None
    """How many there are that occur more than once, kept or not; None if a release of before counted them."""
    stop_words: frozenset[str]
    """Those of the text."""


NO_PHRASES = PhraseList([], 0, frozenset())


def phrase_counts(
    kept: Iterable[tuple[list[str], int]] | None, spellings: Mapping[str, str] | None
) -> list[PhraseCount]:
    """The phrases of a row, whose spellings are those of its words."""
    spelled = spellings or {}
    return [
        PhraseCount(tuple(words), count, tuple([spelled.get(word, word) for word in words]))
        for words, count in kept or ()
    ]


HEAD: tuple[ColumnElement[Any], ...] = tuple(Result.__table__.c[each.name] for each in fields(EndedJob))
"""The columns of an `EndedJob`, in the order of its fields."""


def ended_job(row: Sequence[Any]) -> EndedJob:
    """The job of a row that begins with the columns of `HEAD`."""
    return EndedJob(*row[: len(HEAD)])
