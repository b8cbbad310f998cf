"""Declarative shadow roots: what an element shows in place of its children (DOM standard, section 4.2.2)."""

import re

from turbohtml import Document, Node, ShadowRoot

from chalicelib.counting.reading.tree_builder import take_out_templates

_DECLARED = re.compile(r"<template[\s/][^<>]{0,1000}?shadowrootmode", re.IGNORECASE)
_CLOSED = re.compile(r"""(<template[\s/][^<>]{0,1000}?\bshadowrootmode\s*=\s*["']?)closed""", re.IGNORECASE)


def declares_roots(markup: str) -> bool:
    """Whether there may be shadow roots on a page."""
    return _DECLARED.search(markup) is not None


def opened(markup: str) -> str:
    """`markup` with its closed shadow roots open: scripts cannot look into closed ones, but readers can."""
    return _CLOSED.sub(r"\1open", markup)


def shadow_roots(document: Document) -> list[ShadowRoot]:
    """The shadow roots of a page, each before those in it."""
    found: list[ShadowRoot] = []
    todo: list[Node] = [document]
    while todo:
        for element in todo.pop().select("*"):
            root = element.shadow_root
            if root is not None:
                take_out_templates(root)
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
