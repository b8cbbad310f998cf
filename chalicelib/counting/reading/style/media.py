"""Whether a media query holds for the screen that pages are read on (Media Queries, level 4).

That is a window of 1280 by 720 pixels on a computer with a mouse, in light colours.
"""

import re
from functools import lru_cache

from chalicelib.counting.reading.style.conditions import truth

WINDOW_WIDTH = 1280.0
"""In pixels."""

_LENGTHS = {"width": WINDOW_WIDTH, "device-width": WINDOW_WIDTH, "height": 720.0, "device-height": 720.0}
_RATIOS = {"aspect-ratio": 1280 / 720, "device-aspect-ratio": 1280 / 720}
_RESOLUTIONS = {"resolution": 1.0, "device-pixel-ratio": 1.0}
_NUMBERS = {"color": 8.0, "color-index": 0.0, "monochrome": 0.0, "grid": 0.0, "transform-3d": 1.0}
_QUANTITIES = {**_LENGTHS, **_RATIOS, **_RESOLUTIONS, **_NUMBERS}
_WORDS = {
    "orientation": "landscape",
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "prefers-reduced-transparency": "no-preference",
    "prefers-contrast": "no-preference",
    "forced-colors": "none",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "scripting": "enabled",
    "update": "fast",
    "overflow-block": "scroll",
    "color-gamut": "srgb",
    "display-mode": "browser",
}
_ABSENT = frozenset(["none", "no-preference"])
_TYPES = frozenset(["all", "screen"])

_UNITS = {"": 1.0, "px": 1.0, "em": 16.0, "rem": 16.0, "pt": 4 / 3, "cm": 37.795, "mm": 3.7795, "in": 96.0}
_DENSITIES = {"": 1.0, "dppx": 1.0, "x": 1.0, "dpi": 1 / 96, "dpcm": 2.54 / 96}
_QUANTITY = re.compile(r"([-+]?[\d.]+)([a-z]*)(?:\s*/\s*([\d.]+))?")
_COMPARISON = re.compile(r"(<=|>=|<|>|=)")
_TYPED = re.compile(r"(?:(not|only)\s+)?([a-z][\w-]*)(?:\s+and\s+(.*))?", re.DOTALL)
_SUMMAND = re.compile(r"\s([-+])\s")
_LONGEST = 1000  # characters


def holds(queries: str) -> bool:
    """Whether one of these media queries, with commas between them, holds; none at all does too."""
    return len(queries) <= _LONGEST and _holds(queries.strip().lower())


@lru_cache(1000)
def _holds(queries: str) -> bool:
    return not queries or any(map(_query_holds, queries.split(",")))


def _query_holds(query: str) -> bool:
    typed = _TYPED.fullmatch(query.strip())
    if not typed or typed[2] in ("and", "or", "not", "only"):
        return truth(query, _verdict) is True
    verdict = truth(typed[3], _verdict) if typed[3] is not None else True
    verdict = verdict if typed[2] in _TYPES else False
    return (not verdict if typed[1] == "not" and verdict is not None else verdict) is True


def _verdict(function: str, feature: str) -> bool | None:
    return None if function else _feature_holds(feature)


def _feature_holds(feature: str) -> bool | None:
    """None where nobody knows the feature."""
    comparison = _COMPARISON.split(feature)
    if len(comparison) > 1:
        return range_holds([part.strip() for part in comparison])
    name, _, value = (part.strip() for part in feature.partition(":"))
    name = name.removeprefix("-webkit-").removeprefix("-moz-")
    for prefix, sign in (("min-", ">="), ("max-", "<=")):
        if name.startswith(prefix):
            # min--moz-device-pixel-ratio has been written too
            return range_holds([name.removeprefix(prefix), sign, value])
    if name in _QUANTITIES:
        return range_holds([name, "=", value]) if value else _QUANTITIES[name] != 0
    if name in _WORDS:
        return _WORDS[name] == value if value else _WORDS[name] not in _ABSENT
    return None


def range_holds(parts: list[str]) -> bool | None:
    """Whether `width >= 600px`, or `400px < width <= 900px`, holds; None where a part says nothing.

    Args:
        parts: its quantities and the signs between them.
    """
    values = [value for part in parts[::2] if (value := _sum(part, parts)) is not None]
    if len(values) < len(parts[::2]):
        return None
    return all(
        _compare(left, sign, right)
        for left, sign, right in zip(values, parts[1::2], values[1:], strict=False)
    )


def _sum(text: str, parts: list[str]) -> float | None:
    """A quantity, or the sum that `calc()` makes of some."""
    if not text.startswith("calc("):
        return _quantity(text, parts)
    first, *others = _SUMMAND.split(text.removeprefix("calc(").removesuffix(")"))
    total = _quantity(first.strip(), parts)
    for sign, other in zip(others[::2], others[1::2], strict=True):
        value = _quantity(other.strip(), parts)
        total = None if total is None or value is None else total + (value if sign == "+" else -value)
    return total


def _compare(left: float, sign: str, right: float) -> bool:
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}.get(
        sign, left == right
    )


def _quantity(text: str, parts: list[str]) -> float | None:
    text = text.removeprefix("-webkit-").removeprefix("-moz-")
    if text in _QUANTITIES:
        return _QUANTITIES[text]
    found = _QUANTITY.fullmatch(text)
    if not found:
        return None
    try:
        number = float(found[1]) / float(found[3] or 1)
    except (ValueError, ZeroDivisionError):
        return None
    unit = _DENSITIES.get(found[2]) if _RESOLUTIONS.keys() & set(parts) else _UNITS.get(found[2])
    return None if unit is None else number * unit
