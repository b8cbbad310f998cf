"""The calls of words: those of one page, its phrases, and the pages that contain a word."""

from functools import partial
from typing import TYPE_CHECKING

from chalice import Response
from chalice.app import Request

from chalicelib import settings
from chalicelib.api import inputs
from chalicelib.api.calls.rows import result_of
from chalicelib.api.lists import Window
from chalicelib.api.problems import answered
from chalicelib.api.representations import answers, phrases
from chalicelib.api.representations import words as representations
from chalicelib.api.representations.jobs import pages_with
from chalicelib.api.view import View
from chalicelib.errors import ListingDisabled

if TYPE_CHECKING:
    from chalicelib.results.rows import Part

MAXIMUM_WORDS = 50_000
MAXIMUM_PHRASES = 1000


@answered
def get_words(request: Request, path_id: str) -> Response:
    """`GET /jobs/{id}/words`: the words of a job's page."""
    job_id = inputs.job_id(path_id)
    with inputs.Query(request) as query:
        part = inputs.part(query)
        view = View.asked_for(query)
        window = Window.asked_for(request, query, default=100, maximum=MAXIMUM_WORDS)
    job = result_of(job_id, part)
    from chalicelib.results.words import lists_of

    shown = view.shown(lists_of(job_id, part), job.language)
    about = {"totals": representations.totals(shown)}
    listing = representations.words(window.of(shown.words), job.total_of(part), about)
    return window.answer(listing, len(shown.words), part_and_view(part, view), partial(answers.kept, request))


@answered
def get_phrases(request: Request, path_id: str) -> Response:
    """`GET /jobs/{id}/phrases`: the phrases of two, three or four words that occur more than once."""
    job_id = inputs.job_id(path_id)
    with inputs.Query(request) as query:
        n = query.whole_number("n", 2, 2, 4)
        part = inputs.part(query)
        view = View.asked_for(query)
        window = Window.asked_for(request, query, default=20, maximum=MAXIMUM_PHRASES)
    result_of(job_id, part)
    from chalicelib.results.words import phrases_of

    kept = phrases_of(job_id, n, part)
    shown = view.shown_phrases(kept.phrases, kept.stop_words)
    listing = phrases.phrases(window.of(shown), kept, len(shown))
    parameters = {"n": str(n), **part_and_view(part, view)}
    return window.answer(listing, len(shown), parameters, partial(answers.kept, request))


def part_and_view(part: "Part", view: View) -> dict[str, str]:
    """The parameters that ask for the same words again."""
    return ({"text": part} if part == "main" else {}) | view.parameters()


@answered
def get_word(request: Request, word: str) -> Response:
    """`GET /words/{word}`: the pages that contain a word, where that is allowed."""
    with inputs.Query(request) as query:
        limit = query.whole_number("limit", 20, 1, inputs.MAXIMUM_JOBS)
        before = query.value("cursor", None, inputs.job_cursor)
        part = inputs.part(query)
    forms = inputs.word(word)
    if not settings.current().public_listing:
        raise ListingDisabled("this service does not tell which pages contain a word")
    from chalicelib.results.word_search import pages_with as search

    rows = search(forms, limit=limit + 1, before=before, part=part)
    body = {"word": forms[0], "pages": pages_with(rows[:limit], part)}
    more = {}
    if len(rows) > limit:
        asked = {"text": part} if part == "main" else {}
        more["Link"] = answers.next_link(**asked, limit=limit, cursor=rows[limit - 1].job.id)
    return answers.json_response(body, headers=more)
