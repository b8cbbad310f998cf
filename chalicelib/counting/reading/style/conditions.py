"""Conditions with `and`, `or`, `not` and brackets, as `@media` and `@supports` have them.

Media Queries, level 4, section 3: what is not known is neither true nor false, and so is its contrary.
"""

import re
from collections.abc import Callable

Leaf = Callable[[str, str], bool | None]
"""What a bracket comes to: the name of the function before it, or "", and what is in it."""

_DEEPEST = 32
_PART = re.compile(r"([\w-]*)\(|\)|[^\s()]+")
_CONDITION = re.compile(r"\s*(?:\(|not\s)")


def truth(condition: str, leaf: Leaf, depth: int = 0) -> bool | None:
    """Whether a condition holds; None where that is not known, or it breaks the rules.

    Args:
        condition: in lower case.
        leaf: what is asked of each bracket that has no conditions in it.
        depth: in how many brackets it is.
    """
    words: list[str] = []
    values: list[bool | None] = []
    for name, inner in _parts(condition):
        if inner is None:
            words.append(name)
            continue
        words.append("")
        if name or depth >= _DEEPEST or not _CONDITION.match(inner):
            values.append(leaf(name, inner.strip()))
        else:
            values.append(truth(inner, leaf, depth + 1))
    return _joined(words, values)


def _joined(words: list[str], values: list[bool | None]) -> bool | None:
    """What values come to; "" stands for one of them among the words between."""
    if words == ["not", ""]:
        return None if values[0] is None else not values[0]
    if len(words) != 2 * len(values) - 1 or any(words[::2]):
        return None
    sign = words[1] if len(words) > 1 else "and"
    if any(word != sign for word in words[1::2]) or sign not in ("and", "or"):
        return None
    decisive = sign == "or"
    if decisive in values:
        return decisive
    return None if None in values else not decisive


def _parts(condition: str) -> list[tuple[str, str | None]]:
    """Words, with None, and brackets: the function before one, and what is in it."""
    parts: list[tuple[str, str | None]] = []
    depth = start = 0
    name = ""
    for found in _PART.finditer(condition):
        if found[0].endswith("("):
            if not depth:
                name, start = found[1], found.end()
            depth += 1
        elif found[0] == ")":
            depth -= 1
            if depth < 0:
                return [(")", None)]
            if not depth:
                parts.append((name, condition[start : found.start()]))
        elif not depth:
            parts.append((found[0], None))
    return [*parts, (name, condition[start:])] if depth else parts
