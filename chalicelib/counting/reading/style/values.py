"""The values of the properties that decide what is read; any other is ignored, as browsers do."""

from collections.abc import Mapping
from typing import Final

BLOCK: Final = "block"
INLINE: Final = "inline"
FLEX: Final = "flex"
INLINE_FLEX: Final = "inline flex"
CONTENTS: Final = "contents"
NONE: Final = "none"

DISPLAYS: Mapping[str, str] = {
    value: kind
    for kind, values in {
        BLOCK: "block flow-root list-item table table-caption table-cell table-row table-row-group "
        "table-header-group table-footer-group -webkit-box",
        INLINE: "inline inline-block inline-table ruby initial unset -webkit-inline-box",
        FLEX: "flex grid -webkit-flex",
        INLINE_FLEX: "inline-flex inline-grid -webkit-inline-flex",
        CONTENTS: CONTENTS,
        NONE: f"{NONE} table-column table-column-group",
    }.items()
    for value in values.split()
}
"""What makes a difference of the values of `display` (CSS Display, level 3)."""

_LIKE_ITS_ELEMENT = (
    "inherit revert revert-layer table-column table-column-group ruby-base ruby-text math".split()
)
_OUTER = ("block", "inline")
_INNER = ("flow", "flow-root", "flex", "grid", "table", "list-item", "ruby")
_TWO_WORDS = {
    words for outer in _OUTER for inner in _INNER for words in (f"{outer} {inner}", f"{inner} {outer}")
}
_WIDE = "inherit initial unset revert revert-layer".split()

_VALUES: Mapping[str, frozenset[str]] = {
    "display": frozenset([*DISPLAYS, *_LIKE_ITS_ELEMENT, *_TWO_WORDS]),
    "visibility": frozenset(["visible", "hidden", "collapse", *_WIDE]),
    "content-visibility": frozenset(["visible", "hidden", "auto", *_WIDE]),
    "float": frozenset(["left", "right", "none", "inline-start", "inline-end", *_WIDE]),
    "position": frozenset(["static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky", *_WIDE]),
}


PROPERTIES: Final = frozenset(_VALUES)
"""Those whose values decide what is read."""


def without_importance(text: str) -> tuple[str, bool]:
    """A declaration's value in lower case, and whether `!important` stood behind it."""
    value, sign, last = text.rpartition("!")
    is_important = bool(sign) and last.strip().lower() == "important"
    return (value if is_important else text).strip().lower(), is_important


def is_value(name: str, value: str) -> bool:
    """Whether a property may have this value; custom ones may have any, and any may be a custom one's."""
    return name.startswith("--") or "var(" in value or value in _VALUES[name]


def display_of(value: str) -> str | None:
    """What a value of `display` makes of an element, or None for what it is by itself."""
    if " " not in value:
        return DISPLAYS.get(value)
    words = value.split()
    if "flex" in words or "grid" in words:
        return INLINE_FLEX if "inline" in words else FLEX
    return INLINE if "inline" in words else BLOCK
