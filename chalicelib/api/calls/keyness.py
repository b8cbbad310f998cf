"""The calls of keyness: which words are typical of one of several pages, or of a page beside its language."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from chalice import Response
from chalice.app import Request

from chalicelib.api import inputs
from chalicelib.api.calls.rows import result_of
from chalicelib.api.calls.words import MAXIMUM_WORDS, part_and_view
from chalicelib.api.inputs import Query
from chalicelib.api.lists import Window
from chalicelib.api.problems import answered
from chalicelib.api.representations import answers
from chalicelib.api.representations import keyness as representations
from chalicelib.api.representations.formats import Listing
from chalicelib.api.view import View
from chalicelib.errors import Erased, Expired, InvalidInput, NoMainText, NoResult, NotFound

if TYPE_CHECKING:
    from chalicelib.corpus.keyness import KeyWord, Measure
    from chalicelib.results.rows import EndedJob, Part

MAXIMUM_COMPARED = 6


@answered
def get_comparison(request: Request) -> Response:
    """`GET /comparison`: the words of two to six pages, the most typical first."""
    with inputs.Query(request) as query:
        job_ids = query.required("ids", inputs.job_ids)
        asked = _Asked(request, query)
    if not 2 <= len(job_ids) <= MAXIMUM_COMPARED:
        raise InvalidInput([("ids", f"it has to name 2 to {MAXIMUM_COMPARED} different jobs")])
    jobs = [_compared(job_id, asked.part) for job_id in job_ids]
    from chalicelib.corpus.keyness import compare
    from chalicelib.corpus.merged import merge
    from chalicelib.results.together import lists_of_all

    lists = lists_of_all(job_ids, asked.part)
    pages = [lists[job_id] for job_id in job_ids]
    languages = {job.language for job in jobs}
    language = languages.pop() if len(languages) == 1 else None
    shown = asked.view.shown(merge(pages), language)
    keys = compare(pages, shown.words)
    rows = representations.Compared(jobs, asked.part, asked.listed(keys))
    named = {"ids": ",".join(map(str, job_ids))}
    return asked.answer(request, representations.comparison(rows, shown), len(keys), **named)


@answered
def get_keyness(request: Request, path_id: str) -> Response:
    """`GET /jobs/{id}/keyness`: the words of a page, the most typical of it first."""
    job_id = inputs.job_id(path_id)
    with inputs.Query(request) as query:
        asked = _Asked(request, query)
    job = result_of(job_id, asked.part)
    from chalicelib.corpus.keyness import against_language
    from chalicelib.corpus.language import frequencies
    from chalicelib.results.words import lists_of

    known = frequencies(job.language)
    if known is None:
        raise NotFound(f"there is no list of the commonest words of this page's language ({job.language})")
    lists = lists_of(job_id, asked.part)
    shown = asked.view.shown(lists, job.language)
    keys = against_language(lists, shown.words, known)
    rows = representations.InLanguage(job, asked.part, known, asked.listed(keys))
    return asked.answer(request, representations.keyness(rows, shown), len(keys))


def _compared(job_id: UUID, part: "Part") -> "EndedJob":
    """The row of one of the jobs; a problem names it."""
    try:
        return result_of(job_id, part)
    except (NotFound, Erased, Expired, NoResult, NoMainText) as problem:
        raise type(problem)(f"{job_id}: {problem.detail}") from None


class _Asked:
    """What both calls are asked for: a text, a view, an order, and a part of the list."""

    def __init__(self, request: Request, query: Query) -> None:
        self.part = inputs.part(query)
        self.view = View.asked_for(query)
        self.measure: Measure = query.choice("sort", "log_likelihood", "log_ratio")
        self.window = Window.asked_for(request, query, default=100, maximum=MAXIMUM_WORDS)

    def listed(self, keys: "Sequence[KeyWord]") -> "Sequence[KeyWord]":
        """The part of the words that is asked for, in the order that is."""
        from chalicelib.corpus.keyness import ranked

        return self.window.of(ranked(keys, self.measure))

    def answer(self, request: Request, listing: Listing, count: int, **named: str) -> Response:
        """The answer, with a link to the next part where there is one."""
        asked = {**named, **part_and_view(self.part, self.view), "sort": self.measure}
        return self.window.answer(listing, count, asked, partial(answers.kept, request))
