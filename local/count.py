"""`make count`: count the words of one page, a file or standard input in the terminal."""

import functools
import http.server
import mimetypes
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from chalicelib.api.representations.formats import FORMATS
from chalicelib.counting.words.tags import primary_subtag
from chalicelib.errors import WordcountError
from local.printing import Wanted, print_counts, printable

_LOOPBACK = "127.0.0.0/8"
_CHOICES = {
    "TEXT": ("page", "main"),
    "FORMAT": ("table", *FORMATS),
    "STOP_WORDS": ("exclude", "include"),
}


def count(given: Mapping[str, str]) -> int:
    """Count a page and print it; returns the exit status.

    Args:
        given: what the caller names in variables: URL (a file's path works too; without it the text is that
            of standard input), TEXT, FORMAT, LIMIT, STOP_WORDS and LANGUAGE.
    """
    try:
        wanted = _wanted(given)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    target = given.get("URL", "")
    try:
        if not target.strip():
            return _count_input(wanted)
        file = os.path.expanduser(target)  # noqa: PTH111  pathlib's raises where there is no such user
        if os.path.isfile(file):  # noqa: PTH113  nor where no file could have such a name
            with _served(Path(file)) as url:
                return _count(url, wanted)
        return _count(target, wanted)
    except OSError as error:
        if not error.filename:
            raise
        print(f"\n{printable(str(error.filename))} cannot be read: {error.strerror}", file=sys.stderr)
        return 1
    except WordcountError as failure:
        print(f"\n{failure.title()}: {failure.detail}", file=sys.stderr)
        if target and "/" not in target:
            print(f"Nor is there a file {target!r} in {Path.cwd()}", file=sys.stderr)
        return 1


def _wanted(given: Mapping[str, str]) -> Wanted:
    values = {}
    for name, choices in _CHOICES.items():
        values[name] = given.get(name) or choices[0]
        if values[name] not in choices:
            raise ValueError(f"{name} is {printable(values[name])!r}: it has to be {_either(choices)}")
    limit = given.get("LIMIT") or None
    if limit is not None and not (limit.isascii() and limit.isdigit() and int(limit) > 0):
        raise ValueError(f"LIMIT is {printable(limit)!r}: it has to be a number of words")
    language = given.get("LANGUAGE") or None
    if language is not None and primary_subtag(language) is None:
        raise ValueError(
            f"LANGUAGE is {printable(language)!r}: it has to be the tag of a language, like en or pt-BR"
        )
    return Wanted(
        part=values["TEXT"],
        format=values["FORMAT"],
        limit=int(limit) if limit else None,
        stop_words=values["STOP_WORDS"] == "include",
        language=language,
    )


def _either(choices: Sequence[str]) -> str:
    *others, last = choices
    return f"{', '.join(others)} or {last}"


def _count_input(wanted: Wanted) -> int:
    """Count what comes on standard input, as plain text."""
    from chalicelib.counting import count_page

    body = b"" if sys.stdin.isatty() else sys.stdin.buffer.read()
    if not body.strip():
        print(
            "Name a page: make count URL=https://example.com/  (a file's path works too), or give a text: "
            "make count < notes.txt",
            file=sys.stderr,
        )
        return 1
    return print_counts(count_page(body, "text/plain", language=wanted.language), wanted)


def _count(text: str, wanted: Wanted) -> int:
    from chalicelib import settings, urls
    from chalicelib.counting import count_page, fetch

    said = sys.stdout if wanted.format == "table" else sys.stderr
    url = urls.normalise(text)
    start = time.monotonic()
    print(f"    fetching {url} … ", end="", flush=True, file=said)
    page = fetch(url, settings.current())
    print(f"{len(page.body):,} bytes in {time.monotonic() - start:.1f} s", file=said)
    if page.url != url:
        print(f"    it led to {page.url}", file=said)
    start = time.monotonic()
    print("    counting … ", end="", flush=True, file=said)
    counts = count_page(page.body, page.content_type, language=wanted.language)
    print(f"{time.monotonic() - start:.2f} s", file=said)
    return print_counts(counts, wanted)


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
