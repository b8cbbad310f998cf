"""Declarative shadow roots: what an element shows in place of its children (DOM standard, section 4.2.2)."""

import re

from turbohtml import Document, Node, ShadowRoot

_DECLARED = "shadowrootmode"
_CLOSED = re.compile(rf"""({_DECLARED}\s*=\s*["']?)closed""", re.IGNORECASE)


def opened(markup: str) -> str:
    """`markup` with its closed shadow roots open: scripts cannot look into closed ones, but readers can."""
    return _CLOSED.sub(r"\1open", markup) if _DECLARED in markup else markup


def shadow_roots(document: Document, markup: str) -> list[ShadowRoot]:
    """The shadow roots of a page, each before those in it.

    Args:
        document: its tree.
        markup: what that was parsed from.
    """
    if _DECLARED not in markup:
        return []
    found: list[ShadowRoot] = []
    todo: list[Node] = [document]
    while todo:
        for element in todo.pop().select("*"):
            root = element.shadow_root
            if root is not None:
                found.append(root)
                todo.append(root)
    return found


def flatten(roots: list[ShadowRoot]) -> None:
    """Put what shadow roots have in the place of their hosts' children, and those into its slots."""
    slots = [(slot, slot.assigned_nodes()) for root in roots for slot in root.find_all("slot")]
    for slot, assigned in slots:
        if assigned:
            slot.clear()
            slot.extend(assigned)
    for root in reversed(roots):
        for child in list(root.host.children):
            child.extract()
        root.host.extend(list(root.children))
