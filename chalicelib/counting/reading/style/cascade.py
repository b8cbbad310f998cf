"""Each element's own style, of the rules of a page's style sheets and of its `style` attributes.

Selectors are matched by turbohtml, in C. What that may cost is bounded: each is weighed by how many steps
it can take on a page of that size, and those that are too much are left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from turbohtml import Element, Namespace, Node, ShadowRoot
from turbohtml.convert import css_specificity
from turbohtml.query import SelectorSyntaxError

from chalicelib.counting.reading.style.hosts import reached, reaches_outside, weighable
from chalicelib.counting.reading.style.selectors import UNDEFINED, matchable, may_be
from chalicelib.counting.reading.style.sheets import (
    Declaration,
    Sheets,
    declared,
)
from chalicelib.counting.reading.style.syntax import plain
from chalicelib.counting.reading.style.values import is_value

MOST_STEPS = 100_000_000
"""Steps of matching selectors: about a second at worst."""

MOST_STYLED = 50_000
"""Elements whose `style` attributes are followed."""

_STEPS_PER_MATCH = 30
_CHARACTERS_PER_STEP = 3
_SEARCHED_ATTRIBUTE = re.compile(r"\[\s*+([\w-]++)\s*+[*^$~|]?=")

Style = Mapping[str, str]
"""Property to value, of those properties that an element is given."""

_NOTHING: Style = {}

_Order = tuple[bool, float, tuple[int, int, int], int]
_ATTRIBUTE = (1_000_000, 0, 0)  # more than any selector's specificity
_STYLED = "[style*=display i], [style*=visibility i], [style*=float i], [style*=position i]"
_PRESENTED = ("display", "visibility")  # attributes of SVG's elements that are style
_ARGUMENTS = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_NAME = re.compile(r"([.#])((?:[\w-]|[^\x00-\x7f])+)")
_COMBINATOR = re.compile(r"[\s>+~]")
_BRACKET = re.compile(r":([\w-]*)\(|\(|\)|[\s>+~]")
_DEPTHS = (48, 128)
_DEEPEST = 512  # as deep as parsers let elements be in each other


def styles(root: Node, sheets: Sequence[str], *, variables: bool) -> tuple[dict[Element, Style], int]:
    """What the elements under `root` are given by style sheets and by their `style` attributes.

    Args:
        root: a document, or a shadow root.
        sheets: the texts of its style sheets.
        variables: whether another root's elements may inherit its custom properties.

    Returns:
        it, and how many rules were left out, being too many or too costly.
    """
    matching = _Matching(root)
    attributes, left_out = _given_by_attributes(root)
    attributes.extend(_given_by_presentation(root))
    rules = Sheets(matching.may_match)
    variables = variables or any("var(" in given[1][0].value for given in attributes)
    rules.read(sheets, variables=variables)
    given = [*attributes, *_given_by_rules(rules, matching)]
    given.sort(key=lambda entry: entry[0])
    found: dict[Element, Style] = {}
    for _, declarations, elements in given:
        own = {declaration.name: declaration.value for declaration in declarations}
        joined: dict[
            int, tuple[Style, Style]
        ] = {}  # what elements had before, which many share, and have now
        for element in elements:
            before = found.get(element, _NOTHING)
            if id(before) not in joined:
                joined[id(before)] = before, {**before, **own}
            found[element] = joined[id(before)][1]
    return found, left_out + rules.left_out + matching.left_out


_Given = tuple[_Order, Sequence[Declaration], Sequence[Element]]


def _given_by_rules(sheets: Sheets, matching: "_Matching") -> Iterator[_Given]:
    layers = sheets.places_of_layers()
    for number, rule in enumerate(sheets.rules):
        layer = layers.get(rule.layer, -1) if rule.layer is not None else len(layers)
        for selector in rule.selectors:
            elements = matching.elements(selector)
            if elements:
                weight = matching.weight(selector)
                for important in (False, True):
                    chosen = [each for each in rule.declarations if each.important == important]
                    if chosen:
                        # of important ones those in the earlier layer win
                        yield (important, -layer if important else layer, weight, number), chosen, elements


def _given_by_attributes(root: Node) -> tuple[list[_Given], int]:
    styled = root.select(_STYLED)
    given: list[_Given] = []
    for element in styled[:MOST_STYLED]:
        for declaration in declared(plain(element.attr("style") or "")):
            order = (declaration.important, 0 if declaration.important else 1e9, _ATTRIBUTE, 0)
            given.append((order, [declaration], [element]))
    return given, max(len(styled) - MOST_STYLED, 0)


def _given_by_presentation(root: Node) -> Iterator[_Given]:
    """What attributes of SVG's elements say, before any rule (SVG 2, section 6.6)."""
    for name in _PRESENTED if root.find("svg") is not None else ():
        elements: dict[str, list[Element]] = {}
        for element in root.select(f"[{name}]"):
            if element.namespace is Namespace.SVG:
                elements.setdefault((element.attr(name) or "").strip().lower(), []).append(element)
        for value, given in elements.items():
            if is_value(name, value):
                yield (False, -1e9, (0, 0, 0), 0), [Declaration(name, value, important=False)], given


class _Matching:
    """The elements under a root that selectors match, within `MOST_STEPS`."""

    def __init__(self, root: Node) -> None:
        self.left_out = 0
        self._root = root
        self._is_shadow = isinstance(root, ShadowRoot)
        self._is_marked = False  # what no script has defined
        self._steps = MOST_STEPS
        self._known: dict[str, list[Element]] = {}
        self._lengths: dict[str, int] = {}

    @cached_property
    def _size(self) -> int:
        """How many elements there are."""
        return int(self._root.xpath("count(.//*)"))  # type: ignore[arg-type]

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        """The classes and ids that there are, by the sign for them in selectors."""
        classes = {element.attr("class") or "" for element in self._root.select("[class]")}
        ids = {element.attr("id") or "" for element in self._root.select("[id]")}
        return {".": frozenset(" ".join(classes).split()), "#": frozenset(ids)}

    @cached_property
    def _size_of_host(self) -> int:
        """How many elements the host of a shadow root has."""
        return len(self._root.host.select("*")) if isinstance(self._root, ShadowRoot) else 0

    def _length(self, attribute: str) -> int:
        """How many characters all values of an attribute have together."""
        if attribute not in self._lengths:
            values = (element.attr(attribute) or "" for element in self._root.select(f"[{attribute}]"))
            self._lengths[attribute] = sum(map(len, values))
        return self._lengths[attribute]

    @cached_property
    def _depth(self) -> int:
        """How deep elements are in each other, at most."""
        for depth in _DEPTHS:
            if not self._root.xpath(f"boolean(.{'/*' * depth})"):
                return depth
        return _DEEPEST

    def elements(self, selector: str) -> list[Element]:
        if selector not in self._known:
            self._known[selector] = self._match(selector)
        elements = self._known[selector]
        return elements if self._pays(_STEPS_PER_MATCH * len(elements)) else []

    def weight(self, selector: str) -> tuple[int, int, int]:
        """The specificity of a selector that matches something."""
        if self._is_shadow and reaches_outside(selector):
            selector = weighable(selector)
        return css_specificity(matchable(selector))[0]

    def _mark_undefined(self) -> None:
        """Mark the elements that only a script could define (HTML standard, section 4.13.3)."""
        if not self._is_marked:
            self._is_marked = True
            for element in self._root.select("*"):
                if "-" in element.tag and element.namespace is Namespace.HTML:
                    element.attrs[UNDEFINED] = ""

    def _pays(self, steps: int) -> bool:
        if steps > self._steps:
            self.left_out += 1
            return False
        self._steps -= steps
        return True

    def may_match(self, selector: str) -> bool:
        """Whether a selector's classes and ids are those of any elements, and it asks for no state."""
        if self._is_shadow and reaches_outside(selector):
            return True
        if not selector or (":" in selector and not may_be(selector)):
            return False
        if "\\" in selector:
            return True
        plain = _ARGUMENTS.sub("", selector) if "(" in selector or "[" in selector else selector
        return "(" in plain or all(name in self._names[sign] for sign, name in _NAME.findall(plain))

    def _match(self, selector: str) -> list[Element]:
        steps = self._size
        if "[" in selector:  # each value is looked through for what the selector has of it
            steps += sum(map(self._length, _SEARCHED_ATTRIBUTE.findall(selector))) // _CHARACTERS_PER_STEP
        if _COMBINATOR.search(selector):
            steps *= (1 + self._depth // 2) * self._depth ** _functions_in_functions(selector)
        root = self._root
        if isinstance(root, ShadowRoot) and reaches_outside(selector):
            steps += self._size_of_host
        if not self._pays(steps):
            return []
        try:
            if isinstance(root, ShadowRoot) and reaches_outside(selector):
                return reached(root, selector)
            if ":defined" in selector.lower():
                self._mark_undefined()
            return root.select(matchable(selector))
        except SelectorSyntaxError:
            return []


def _functions_in_functions(selector: str) -> int:
    """How deep functions such as `:is()` are in each other that look at more than one element.

    Each is tried for each element that is tried for the one around it.
    """
    if "(" not in selector:
        return 0
    levels: list[int] = [0]
    looks: list[bool] = [False]
    for found in _BRACKET.finditer(selector):
        if found[0].endswith("("):
            levels.append(0)
            looks.append(found[1] == "has")
        elif found[0] == ")" and len(levels) > 1:
            level = levels.pop() + looks.pop()
            levels[-1] = max(levels[-1], level)
        else:
            looks[-1] = True
    return max(levels)
