"""What leads to an article: its heading and its standfirst, where they stand before what holds the rest.

Pages often have them in a container of their own, beside the one that is called after the body.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from chalicelib.counting.reading.containers import names_of
from chalicelib.counting.reading.sections import PageBlock, is_in

_BEGINNING: Final = 10  # of the blocks that were found, which the article may begin with
_LONG: Final = 60  # characters of a block that hardly stands twice on a page
_LEAST_OF_TITLE: Final = 4  # characters of a heading that is in the title
_REACH: Final = 40  # blocks before the article that are looked at
_LONGEST: Final = 600  # characters of a standfirst
_SHORTEST: Final = 25
_SENTENCE: Final = 60  # characters of one that is not called so
_MOST: Final = 3  # paragraphs of a standfirst
_MOST_BETWEEN: Final = 1_500  # characters between a heading and its article
_ANCESTORS: Final = 4  # whose names are asked what something is

_FIRST: Final = frozenset(["h1"])
_HEADINGS: Final = frozenset(["h1", "h2"])
_BETWEEN: Final = frozenset(["h2", "h3", "h4", "h5", "h6"])
_AROUND: Final = frozenset(
    "nav aside footer form button label figure figcaption address time details table".split()
)
_STANDFIRST: Final = re.compile(
    r"stand-?first|sub-?(?:title|head|headline|line)|lead|lede|intro|dec?k(?![a-z])|excerpt|summary|description|abstract"
    "|manchet|chapo|sapo|teaser-?text|strapline|tagline|ingress|entradilla|vorspann",
    re.IGNORECASE | re.ASCII,
)
_OTHER: Final = re.compile(
    "caption|credit|byline|author|meta|date|time|share|sharing|social|breadcrumb|comment|related|promo|newsletter"
    r"|advert|sponsor|cookie|consent|notice|header-?(?:top|bar|nav)|menu|(?<![a-z])nav",
    re.IGNORECASE | re.ASCII,
)
_SITE: Final = re.compile(
    r"site-?(?:title|name|desc|tagline|branding)|logo|(?<![a-z])brand(?![a-z])|masthead",
    re.IGNORECASE | re.ASCII,
)
_START_PAGE: Final = re.compile(r"(?:https?:)?(?://[^/?#]+)?/?(?:index\.\w+)?", re.IGNORECASE)
_ENDS_SENTENCE: Final = re.compile(r"""[.!?…。！？।؟]["'”’»)\]]*\Z""")
_BYLINE: Final = re.compile(r"(?:by|von|par|por|di|door|av|af)\s", re.IGNORECASE)
_LONGEST_BYLINE: Final = 80


def lead(page: Sequence[PageBlock], extracted: Sequence[str], title: str | None) -> list[str]:
    """The heading of an article and its standfirst, without what was found of it already.

    Args:
        page: the page's blocks.
        extracted: those that were taken for its article.
        title: the page's, which tells a heading of the article from the site's name.
    """
    known = {_key(text) for text in extracted[:_BEGINNING]}
    start = _start(page, extracted)
    before = [block for block in page[max(start - _REACH, 0) : start] if block.element is not None]
    heading = _heading(before, _packed(title or ""))
    if heading is None:
        return []
    between = before[heading + 1 :]
    standfirst = [block for block in between if _is_standfirst(block)][:_MOST]
    if sum(len(block.text) for block in between if not block.is_link) > _MOST_BETWEEN:
        return []
    texts = [before[heading].text, *(block.text for block in standfirst)]
    return [text for text in texts if _key(text) not in known]


def with_headings(page: Sequence[PageBlock], extracted: Sequence[str]) -> list[str]:
    """What was taken for an article, with the headings between: those that stand right before a block of it.

    Where no container is called after an article, trafilatura looks for paragraphs only.
    """
    places = {
        key: number
        for number, text in reversed([*enumerate(extracted)])
        if len(key := _key(text)) >= _SHORTEST
    }
    headings: dict[int, str] = {}
    next_heading = None
    for block in page:
        key = _key(block.text)
        place = places.get(key)
        if place is not None:
            if next_heading and next_heading not in extracted[max(place - 2, 0) : place]:
                headings[place] = next_heading
            next_heading = None
        else:
            is_between = block.heading in _BETWEEN and not (block.is_link or is_in(block.element, _AROUND))
            next_heading = block.text if is_between else None
    return [text for number, each in enumerate(extracted) for text in (headings.get(number), each) if text]


def _start(page: Sequence[PageBlock], extracted: Sequence[str]) -> int:
    """Where on the page the article begins: at its first block of some length; 0 where that is not found."""
    long = {_key(text) for text in extracted[:_BEGINNING] if len(text) >= _LONG}
    return next((number for number, block in enumerate(page) if long and _key(block.text) in long), 0)


def _heading(before: Sequence[PageBlock], title: str) -> int | None:
    """Which block is the article's heading: the last one that is in the title, or else the last `h1`.

    What is half of the title or more is a heading, whatever element it is.
    """
    first = None
    for number, block in reversed([*enumerate(before)]):
        if is_in(block.element, _AROUND) or _is_site_s(block.element):
            continue
        text = _packed(block.text)
        is_heading = block.heading in _HEADINGS
        if (
            len(text) >= _LEAST_OF_TITLE and text in title and (is_heading or len(text) * 2 >= len(title))
        ) or (is_heading and len(title) >= 2 * _LEAST_OF_TITLE and title in text):
            return number
        if first is None and block.heading in _FIRST and not block.is_link:
            first = None if _OTHER.search(_names(block.element)) else number
    return first


def _is_site_s(element: Any) -> bool:
    """Whether a heading is the name of the site: it is called so, or leads to its start."""
    if _SITE.search(_names(element)):
        return True
    links = [each for each in (element, *element.iterancestors()) if each.tag == "a"] or [*element.iter("a")]
    return any(_START_PAGE.fullmatch((link.get("href") or "#").strip()) for link in links)


def _is_standfirst(block: PageBlock) -> bool:
    text = block.text
    if block.is_link or not _SHORTEST <= len(text) <= _LONGEST or is_in(block.element, _AROUND):
        return False
    names = _names(block.element)
    if _OTHER.search(names) or (len(text) <= _LONGEST_BYLINE and _BYLINE.match(text)):
        return False
    return _STANDFIRST.search(names) is not None or (
        len(text.encode()) >= _SENTENCE and _ENDS_SENTENCE.search(text) is not None
    )


def _names(element: Any) -> str:
    """What an element and those around it are called."""
    around = [element, *islice(element.iterancestors(), _ANCESTORS)]
    return " ".join(names_of(each) for each in around if each.tag not in ("body", "html"))


def _packed(text: str) -> str:
    return "".join(text.split()).casefold()


def _key(text: str) -> str:
    """The beginning of a text, by which it is known again."""
    return _packed(text[: 2 * _LONG])[:_LONG]
