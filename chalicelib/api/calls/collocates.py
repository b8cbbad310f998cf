"""The call of collocates: which words keep company with a word of a page."""

from typing import TYPE_CHECKING

from chalice import Response
from chalice.app import Request

from chalicelib.api import inputs
from chalicelib.api.calls.found import result_of
from chalicelib.api.problems import answered
from chalicelib.api.representations import answers
from chalicelib.api.view import View

if TYPE_CHECKING:
    from chalicelib.counting.words.collocates import Measure
    from chalicelib.results.rows import Part

MAXIMUM_COLLOCATES = 200


@answered
def get_collocates(request: Request, text: str) -> Response:
    """`GET /jobs/{id}/collocates`: the words that stand near a word more often than elsewhere."""
    job_id = inputs.job_id(text)
    with inputs.Query(request) as query:
        word = query.required("word", inputs.phrase)
        part: Part = query.choice("text", "page", "main")
        view = View.asked_for(query)
        measure: Measure = query.choice("sort", "log_likelihood", "pmi")
        limit = query.whole_number("limit", 20, 1, MAXIMUM_COLLOCATES)
    job = result_of(job_id, part)
    from chalicelib.api.texts import reading_of
    from chalicelib.counting.words.collocates import WINDOW, collocates
    from chalicelib.counting.words.reading import read
    from chalicelib.results.words import lists_of

    reading, words = reading_of(job, part), read(word, job.language).words
    lists = lists_of(job_id, part)
    hidden = frozenset().union(*view.hidden(lists.stop_words))
    wanted = view.forms(words, lists, job.language)
    found = collocates(reading, wanted, hidden, measure)
    body = {
        "word": " ".join(words),
        "count": len(reading.places(wanted)),
        "window": WINDOW,
        "total": len(found),
        "collocates": [
            {
                "word": each.word,
                "spelling": lists.spellings.get(each.word, each.word),
                "near": each.near,
                "count": each.count,
                "log_likelihood": round(each.log_likelihood, 4),
                "pmi": round(each.pmi, 4),
            }
            for each in found[:limit]
        ],
    }
    return answers.kept(request, answers.json_text(body), answers.JSON)
