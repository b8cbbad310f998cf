"""WebVTT and SubRip to what they say: no times, settings, styles or notes (WebVTT, section 4)."""

import re
from html import unescape

from chalicelib.counting.words.pieces import BREAK

_BLOCK_END = re.compile(r"\n(?:[ \t]*\n)+")
_UNSAID = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t\n]|\Z)|WEBVTT")
_TAG = re.compile(r"<[^<>\n]{0,1000}>")
_TIMES = " --> "


def captions(text: str) -> str:
    """What is said, with `BREAK` between the captions.

    Args:
        text: without NULs and carriage returns.
    """
    blocks = (block for block in _BLOCK_END.split(text.strip("\ufeff\n")) if not _UNSAID.match(block))
    return BREAK.join(filter(None, map(_said, blocks)))


def _said(block: str) -> str:
    """A block without the line of its times and what is before that, as its number or name."""
    lines = block.split("\n")
    times = next((number for number, line in enumerate(lines) if _TIMES in line), -1)
    return unescape(_TAG.sub("", "\n".join(lines[times + 1 :])))
