"""No page makes its row and the index of its words larger than 2 MB, and ordinary pages keep everything."""

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from chalicelib.counting import Page, count_page
from chalicelib.jobs import Job
from chalicelib.results import bounds, store
from chalicelib.results.database import connection
from chalicelib.results.models import Result
from chalicelib.results.words import lists_of

BOUND = 2_000_000
ROWS = 3  # of each kind, as the first one to need an index's page pays for what the next ones put there
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _letters(dice: random.Random, alphabet: str, length: int) -> str:
    return "".join(dice.choices(alphabet, k=length))


def _ideographs(dice: random.Random, length: int) -> str:
    return "".join(chr(dice.randrange(0x4E00, 0x9FFF)) for _ in range(length))


def _phrases(dice: random.Random) -> str:
    words = [_letters(dice, DIGITS, 250) for _ in range(300)]
    return " ".join(f"{' '.join(words[at : at + 4])}." for at in range(297)) * 2


# Pages that cost as much as their kind can, each kind by another part of the row.
HOSTILE: dict[str, Callable[[random.Random], str]] = {
    "many short words": lambda dice: " ".join(_letters(dice, DIGITS, 6) for _ in range(200_000)),
    "words that fill the index": lambda dice: " ".join(_letters(dice, DIGITS, 124) for _ in range(40_000)),
    "words as long as there are": lambda dice: " ".join(_letters(dice, DIGITS, 255) for _ in range(30_000)),
    "capitals": lambda dice: " ".join(_letters(dice, LETTERS, 20) for _ in range(60_000)),
    "text that does not compress": lambda dice: "。".join(_ideographs(dice, 400) for _ in range(1_200)),
    "long phrases": _phrases,
}


def write(html: str, number: int) -> Result:
    url = f"https://example.com/{number}?{'q' * 2_000}"
    page = Page(body=html.encode(), content_type="text/html; charset=utf-8", url=url)
    counts = count_page(page.body, page.content_type)
    result = Result.succeeded(Job.new(url), page, counts, keep_text=True)
    assert store.save(result)
    return result


def size() -> int:
    with connection() as open_connection:
        indexes = "SELECT relid FROM pg_partition_tree('results_slices_words_idx') WHERE isleaf"
        open_connection.execute(text(f"SELECT gin_clean_pending_list(relid) FROM ({indexes}) AS leaf"))
        sizes = "SELECT sum(pg_total_relation_size(relid))::bigint FROM pg_partition_tree('results')"
        return open_connection.scalar(text(sizes))


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_costs_no_more_than_its_bound(database, kind):
    before = size()
    for number in range(ROWS):
        words = HOSTILE[kind](random.Random(number))
        result = write(f"<title>{'title ' * 100}</title><p>{words}</p>", number)
    cost = (size() - before) / ROWS
    print(f"{kind}: {cost:,.0f} bytes, {result.summary['words_kept']:,} words kept")
    assert cost <= BOUND
    kept = lists_of(result.id).words
    assert len(kept) == result.summary["words_kept"] <= result.summary["distinct_words"]


def test_a_row_that_is_too_slow_to_write_ends_its_job_as_uncountable(slow_rows):
    result = write("<p>tea", 1)
    ended = store.get(result.id)
    assert ended.problem["type"] == "/problems/uncountable"
    assert ended.title is None
    assert lists_of(result.id).words == {}


def test_the_most_frequent_words_are_kept_and_found(database):
    words = {f"word{number}": number for number in range(1, 40_001)}
    kept = bounds.kept_words(words)
    assert 5_000 < len(kept) < 40_000
    assert 4_000 < len(kept.indexed) < len(kept)
    assert list(kept.indexed) == [f"word{number}" for number in range(40_000, 40_000 - len(kept.indexed), -1)]
    assert min((kept.indexed | kept.more).values()) == 40_000 - len(kept) + 1
    result = Result(
        id=Job.new("x").id, url="x", attempts=1, finished_at=datetime.now(UTC),
        words=kept.indexed, more_words=kept.more,
    )  # fmt: skip
    assert store.save(result)
    assert lists_of(result.id).words == kept.indexed | kept.more


def test_an_ordinary_page_keeps_everything():
    words = {f"word{number}": number for number in range(4_000)}
    kept = bounds.kept_words(words)
    assert kept.indexed == words
    assert kept.more is None
    spellings = {word: word.title() for word in list(words)[:500]}
    assert bounds.kept_spellings(spellings, kept, bounds.PAGE.spellings) == spellings
    phrases = {"2": [[["green", "tea"], 4]], "3": []}
    assert bounds.kept_phrases(phrases, bounds.PAGE.phrases) == phrases


def test_of_the_phrases_of_one_count_all_are_kept_or_none():
    phrases = {
        "2": [[["green", f"tea{number}"], 3 if number < 100 else 2] for number in range(5_000)],
        "3": [[["a", "green", "tea"], 2]],
    }
    kept = bounds.kept_phrases(phrases, 60_000)
    assert kept == {"2": phrases["2"][:100], "3": phrases["3"]}
