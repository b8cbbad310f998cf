"""What leads to an article: its heading and its standfirst, where they stand before what holds the rest.

Pages often have them in a container of their own, beside the one that is called after the body.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from chalicelib.counting.reading.containers import names_of
from chalicelib.counting.reading.sections import PageBlock

_BEGINNING: Final = 10  # of the blocks that were found, which the article may begin with
_LONG: Final = 60  # characters of a block that hardly stands twice on a page
_LEAST_OF_TITLE: Final = 4  # bytes of a heading that is in the title
_LEAST_UNRELATED: Final = 16  # bytes of one that has nothing of the title
_MOST_OF_PART: Final = 0.8  # of the title's longest part, whose end may be cut off
_PARTS_WITH_SITE: Final = 2  # of a title
_REACH: Final = 40  # blocks before the article that are looked at
_LONGEST: Final = 600  # characters of a standfirst
_SHORTEST: Final = 25
_SENTENCE: Final = 60  # bytes of one that is not called so
_MOST: Final = 3  # paragraphs of a standfirst
_MOST_BETWEEN: Final = 1_500  # characters between a heading and its article
_ANCESTORS: Final = 4  # whose names are asked what something is
_OWN: Final = 2  # … of those that hold little else

_FIRST: Final = "h1"
_TITLES: Final = frozenset(["h1", "h2"])
_BETWEEN: Final = frozenset(["h2", "h3", "h4", "h5", "h6"])
_AROUND: Final = frozenset(
    "nav aside footer form button label figure figcaption address time details table".split()
)
_ROLES_AROUND: Final = frozenset(
    "navigation search alert note status dialog alertdialog complementary contentinfo".split()
)
_STANDFIRST: Final = re.compile(
    r"stand-?first|sub-?(?:title|head|headline|line)|lead(?!er)|lede|intro|dec?k(?![a-z])|excerpt|summary|description"
    "|abstract|manchet|chapo|sapo|teaser-?text|strapline|tagline|ingress|entradilla|vorspann",
    re.IGNORECASE | re.ASCII,
)
_OTHER: Final = re.compile(
    "caption|credit|byline|author|meta|date|time|share|sharing|social|breadcrumb|comment|related|promo|newsletter"
    "|advert|sponsor|cookie|consent|notice|header-?(?:top|bar|nav)|menu|(?<![a-z])nav|subscri|javascript|noscript"
    "|publish|photo|image|listen|audio|video|alert|warning|offer|paywall|writer|latest|trending|popular",
    re.IGNORECASE | re.ASCII,
)
_SITE: Final = re.compile(
    r"site-?(?:title|name|desc|tagline|branding|header)|logo|(?<![a-z])brand(?![a-z])|masthead|menu|(?<![a-z])nav",
    re.IGNORECASE | re.ASCII,
)
_START_PAGE: Final = re.compile(
    r"(?:https?:)?(?://[^/?#]+)?/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.\w+)?", re.IGNORECASE
)
_PARTS_OF_TITLE: Final = re.compile(r"\s+[-–—|·•:»«/]+\s+|:\s+|\s*[|｜]\s*")
_ENDS_SENTENCE: Final = re.compile(r"""[.!?…。！？।؟]["'”’»)\]]*\Z""")
_NO_STANDFIRST: Final = re.compile(
    r"(?:by|von|par|por|di|door|av|af|published|updated|posted|photo|picture|listen|subscribe|please|we use"
    r"|foto|publié|veröffentlicht|publicado|pubblicato)\b",
    re.IGNORECASE,
)
_NO_HEADING: Final = re.compile(
    r"(?:share|related|latest|trending|popular|recommended|advertisement|newsletter|sign up|subscribe"
    r"|follow us|(?:table of )?contents|on this page|in this article|comments?|read (?:more|also|next)"
    r"|more (?:on|from|in|stories|news)|most (?:read|popular|viewed)|see also|you (?:may|might)|menu"
    r"|other versions|navigation|teilen|mehr zum|lesen sie|inhalt|das könnte|lire aussi|à lire|sommaire"
    r"|partager|sur le même|compartir|te puede|lea también|leia (?:mais|também)|compartilhe|condividi"
    r"|leggi anche|lees ook|deel|читайте|поделиться|関連|目次|相关|目录)(?![^\W\d_])",
    re.IGNORECASE,
)
_CUT_OFF: Final = ".…"
_PAGE: Final = frozenset(["body", "html"])


def lead(page: Sequence[PageBlock], extracted: Sequence[str], title: str | None) -> list[str]:
    """The heading of an article and its standfirst, without what was found of it already.

    Args:
        page: the page's blocks.
        extracted: those that were taken for its article; where it begins with an `h1`, nothing leads to it.
        title: the page's, which tells a heading of the article from the site's name.
    """
    known = {_key(text) for text in extracted[:_BEGINNING]}
    if any(block.heading == _FIRST and _key(block.text) in known for block in page):
        return []
    start = _start(page, extracted)
    before = [block for block in page[max(start - _REACH, 0) : start] if block.element is not None]
    number = _heading(before, title or "")
    if number is None:
        return []
    heading, between = before[number], before[number + 1 :]
    if sum(len(block.text) for block in between if not block.is_link) > _MOST_BETWEEN:
        return []
    standfirst = [block for block in between if _is_standfirst(block, heading)][:_MOST]
    texts = [heading.text, *(block.text for block in standfirst)]
    return [text for text in texts if _key(text) not in known]


def headings(page: Sequence[PageBlock], extracted: Sequence[str]) -> list[tuple[str, str]]:
    """The headings that stand right before a block that was taken for an article, each with that block.

    Where no container is called after an article, trafilatura looks for paragraphs only. What stands before
    the first block is a heading of it if both are in one container without an `h1`, and if that block is no
    teaser's too.
    """
    known = {key for text in extracted if len(key := _key(text)) >= _SHORTEST}
    times = Counter(_key(block.text) for block in page)
    found: list[tuple[str, str]] = []
    is_first, heading = True, None
    for block in page:
        key = _key(block.text)
        if key in known:
            if heading is not None and (not is_first or (times[key] == 1 and _is_beside(heading, block))):
                found.append((heading.text, block.text))
            is_first, heading = False, None
        else:
            heading = block if _is_between(block) else None
    return found


def _is_between(block: PageBlock) -> bool:
    return (
        block.heading in _BETWEEN
        and not block.is_link
        and not _is_around(block.element)
        and _NO_HEADING.match(block.text) is None
        and _OTHER.search(_names(block.element, _OWN)) is None
    )


def _is_beside(heading: PageBlock, block: PageBlock) -> bool:
    """Whether the container of a heading holds a block too, and is not the page or what has its `h1`."""
    own = next((each for each in _and_around(heading.element) if each.tag == heading.heading), None)
    around = None if own is None else own.getparent()
    return (
        around is not None
        and around.tag not in _PAGE
        and around in [*block.element.iterancestors()]
        and next(around.iterdescendants(_FIRST), None) is None
    )


def _start(page: Sequence[PageBlock], extracted: Sequence[str]) -> int:
    """Where on the page the article begins: at its first block of some length; 0 where that is not found."""
    long = {_key(text) for text in extracted[:_BEGINNING] if len(text) >= _LONG}
    return next((number for number, block in enumerate(page) if long and _key(block.text) in long), 0)


def _heading(before: Sequence[PageBlock], title: str) -> int | None:
    """Which block is the article's heading, where that is nearly certain.

    The last `h1` that has to do with the title; or else what is the title's longest part, whatever element
    it is; or else the last `h1`. None of them is the site's name: that is called so, leads to its start, or
    is the part of the title that the article's name is not.
    """
    own = [
        (number, block)
        for number, block in reversed([*enumerate(before)])
        if not (_is_around(block.element) or _is_name_of_site(block.element))
    ]
    parts = [packed for part in _PARTS_OF_TITLE.split(title) if (packed := _packed(part))]
    if len({_packed(block.text) for _, block in own if block.heading in _TITLES} & {*parts}) > 1:
        return None  # the site's and the article's, whichever is which
    first = [each for each in own if each[1].heading == _FIRST and not _is_beside_name(each[1], parts)]
    found = [number for number, block in first if _is_related(block.text, parts)]
    found += [number for number, block in own if _is_longest_part(block, parts)]
    found += [number for number, block in first[:1] if _is_heading_by_itself(block)]
    return found[0] if found else None


def _is_beside_name(block: PageBlock, parts: Sequence[str]) -> bool:
    """Whether it is what a title of several parts has beside the article's name: the site's or a section's.

    That is the last part; and a shorter one than the longest, unless it is the first and in no `header`.
    """
    packed = _packed(block.text)
    if len(parts) < _PARTS_WITH_SITE:
        return False
    if packed in parts[-1] and packed not in "".join(parts[:-1]):
        return True
    is_shorter = packed in parts and len(packed) < max(map(len, parts))
    return is_shorter and (
        packed != parts[0] or next(block.element.iterancestors("header"), None) is not None
    )


def _is_related(text: str, parts: Sequence[str]) -> bool:
    packed, title = _packed(text), "".join(parts)
    longest = max(parts, key=len, default="").rstrip(_CUT_OFF)
    least = min(len(packed.encode()), len(longest.encode()))
    return least >= _LEAST_OF_TITLE and (packed in title or longest in packed)


def _is_longest_part(block: PageBlock, parts: Sequence[str]) -> bool:
    packed, longest = _packed(block.text), max(parts, key=len, default="").rstrip(_CUT_OFF)
    if len(packed.encode()) < _LEAST_OF_TITLE or _is_beside_name(block, parts):
        return False
    is_cut = len(packed) >= _MOST_OF_PART * len(longest) and packed in longest
    return is_cut or (bool(longest) and block.heading in _TITLES and longest in packed)


def _is_heading_by_itself(block: PageBlock) -> bool:
    """Whether an `h1` that has nothing of the title is one: no name of a site, which its header has."""
    return (
        not block.is_link
        and _NO_HEADING.match(block.text) is None
        and len(_packed(block.text).encode()) >= _LEAST_UNRELATED
        and next(block.element.iterancestors("header"), None) is None
        and _OTHER.search(_names(block.element)) is None
    )


def _is_name_of_site(element: Any) -> bool:
    """Whether a heading is the name of the site: it is called so, or leads to its start."""
    if _SITE.search(_names(element)):
        return True
    links = [each for each in _and_around(element) if each.tag == "a"] or [*element.iter("a")]
    return any(_START_PAGE.fullmatch((link.get("href") or "#").strip()) for link in links)


def _is_standfirst(block: PageBlock, heading: PageBlock) -> bool:
    """Whether it is called so, or is the one paragraph behind the heading in a `header` of both."""
    text = block.text
    if block.is_link or block.heading or not _SHORTEST <= len(text) <= _LONGEST or _is_around(block.element):
        return False
    if _OTHER.search(_names(block.element)) or _NO_STANDFIRST.match(text):
        return False
    around = {*_and_around(heading.element)}
    names = " ".join(
        f"{names_of(each)} {each.get('itemprop', '')} {each.get('role', '')}"
        for each in islice(_and_around(block.element), _ANCESTORS)
        if each not in around
    )
    return _STANDFIRST.search(names) is not None or (
        len(text.encode()) >= _SENTENCE
        and _ENDS_SENTENCE.search(text) is not None
        and _is_alone_in_header(block.element, around)
    )


def _is_alone_in_header(element: Any, around_heading: Collection[Any]) -> bool:
    paragraph = next((each for each in _and_around(element) if each.tag == "p"), None)
    if paragraph is None or paragraph.getparent().tag != "header":
        return False
    return (
        paragraph.getprevious() in around_heading
        and len([*islice(paragraph.getparent().iterdescendants("p"), 2)]) == 1
    )


def _is_around(element: Any) -> bool:
    """Whether it is in what is no article by its name or role."""
    return any(each.tag in _AROUND or each.get("role") in _ROLES_AROUND for each in _and_around(element))


def _and_around(element: Any) -> Iterator[Any]:
    yield element
    yield from element.iterancestors()


def _names(element: Any, levels: int = _ANCESTORS) -> str:
    """What an element and those around it are called, up to so many."""
    around = islice(_and_around(element), levels + 1)
    return " ".join(names_of(each) for each in around if each.tag not in _PAGE)


def _packed(text: str) -> str:
    return "".join(text.split()).casefold()


def _key(text: str) -> str:
    """The beginning of a text, by which it is known again."""
    return _packed(text[: 2 * _LONG])[:_LONG]
