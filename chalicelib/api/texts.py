"""The text of a page that was kept, read word by word; only calls that need it import it."""

from functools import lru_cache
from uuid import UUID

from chalicelib.counting.words.reading import Reading, read
from chalicelib.errors import TextNotKept
from chalicelib.results.rows import EndedJob, Part
from chalicelib.results.words import text_of


def reading_of(job: EndedJob, part: Part) -> Reading:
    """The words of a page, or of its main text, in order.

    Raises:
        TextNotKept: its text was not kept.
        DatabaseUnavailable: it cannot be read.
    """
    if job.text_cut is None:
        raise TextNotKept("the text of this page was not kept, so its words cannot be shown in context")
    return _reading(job.id, part, job.language)


@lru_cache(maxsize=1)
def _reading(job_id: UUID, part: Part, language: str | None) -> Reading:
    """Kept for the next part of a list, or the next word of the same page: a row's text never changes."""
    text = text_of(job_id)
    kept = None if text is None else text.main if part == "main" else text.page
    return read(kept or "", language)
