"""What is streamed behind a page and put into its place as it comes, as React's servers send it.

Such a page has `<!--$?--><template id="B:1">`, what says that there is more to come, and `<!--/$-->` in the
place, and later `<div hidden id="S:1">` with what belongs there, and a script that puts it in.
"""

from itertools import islice

from turbohtml import Comment, Document, Element, Node

_PLACE = "B:"
_STREAMED = "S:"
_END = "/$"
_MOST_IN_A_PLACE = 100  # nodes beside each other


def put_in_place(document: Document) -> None:
    """Show what has come where it belongs, in place of what told of it; pages without scripts do not."""
    templates = document.iter_elements("template")
    places = [each for each in templates if (each.attr("id") or "").startswith(_PLACE)]
    if not places or document.find("script") is None:
        return
    streamed = {each.attr("id"): each for each in document.select(f'[hidden][id^="{_STREAMED}"]')}
    for place in places:
        name = (place.attr("id") or "").removeprefix(_PLACE)
        come = streamed.pop(_STREAMED + name, None)
        if come is not None and come not in place.ancestors:
            for node in _in_the_meantime(place):
                node.extract()
            del come.attrs["hidden"]
            place.replace_with(come)


def _in_the_meantime(place: Element) -> list[Node]:
    """What is shown until it has come: all up to the mark of the place's end; nothing where there is none."""
    found: list[Node] = []
    for node in islice(place.next_siblings, _MOST_IN_A_PLACE):
        if isinstance(node, Comment) and node.data == _END:
            return found
        found.append(node)
    return []
