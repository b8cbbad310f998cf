"""What drawings (SVG) and formulas (MathML) draw of the text in them: their own elements for text."""

from collections.abc import Iterable

from turbohtml import Element, Namespace, Node, Text

_DRAWINGS = frozenset(["svg", "math"])
_DRAW_TEXT = frozenset("text foreignObject mi mn mo ms mtext annotation-xml".split())
_FIRST_ONLY = frozenset(["semantics", "maction"])  # what else is in them is the same in another form
_NOT_DRAWN = frozenset(["mphantom"])
_LANGUAGE = "en"  # the reader's, to whom a `switch` shows its first text that is for them


def take_out_undrawn(body: Element) -> None:
    """Take out what drawings and formulas do not draw of their text (SVG 2; MathML Core)."""
    seen: set[Element] = set()
    for drawing in list(body.iter_elements(_DRAWINGS)):
        if drawing not in seen:
            seen.update(drawing.iter_elements(_DRAWINGS))
            if drawing.text.strip():
                _take_out(drawing)


def _take_out(drawing: Element) -> None:
    todo: list[tuple[Element, bool]] = [(drawing, False)]
    while todo:
        element, draws = todo.pop()
        for node in _left_out(element):
            node.extract()
        for node in list(element.children):
            if isinstance(node, Element):
                todo.append((node, _draws_text(node, around=draws)))
            elif isinstance(node, Text) and not draws:
                node.extract()


def _draws_text(element: Element, *, around: bool) -> bool:
    if element.namespace is Namespace.HTML:
        return around
    return element.tag in _DRAW_TEXT or (around and element.tag not in _DRAWINGS)


def _left_out(element: Element) -> Iterable[Node]:
    """The children that an element shows none of."""
    if element.namespace is Namespace.HTML:
        return ()
    children = [child for child in element.children if isinstance(child, Element)]
    if element.tag in _FIRST_ONLY:
        return children[1:]
    if element.tag == "switch":
        shown = next(filter(_is_for_reader, children), None)
        return [child for child in children if child is not shown]
    return [child for child in children if child.tag in _NOT_DRAWN]


def _is_for_reader(element: Element) -> bool:
    languages = element.attr("systemLanguage")
    return not element.attr("requiredExtensions") and (
        languages is None
        or any(each.strip().lower().split("-")[0] == _LANGUAGE for each in languages.split(","))
    )
