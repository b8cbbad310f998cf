"""The text of a page that was kept, read word by word; only calls that need it import it."""

from functools import lru_cache
from uuid import UUID

from chalicelib.counting.words.reading import Reading, read
from chalicelib.errors import TextNotKept
from chalicelib.results.rows import EndedJob
from chalicelib.results.words import text_of


def reading_of(job: EndedJob) -> Reading:
    """The words of a page in order.

    Raises:
        TextNotKept: its text was not kept.
        DatabaseUnavailable: it cannot be read.
    """
    if job.text_cut is None:
        raise TextNotKept("the text of this page was not kept, so its words cannot be shown in context")
    return _reading(job.id, job.language)


@lru_cache(maxsize=1)
def _reading(job_id: UUID, language: str | None) -> Reading:
    """Kept for the next part of a list, or the next word of the same page: a row's text never changes."""
    text = text_of(job_id)
    return read(text.page if text else "", language)
