"""Pages of ten megabytes that are made to take time or memory, and a program that counts one.

    python -m tests.unit.counting.hostile NAME

prints the seconds of CPU time and the peak memory in MB that counting takes in a fresh process.
"""

import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

SIZE = 10_000_000
HTML, PLAIN, XHTML = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/xhtml+xml"

CYRILLIC = "text/plain; charset=windows-1251"


def repeated(pattern: str | bytes) -> bytes:
    part = pattern.encode() if isinstance(pattern, str) else pattern
    return (part * (SIZE // len(part) + 1))[:SIZE]


def different(letters: str, length: int, encoding: str = "utf-8") -> bytes:
    """Random words of so many letters."""
    generator = random.Random(1)
    count = SIZE // (length * len(letters[0].encode(encoding)) + 1)
    return " ".join("".join(generator.choices(letters, k=length)) for _ in range(count)).encode(encoding)


def attributes(count: int) -> bytes:
    return (b"<p " + b" ".join(b"a%x=''" % number for number in range(count)))[: SIZE - 2] + b">x"


def entities(levels: int) -> bytes:
    """A hundred times a hundred times a hundred …"""
    declared = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 100}'>" for n in range(1, levels))
    return f"<!DOCTYPE html [<!ENTITY a0 'ha '>{declared}]><html>&a{levels - 1};</html>".encode()


PAGES: dict[str, tuple[Callable[[], bytes], str]] = {
    "elements in elements": (lambda: repeated("<b>"), HTML),
    "elements with text": (lambda: repeated("<p>x"), HTML),
    "preformatted elements in each other": (lambda: repeated("<pre>x\n"), HTML),
    "tables in tables": (lambda: repeated("<table><td>x"), HTML),
    "hidden elements": (lambda: repeated("<p hidden>x"), HTML),
    "less-than signs": (lambda: repeated("<"), HTML),
    "unclosed tags": (lambda: repeated("hello <"), HTML),
    "an element with 200,000 attributes": (lambda: attributes(200_000), HTML),
    "an element with attributes only": (lambda: attributes(2_000_000), HTML),
    "attributes without end": (lambda: repeated('<a href="'), HTML),
    "comments without end": (lambda: repeated("<!--"), HTML),
    "declarations without end": (lambda: repeated("<meta a='"), "text/html"),
    "character references": (lambda: repeated("&amp;&#x10FFFF;&"), HTML),
    "entities of entities": (lambda: entities(9), XHTML),
    "XML elements in elements": (lambda: repeated("<b>"), XHTML),
    "one word": (lambda: repeated("a"), PLAIN),
    "one compound": (lambda: repeated("ab-"), PLAIN),
    "one e-mail address": (lambda: repeated("ab.") + b"@", PLAIN),
    "words without white space": (lambda: repeated("яб,".encode("cp1251")), CYRILLIC),
    "short words": (lambda: repeated("яб ".encode("cp1251")), CYRILLIC),
    "280,000 different words": (
        lambda: different("абвгдежзийклмнопрстуфхц", 4, "cp1251"), CYRILLIC
    ),
    "different words": (lambda: different("abcdefghijklmnopqrstuvwxyz", 7), PLAIN),
    "full stops": (lambda: repeated('a." '), PLAIN),
    "white space": (lambda: b"a.\n" + repeated(" "), PLAIN),
    "Chinese without white space": (lambda: repeated("我喜欢读书他不喜欢"), PLAIN),
    "marks": (lambda: b"e" + repeated("\u0315\u0300"), PLAIN),
    "an emoji": (lambda: "😀".encode() + repeated("ab "), PLAIN),
    "NULs": (lambda: repeated("a\0b "), HTML),
    "lone surrogates": (lambda: repeated(b"\x00\xd8"), "text/html; charset=utf-16le"),
    "undefined bytes": (lambda: repeated(b"\x81"), "text/html; charset=windows-1252"),
    "random bytes": (lambda: random.Random(1).randbytes(SIZE), "text/html"),
    "random bytes as text": (lambda: random.Random(1).randbytes(SIZE), "text/plain"),
}  # fmt: skip


def peak_memory() -> float:
    """The most memory that this process has had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # where getrusage counts the parent's memory before exec
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main(content_type: str) -> None:
    """Count what stands on standard input."""
    from chalicelib.counting import count_page
    from chalicelib.errors import WordcountError

    body = sys.stdin.buffer.read()
    start = time.process_time()
    try:
        outcome = f"{count_page(body, content_type).summary.words:,} words"
    except WordcountError as error:
        outcome = error.detail
    print(f"{time.process_time() - start:.2f} {peak_memory():.0f} {outcome}")


if __name__ == "__main__":
    main(sys.argv[1])
