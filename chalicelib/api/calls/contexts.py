"""The call of contexts: where a word stands on a page, and what stands around it."""

from typing import TYPE_CHECKING

from chalice import Response
from chalice.app import Request

from chalicelib.api import inputs
from chalicelib.api.calls.found import result_of
from chalicelib.api.negotiation import wants_csv
from chalicelib.api.problems import answered
from chalicelib.api.representations import answers
from chalicelib.api.representations import contexts as representations

if TYPE_CHECKING:
    from chalicelib.counting.words.contexts import Order

MAXIMUM_WIDTH = 50
MAXIMUM_CONTEXTS = 1000


@answered
def get_contexts(request: Request, text: str, *, as_csv: bool = False) -> Response:
    """`GET /jobs/{id}/contexts` and `/contexts.csv`: each place of a word, with what stands around it."""
    as_csv = as_csv or wants_csv(request)
    job_id = inputs.job_id(text)
    with inputs.Query(request) as query:
        word = query.required("word", inputs.phrase)
        width = query.whole_number("width", 8, 1, MAXIMUM_WIDTH)
        order: Order = query.choice("sort", "position", "before", "after")
        limit = query.whole_number("limit", MAXIMUM_CONTEXTS if as_csv else 50, 1, MAXIMUM_CONTEXTS)
        offset = query.whole_number("cursor", 0, 0, inputs.MAXIMUM_OFFSET)
    job = result_of(job_id)
    from chalicelib.api.texts import reading_of
    from chalicelib.counting.words.contexts import context_at, places_of
    from chalicelib.counting.words.reading import read

    reading, wanted = reading_of(job), read(word, job.language).words
    places = places_of(reading, [{each} for each in wanted], order)
    found = (context_at(reading, at, len(wanted), width) for at in places[offset : offset + limit])
    if as_csv:
        (body, shown), media_type = representations.contexts_csv(found), answers.CSV
    else:
        contexts = representations.contexts(found)
        whole = {"word": " ".join(wanted), "count": len(places), "contexts": contexts}
        body, shown, media_type = answers.json_text(whole), len(contexts), answers.JSON
    more = {}
    if shown and offset + shown < len(places):
        following = offset + shown
        more["Link"] = answers.next_link(word=word, width=width, sort=order, limit=limit, cursor=following)
    return answers.kept(request, body, media_type, **more)
