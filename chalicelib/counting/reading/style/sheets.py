"""A style sheet to those of its rules that decide what is read.

After CSS Syntax, level 3, CSS Nesting, and CSS Cascade, level 5.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from chalicelib.counting.reading.style import media, supports
from chalicelib.counting.reading.style.containers import Container, containers, followed, within
from chalicelib.counting.reading.style.selectors import LONGEST_SELECTOR, are_valid, selectors
from chalicelib.counting.reading.style.syntax import plain
from chalicelib.counting.reading.style.values import PROPERTIES, is_value, without_importance

MOST_RULES = 20_000
"""Rules of a page that decide what is read; those after them are left out."""

MOST_CHARACTERS = 2_000_000
"""Characters of a page's style sheets together."""

DEEPEST = 32
"""Blocks in each other."""

MOST_CONTAINED = 1_000
"""Blocks of `@container` that are followed."""

_DECLARATION = re.compile(
    r"(?:^|;)\s*(--[\w-]+|all|display|visibility|content-visibility|float|position)\s*:([^;]*)", re.IGNORECASE
)
_MOST_LAYERS = 1000
_LONGEST_LAYER = 500
_USUAL = 60  # characters of a declaration
_TOO_LONG = "x" * (LONGEST_SELECTOR + 1)
_OUTERMOST = ":where(:root)"  # what `&` is where no rule is around
_NAME_START = re.compile(r"[\w-]")
_AT_RULE = re.compile(r"@([\w-]+)\s*(.*)", re.DOTALL)
_SCOPE = re.compile(r"\(([^()]+)\)\s*(?:to\s*\(([^()]+)\))?", re.IGNORECASE)
_SCOPE_ITSELF = re.compile(r":scope(?![\w-])", re.IGNORECASE)
_STATEMENTS = re.compile(r"(?:\s*+@[^;]*+;)*+")
_LAYERS = re.compile(r"@layer\s+([^;{}]+)", re.IGNORECASE)


class Declaration(NamedTuple):
    """A property's value, lower-cased and without white space around it."""

    name: str
    value: str
    important: bool


class Rule(NamedTuple):
    """What the elements of some selectors are declared to be; `layer` is None for what is in none."""

    selectors: Sequence[str]
    declarations: Sequence[Declaration]
    layer: str | None


@dataclass(slots=True)
class Sheets:
    """The rules of a page's style sheets, in order; `left_out` is how many were beyond the bounds.

    `may_match` says of a selector whether it may match anything on the page: most sheets are a site's, and
    most of their rules are for other pages.
    """

    may_match: Callable[[str], bool] = bool
    rules: list[Rule] = field(default_factory=list)
    layers: dict[str, int] = field(default_factory=dict)  # in the order in which they are first named
    left_out: int = 0
    _containers: Sequence[Container] = ()
    _asked: int = 0  # how many blocks of `@container` there were
    _variables: bool = False  # whether custom properties, which are many, decide anything

    def read(self, sheets: Sequence[str], *, variables: bool = False) -> None:
        """Add the rules of style sheets.

        Args:
            sheets: their texts.
            variables: whether anything else on the page uses custom properties.
        """
        self._variables = variables
        sheets = [plain(sheet) for sheet in self._bounded(sheets)]
        if any("@container" in sheet for sheet in sheets):
            self._containers = containers(sheets)
        for sheet in sheets:
            self._read(sheet)
        if not variables and any("var(" in each.value for rule in self.rules for each in rule.declarations):
            self._variables = True
            self.rules.clear()
            for sheet in sheets:
                self._read(sheet)

    def _bounded(self, sheets: Sequence[str]) -> Iterator[str]:
        left = MOST_CHARACTERS
        for sheet in sheets:
            if not self._decides(sheet.lower()):
                continue
            if len(sheet) > left:
                self.left_out += sheet.count("{", left)
            yield sheet[:left]
            left = max(left - len(sheet), 0)

    def _decides(self, text: str) -> bool:
        """Whether `text`, in lower case, may have a declaration that decides what is read."""
        return (
            "display" in text
            or "visibility" in text
            or "float" in text
            or "position" in text
            or "all:" in text
            or (self._variables and "--" in text)
        )

    def _read(self, sheet: str) -> None:
        blocks = [_Block(None, True, None)]
        stray = ""  # what stands before a rule, and makes it invalid
        for own, lowered in zip(sheet.split("}"), sheet.lower().split("}"), strict=True):
            if not own and len(blocks) == 1:
                stray = "}"
                continue
            piece, stray = stray + own, ""
            prelude, opened, declarations = piece.partition("{")
            decides = self._decides(lowered)
            if opened and not decides and not ("@" in prelude or ";" in prelude or "{" in declarations):
                continue  # a rule that stands in no other, and most are
            *openings, declarations = piece.split("{")
            for opening in openings:
                before, prelude = _parted(opening, outermost=blocks[-1].selector is None)
                self._add(blocks[-1], before)
                if len(blocks) > DEEPEST:
                    self.left_out += 1
                    return
                blocks.append(self._open(blocks[-1], prelude.strip()))
            if decides or blocks[-1].selector is None:
                self._add(blocks[-1], declarations)
            if len(blocks) > 1:
                blocks.pop()
            else:
                stray = "}"

    def _open(self, around: "_Block", prelude: str) -> "_Block":
        if not prelude.startswith("@"):
            if around.selector is None:
                selector = followed(prelude.replace("&", _OUTERMOST), around.until)
                return _Block(selector, around.applies, around.layer)
            valid = around.applies and are_valid(around.selector) and are_valid(prelude, nested=True)
            return _Block(_nested(prelude, around) if valid else "", valid, around.layer)
        found = _AT_RULE.match(prelude)
        name, condition = (found[1].lower(), found[2].strip()) if found else ("", "")
        if name == "scope" and (scope := _SCOPE.fullmatch(condition)) and around.selector is None:
            until = f":not(:where({scope[2]}, {scope[2]} *))" if scope[2] else ""
            return _Block(f":where({scope[1]})", around.applies, around.layer, until)
        if name == "container":
            return self._contained(around, condition)
        applies = around.applies and _holds(name, condition)
        layer = around.layer
        if name == "layer":
            layer = _inner_layer(condition or f"anonymous {len(self.layers)}", layer)
            self._name_layer(layer)
        return _Block(around.selector, applies, layer, around.until)

    def _contained(self, around: "_Block", condition: str) -> "_Block":
        """A block of `@container`: its selectors are of what is in such a container."""
        inside = None
        if around.applies and self._containers:
            self._asked += 1
            if self._asked > MOST_CONTAINED:
                self.left_out += 1
            else:
                inside = within(condition, self._containers)
        if inside is None:
            return _Block(around.selector, False, around.layer)
        if around.selector is None:
            return _Block(None, True, around.layer, around.until + inside)
        return _Block(followed(around.selector, inside), True, around.layer, around.until)

    def _name_layer(self, layer: str) -> None:
        if layer in self.layers or len(self.layers) >= _MOST_LAYERS:
            return
        for name in _layers_around(layer):
            self.layers.setdefault(name, len(self.layers))

    def places_of_layers(self) -> dict[str, int]:
        """The order of layers by their names: the rules of a layer itself come after those in it."""

        def place(name: str) -> list[int]:
            return [*map(self.layers.__getitem__, _layers_around(name)), len(self.layers)]

        return {name: number for number, name in enumerate(sorted(self.layers, key=place))}

    def _add(self, block: "_Block", text: str) -> None:
        """Add what is declared in a block; outside of blocks only the order of layers is."""
        if block.selector is None:
            for found in _LAYERS.finditer(text):
                for layer in found[1].split(","):
                    self._name_layer(_inner_layer(layer.strip(), block.layer))
            return
        if not block.applies or not self._decides(text.lower()):
            return
        if len(block.selector) > LONGEST_SELECTOR:
            self.left_out += bool(declared(text))
            return
        chosen = list(filter(self.may_match, map(str.strip, selectors(block.selector))))
        declarations = declared(text) if chosen and are_valid(block.selector) else []
        if declarations and len(self.rules) >= MOST_RULES:
            self.left_out += 1
        elif declarations:
            self.rules.append(Rule(chosen, declarations, block.layer))


def _inner_layer(name: str, around: str | None) -> str:
    return (f"{around}.{name}" if around else name)[:_LONGEST_LAYER]


def _layers_around(name: str) -> list[str]:
    """A layer after those that it is in."""
    parts = name.split(".", DEEPEST)
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _parted(opening: str, *, outermost: bool) -> tuple[str, str]:
    """What stands before a block's prelude, and that prelude.

    Declarations may stand before it within a rule, but none does elsewhere: only at-rules end there.
    """
    if not outermost:
        before, _, prelude = opening.rpartition(";")
        return before, prelude
    if ";" not in opening:
        return "", opening
    statements = _STATEMENTS.match(opening)
    end = statements.end() if statements else 0
    return opening[:end], opening[end:]


class _Block(NamedTuple):
    selector: str | None
    applies: bool
    layer: str | None
    until: str = ""  # what ends the selectors in a scope that has an end, or in a container


def declared(block: str) -> list[Declaration]:
    """The declarations in a block, or in a `style` attribute, that decide what is read."""
    found = [
        (_usual_declaration if len(name) + len(text) <= _USUAL else _declaration)(each, text)
        for name, text in _DECLARATION.findall(block)
        for each in (PROPERTIES if name.lower() == "all" else (name,))
    ]
    return [declaration for declaration in found if declaration is not None]


def _declaration(name: str, text: str) -> Declaration | None:
    """A declaration, if the property may have that value."""
    name = name if name.startswith("--") else name.lower()
    value, important = without_importance(text)
    return Declaration(name, value, important) if is_value(name, value) else None


_usual_declaration = lru_cache(1000)(_declaration)  # a few dozen are nearly all that there are


def _holds(name: str, condition: str) -> bool:
    if name == "media":
        return media.holds(condition)
    if name == "supports":
        return supports.holds(condition)
    return name == "layer"


def _nested(selector: str, around: _Block) -> str:
    """A selector within the block of another one, whose list weighs as the heaviest in it (CSS Nesting)."""
    parent = around.selector or ""
    if len(selector) + len(parent) > LONGEST_SELECTOR:
        return _TOO_LONG
    parent = f":is({parent})" if "," in parent else parent
    own = selectors(_SCOPE_ITSELF.sub("&", selector))
    found = ",".join(_put_in(parent, part.strip()) + around.until for part in own)
    return found if len(found) <= LONGEST_SELECTOR else _TOO_LONG


def _put_in(parent: str, selector: str) -> str:
    """A selector with its parent in the place of `&`, which may be left out at its beginning."""
    if "&" not in selector:
        return f"{parent} {selector}"
    if selector.startswith("&") and selector.count("&") == 1 and not _NAME_START.match(selector, 1):
        return parent + selector[1:]
    return selector.replace("&", parent if parent.startswith(":is(") else f":is({parent})")
