"""The text of a page that was kept, read word by word, and what is looked for in it; only calls that need it
import it."""

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from chalicelib.counting.words.reading import Reading, read
from chalicelib.errors import InvalidInput, TextNotKept
from chalicelib.results.rows import EndedJob, Part
from chalicelib.results.words import text_of

MAXIMUM_WORDS = 20
"""Of a phrase that is looked for: each is compared at each of half a million places."""


def phrase_of(word: str, job: EndedJob) -> Sequence[str]:
    """The folded words of the parameter `word`, as those of a page were counted.

    Raises:
        InvalidInput: it has none, or too many.
    """
    words = read(word, job.language).words
    if not words:
        raise InvalidInput([("word", "it has no letters")])
    if len(words) > MAXIMUM_WORDS:
        raise InvalidInput([("word", f"it has {len(words)} words; {MAXIMUM_WORDS} are the most")])
    return words


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
