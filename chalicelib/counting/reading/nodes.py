"""Walking the tree in the memory that one node takes."""

from collections.abc import Iterator

from turbohtml import Element, Node


def children(element: Element) -> Iterator[Node]:
    """An element's children, one after another: its own list of them takes memory for all at once, and they
    may be most of a page."""
    node = next(iter(element.descendants), None)
    while node is not None:
        yield node
        node = node.next_sibling
