"""What drawings (SVG) and formulas (MathML) draw of the text in them: their own elements for text."""

from collections.abc import Callable, Iterator

from turbohtml import Element, Namespace, Node, Text

from chalicelib.counting.reading.nodes import children

MOST_DRAWN = 50_000
"""Of the children in all drawings, how many are looked at."""

_DRAWINGS = frozenset(["svg", "math"])
_DRAW_TEXT = frozenset("text foreignObject mi mn mo ms mtext annotation-xml".split())
_FIRST_ONLY = frozenset(["semantics", "maction", "switch"])
"""What else is in these is the same in another form."""
_NOT_DRAWN = frozenset(["mphantom"])
_LANGUAGE = "en"  # the reader's, to whom a `switch` shows its first text that is for them


def take_out_undrawn(body: Element) -> None:
    """Take out what drawings and formulas do not draw of their text (SVG 2; MathML Core).

    Only among the first `MOST_DRAWN`.
    """
    for node in [*_undrawn(body)]:
        node.extract()


def _undrawn(body: Element) -> Iterator[Node]:
    looked_at = 0
    for drawing in body.iter_elements(_DRAWINGS):
        todo: list[tuple[Element, bool]] = [(drawing, False)]
        while todo:
            element, draws = todo.pop()
            left_out = _left_out(element)
            for node in children(element):
                looked_at += 1
                if looked_at > MOST_DRAWN:
                    return
                if left_out(node) or (isinstance(node, Text) and not draws):
                    yield node
                elif isinstance(node, Element) and node.tag not in _DRAWINGS:  # those come by themselves
                    todo.append((node, _draws_text(node, around=draws)))


def _draws_text(element: Element, *, around: bool) -> bool:
    return around or (element.namespace is not Namespace.HTML and element.tag in _DRAW_TEXT)


def _left_out(element: Element) -> Callable[[Node], bool]:
    """Tells of an element's children, one after another, whether it shows none of them."""
    if element.namespace is Namespace.HTML:
        return lambda _: False
    if element.tag not in _FIRST_ONLY:
        return lambda node: isinstance(node, Element) and node.tag in _NOT_DRAWN
    inside = (child for child in children(element) if isinstance(child, Element))
    shown = next(inside if element.tag != "switch" else filter(_is_for_reader, inside), None)
    return lambda node: isinstance(node, Element) and node is not shown


def _is_for_reader(element: Element) -> bool:
    languages = element.attr("systemLanguage")
    return not element.attr("requiredExtensions") and (
        languages is None
        or any(each.strip().lower().split("-")[0] == _LANGUAGE for each in languages.split(","))
    )
