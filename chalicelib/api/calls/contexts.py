"""The call of contexts: where a word stands on a page, and what stands around it."""

from functools import partial
from typing import TYPE_CHECKING

from chalice import Response
from chalice.app import Request

from chalicelib.api import inputs
from chalicelib.api.calls.rows import result_of
from chalicelib.api.lists import Window
from chalicelib.api.problems import answered
from chalicelib.api.representations import answers
from chalicelib.api.representations import contexts as representations
from chalicelib.api.view import View

if TYPE_CHECKING:
    from chalicelib.counting.words.contexts import Order

MAXIMUM_WIDTH = 50
MAXIMUM_CONTEXTS = 10_000


@answered
def get_contexts(request: Request, path_id: str) -> Response:
    """`GET /jobs/{id}/contexts`: each place of a word, with what stands around it."""
    job_id = inputs.job_id(path_id)
    with inputs.Query(request) as query:
        word = query.required("word", inputs.phrase)
        part = inputs.part(query)
        view = View.of_families(query)
        width = query.whole_number("width", 8, 1, MAXIMUM_WIDTH)
        order: Order = query.choice("sort", "position", "before", "after")
        window = Window.asked_for(request, query, default=50, maximum=MAXIMUM_CONTEXTS)
    job = result_of(job_id, part)
    from chalicelib.api.texts import phrase_of, reading_of
    from chalicelib.counting.words.contexts import context_at, places_of
    from chalicelib.results.rows import NO_WORDS
    from chalicelib.results.words import lists_of

    reading, wanted = reading_of(job, part), phrase_of(word, job)
    lists = lists_of(job_id, part) if view.families else NO_WORDS
    places = places_of(reading, view.forms(wanted, lists, job.language), order)
    found = (context_at(reading, at, len(wanted), width) for at in window.of(places))
    listing = representations.contexts(found, " ".join(wanted), len(places))
    asked = {"word": word, "text": part, "families": "on" if view.families else "off"}
    asked |= {"width": str(width), "sort": order}
    return window.answer(listing, len(places), asked, partial(answers.kept, request))
