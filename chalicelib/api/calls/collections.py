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
from chalicelib.api.representations.collections import CollectionState
from chalicelib.api.view import View
from chalicelib.errors import NotFound

if TYPE_CHECKING:
    from chalicelib.results.rows import Part

MAXIMUM_DISTINCTIVE = 50


@answered
def get_collection(request: Request, path_id: str) -> Response:
    """`GET /collections/{id}`: how the jobs of a collection stand."""
    collection_id = inputs.collection_id(path_id)
    with inputs.Query(request) as query:
        part = inputs.part(query)
    state = _state_of(collection_id, part)
    return _answer(request, state, answers.json_text(representations.collection(state)), answers.JSON)


@answered
def get_words(request: Request, path_id: str) -> Response:
    """`GET /collections/{id}/words`: the words of all its pages, added up."""
    collection_id = inputs.collection_id(path_id)
    with inputs.Query(request) as query:
        part = inputs.part(query)
        view = View.asked_for(query)
        by_page = query.choice("by_page", "off", "on") == "on"
        window = Window.asked_for(request, query, default=100, maximum=MAXIMUM_WORDS)
    state = _state_of(collection_id, part)
    from chalicelib.corpus.merged import merge
    from chalicelib.results.rows import NO_WORDS
    from chalicelib.results.together import lists_of_all

    pages = state.in_order(lists_of_all(state.counted, part), NO_WORDS)
    merged = merge(pages)
    shown = view.shown(merged, state.language)
    rows = representations.Rows(window.of(shown.words), merged, pages if by_page else None, state.total)
    listing = representations.words(rows, shown, state)
    asked = _asked(part, view, by_page)
    return window.answer(listing, len(shown.words), asked, partial(_answer, request, state))


@answered
def get_phrases(request: Request, path_id: str) -> Response:
    """`GET /collections/{id}/phrases`: the frequent phrases of its pages, added up."""
    collection_id = inputs.collection_id(path_id)
    with inputs.Query(request) as query:
        n = query.whole_number("n", 2, 2, 4)
        part = inputs.part(query)
        view = View.asked_for(query)
        by_page = query.choice("by_page", "off", "on") == "on"
        window = Window.asked_for(request, query, default=20, maximum=MAXIMUM_PHRASES)
    state = _state_of(collection_id, part)
    from chalicelib.corpus.merged import counts_by_page, merge, merge_phrases
    from chalicelib.results.rows import NO_PHRASES
    from chalicelib.results.together import lists_of_all, phrases_of_all

    kept = state.in_order(phrases_of_all(state.counted, n, part), NO_PHRASES)
    pages = [each.phrases for each in kept]
    # By each page's own a phrase would be left out on some pages, and counted on others.
    lists = {} if view.stop_words else lists_of_all(state.counted, part)
    found = view.shown_phrases(merge_phrases(pages), merge([*lists.values()]).stop_words)
    shown = window.of(found)
    counts = counts_by_page(pages, shown) if by_page else None
    listing = representations.phrases(shown, len(found), state, counts)
    asked = {"n": str(n), **_asked(part, view, by_page)}
    return window.answer(listing, len(found), asked, partial(_answer, request, state))


@answered
def get_distinctive(request: Request, path_id: str) -> Response:
    """`GET /collections/{id}/distinctive`: for each page the words that tell it from the others."""
    collection_id = inputs.collection_id(path_id)
    with inputs.Query(request) as query:
        part = inputs.part(query)
        view = View.asked_for(query)
        limit = query.whole_number("limit", 10, 1, MAXIMUM_DISTINCTIVE)
    state = _state_of(collection_id, part)
    from chalicelib.corpus.distinctive import distinctive
    from chalicelib.corpus.merged import merge, with_forms_as_one
    from chalicelib.results.together import lists_of_all

    lists = lists_of_all(state.counted, part)
    merged = merge([*lists.values()])
    hidden = frozenset().union(*view.hidden(merged.stop_words))
    if heads := view.heads(merged, state.language):
        lists = {job_id: with_forms_as_one(page, heads, merged) for job_id, page in lists.items()}
    having = merge([*lists.values()]).pages if heads else merged.pages
    found = {job_id: distinctive(page, having, len(lists), hidden, limit) for job_id, page in lists.items()}
    listing = representations.distinctive(state, found)
    window = Window.whole(request, ids.MAXIMUM_PAGES)
    return window.answer(listing, len(state.counted), {}, partial(_answer, request, state))


def _asked(part: "Part", view: View, by_page: bool) -> dict[str, str]:
    """The parameters that ask for the same again."""
    return part_and_view(part, view) | ({"by_page": "on"} if by_page else {})


def _state_of(collection_id: UUID, part: "Part") -> CollectionState:
    """How the jobs of a collection stand.

    Raises:
        NotFound: none of them has a row, and they are too old to be under way.
        DatabaseUnavailable: it cannot be told.
    """
    from chalicelib.results import store

    job_ids = ids.jobs_of_collection(collection_id)
    results = store.get_all(job_ids)
    may_be_pending = ids.may_be_pending(collection_id)
    if not results and not may_be_pending:
        raise NotFound("no job of this collection has a result, and it is too old for one to be under way")
    return CollectionState(collection_id, job_ids, results, may_be_pending, part)


def _answer(
    request: Request,
    state: CollectionState,
    body: str | bytes,
    media_type: str,
    more: answers.Headers = answers.NONE,
) -> Response:
    """An answer that caches keep once all the jobs have ended."""
    if not state.pending:
        if kept := [job for job in state.results.values() if not job.erased_at]:
            under_key = any(job.idempotency_mark is not None for job in kept)
            last = max(job.finished_at for job in kept)
            pace.of_collections.learn(state.id, last, under_key=under_key)
        return answers.kept(request, body, media_type, more)
    headers = {"Retry-After": str(pace.of_collections.seconds(state.id)), **more}
    return answers.passing(body, media_type, headers)
