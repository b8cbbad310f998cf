"""`make count`: count the words of one page in the terminal."""

import functools
import http.server
import mimetypes
import os
import shutil
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from chalicelib.errors import WordcountError

if TYPE_CHECKING:
    from chalicelib.counting import PageCounts
    from chalicelib.counting.counts import TextCounts

_TOP = 20
_LOOPBACK = "127.0.0.0/8"


def count(target: str, part: str = "page") -> int:
    """Count the page at a URL, or in a file, and print it; returns the exit status.

    Args:
        target: the URL, or the path of the file.
        part: `page`, or `main` for its main text alone.
    """
    if part not in ("page", "main"):
        print(f"TEXT is {_printable(part)!r}: it has to be page or main", file=sys.stderr)
        return 1
    if not target.strip():
        print("Name a page: make count URL=https://example.com/  (a file's path works too)", file=sys.stderr)
        return 1
    try:
        file = Path(target).expanduser()
        if file.is_file():
            with _served(file) as url:
                return _count(url, part)
        return _count(target, part)
    except WordcountError as failure:
        print(f"\n{failure.title()}: {failure.detail}", file=sys.stderr)
        if "/" not in target:
            print(f"Nor is there a file {target!r} in {Path.cwd()}", file=sys.stderr)
        return 1


def _count(text: str, part: str) -> int:
    from chalicelib import settings, urls
    from chalicelib.counting import count_page, fetch

    url = urls.normalise(text)
    start = time.monotonic()
    print(f"    fetching {url} … ", end="", flush=True)
    page = fetch(url, settings.current())
    print(f"{len(page.body):,} bytes in {time.monotonic() - start:.1f} s")
    if page.url != url:
        print(f"    it led to {page.url}")
    start = time.monotonic()
    print("    counting … ", end="", flush=True)
    counts = count_page(page.body, page.content_type)
    print(f"{time.monotonic() - start:.2f} s")
    print(f"\n{_printable(counts.title or 'Without a title')}")
    return _print_main(counts) if part == "main" else _print_page(counts)


def _print_page(counts: "PageCounts") -> int:
    _print(counts, counts.language)
    if counts.main:
        print(f"Of the words {counts.main.summary.words:,} are the main text's: TEXT=main counts those alone")
    return 0


def _print_main(counts: "PageCounts") -> int:
    from chalicelib.api.representations.jobs import WHY_NO_MAIN

    if counts.main is None:
        print(f"There is no main text: {WHY_NO_MAIN[counts.no_main or 'off']}", file=sys.stderr)
        return 1
    print(f"Its main text, {counts.main.summary.words:,} of {counts.summary.words:,} words:")
    _print(counts.main, counts.language)
    return 0


def _print(counts: "TextCounts", language: str | None) -> None:
    summary = counts.summary
    minutes, seconds = divmod(summary.reading_time_seconds, 60)
    print(
        f"{summary.words:,} words, {summary.distinct_words:,} distinct, {summary.sentences:,} sentences, "
        f"{minutes} min {seconds} s to read, language: {language or 'unknown'}\n"
    )
    words = [(word, number) for word, number in counts.words.items() if word not in counts.stop_words]
    top = sorted(words, key=lambda pair: (-pair[1], pair[0]))[:_TOP]
    if not top:
        print("No words on this page.")
        return
    spelled = [(_printable(counts.spellings.get(word, word)), number) for word, number in top]
    width = max(_columns(word) for word, _ in spelled)
    digits = len(f"{top[0][1]:,}")
    room = max(10, shutil.get_terminal_size().columns - width - digits - 15)
    for word, number in spelled:
        bar = "█" * max(1, round(room * number / top[0][1]))
        share = number / summary.words
        print(f"  {word}{' ' * (width - _columns(word))}  {number:>{digits},}  {share:7.2%}  {bar}".rstrip())
    note = "" if language else "; its language is unknown, so no stop words are left out"
    print(f"\n{len(words):,} different words without stop words{note}")


def _printable(text: str) -> str:
    """Text of a stranger's page without what a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)[:200]


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Annex #11)."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    marks = sum(unicodedata.combining(character) > 0 for character in text)
    return len(text) + wide - marks


@contextmanager
def _served(file: Path) -> Iterator[str]:
    """A URL of the file on loopback, so that it is read exactly as a page of a site is."""
    os.environ["FETCH_ALLOWED_NETWORKS"] = ",".join(
        filter(None, (os.environ.get("FETCH_ALLOWED_NETWORKS"), _LOOPBACK))
    )
    handler = functools.partial(_OneFile, file)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{quote(file.name)}"
    finally:
        server.shutdown()
        server.server_close()


class _OneFile(http.server.BaseHTTPRequestHandler):
    """Answers every request with one file."""

    def __init__(self, file: Path, *args: Any) -> None:
        self._file = file
        super().__init__(*args)

    def do_GET(self) -> None:
        """Send the file; what it is, its name says, and what charset, it says itself."""
        body = self._file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(self._file.name)[0] or "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """The command says itself what it does."""
