"""Whether `@supports` holds: what browsers of today can do (CSS Conditional Rules, levels 3 and 4)."""

import re
from typing import Final

from chalicelib.counting.reading.style.conditions import truth
from chalicelib.counting.reading.style.selectors import are_valid
from chalicelib.counting.reading.style.values import PROPERTIES, is_value, without_importance

_LONGEST: Final = 1000  # characters
_OTHERS: Final = re.compile(r"-(?:ms|moz|o|khtml|apple|epub)-|(?:constant|element|paint)\(|masonry")
_OF_OTHERS: Final = frozenset(
    "-webkit-touch-callout -webkit-overflow-scrolling -webkit-backdrop-filter -webkit-initial-letter "
    "-webkit-marquee-repetition -webkit-nbsp-mode color-adjust hanging-punctuation leading-trim line-clamp "
    "mask-border text-box-trim".split()
)
"""What only other browsers know, or none."""


def holds(condition: str) -> bool:
    """Whether a feature query holds in Chromium, as far as its condition tells.

    Properties and values that are of other browsers alone do not, and displays that nobody knows.
    """
    return len(condition) <= _LONGEST and truth(condition.lower(), _is_supported) is True


def _is_supported(function: str, inner: str) -> bool:
    if function == "selector":
        return are_valid(inner)
    if function:
        return function in ("font-tech", "font-format")
    name, colon, value = (part.strip() for part in inner.partition(":"))
    value, _ = without_importance(value)
    if not colon or not name or (not value and not name.startswith("--")):
        return False
    if name.startswith("--"):
        return True
    if name in PROPERTIES:
        return is_value(name, value)
    return not (_OTHERS.match(name) or _OTHERS.match(value) or name in _OF_OTHERS)
