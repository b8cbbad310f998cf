"""The call of collocates: which words keep company with a word of a page."""

from functools import partial
from typing import TYPE_CHECKING

from chalice import Response
from chalice.app import Request

from chalicelib.api import inputs
from chalicelib.api.calls.rows import result_of
from chalicelib.api.lists import Window
from chalicelib.api.problems import answered
from chalicelib.api.representations import answers
from chalicelib.api.representations import collocates as representations
from chalicelib.api.view import View

if TYPE_CHECKING:
    from chalicelib.counting.words.collocates import Measure

MAXIMUM_COLLOCATES = 10_000


@answered
def get_collocates(request: Request, path_id: str) -> Response:
    """`GET /jobs/{id}/collocates`: the words that stand near a word more often than elsewhere."""
    job_id = inputs.job_id(path_id)
    with inputs.Query(request) as query:
        word = query.required("word", inputs.phrase)
        part = inputs.part(query)
        view = View.asked_for(query)
        measure: Measure = query.choice("sort", "log_likelihood", "pmi")
        window = Window.asked_for(request, query, default=20, maximum=MAXIMUM_COLLOCATES)
    job = result_of(job_id, part)
    from chalicelib.api.texts import phrase_of, reading_of
    from chalicelib.counting.words.collocates import WINDOW, collocates
    from chalicelib.results.words import lists_of

    reading, words = reading_of(job, part), phrase_of(word, job)
    lists = lists_of(job_id, part)
    hidden = frozenset().union(*view.hidden(lists.stop_words))
    wanted = view.forms(words, lists, job.language)
    heads = view.heads(lists, job.language)
    found = collocates(reading, wanted, hidden, measure, heads)
    about = {
        "word": " ".join(words),
        "count": len(reading.places(wanted)),
        "window": WINDOW,
        "total": len(found),
    }
    listing = representations.collocates(window.of(found), lists.spellings, about)
    asked = {"word": word, "text": part, "sort": measure, **view.parameters()}
    return window.answer(listing, len(found), asked, partial(answers.kept, request))
