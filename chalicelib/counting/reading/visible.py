"""The text of a page's tree that a reader sees.

The tree is cut down to what makes the difference, in turbohtml's C code: what is not shown is taken out,
what stands apart becomes a paragraph, and every other tag goes. Then a line of its text is a block.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from turbohtml import Document, Element, Namespace, PlainText, ShadowRoot, Text

from chalicelib.counting.reading.boxes import own_styles, take_out_hidden, write_boxes
from chalicelib.counting.reading.drawings import take_out_undrawn
from chalicelib.counting.reading.elements import APART, CONTROLS, DRAWN_APART, HIDDEN, LINES, SPACE, UNDRAWN
from chalicelib.counting.reading.shadow import flatten
from chalicelib.counting.reading.style.cascade import Style
from chalicelib.counting.words.pieces import BREAK

_PARAGRAPH = "p"
_CHANGED_APART = (APART | CONTROLS | LINES) - {_PARAGRAPH}
_FLOWING = f":not({_PARAGRAPH}, br)"
_LAYOUT = PlainText(layout="strict")
_UNSHOWN = HIDDEN | UNDRAWN
_FORMULA = frozenset(["math"])
_LINE_END = "\0"  # in a text of lines, where line feeds would be spaces


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a page's tree that is shown, without what in it is hidden, and what its style gives it.

    `rules_left_out` is how many rules of style sheets were too many or too costly to follow.
    """

    body: Element
    styles: Mapping[Element, Style]
    rules_left_out: int


def shown_part(document: Document, shadows: list[ShadowRoot]) -> Shown | None:
    """What of a page's tree, with its shadow roots, is shown; None where nothing is."""
    body = document.find("body") or document.root
    if body is None or _is_of_frames(document):
        return None
    styles, left_out = own_styles([document, *shadows])
    flatten(shadows)
    scripted = document.find("script") is not None
    for element in list(body.iter_elements(_UNSHOWN)):
        if element.tag in HIDDEN or element.namespace is not Namespace.HTML:
            element.decompose()
    take_out_undrawn(body)
    take_out_hidden(body, styles, scripted=scripted)
    return Shown(body, styles, left_out)


def _is_of_frames(document: Document) -> bool:
    return any(each.namespace is Namespace.HTML for each in document.iter_elements("frameset"))


def text_of(shown: Shown) -> str:
    """The text of what is shown, with `BREAK` between its blocks; the tree is used up."""
    body = shown.body
    write_boxes(shown.styles)
    _part_words(body)
    for element in body.iter_elements(_CHANGED_APART):
        element.tag = _PARAGRAPH
    body.strip_tags(_FLOWING)
    return body.to_text(_LAYOUT).replace("\n\n", "\n").replace("\n", BREAK)


def _part_words(body: Element) -> None:
    for element in list(body.iter_elements(SPACE)):
        element.insert_before(Text(" "))
    for element in _outermost(body, _FORMULA):
        for part in list(element.iter_elements()):
            part.insert_before(Text(" "))
        element.insert_after(Text(" "))
    for element in list(body.iter_elements(DRAWN_APART)):
        if element.namespace is not Namespace.HTML:
            element.insert_before(Element("br"))
            element.insert_after(Element("br"))
    for element in _outermost(body, LINES):
        for node in list(element.descendants):
            if isinstance(node, Text) and "\n" in node.data:
                node.data = node.data.replace("\n", _LINE_END)


def _outermost(body: Element, names: frozenset[str]) -> Iterator[Element]:
    """The elements of these names that are in none other of them; those in them get another name."""
    for element in list(body.iter_elements(names)):
        if element.tag in names:
            yield element
            for inner in list(element.iter_elements(names)):
                inner.tag = _PARAGRAPH
