"""What a page may have of elements, so that its tree stays within bounds of memory."""

import re
from collections import Counter

from chalicelib.errors import Uncountable

MAXIMUM_ELEMENTS = 400_000
"""Elements of a page; real pages of ten megabytes have some 60,000."""

MAXIMUM_TAGS = 1_000_000
"""Signs that begin tags, comments and the like."""

_OPENED_ANEW = 1_000_000  # elements that the parser may make of those that it opens anew
_FEW = 2_000  # of which never too many are made

_START = re.compile("<[A-Za-z]")
# Those that are opened anew after each block that ends within them (HTML standard, section 13.2.4.3). Links
# are too, but never two of them in each other.
_FORMATTING = re.compile(
    r"<(/?)(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])([^>]{0,100})", re.IGNORECASE
)
_NOAHS_ARK = 3  # so many of the same are opened anew, at most
_MOST_PLAIN = 14 * _NOAHS_ARK  # and so many without attributes
# Those with attributes, found at once where `_FORMATTING` would take its time: their first letters are looked
# at before the names are, which is slow without regard to case.
_WITH_ATTRIBUTES = re.compile(
    r"<(?:[bisuBISU]|(?=[bcefnstBCEFNST][iomtIOMT])(?i:big|code|em|font|nobr|small|strike|strong|tt))(?=[\s/])"
)


def bounded(markup: str) -> str:
    """`markup`, its formatting elements as spans where the parser would make too many of them.

    Raises:
        Uncountable: there are more than `MAXIMUM_ELEMENTS` elements, or `MAXIMUM_TAGS` signs that begin tags.
    """
    if "\0" in markup and markup.count("\0") > _OPENED_ANEW:
        # each parts a text of the parser's, which leaves it out
        markup = markup.replace("\0", "")
    tags = markup.count("<")
    if tags > MAXIMUM_TAGS:
        raise Uncountable(f"the page has more than {MAXIMUM_TAGS:,} tags")
    if tags > MAXIMUM_ELEMENTS and len(_START.findall(markup)) > MAXIMUM_ELEMENTS:
        raise Uncountable(f"the page has more than {MAXIMUM_ELEMENTS:,} elements")
    if tags > _FEW and all(tags * most(markup) > _OPENED_ANEW for most in (_may_be_open, _most_open)):
        return without_formatting(markup)
    return markup


def without_formatting(markup: str) -> str:
    """`markup`, its formatting elements as spans: the parser opens none of those anew."""
    return _FORMATTING.sub(r"<\1span\3", markup)


def _may_be_open(markup: str) -> int:
    """How many different formatting elements may be open at a time, at the very most."""
    return _MOST_PLAIN + len(_WITH_ATTRIBUTES.findall(markup))


def _most_open(markup: str) -> int:
    """How many different formatting elements are open at a time, at most."""
    open_tags: list[tuple[str, str]] = []
    copies: Counter[tuple[str, str]] = Counter()
    most = 0
    for closes, name, attributes in _FORMATTING.findall(markup):
        if not closes:
            tag = (name.lower(), attributes)
            if copies[tag] < _NOAHS_ARK:
                copies[tag] += 1
                open_tags.append(tag)
                most = max(most, len(open_tags))
        elif open_tags and open_tags[-1][0] == name.lower():
            copies[open_tags.pop()] -= 1
    return most
