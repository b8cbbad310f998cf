"""WebVTT and SubRip to what they say: no times, settings, styles or notes (WebVTT, section 4)."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from chalicelib.counting.words.pieces import BREAK

_BLOCK_END = re.compile(r"\n(?:[ \t]*\n)+")
_UNSAID = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t\n]|\Z)|WEBVTT")
_UNREAD = re.compile(
    r"<rt(?:[.\s][^<>\n]{0,1000})?>[^<\n]*(?:</rt>)?"  # how a word of a ruby is pronounced
    r"|<[^<>\n]{0,1000}>"
    r"|\{\\[^{}\n]{0,1000}\}"  # a style or place as SubStation Alpha writes it
)
_TIMES = " --> "
_WORD_TIME = re.compile(r"<(?:\d+:)?\d\d:\d\d\.\d{3}>")
"""The time of a word: captions that have such roll up, each line shown again above the next one."""


def captions(text: str) -> str:
    """What is said, with `BREAK` between the captions.

    Args:
        text: without NULs and carriage returns.
    """
    blocks = (block for block in _BLOCK_END.split(text.strip("\ufeff\n")) if not _UNSAID.match(block))
    said = filter(None, map(_said, blocks))
    return BREAK.join(_once(said) if _WORD_TIME.search(text) else said)


def _said(block: str) -> str:
    """A block without the line of its times and what is before that, as its number or name."""
    lines = block.split("\n")
    times = next((number for number, line in enumerate(lines) if _TIMES in line), -1)
    return unescape(_UNREAD.sub("", "\n".join(lines[times + 1 :])))


def _once(captions_said: Iterable[str]) -> Iterator[str]:
    """Captions without the lines that were there already."""
    last = ""
    for caption in captions_said:
        lines = [line for line in caption.split("\n") if line.strip()]
        new = [line for number, line in enumerate(lines) if line != (lines[number - 1] if number else last)]
        if new:
            yield "\n".join(new)
        last = lines[-1] if lines else last
