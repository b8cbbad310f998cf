"""The table of results: a row for each job that has ended, never changed but to be erased."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSON, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from chalicelib.errors import Erased, WordcountError, type_of
from chalicelib.results import bounds, texts

if TYPE_CHECKING:  # reading results needs none of them
    from chalicelib.counting import Page, PageCounts
    from chalicelib.counting.counts import TextCounts
    from chalicelib.errors import PageFailure
    from chalicelib.jobs import Job

# Alembic can only drop or change a constraint that has a name.
_NAMES = {
    "pk": "%(table_name)s_pkey",
    "ix": "%(table_name)s_%(column_0_N_label)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
}


SLICES = "(ARRAY[left(CAST(id AS text), 6), left(CAST(id AS text), 7)])"
"""In SQL, the slices of time that a row is in, as ids begin with their time: one of 4.7 hours (2²⁴ ms), and
one of 17 minutes (2²⁰ ms)."""
OF_THE_JOB = ("id", "url", "attempts", "finished_at", "idempotency_mark", "asked_language")
"""The columns that say whose row it is, whatever its page was found to be."""


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=_NAMES)


class Result(Base):
    """How one job ended: with the words of its page, or with a problem.

    What is looked into by SQL is JSONB; what is only handed out is JSON, which keeps its order.
    """

    __tablename__ = "results"
    __table_args__ = (
        CheckConstraint("(problem IS NULL) = (words IS NOT NULL)", name="problem_or_words"),
        # The history of one page, newest first: ids sort by time. A URL itself can be too long for an index.
        Index("results_url_history_idx", text("hashtextextended(url, 0)"), "id"),
        # Which pages contain a word, of all times and of one slice. New rows wait in a list of at most 1 MB
        # (the unit is kB), which every search reads and one writer in some hundred empties.
        Index(
            "results_slices_words_idx",
            text(SLICES),
            "words",
            postgresql_using="gin",
            postgresql_with={"gin_pending_list_limit": "1024"},
        ),
        # `partitions` makes and drops them.
        {"postgresql_partition_by": "RANGE (id)"},
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    url: Mapped[str | None] = mapped_column(Text)
    """None of a text that was pasted, and of a job that no list shows."""
    attempts: Mapped[int] = mapped_column(SmallInteger)
    finished_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    idempotency_mark: Mapped[int | None] = mapped_column(BigInteger)
    """A hash of the `Idempotency-Key` that the job was accepted under."""
    asked_language: Mapped[str | None] = mapped_column(Text)
    """The language that who sent the job said the page is in; NULL if nobody did."""
    erased_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When everything else of the row was erased; None as long as it was not."""
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """`type`, `title` and `detail` of why there are no words, as in RFC 9457."""

    final_url: Mapped[str | None] = mapped_column(Text)
    """Where the redirects led."""
    title: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    words: Mapped[dict[str, int] | None] = mapped_column(JSONB(none_as_null=True))
    """The words of the page that it is found by, folded, with their counts: on most pages all there are."""
    more_words: Mapped[dict[str, int] | None] = mapped_column(JSONB(none_as_null=True))
    """The words that are kept besides, of a page with very many; `bounds` says how many."""
    stop_words: Mapped[list[str] | None] = mapped_column(JSONB(none_as_null=True))
    """Those of them that are stop words."""
    spellings: Mapped[dict[str, str] | None] = mapped_column(JSONB(none_as_null=True))
    """The commonest spelling of each word for which it is not the folded one."""
    phrases: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """For `"2"`, `"3"` and `"4"` the frequent phrases of so many words, most frequent first:
    [[words…], count]; and for `"total"` how many there are of each length, kept or not."""
    main_summary: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """`summary` of the main text alone, and so on to `main_phrases`; NULL where it has none."""
    main_words: Mapped[dict[str, int] | None] = mapped_column(JSONB(none_as_null=True))
    main_stop_words: Mapped[list[str] | None] = mapped_column(JSONB(none_as_null=True))
    main_spellings: Mapped[dict[str, str] | None] = mapped_column(JSONB(none_as_null=True))
    main_phrases: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    no_main: Mapped[str | None] = mapped_column(Text)
    """Why it has none, as counting names the reasons; NULL where it was not looked for."""
    rules: Mapped[int | None] = mapped_column(SmallInteger)
    """The version of the rules by which it was counted; NULL: the first."""
    texts: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The page's text, and its main text, as `texts.pack` packs them; NULL where they are not kept."""
    text_cut: Mapped[bool | None]
    """Whether only the beginning of it is kept; NULL where none is."""

    @classmethod
    def succeeded(cls, job: "Job", page: "Page", counts: "PageCounts", *, keep_text: bool) -> "Result":
        """The row of a job whose page was counted, with or without its text."""
        main = counts.main
        kept = (counts.text, main.text if main else None)
        packed, cut = texts.pack(*kept) if keep_text else (None, None)
        words = bounds.kept_words(counts.words, found=job.listed_url is not None)
        return cls(
            id=job.id,
            url=job.listed_url,
            attempts=job.attempt,
            idempotency_mark=job.idempotency_mark,
            asked_language=job.language,
            finished_at=datetime.now(UTC),
            final_url=page.url[: bounds.ADDRESS_CHARACTERS] or None,
            title=counts.title if job.text is None else job.title,
            language=counts.language,
            **_page_lists(counts, words),
            more_words=words.more,
            **_main_lists(counts, words),
            no_main=counts.no_main,
            rules=counts.rules,
            texts=packed,
            text_cut=cut,
        )

    @classmethod
    def failed(cls, job: "Job", failure: "PageFailure") -> "Result":
        """The row of a job whose page cannot be counted."""
        return cls(
            id=job.id,
            url=job.listed_url,
            attempts=job.attempt,
            idempotency_mark=job.idempotency_mark,
            asked_language=job.language,
            finished_at=datetime.now(UTC),
            problem=_problem(failure),
        )

    @classmethod
    def unknown(cls, job_id: UUID, failure: "PageFailure") -> "Result":
        """The row of a job of which nothing but its id can be written, so that it does not stay pending."""
        return cls(id=job_id, attempts=1, finished_at=datetime.now(UTC), problem=_problem(failure))

    def fail(self, failure: "PageFailure") -> None:
        """Let the job end with this failure after all, and leave nothing of what was counted."""
        kept = {name: getattr(self, name) for name in OF_THE_JOB}
        for column in self.__table__.c:
            setattr(self, column.name, kept.get(column.name))
        self.problem = _problem(failure)

    @classmethod
    def erased(cls, job_id: UUID, moment: datetime) -> "Result":
        """What is left of a job that was erased: nothing of its page, and of the job only its id.

        To a release that does not know of erasing it is a failed job.
        """
        problem = _problem(Erased())
        return cls(id=job_id, url="", attempts=0, finished_at=moment, problem=problem, erased_at=moment)


def _main_lists(counts: "PageCounts", words: bounds.KeptWords) -> dict[str, Any]:
    """The columns of what was counted in the main text, where there is one."""
    if counts.main is None:
        return {}
    kept = bounds.kept_main_words(counts.main.words, words)
    return {f"main_{name}": value for name, value in _lists(counts.main, kept, bounds.MAIN).items()}


def _page_lists(counts: "PageCounts", words: bounds.KeptWords) -> dict[str, Any]:
    """The columns of the whole page; without any text the summary says what may show it."""
    lists = _lists(counts, words, bounds.PAGE)
    if counts.why_empty:
        lists["summary"]["why_empty"] = counts.why_empty
    return lists


def _lists(counts: "TextCounts", words: bounds.KeptWords, room: bounds.Room) -> dict[str, Any]:
    """The columns of what was counted in a text, within bounds."""
    phrases = {
        str(n): [[list(phrase.words), phrase.count] for phrase in phrases]
        for n, phrases in counts.phrases.items()
    }
    return {
        "summary": asdict(counts.summary) | {"words_kept": len(words)},
        "words": words.indexed,
        "stop_words": sorted(word for word in counts.stop_words if word in words),
        "spellings": bounds.kept_spellings(counts.spellings, words, room.spellings),
        "phrases": bounds.kept_phrases(phrases, room.phrases)
        | {"total": {str(n): total for n, total in counts.phrase_totals.items()}},
    }


def _problem(error: WordcountError) -> dict[str, str]:
    detail = error.detail[: bounds.DETAIL_CHARACTERS]
    return {"type": type_of(error.slug), "title": error.title(), "detail": detail}
