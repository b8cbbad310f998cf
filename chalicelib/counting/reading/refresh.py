"""Where a page leads on by itself after some seconds: `<meta http-equiv=refresh>` and the header `Refresh`.

HTML standard, sections 4.2.5.3 and 7.4.5 ("shared declarative refresh steps").
"""

import re
import threading
from typing import Final, NamedTuple

from chalicelib.counting.reading import media

SECONDS: Final = 10
"""What leads on later than this is a page to be read."""
LOOKED_THROUGH: Final = 100_000
"""Bytes of a page in which its `meta` is looked for: this is done while forty others are on their way."""

_NAMED: Final = re.compile(rb"http-equiv\s*+=\s*+[\"']?+\s*+refresh", re.IGNORECASE)
_TIME: Final = re.compile(
    r"[ \t\n\f\r]*(?=[0-9.])([0-9]{0,9})[0-9.]*(?:[ \t\n\f\r]*[;,][ \t\n\f\r]*|[ \t\n\f\r]+|$)"
)
_URL: Final = re.compile(r"url[ \t\n\f\r]*=[ \t\n\f\r]*", re.IGNORECASE)
_one_tree: Final = threading.Lock()  # at a time, however many pages come at once


def leads_on_to(text: str) -> str | None:
    """The reference of a `Refresh` field or of a refreshing `meta`, or None if it leads nowhere soon."""
    match = _TIME.match(text)
    if not match or int(match[1] or "0") > SECONDS:
        return None
    reference = text[match.end() :]
    if named := _URL.match(reference):
        reference = reference[named.end() :]
    if reference[:1] in ("'", '"'):
        reference = reference[1:].partition(reference[0])[0]
    return reference.strip() or None


def _may_refresh(head: bytes) -> bool:
    """Whether the words are there at all; looking for one of them first takes a seventh of the time."""
    return b"refresh" in head.lower() and _NAMED.search(head) is not None


class Leading(NamedTuple):
    """Where a page's own `meta` leads on to: a reference, and the `<base href>` before it, or nothing."""

    reference: str
    base: str = ""


def of_page(body: bytes, content_type: str) -> Leading | None:
    """Where a page's own `meta` leads on to soon, or None.

    What stands in a `noscript` is none: a page is read as with scripts, here as elsewhere.
    """
    if content_type.partition(";")[0] not in (media.HTML, media.XHTML):
        return None
    head = body if len(body) <= LOOKED_THROUGH else body[: body.rfind(b">", 0, LOOKED_THROUGH) + 1]
    if not _may_refresh(head):
        return None
    with _one_tree:
        return _of_markup(head, content_type)


def _of_markup(head: bytes, content_type: str) -> Leading | None:
    from chalicelib.counting.reading import charset  # few pages need a parser here
    from chalicelib.counting.reading.bounds import without_formatting
    from chalicelib.counting.reading.tree_builder import parsed

    document = parsed(without_formatting(charset.decode(head, content_type, markup=True)))
    base = None
    for element in document.iter_elements():
        if element.tag == "base" and base is None:  # the first that has one (HTML standard, section 2.4.1)
            base = element.attr("href")
        elif element.tag == "meta" and (element.attr("http-equiv") or "").strip().lower() == "refresh":
            reference = leads_on_to(str(element.attr("content") or ""))
            if reference:
                return Leading(reference, str(base or ""))
    return None
