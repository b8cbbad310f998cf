"""The comments, strings and escapes of style sheets (CSS Syntax, level 3)."""

import re
import sys

_COMMENT_OR_STRING = re.compile(
    # Each goes on to the end where its own is missing, lest it is tried again from every place.
    r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\(?:.|\Z))*+(?:["\n]|\Z)|'(?:[^'\\\n]|\\(?:.|\Z))*+(?:['\n]|\Z)"""
    r"""|url\([^)"']*+\)?|URL\([^)"']*+\)?|<!--|-->|\\(?:[0-9a-fA-F]{1,6}\s?|.)""",
    re.DOTALL,
)
_STRUCTURE = re.compile(r"[][{}(),;@&]")
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{1,6}")


def plain(block: str) -> str:
    """A style sheet, or a `style` attribute, without its comments.

    What strings and escapes have of the signs that make its structure is in hexadecimal.
    """
    return _COMMENT_OR_STRING.sub(_read, block)


def _read(found: re.Match[str]) -> str:
    text = found[0]
    if text[0] in "\"'":
        return _STRUCTURE.sub(_in_hexadecimal, text)
    if text[0] == "\\":
        return _escaped(text[1:])
    return "none" if text[0] in "uU" else " "


def _escaped(text: str) -> str:
    """An escaped character (CSS Syntax, section 4.3.7): letters are plain, as names may be written so."""
    digits = text.strip()
    code = int(digits, 16) if _HEXADECIMAL.fullmatch(digits) else ord(text)
    character = chr(code) if code <= sys.maxunicode else "\ufffd"
    if character.isascii() and character.isalpha():
        return character
    return f"\\{code:06x}" if _STRUCTURE.match(character) else "\\" + text


def _in_hexadecimal(found: re.Match[str]) -> str:
    return f"\\{ord(found[0]):06x}"
