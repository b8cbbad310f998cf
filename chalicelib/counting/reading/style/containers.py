"""Which rules of `@container` apply: those whose container is as wide as they ask (CSS Containment, level 3).

Nothing here is laid out, so a container is as wide as the window, unless its own rule gives its width.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chalicelib.counting.reading.style.conditions import truth
from chalicelib.counting.reading.style.media import WINDOW_WIDTH, range_holds
from chalicelib.counting.reading.style.selectors import LONGEST_SELECTOR, may_be, selectors

_MOST = 50  # containers that are told apart
_LONGEST = 300  # characters of a selector, or a condition
_DECLARED = re.compile(r"(?:^|;)\s*(container(?:-type|-name)?|(?:max-)?(?:width|inline-size))\s*:([^;]*)")
_PIXELS = re.compile(r"\s*([\d.]{1,9})px\s*")
_TYPES = frozenset(["inline-size", "size"])
_NAMED = re.compile(r"(?:(?!(?:not|style|scroll-state)\b)([a-z_][\w-]*)\s+)?((?:not\s*)?\(.*)", re.DOTALL)
_WIDTH = re.compile(r"(?<![\w-])(?:width|inline-size)(?![\w-])")
_LIMIT = re.compile(r"(min|max)-(?:width|inline-size)\s*:\s*(.*)", re.DOTALL)
_EXACT = re.compile(r"(?:width|inline-size)\s*:\s*(.*)", re.DOTALL)
_COMPARISON = re.compile(r"(<=|>=|<|>|=)")


class Container(NamedTuple):
    """What a rule makes a container: its selector, its names, and its width in pixels."""

    selector: str
    names: Sequence[str]
    width: float


def containers(sheets: Iterable[str]) -> list[Container]:
    """The containers of inline size that style sheets declare outside of other rules, without comments."""
    found: list[Container] = []
    for sheet in sheets:
        for piece in sheet.split("}") if "container" in sheet else ():
            if "container" in piece and len(found) < _MOST and (container := _container(piece)):
                found.append(container)
    return found


def _container(piece: str) -> Container | None:
    before, opened, declarations = piece.rpartition("{")
    selector = re.split("[{;]", before)[-1].strip()
    if not opened or not selector or len(selector) > _LONGEST or selector[0] == "@" or "&" in selector:
        return None
    names: list[str] = []
    kind, width = "", WINDOW_WIDTH
    for name, value in _DECLARED.findall(declarations.lower()):
        if name == "container":
            given, _, kind = (part.strip() for part in value.partition("/"))
            names = given.split()
        elif name == "container-type":
            kind = value.strip()
        elif name == "container-name":
            names = value.split()
        elif pixels := _PIXELS.fullmatch(value):
            width = min(width, float(pixels[1]))
    return Container(selector, names, width) if _TYPES & {*kind.split()} else None


def within(condition: str, known: Sequence[Container]) -> str | None:
    """The selector of what is in containers for which a condition holds; None where there are none.

    Args:
        condition: as it stands behind `@container`, with or without a name.
        known: the page's containers.
    """
    asked = _NAMED.fullmatch(condition.lower()) if len(condition) <= _LONGEST else None
    if asked is None:
        return None
    chosen = [
        f"{each.selector} *" if "," not in each.selector else f":is({each.selector}) *"
        for each in known
        if (not asked[1] or asked[1] in each.names) and _holds(asked[2], each.width)
    ]
    return f":where({','.join(chosen)})" if chosen else None


def followed(listed: str, condition: str) -> str:
    """A list of selectors, each with another condition; what is no element never is, and needs none."""
    if not condition or len(listed) > LONGEST_SELECTOR:
        return listed
    return ",".join(each.rstrip() + condition if may_be(each) else each for each in selectors(listed))


def _holds(condition: str, width: float) -> bool:
    return truth(condition, lambda function, feature: None if function else _feature(feature, width)) is True


def _feature(feature: str, width: float) -> bool | None:
    """Whether the width is as a feature asks; None for what else it may ask."""
    if limit := _LIMIT.fullmatch(feature):
        return range_holds([f"{width}px", ">=" if limit[1] == "min" else "<=", limit[2].strip()])
    if exact := _EXACT.fullmatch(feature):
        return range_holds([f"{width}px", "=", exact[1].strip()])
    parts = [part.strip() for part in _COMPARISON.split(_WIDTH.sub(f"{width}px", feature))]
    return range_holds(parts) if len(parts) > 1 else None
