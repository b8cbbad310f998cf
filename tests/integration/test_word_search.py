"""The pages that contain a word."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, text

from chalicelib import ids, settings
from chalicelib.results import store, word_search
from chalicelib.results.database import connection, engine
from chalicelib.results.models import Result
from chalicelib.results.partitions import sweep

ROWS = 3_000


def count(api, site, path: str, html: str) -> str:
    job_id = api.submit(site.page(path, f"<title>{path}</title><html lang=en><p>{html}"))
    assert api.ended(job_id)["status"] == "succeeded"
    return job_id


def found(answer) -> list[tuple[str, int]]:
    return [(page["id"], page["count"]) for page in answer.json()["pages"]]


def test_the_pages_with_a_word_come_newest_first_with_their_counts(api, site):
    first = count(api, site, "/1", "Green tea. The tea.")
    count(api, site, "/2", "Coffee only.")
    last = count(api, site, "/3", "Tea!")
    api.ended(api.submit(site.url("/missing")))
    answer = api.get("/words/tea")
    assert answer.json()["word"] == "tea"
    assert found(answer) == [(last, 1), (first, 2)]
    assert answer.json()["pages"][1]["share"] == 0.5
    assert answer.json()["pages"][1]["title"] == "/1"
    assert answer.headers["Cache-Control"] == "no-store"
    assert found(api.get("/words/the")) == [(first, 1)], "stop words are words"
    assert found(api.get("/words/nowhere")) == []


def test_every_spelling_finds_the_same_pages(api, site):
    page = count(api, site, "/1", "Straße, ÉTÉ, don’t, наука, 日本")
    for spelling in ("STRASSE", "straße", "stra%C3%9Fe", "e\u0301t\u00e9", "DON'T", "don%E2%80%99t", "НАУКА"):
        assert found(api.get(f"/words/{spelling}")) == [(page, 1)], spelling


def test_the_parts_of_the_list_follow_their_links(api, site):
    ids = [count(api, site, f"/{n}", "tea") for n in range(5)]
    path, seen = "/words/TEA?limit=2", []
    while path:
        answer = api.get(path)
        seen += [job_id for job_id, _ in found(answer)]
        link = re.fullmatch(r'<(\?[^>]+)>; rel="next"', answer.headers.get("Link", "<>"))
        path = "/words/TEA" + link[1] if link else ""
    assert seen == ids[::-1]


@pytest.mark.parametrize(
    "path", ["%00", "a%00b", "%0A", "%ED%A0%80", "%ff", "%C3", "%7F", "%C2%85"],
)  # fmt: skip
def test_what_cannot_be_a_word_is_refused_by_name(api, path):
    answer = api.get(f"/words/{path}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "word"


@pytest.mark.parametrize(
    "path", ["100%25", "%", "a%2Fb", "%25%34", "%2500", "a%3Fb", "a;b", "x" * 4000, "💩", "a%20b", "'", "\\"]
)
def test_odd_words_are_of_no_page_or_refused(api, path):
    answer = api.get(f"/words/{path}")
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        assert answer.json()["pages"] == []


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "cursor=x", "q=1", "limit=1&limit=1"])
def test_wrong_parameters_are_named(api, query):
    answer = api.get(f"/words/tea?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == query.partition("=")[0]


def test_without_public_listing_it_is_refused(api, monkeypatch):
    monkeypatch.setenv("PUBLIC_LISTING", "off")
    settings.current.cache_clear()
    answer = api.get("/words/tea")
    assert answer.status_code == 403
    assert answer.json()["type"] == "/problems/listing-disabled"


@pytest.fixture
def many(database):
    """A table of some thousand pages: all have `the`, every hundredth `seldom`, one `once`."""
    rows = []
    for number in range(ROWS):
        words = {"the": 3, f"w{number}": 1} | {f"x{(number * k) % 997}": k for k in range(1, 20)}
        words |= {"seldom": 2} if number % 100 == 0 else {}
        words |= {"once": 1} if number == 7 else {}
        rows.append(
            Result(
                id=ids.new_id(), url=f"https://example.com/{number}", attempts=1,
                finished_at=datetime.now(UTC), summary={"words": 100}, words=words, stop_words=["the"],
                spellings={}, phrases={},
            )
        )  # fmt: skip
    with connection() as open_connection:
        columns = [column.name for column in Result.__table__.c]
        values = [{name: getattr(row, name) for name in columns} for row in rows]
        open_connection.execute(Result.__table__.insert(), values)
        open_connection.execute(text("ANALYZE results"))
    return sorted((row.id for row in rows), reverse=True)


def plans_of(search, explain: str = "EXPLAIN") -> list[tuple[str, str]]:
    """The statements of a search, and how Postgres runs each."""
    statements = []

    def note(_connection, _cursor, statement, parameters, *_rest) -> None:
        statements.append((statement, parameters))

    event.listen(engine(), "before_cursor_execute", note)
    search()
    event.remove(engine(), "before_cursor_execute", note)
    with engine().connect() as open_connection:
        return [
            (
                statement,
                "\n".join(open_connection.exec_driver_sql(f"{explain} {statement}", values).scalars()),
            )
            for statement, values in statements
        ]


def test_a_seldom_word_is_served_by_the_index_on_words(many):
    for word in ("seldom", "once", "never"):
        plans = str(plans_of(lambda: word_search.pages_with([word], limit=21)))  # noqa: B023
        assert re.search(r"Index Scan Backward using results_\w+_pkey", plans)
        assert re.search(r"Bitmap Index Scan on results_\w+_words_idx", plans)
        assert "Seq Scan on results" not in plans.replace("Seq Scan on results_default", "")


def test_a_frequent_word_is_found_among_the_newest_without_looking_further(many):
    ((_, plan),) = plans_of(lambda: word_search.pages_with(["the"], limit=21))
    assert re.search(r"Index Scan Backward using results_\w+_pkey", plan)
    assert "->  Sort  (" not in plan


@pytest.mark.parametrize("word", ["the", "seldom"])
def test_both_ways_find_the_newest_first_and_go_on_at_the_cursor(many, word):
    with connection() as open_connection:
        having = text("SELECT id FROM results WHERE jsonb_exists(words, :word) ORDER BY id DESC")
        expected = list(open_connection.scalars(having, {"word": word}))
    first = word_search.pages_with([word], limit=7)
    assert [page.job.id for page in first] == expected[:7]
    following = word_search.pages_with([word], limit=7, before=first[-1].job.id)
    assert [page.job.id for page in following] == expected[7:14]


@pytest.fixture
def two_days(database):
    """A page every three minutes for two days: the older half has `older`, a third of it in its main text."""
    now = datetime.now(UTC)
    rows = []
    for number in range(960):
        words = {"every": 1, f"w{number}": 1} | ({"older": 2} if number < 480 else {})
        moment = now - timedelta(minutes=3 * (960 - number))
        rows.append(
            Result(
                id=ids._made_of("key", int(moment.timestamp() * 1000)), url="https://example.com/",
                attempts=1, finished_at=now, words=words, summary={"words": 9}, main_summary={"words": 3},
                main_words={"older": 1} if number < 480 and number % 3 == 0 else {},
            )
        )  # fmt: skip
    for start in range(0, len(rows), 40):
        store.save_all(rows[start : start + 40])
    return [row.id for row in reversed(rows)]


@pytest.mark.parametrize("part", ["page", "main"])
def test_of_a_word_of_many_older_pages_the_newest_come_first(two_days, part):
    with_it = [job_id for n, job_id in enumerate(two_days) if n >= 480 and (part == "page" or n % 3 == 2)]
    seen, before = [], None
    while found := word_search.pages_with(["older"], limit=50, before=before, part=part):
        seen += [page.job.id for page in found]
        before = seen[-1]
    assert seen == with_it


def test_of_a_word_of_many_older_pages_few_are_read(two_days):
    """However many have it: those of one slice of time after the other, until there are enough."""
    matches, slices = rows_read(lambda: word_search.pages_with(["older"], limit=5))
    assert matches == 56, "so many tell that there are many"
    assert slices < 24 + 20, "so many tell that a long slice has many, and then a short one is read"


def test_of_a_word_of_some_pages_in_each_slice_only_the_newest_slices_are_read_and_whole(
    two_days, monkeypatch
):
    monkeypatch.setattr(word_search, "_FEW", 20)
    monkeypatch.setattr(word_search, "_FEW_OF_A_SLICE", 100)
    matches, slices = rows_read(lambda: word_search.pages_with(["older"], limit=5))
    assert matches == 20
    assert 5 <= slices <= 94, "one slice of 4.7 hours has no more"


def rows_read(search) -> list[int]:
    """How many rows of the newest partition each statement reads by the index on words."""
    read = []
    for statement, plan in plans_of(search, "EXPLAIN ANALYZE"):
        if "words ?|" in statement and "results_default" not in statement:
            scans = re.findall(r"Bitmap Heap Scan on .*actual time=\S+ rows=([\d.]+) loops=(\d+)", plan)
            read.append(int(sum(float(rows) * int(loops) for rows, loops in scans)))
    return read


def test_partitions_are_searched_from_the_newest_to_the_oldest(database):
    now = datetime.now(UTC)
    sweep(timedelta(days=30), now + timedelta(days=60))
    moments = [now + timedelta(days=days) for days in (-200, -1, 0, 20, 41, 42, 60, 300)]
    saved = [save(moment) for moment in moments]
    found = [page.job.id for page in word_search.pages_with(["tea"], limit=9)]
    assert found == saved[::-1], "those of no partition stand in their place"
    following = [page.job.id for page in word_search.pages_with(["tea"], limit=3, before=saved[5])]
    assert following == saved[2:5][::-1]
    assert [page.count for page in word_search.pages_with(["tea"], limit=1)] == [1]


def save(moment: datetime) -> UUID:
    """A page on tea, counted at a moment."""
    job_id = ids._made_of("key", int(moment.timestamp() * 1000))
    row = Result(
        id=job_id, url="https://example.com/", attempts=1, finished_at=moment, words={"tea": 1},
        summary={"words": 1},
    )  # fmt: skip
    assert store.save(row)
    return job_id
