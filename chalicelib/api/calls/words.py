"""The calls of words: those of one page, its phrases, and the pages that contain a word."""

from typing import Any

from chalice import Response
from chalice.app import Request

from chalicelib import settings
from chalicelib.api import inputs
from chalicelib.api.calls.found import result_of
from chalicelib.api.negotiation import preferred
from chalicelib.api.problems import answered
from chalicelib.api.representations import answers
from chalicelib.api.representations import words as representations
from chalicelib.api.representations.jobs import pages_with
from chalicelib.api.view import View
from chalicelib.errors import ListingDisabled

MAXIMUM_WORDS = 10_000
MAXIMUM_CSV_WORDS = 50_000
MAXIMUM_PHRASES = 200
_MAXIMUM_OFFSET = 100_000_000


@answered
def get_words(request: Request, text: str, *, as_csv: bool = False) -> Response:
    """`GET /jobs/{id}/words` and `/words.csv`: the words of a job's page."""
    as_csv = as_csv or preferred(request.headers.get("accept", ""), answers.JSON, "text/csv") != answers.JSON
    maximum = MAXIMUM_CSV_WORDS if as_csv else MAXIMUM_WORDS
    job_id = inputs.job_id(text)
    with inputs.Query(request) as query:
        view = View.asked_for(query)
        limit = query.whole_number("limit", MAXIMUM_CSV_WORDS if as_csv else 100, 1, maximum)
        offset = query.whole_number("cursor", 0, 0, _MAXIMUM_OFFSET)
    row = result_of(job_id)
    from chalicelib.results.words import words_of

    found = words_of(job_id, stop_words=view.stop_words, limit=limit + 1, offset=offset)
    total = row.total
    if as_csv:
        body, shown = representations.words_csv(found[:limit], total)
        media_type = answers.CSV
    else:
        words = representations.words(found[:limit], total)
        body, shown = answers.json_text({"words": words}), len(words)
        media_type = answers.JSON
    more = {}
    if len(found) > shown:
        more["Link"] = answers.next_link(**view.parameters(), limit=limit, cursor=offset + shown)
    return answers.immutable(request, body, media_type, **more)


@answered
def get_phrases(request: Request, text: str) -> Response:
    """`GET /jobs/{id}/phrases`: the most frequent phrases of two or three words."""
    job_id = inputs.job_id(text)
    with inputs.Query(request) as query:
        n = query.whole_number("n", 2, 2, 3)
        view = View.asked_for(query)
        limit = query.whole_number("limit", 20, 1, MAXIMUM_PHRASES)
    result_of(job_id)
    from chalicelib.results.words import phrases_of

    found = phrases_of(job_id, n, stop_words=view.stop_words, limit=limit)
    body = answers.json_text({"phrases": representations.phrases(found)})
    return answers.immutable(request, body, answers.JSON)


@answered
def get_word(request: Request, text: str) -> Response:
    """`GET /words/{word}`: the pages that contain a word, where that is allowed."""
    with inputs.Query(request) as query:
        limit = query.whole_number("limit", 20, 1, inputs.MAXIMUM_JOBS)
        before = query.value("cursor", None, inputs.job_cursor)
    word = inputs.word(text)
    if not settings.current().public_listing:
        raise ListingDisabled("this service does not tell which pages contain a word")
    from chalicelib.results.word_search import pages_with as search

    rows = search(word, limit=limit + 1, before=before)
    body = {"word": word, "pages": pages_with(rows[:limit])}
    more: dict[str, Any] = {}
    if len(rows) > limit:
        more["Link"] = answers.next_link(limit=limit, cursor=rows[limit - 1].job.id)
    return answers.json_response(body, **more)
