"""The calls of collections: pages that were posted together, how they stand, and their words as one."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from chalice import Response
from chalice.app import Request

from chalicelib import ids
from chalicelib.api import inputs, pace
from chalicelib.api.calls.words import MAXIMUM_PHRASES, MAXIMUM_WORDS, part_and_view
from chalicelib.api.lists import Window
from chalicelib.api.problems import answered
from chalicelib.api.representations import answers
from chalicelib.api.representations import collections as representations
from chalicelib.api.representations.collections import Standing
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
def get_words(request: Request, text: str) -> Response:
    """`GET /collections/{id}/words`: the words of all its pages, added up."""
    collection_id = inputs.collection_id(text)
    with inputs.Query(request) as query:
        part: Part = query.choice("text", "page", "main")
        view = View.asked_for(query)
        by_page = query.choice("by_page", "off", "on") == "on"
        window = Window.asked_for(request, query, default=100, maximum=MAXIMUM_WORDS)
    standing = _standing(collection_id, part)
    from chalicelib.corpus.merged import merge
    from chalicelib.results.rows import NO_WORDS
    from chalicelib.results.together import lists_of_all

    pages = standing.in_order(lists_of_all(standing.counted, part), NO_WORDS)
    merged = merge(pages)
    shown = view.shown(merged, standing.language)
    rows = representations.Rows(window.of(shown.words), merged, pages if by_page else None, standing.total)
    listing = representations.words(rows, shown, standing)
    asked = _asked(part, view, by_page)
    return window.answer(listing, len(shown.words), asked, partial(_answer, request, standing))


@answered
def get_phrases(request: Request, text: str) -> Response:
    """`GET /collections/{id}/phrases`: the frequent phrases of its pages, added up."""
    collection_id = inputs.collection_id(text)
    with inputs.Query(request) as query:
        n = query.whole_number("n", 2, 2, 4)
        part: Part = query.choice("text", "page", "main")
        view = View.asked_for(query)
        by_page = query.choice("by_page", "off", "on") == "on"
        window = Window.asked_for(request, query, default=20, maximum=MAXIMUM_PHRASES)
    standing = _standing(collection_id, part)
    from chalicelib.corpus.merged import counts_by_page, merge, merge_phrases
    from chalicelib.results.rows import NO_PHRASES
    from chalicelib.results.together import lists_of_all, phrases_of_all

    kept = standing.in_order(phrases_of_all(standing.counted, n, part), NO_PHRASES)
    pages = [each.phrases for each in kept]
    # By each page's own a phrase would be left out on some pages, and counted on others.
    lists = {} if view.stop_words else lists_of_all(standing.counted, part)
    found = view.shown_phrases(merge_phrases(pages), merge([*lists.values()]).stop_words)
    shown = window.of(found)
    counts = counts_by_page(pages, shown) if by_page else None
    listing = representations.phrases(shown, len(found), standing, counts)
    asked = {"n": str(n), **_asked(part, view, by_page)}
    return window.answer(listing, len(found), asked, partial(_answer, request, standing))


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
    from chalicelib.corpus.merged import merge, with_forms_as_one
    from chalicelib.results.together import lists_of_all

    lists = lists_of_all(standing.counted, part)
    merged = merge([*lists.values()])
    hidden = frozenset().union(*view.hidden(merged.stop_words))
    if heads := view.heads(merged, standing.language):
        lists = {job_id: with_forms_as_one(page, heads, merged) for job_id, page in lists.items()}
    having = merge([*lists.values()]).pages if heads else merged.pages
    found = {job_id: distinctive(page, having, len(lists), hidden, limit) for job_id, page in lists.items()}
    listing = representations.distinctive(standing, found)
    window = Window.whole(request, ids.MAXIMUM_PAGES)
    return window.answer(listing, len(standing.counted), {}, partial(_answer, request, standing))


def _asked(part: "Part", view: View, by_page: bool) -> dict[str, str]:
    """The parameters that ask for the same again."""
    return part_and_view(part, view) | ({"by_page": "on"} if by_page else {})


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


def _answer(
    request: Request, standing: Standing, body: str | bytes, media_type: str, **more: str
) -> Response:
    """An answer that caches keep once all the jobs have ended."""
    if not standing.pending:
        if kept := [job for job in standing.ended.values() if not job.erased_at]:
            under_key = any(job.idempotency_mark is not None for job in kept)
            last = max(job.finished_at for job in kept)
            pace.of_collections.learn(standing.id, last, under_key=under_key)
        return answers.kept(request, body, media_type, **more)
    headers = {"Retry_After": str(pace.of_collections.seconds(standing.id)), **more}
    return answers.passing(body, media_type, status=200, **headers)
