"""The text of a page's tree that a reader sees.

The tree is cut down to what makes the difference, in turbohtml's C code: what is not shown is taken out,
what stands apart becomes a paragraph, and every other tag goes. Then a line of its text is a block.
"""

import re

from turbohtml import Document, Element, PlainText, Text

from chalicelib.counting.reading.elements import APART, DRAWN_APART, HIDDEN, LINES, SPACE
from chalicelib.counting.words.pieces import BREAK

_PARAGRAPH = "p"
_CHANGED_APART = (APART | LINES) - {_PARAGRAPH}
_FLOWING = f":not({_PARAGRAPH}, br)"
_LAYOUT = PlainText(layout="strict")
_LINE_END = "\0"  # in a text of lines, where line feeds would be spaces
_SWITCHED_OFF = "[hidden], [popover], dialog:not([open]), object[data], input[type=hidden i]"
_STYLED = "[style*=display i], [style*=visibility i]"
_UNDISPLAYED = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE
)


def shown_part(document: Document) -> Element | None:
    """The part of the tree that is shown, without what in it is hidden; None where nothing is."""
    body = document.find("body") or document.root
    if body is None or body.tag == "frameset":
        return None
    _take_out_hidden(body)
    return body


def text_of(shown: Element | None) -> str:
    """The text of what is shown, with `BREAK` between its blocks; the tree is used up."""
    if shown is None:
        return ""
    _part_words(shown)
    for element in list(shown.iter_elements(_CHANGED_APART)):
        element.tag = _PARAGRAPH
    shown.strip_tags(_FLOWING)
    return shown.to_text(_LAYOUT).replace("\n", BREAK)


def _take_out_hidden(body: Element) -> None:
    for element in list(body.iter_elements(HIDDEN)):
        element.decompose()
    for element in body.select(_SWITCHED_OFF):
        element.decompose()
    for element in body.select(_STYLED):
        if element is not body and _UNDISPLAYED.search(element.attr("style") or ""):
            element.decompose()


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
