"""What a page's style makes of its elements: which are not shown, which stand apart, which flow.

What is found is written into the tree, as the names of elements that have such boxes by themselves.
"""

from collections.abc import Mapping, Sequence

from turbohtml import Document, Element, Namespace, Node, ShadowRoot, Text

from chalicelib.counting.reading.elements import APART, CONTROLS, LINES
from chalicelib.counting.reading.style import media
from chalicelib.counting.reading.style.cascade import Style, styles
from chalicelib.counting.reading.style.values import (
    BLOCK,
    CONTENTS,
    FLEX,
    INLINE,
    INLINE_FLEX,
    NONE,
    display_of,
)
from chalicelib.counting.reading.style.variables import put_in_variables
from chalicelib.counting.reading.waiting import shown_by_script

_APART = "div"
_FLOWING = "span"
_ALREADY_APART = APART | CONTROLS | LINES
_VISIBLE = frozenset(["visible", "initial"])
_UNSHOWN = frozenset(["hidden", "collapse"])
_SWITCHED_OFF = "[popover], dialog:not([open]), object[data], input[type=hidden i]"
_KEPT = frozenset("html body br img wbr picture embed".split())
_NOTHING_BUT_A_BOX = frozenset("svg math select textarea object".split())  # CSS Display, appendix B
_TABLE = frozenset("table thead tbody tfoot tr".split())
_UNCONTAINED = frozenset(
    "inline contents initial unset table inline-table table-row table-row-group table-header-group "
    "table-footer-group".split()
)
_ROOTS = frozenset(["html", "body"])
_NO_STYLE: Style = {}


def own_styles(roots: Sequence[Document | ShadowRoot]) -> tuple[Mapping[Element, Style], int]:
    """What a page's own style gives its elements.

    Args:
        roots: its document and its shadow roots: the style sheets of each are for its own elements.

    Returns:
        it, and how many rules of style sheets were left out, being too many or too costly.
    """
    found: dict[Element, Style] = {}
    left_out = 0
    sheets = [_sheets(root) for root in roots]
    variables = len(roots) > 1 and any("var(" in sheet for each in sheets[1:] for sheet in each)
    for root, own in zip(roots, sheets, strict=True):
        given, rules_left_out = styles(root, own, variables=variables)
        for element, style in given.items():  # what is outside of a shadow root says more than what is in it
            found[element] = {**style, **found[element]} if element in found else style
        left_out += rules_left_out
    put_in_variables(found)
    _inherit_displays(found)
    return found, left_out


def _inherit_displays(found: dict[Element, Style]) -> None:
    """Give what inherits its display that of the next element around it that does not."""
    for element in [each for each, style in found.items() if style.get("display") == "inherit"]:
        inheriting: list[Element] = []
        around: Node | None = element
        while isinstance(around, Element) and found.get(around, {}).get("display") == "inherit":
            inheriting.append(around)
            around = around.parent
        by_itself = BLOCK if isinstance(around, Element) and around.tag in APART else INLINE
        display = found.get(around, {}).get("display", by_itself) if isinstance(around, Element) else INLINE
        for each in inheriting:
            found[each] = {**found[each], "display": display}


def take_out_hidden(body: Element, found: Mapping[Element, Style], *, scripted: bool) -> None:
    """Take out what is not shown.

    Args:
        body: without what is shown of no page.
        found: what the page's own style gives its elements.
        scripted: whether the page has scripts.
    """
    for element in body.select(_SWITCHED_OFF):
        if _display(found.get(element)) in (None, NONE):
            element.decompose()
    hidden = [each for each in body.select("[hidden]") if _is_hidden_by_attribute(each, found)]
    hidden += [each for each in found if _is_hidden(each, found) and each.tag not in _ROOTS]
    if hidden:
        _hide(body, found, hidden, scripted=scripted)


def _is_hidden_by_attribute(element: Element, found: Mapping[Element, Style]) -> bool:
    """Any display shows it all the same, as the browser's own rules give way."""
    if "hidden" not in element.attrs or element.namespace is not Namespace.HTML:
        return False
    return found.get(element, _NO_STYLE).get("display", NONE) == NONE


def _sheets(root: Document | ShadowRoot) -> list[str]:
    elements = [each for each in root.find_all("style") if each.namespace is not Namespace.MATHML]
    sets = [title for each in elements if (title := each.attr("title"))]
    return [
        element.text
        for element in elements
        if (element.attr("type") or "text/css").lower() == "text/css"
        and (element.attr("title") or "") in ("", *sets[:1])  # those of other sets are alternatives to it
        and media.holds(element.attr("media") or "")
    ]


def _display(style: Style | None) -> str | None:
    return display_of(style.get("display", "")) if style else None


def write_boxes(found: Mapping[Element, Style]) -> None:
    """Give elements the names of such that stand apart or flow as these do."""
    containers: list[Element] = []
    for element, style in found.items():
        display = _display(style)
        if display is None:
            if _is_taken_out(style):
                _stand_apart(element)
        elif display == BLOCK:
            _stand_apart(element)
        elif display in (INLINE, CONTENTS):
            _flow(element, apart=_is_taken_out(style))
        elif display in (FLEX, INLINE_FLEX):
            _flow(element, apart=display == FLEX or _is_taken_out(style))
            containers.append(element)
    for container in containers:  # now, as items are blocks whatever their own style says
        _part_items(container, found)


def _is_taken_out(style: Style) -> bool:
    """Whether an element floats or has a place of its own, and so is a block (CSS Display, section 2.7)."""
    return style.get("float") in ("left", "right", "inline-start", "inline-end") or style.get("position") in (
        "absolute",
        "fixed",
    )


def _part_items(container: Element, found: Mapping[Element, Style]) -> None:
    """The items of flex and grid containers are blocks: their children, and those of what has no box."""
    todo: list[Node] = [*container.children]
    while todo:
        child = todo.pop()
        if isinstance(child, Element):
            display = _display(found.get(child))
            if display == CONTENTS:
                todo.extend(child.children)
            elif display != NONE:
                _stand_apart(child)


def _stand_apart(element: Element) -> None:
    if element.tag not in _ALREADY_APART and _is_plain(element):
        element.tag = _APART


def _flow(element: Element, *, apart: bool) -> None:
    if apart:
        _stand_apart(element)
    elif element.tag in APART and _is_plain(element):
        element.tag = _FLOWING


def _is_plain(element: Element) -> bool:
    return element.namespace is Namespace.HTML and element.tag not in _KEPT


def _hide(
    body: Element, found: Mapping[Element, Style], hidden: Sequence[Element], *, scripted: bool
) -> None:
    """Take out what is hidden, unless a script is going to show it."""
    shown = shown_by_script(body, hidden) if scripted else frozenset()
    for element in shown:
        for name in ("hidden", "style"):  # or it would be hidden to what looks for the main text
            element.attrs.pop(name, None)
    visible = any(style.get("visibility") in _VISIBLE for style in found.values())
    for element in hidden:
        style = found.get(element, _NO_STYLE)
        if element in shown:
            continue
        if _display(style) == NONE or _is_hidden_by_attribute(element, found):
            element.decompose()
        elif visible and not _hides_all(style):
            _clear_unshown(element, found)
        else:
            element.clear()


def _is_hidden(element: Element, found: Mapping[Element, Style]) -> bool:
    style = found[element]
    return (
        _display(style) == NONE
        or (_display(style) == CONTENTS and element.tag in _NOTHING_BUT_A_BOX)
        or style.get("visibility") in _UNSHOWN
        or (style.get("content-visibility") == "hidden" and _contains(element, found))
    )


def _hides_all(style: Style) -> bool:
    """Whether what is hidden is so with what is visible in it."""
    return style.get("visibility") not in _UNSHOWN or style.get("content-visibility") == "hidden"


def _contains(element: Element, found: Mapping[Element, Style]) -> bool:
    """Whether an element's box can hide what is in it: none within a line, no table, none of its rows (CSS
    Containment, section 3.1)."""
    style = found[element]
    parent = element.parent
    if _is_taken_out(style):
        return True
    if isinstance(parent, Element) and _display(found.get(parent)) in (FLEX, INLINE_FLEX):
        return True
    if _display(style) is None:
        return element.tag in _ALREADY_APART - _TABLE
    return style["display"] not in _UNCONTAINED


def _clear_unshown(element: Element, found: Mapping[Element, Style]) -> None:
    """Take out the text in `element` but what is visible in it all the same."""
    todo: list[Node] = [*element.children]
    while todo:
        node = todo.pop()
        if isinstance(node, Text):
            node.extract()
        elif isinstance(node, Element) and found.get(node, {}).get("visibility") not in _VISIBLE:
            todo.extend(node.children)
