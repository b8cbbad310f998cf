"""What `make count` prints: a table with bars for people, the formats of the API for programs."""

import math
import shutil
import sys
import unicodedata
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from chalicelib.api.representations import words as representations
from chalicelib.api.representations.formats import FORMATS
from chalicelib.counting.reading.empty import LOGIN, PICTURES, REFRESH, SCRIPT
from chalicelib.results.rows import WordCount

if TYPE_CHECKING:
    from chalicelib.counting import PageCounts
    from chalicelib.counting.counts import TextCounts

_TOP = 20
WHY_EMPTY = {
    LOGIN: "the page asks for a password",
    REFRESH: "the page leads on to another one by itself",
    SCRIPT: "the page is built by scripts in a browser",
    PICTURES: "the page shows pictures or a video, whose text is not read",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed."""

    part: str = "page"
    """`page`, or `main` for the main text alone."""
    format: str = "table"
    """`table`, or one of the API's."""
    limit: int | None = None
    """How many words at most; None: 20 in a table, else all."""
    stop_words: bool = False
    language: str | None = None
    """The page's, as a BCP 47 tag, in place of what would be detected."""


def print_counts(counts: "PageCounts", wanted: Wanted) -> int:
    """Print what was counted; returns the exit status, 1 where there is no such text."""
    text: TextCounts = counts
    if wanted.part == "main":
        if counts.main is None:
            from chalicelib.api.representations.jobs import WHY_NO_MAIN

            print(f"There is no main text: {WHY_NO_MAIN[counts.no_main or 'off']}", file=sys.stderr)
            return 1
        text = counts.main
    words = [
        WordCount(word, text.spellings.get(word, word), count)
        for word, count in text.words.items()
        if wanted.stop_words or word not in text.stop_words
    ]
    words.sort(key=lambda word: (-word.count, word.word))
    if wanted.format in FORMATS:
        about = {"title": counts.title, "language": counts.language, "summary": asdict(text.summary)}
        listing = representations.words(words[: wanted.limit], text.summary.words, about)
        body, _ = FORMATS[wanted.format].write(replace(listing, room=math.inf))
        if isinstance(body, bytes):
            sys.stdout.buffer.write(body)
        else:
            sys.stdout.write(body.removesuffix("\n") + "\n")
    else:
        _print_table(counts, text, words, wanted)
    return 0


def _print_table(counts: "PageCounts", text: "TextCounts", words: list[WordCount], wanted: Wanted) -> None:
    summary = text.summary
    minutes, seconds = divmod(summary.reading_time_seconds, 60)
    print(f"\n{printable(counts.title or 'Without a title')}")
    if wanted.part == "main":
        print(f"Its main text, {summary.words:,} of {counts.summary.words:,} words:")
    print(
        f"{summary.words:,} words, {summary.distinct_words:,} distinct, {summary.sentences:,} sentences, "
        f"{minutes} min {seconds} s to read, language: {counts.language or 'unknown'}\n"
    )
    if counts.why_empty:
        print(f"  There is no text: {WHY_EMPTY[counts.why_empty]}.\n")
    _print_bars(words[: wanted.limit or _TOP], summary.words)
    if words:
        note = "" if counts.language else "; its language is unknown, so no stop words are left out"
        kind = "" if wanted.stop_words else f" without stop words{note}"
        print(f"\n{len(words):,} different words{kind}")
    if wanted.part == "page" and counts.main:
        print(f"Of the words {counts.main.summary.words:,} are the main text's: TEXT=main counts those alone")


def _print_bars(top: list[WordCount], total: int) -> None:
    if not top:
        print("No words on this page.")
        return
    width = max(_columns(printable(word.spelling)) for word in top)
    digits = len(f"{top[0].count:,}")
    room = max(10, shutil.get_terminal_size().columns - width - digits - 15)
    for word in top:
        spelled = printable(word.spelling)
        spelled += " " * (width - _columns(spelled))
        bar = "█" * max(1, round(room * word.count / top[0].count))
        print(f"  {spelled}  {word.count:>{digits},}  {word.count / total:7.2%}  {bar}".rstrip())


def printable(text: str) -> str:
    """Text of a stranger's page without what a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)[:200]


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Annex #11)."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    marks = sum(unicodedata.combining(character) > 0 for character in text)
    return len(text) + wide - marks
