"""Custom properties: what stands for them where an element's style uses them."""

import re
from collections.abc import Mapping

from turbohtml import Element, Node, ShadowRoot

from chalicelib.counting.reading.style.cascade import Style
from chalicelib.counting.reading.style.values import is_value

_MOST_ANCESTORS = 200_000  # that are asked for the values of custom properties
_FROM_AROUND = frozenset(["inherit", "unset", "revert", "revert-layer"])
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")


def put_in_variables(found: dict[Element, Style]) -> None:
    """Put in their place what custom properties stand for (CSS Custom Properties).

    Args:
        found: what the elements of a document and of its shadow roots are given.
    """
    variables = _Variables(found)
    parted: dict[int, tuple[Style, list[str]]] = {}  # by style, as many elements share one
    shared: dict[tuple[object, ...], Style] = {}  # by style and values: the same for most elements
    changed: dict[Element, Style] = {}
    for element, style in found.items():
        if id(style) not in parted:
            own = {name: value for name, value in style.items() if not name.startswith("--")}
            parted[id(style)] = own, [name for name, value in own.items() if "var(" in value]
        plain, used = parted[id(style)]
        if used:
            values = [variables.put_in(plain[name], element) for name in used]
            key = (id(style), *values)
            if key not in shared:
                # what comes to no value then is as if unset ("invalid at computed-value time")
                known = (v if is_value(name, v) else "unset" for name, v in zip(used, values, strict=True))
                shared[key] = {**plain, **dict(zip(used, known, strict=True))}
            changed[element] = shared[key]
    found.update(changed)


class _Variables:
    """The custom properties of elements, which those in them inherit."""

    def __init__(self, found: Mapping[Element, Style]) -> None:
        self._found = found
        self._asked = 0

    def put_in(self, value: str, element: Element) -> str:
        for _ in range(4):  # of each other
            value = _VARIABLE.sub(lambda use: self._value(use[1], use[2] or "", element), value)[:200]
        return value.strip()

    def _value(self, name: str, fallback: str, element: Element) -> str:
        around: Node | None = element
        while isinstance(around, (Element, ShadowRoot)) and self._asked < _MOST_ANCESTORS:
            self._asked += 1
            if isinstance(around, ShadowRoot):
                around = around.host
            style = self._found.get(around)
            if style and name in style and style[name] not in _FROM_AROUND:
                is_none = style[name] == "initial" or self._is_circular(name, style)
                return fallback if is_none else style[name]
            around = around.parent
        return fallback

    def _is_circular(self, name: str, style: Style) -> bool:
        """Whether it refers to itself, by way of others of the same element: then it is none."""
        todo, seen = [name], set[str]()
        while todo and self._asked < _MOST_ANCESTORS:
            value = style.get(todo.pop(), "")
            for used, _ in _VARIABLE.findall(value) if "var(" in value else ():
                self._asked += 1
                if used == name:
                    return True
                if used not in seen:
                    seen.add(used)
                    todo.append(used)
        return False
