"""The text of a page's tree that a reader sees.

The tree is cut down to what makes the difference, in turbohtml's C code: what is not shown is taken out,
what stands apart becomes a paragraph, and every other tag goes. Then a line of its text is a block.
"""

from dataclasses import dataclass

from turbohtml import Document, Element, PlainText, ShadowRoot, Text

from chalicelib.counting.reading.boxes import own_styles, write_boxes
from chalicelib.counting.reading.elements import APART, CONTROLS, DRAWN_APART, HIDDEN, LINES, SPACE
from chalicelib.counting.reading.shadow import flatten
from chalicelib.counting.words.pieces import BREAK

_PARAGRAPH = "p"
_CHANGED_APART = (APART | CONTROLS | LINES) - {_PARAGRAPH}
_FLOWING = f":not({_PARAGRAPH}, br)"
_LAYOUT = PlainText(layout="strict")
_LINE_END = "\0"  # in a text of lines, where line feeds would be spaces


@dataclass(frozen=True, slots=True)
class VisibleText:
    """The text that a reader sees, with `BREAK` between its blocks; how many rules of style are not in it."""

    blocks: str
    rules_left_out: int = 0


def visible_text(document: Document, shadows: list[ShadowRoot]) -> VisibleText:
    """What of a page's tree, with its shadow roots, a reader sees; the tree is used up."""
    body = document.find("body") or document.root
    if body is None or document.find("frameset") is not None:
        return VisibleText("")
    found, left_out = own_styles([document, *shadows])
    flatten(shadows)
    scripted = document.find("script") is not None
    for element in list(body.iter_elements(HIDDEN)):
        element.decompose()
    write_boxes(body, found, scripted=scripted)
    _part_words(body)
    for element in list(body.iter_elements(_CHANGED_APART)):
        element.tag = _PARAGRAPH
    body.strip_tags(_FLOWING)
    return VisibleText(body.to_text(_LAYOUT).replace("\n", BREAK), left_out)


def _part_words(body: Element) -> None:
    for element in list(body.iter_elements(SPACE)):
        element.insert_before(Text(" "))
        if element.tag == "math":
            _part_formula(element)
    for element in list(body.iter_elements(DRAWN_APART)):
        element.insert_before(Element("br"))
        element.insert_after(Element("br"))
    for element in list(body.iter_elements(LINES)):
        for node in list(element.descendants):
            if isinstance(node, Text):
                node.data = node.data.replace("\n", _LINE_END)


def _part_formula(formula: Element) -> None:
    for part in list(formula.iter_elements()):
        part.insert_before(Text(" "))
    formula.insert_after(Text(" "))
