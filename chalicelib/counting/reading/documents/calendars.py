"""Calendars and cards to the texts that people wrote in them (RFC 5545 and RFC 6350, sections 3 and 6)."""

import re

from chalicelib.counting.words.pieces import BREAK

_TEXTS = frozenset(
    "SUMMARY DESCRIPTION LOCATION COMMENT CATEGORIES CONTACT X-WR-CALNAME X-WR-CALDESC "
    "FN NICKNAME TITLE ROLE ORG NOTE ADR".split()
)
_FOLD = re.compile(r"\n[ \t]")
_PROPERTY = re.compile(r'(?:[\w-]{1,60}\.)?([\w-]{1,60})(?:;(?:"[^"\n]*+"|[^":\n])*+)?:(.*)')
_ESCAPED = re.compile(r"\\(.)")


def calendar(text: str) -> str:
    """The texts, with `BREAK` between them.

    Args:
        text: without NULs and carriage returns.
    """
    found = filter(None, map(_PROPERTY.fullmatch, _FOLD.sub("", text).split("\n")))
    return BREAK.join(_unescaped(each[2]) for each in found if each[1].upper() in _TEXTS)


def _unescaped(value: str) -> str:
    """A value without its backslashes; what a semicolon parts, as the parts of an address, stands apart."""
    parts = re.split(r"(?<!\\);", value)
    return BREAK.join(
        _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], part) for part in parts
    )
