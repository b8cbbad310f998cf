"""The calls of collections: pages that were posted together, how they stand, and their words as one."""

from typing import TYPE_CHECKING
from uuid import UUID

from chalice import Response
from chalice.app import Request

from chalicelib import ids
from chalicelib.api import inputs
from chalicelib.api.calls.words import MAXIMUM_CSV_WORDS, MAXIMUM_PHRASES, MAXIMUM_WORDS, part_and_view
from chalicelib.api.negotiation import wants_csv
from chalicelib.api.problems import answered
from chalicelib.api.representations import answers
from chalicelib.api.representations import collections as representations
from chalicelib.api.representations.collections import Standing
from chalicelib.api.representations.jobs import POLL_SECONDS
from chalicelib.api.representations.words import totals
from chalicelib.api.view import View
from chalicelib.errors import NotFound

if TYPE_CHECKING:
    from chalicelib.results.rows import Part

MAXIMUM_DISTINCTIVE = 50


@answered
def get_collection(request: Request, text: str) -> Response:
    """`GET /collections/{id}`: how the jobs of a collection stand."""
    collection_id = inputs.collection_id(text)
    with inputs.Query(request) as query:
        part: Part = query.choice("text", "page", "main")
    standing = _standing(collection_id, part)
    return _answer(request, standing, answers.json_text(representations.collection(standing)), answers.JSON)


@answered
def get_words(request: Request, text: str, *, as_csv: bool = False) -> Response:
    """`GET /collections/{id}/words` and `/words.csv`: the words of all its pages, added up."""
    as_csv = as_csv or wants_csv(request)
    collection_id = inputs.collection_id(text)
    with inputs.Query(request) as query:
        part: Part = query.choice("text", "page", "main")
        view = View.asked_for(query)
        by_page = query.choice("by_page", "off", "on") == "on"
        maximum = MAXIMUM_CSV_WORDS if as_csv else MAXIMUM_WORDS
        limit = query.whole_number("limit", MAXIMUM_CSV_WORDS if as_csv else 100, 1, maximum)
        offset = query.whole_number("cursor", 0, 0, inputs.MAXIMUM_OFFSET)
    standing = _standing(collection_id, part)
    from chalicelib.corpus.merged import merge
    from chalicelib.results.together import lists_of_all

    lists = lists_of_all(standing.counted, part)
    pages = [lists[job_id] for job_id in standing.counted if job_id in lists]
    merged = merge(pages)
    shown = view.shown(merged, standing.language)
    rows = representations.Rows(
        shown.words[offset : offset + limit], merged, pages if by_page else None, standing.total
    )
    if as_csv:
        (body, given), media_type = representations.words_csv(rows), answers.CSV
    else:
        words = representations.words(rows)
        whole = {"words": words, "totals": totals(shown), "pages": representations.pages(standing)}
        body, given, media_type = answers.json_text(whole), len(words), answers.JSON
    more = {}
    if given and offset + given < len(shown.words):
        asked = part_and_view(part, view) | ({"by_page": "on"} if by_page else {})
        more["Link"] = answers.next_link(**asked, limit=limit, cursor=offset + given)
    return _answer(request, standing, body, media_type, **more)


@answered
def get_phrases(request: Request, text: str) -> Response:
    """`GET /collections/{id}/phrases`: the frequent phrases of its pages, added up."""
    collection_id = inputs.collection_id(text)
    with inputs.Query(request) as query:
        n = query.whole_number("n", 2, 2, 4)
        part: Part = query.choice("text", "page", "main")
        view = View.asked_for(query)
        limit = query.whole_number("limit", 20, 1, MAXIMUM_PHRASES)
        offset = query.whole_number("cursor", 0, 0, inputs.MAXIMUM_OFFSET)
    standing = _standing(collection_id, part)
    from chalicelib.corpus.merged import merge_phrases
    from chalicelib.results.together import phrases_of_all

    found = merge_phrases(
        view.shown_phrases(kept.phrases, kept.stop_words)
        for kept in phrases_of_all(standing.counted, n, part)
    )
    listed = representations.phrases(found[offset : offset + limit])
    body = {"phrases": listed, "total": len(found), "pages": representations.pages(standing)}
    more = {}
    if listed and offset + len(listed) < len(found):
        following = offset + len(listed)
        more["Link"] = answers.next_link(n=n, **part_and_view(part, view), limit=limit, cursor=following)
    return _answer(request, standing, answers.json_text(body), answers.JSON, **more)


@answered
def get_distinctive(request: Request, text: str) -> Response:
    """`GET /collections/{id}/distinctive`: for each page the words that tell it from the others."""
    collection_id = inputs.collection_id(text)
    with inputs.Query(request) as query:
        part: Part = query.choice("text", "page", "main")
        view = View.asked_for(query)
        limit = query.whole_number("limit", 10, 1, MAXIMUM_DISTINCTIVE)
    standing = _standing(collection_id, part)
    from chalicelib.corpus.distinctive import distinctive
    from chalicelib.corpus.merged import merge
    from chalicelib.results.together import lists_of_all

    lists = lists_of_all(standing.counted, part)
    merged = merge([*lists.values()])
    hidden = frozenset().union(*view.hidden(merged.stop_words))
    found = {
        job_id: distinctive(page, merged.pages, len(lists), hidden, limit) for job_id, page in lists.items()
    }
    body = representations.distinctive(standing, found)
    return _answer(request, standing, answers.json_text(body), answers.JSON)


def _standing(collection_id: UUID, part: "Part") -> Standing:
    """How the jobs of a collection stand.

    Raises:
        NotFound: none of them has a row, and they are too old to be under way.
        DatabaseUnavailable: it cannot be told.
    """
    from chalicelib.results import store

    job_ids = ids.jobs_of_collection(collection_id)
    ended = store.get_all(job_ids)
    may_be_pending = ids.may_be_pending(collection_id)
    if not ended and not may_be_pending:
        raise NotFound("no job of this collection has a result, and it is too old for one to be under way")
    return Standing(collection_id, job_ids, ended, may_be_pending, part)


def _answer(request: Request, standing: Standing, body: str, media_type: str, **more: str) -> Response:
    """An answer that caches keep once all the jobs have ended."""
    if not standing.pending:
        return answers.kept(request, body, media_type, **more)
    headers = {"Retry_After": str(POLL_SECONDS), **more}
    return answers.passing(body, media_type, status=200, **headers)
