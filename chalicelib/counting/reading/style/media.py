"""Whether a media query holds for the screen that pages are read on (Media Queries, level 4).

That is a window of 1280 by 720 pixels on a computer with a mouse, in light colours.
"""

import re
from functools import lru_cache

_LENGTHS = {"width": 1280.0, "device-width": 1280.0, "height": 720.0, "device-height": 720.0}
_RATIOS = {"aspect-ratio": 1280 / 720, "device-aspect-ratio": 1280 / 720}
_RESOLUTIONS = {"resolution": 1.0, "device-pixel-ratio": 1.0}
_NUMBERS = {"color": 8.0, "color-index": 0.0, "monochrome": 0.0, "grid": 0.0}
_QUANTITIES = {**_LENGTHS, **_RATIOS, **_RESOLUTIONS, **_NUMBERS}
_WORDS = {
    "orientation": "landscape",
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "prefers-reduced-transparency": "no-preference",
    "prefers-contrast": "no-preference",
    "forced-colors": "none",
    "inverted-colors": "none",
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
_INNERMOST = re.compile(r"([\w-]*)\(([^()]*)\)")
_LONGEST = 1000  # characters


def holds(queries: str) -> bool:
    """Whether one of these media queries, with commas between them, holds; none at all does too."""
    return len(queries) <= _LONGEST and _holds(queries.strip().lower())


@lru_cache(1000)
def _holds(queries: str) -> bool:
    return not queries or any(map(_query_holds, queries.split(",")))


def _query_holds(query: str) -> bool:
    """Put what each innermost bracket comes to in its place, until none is left."""
    known = {"yes": True, "no": False}
    before = None
    while before != query:
        before = query
        query = _INNERMOST.sub(lambda found: f" {_verdict(found[1], found[2], known)} ", query)
    return _combined(query.split(), known)


def _verdict(function: str, condition: str, known: dict[str, bool]) -> str:
    if function and function not in ("and", "or", "not", "only"):
        return "no"
    inner = condition.split()
    if inner and (inner[0] in ("yes", "no", "not")):
        verdict = _combined(inner, known)
    else:
        verdict = _feature_holds(condition.strip())
    return f"{function} {'yes' if verdict else 'no'}"


def _combined(parts: list[str], known: dict[str, bool]) -> bool:
    """What conditions with `and`, `or` and `not` between them come to."""
    negated = parts[:1] == ["not"]
    values = [known.get(part, part in _TYPES) for part in parts if part not in ("and", "or", "not", "only")]
    verdict = bool(values) and (any(values) if "or" in parts else all(values))
    return verdict != negated


def _feature_holds(feature: str) -> bool:
    comparison = _COMPARISON.split(feature)
    if len(comparison) > 1:
        return _range_holds([part.strip() for part in comparison])
    name, _, value = (part.strip() for part in feature.partition(":"))
    name = name.removeprefix("-webkit-").removeprefix("-moz-")
    for prefix, sign in (("min-", ">="), ("max-", "<=")):
        if name.startswith(prefix):
            # min--moz-device-pixel-ratio has been written too
            return bool(value) and _range_holds([name.removeprefix(prefix), sign, value])
    if name in _QUANTITIES:
        return _range_holds([name, "=", value]) if value else _QUANTITIES[name] != 0
    if name in _WORDS:
        return _WORDS[name] == value if value else _WORDS[name] not in _ABSENT
    return False


def _range_holds(parts: list[str]) -> bool:
    """Whether `width >= 600px`, or `400px < width <= 900px`, holds."""
    values = [_quantity(part, parts) for part in parts[::2]]
    return all(
        left is not None and right is not None and _compare(left, sign, right)
        for left, sign, right in zip(values, parts[1::2], values[1:], strict=False)
    )


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
