"""What a page that waits for its scripts will show of what it hides.

Most of what pages hide stays hidden: menus, notices, windows. A page waits if its text is nearly all hidden,
and what it shows is no more than says that it is loading.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from turbohtml import Element, Text

from chalicelib.counting.reading.nodes import children

_SHARE = 5  # what is hidden is four fifths of the text, or more
_SENTENCE = 65  # bytes of letters in one text
_LITTLE = 160  # bytes of letters in all that a page may show while it waits for an article
_LEAST = 30  # and while it waits for what does not look like one
_HEADLINE = 25  # bytes of letters of a link that is more than an entry of a menu
_PARAGRAPH = 150  # bytes of letters of a paragraph of an article
_PARAGRAPHS = 3
_NOTICE = "cookie"  # what has that in it and no heading is no article, however long its paragraphs are
_MOST_HIDDEN = 50_000  # elements, or looking for what a script shows would cost too much
_MOST_LOOKED_AT = 50_000  # nodes
_MARK = "x-hidden"
_OUTERMOST = f"[{_MARK}]:not([{_MARK}] [{_MARK}])"
_AROUND = frozenset("nav header footer aside button label form".split())
_AROUND_ARTICLE = re.compile(
    r"(?<![a-z])(?:(?:site|page|global)?-?(?:footer|header)|bottom|top-?bar|toolbar|nav-?bar|side-?bar|newsletter"
    r"|subscri(?:be|ption)|sign-?up|usercentrics|didomi|onetrust|cmp|privacy|notice|notification|banner|alert"
    r"|warning|browser|outdated|browse-?happy|skip|loader|loading|spinner|splash|promo|social|share)(?![a-z])",
    re.IGNORECASE | re.ASCII,
)
_ROLES = frozenset("alert status banner contentinfo complementary search".split())
_MOST_AROUND = 600  # bytes of letters, and nodes, of what is called so
_ARTICLE = "h1, article, main, [role=main], [itemprop=articleBody]"
_WINDOWS = (
    "nav, dialog, [role=dialog], [role=alertdialog], [role=navigation], [role=menu], [aria-modal=true], "
    + ", ".join(
        f"[{attribute}*={name} i]"
        for attribute in ("id", "class")
        for name in ("cookie", "consent", "gdpr", "modal", "popup", "menu")
    )
)


def shown_by_script(body: Element, hidden: Sequence[Element]) -> frozenset[Element]:
    """What a script will show of a page that waits for it: what has most of the text that is hidden.

    Args:
        body: what is shown of a page, with what is hidden in it.
        hidden: what is.

    Returns:
        the outermost ones; none where the page waits for nothing, or there is too much to look at.
    """
    if not hidden or len(hidden) > _MOST_HIDDEN:
        return frozenset()
    for element in hidden:
        element.attrs[_MARK] = ""
    outermost = [element for element in body.select(_OUTERMOST) if element.attr(_MARK) == ""]
    lengths = sum(len(element.text) for element in outermost)
    if lengths * _SHARE < len(body.text) * (_SHARE - 1):
        return frozenset()
    return _waited_for(body, outermost)


def _waited_for(body: Element, outermost: Sequence[Element]) -> frozenset[Element]:
    all_hidden = sum(map(_letters, outermost))
    sizes = {each: _running(each) for each in outermost if not each.matches(_WINDOWS)}
    total = sum(sizes.values())
    around = _letters(body) - all_hidden
    if not total or total * _SHARE < (total + around) * (_SHARE - 1):
        return frozenset()
    if _shows_text(body, for_article=any(map(_is_article, sizes))):
        return frozenset()
    largest = max(sizes, key=sizes.__getitem__)
    return frozenset([largest] if sizes[largest] * 2 > total else sizes)


def _is_article(element: Element) -> bool:
    """Whether it looks like one: by its elements, or by its paragraphs."""
    if element.matches(_ARTICLE) or element.select_one(_ARTICLE) is not None:
        return True
    long = (each for each in element.iter_elements("p") if _letters(each) >= _PARAGRAPH)
    return len([*islice(long, _PARAGRAPHS)]) == _PARAGRAPHS and _NOTICE not in element.text.casefold()


def _shows_text(body: Element, *, for_article: bool) -> bool:
    """Whether more is shown than says that a page is loading, menus and notices aside.

    Args:
        body: with marks on what is hidden.
        for_article: whether the page may wait for an article: then no link counts.
    """
    found = 0
    for text in _texts_shown(body, for_article=for_article):
        if text is None:
            return True
        letters = len("".join(text.split()).encode())
        found += letters
        if letters >= _SENTENCE or found >= (_LITTLE if for_article else _LEAST):
            return True
    return False


def _texts_shown(body: Element, *, for_article: bool) -> Iterator[str | None]:
    """The texts outside of what is hidden, menus and notices, with long links or none; None where there are
    too many."""
    todo: list[Element] = [body]
    looked_at = 0
    while todo:
        for node in children(todo.pop()):
            looked_at += 1
            if looked_at > _MOST_LOOKED_AT:
                yield None
            if isinstance(node, Text):
                yield node.data
            elif isinstance(node, Element) and _is_looked_into(node, for_article=for_article):
                todo.append(node)


def _is_looked_into(element: Element, *, for_article: bool) -> bool:
    if _MARK in element.attrs or element.tag in _AROUND or element.matches(_WINDOWS):
        return False
    if element.tag == "a":
        return not for_article and _letters(element) >= _HEADLINE
    return not (for_article and _is_around(element))


def _is_around(element: Element) -> bool:
    """Whether what is shown is called or used for what pages have around an article, and is none."""
    names = f"{element.attr('id') or ''} {element.attr('class') or ''}"
    if element.attr("role") not in _ROLES and not _AROUND_ARTICLE.search(names):
        return False
    return _shows_little(element) and element.select_one(_ARTICLE) is None


def _shows_little(element: Element) -> bool:
    todo = [element]
    found = 0
    while todo:
        for node in children(todo.pop()):
            found += 1
            if isinstance(node, Text):
                found += len("".join(node.data.split()).encode())
            elif isinstance(node, Element) and _MARK not in node.attrs:
                todo.append(node)
            if found > _MOST_AROUND:
                return False
    return True


def _running(element: Element) -> int:
    """Bytes of letters outside of links that are no longer than the entries of a menu."""
    links = map(_letters, element.find_all("a"))
    return _letters(element) - sum(each for each in links if each < _HEADLINE)


def _letters(node: Element) -> int:
    """Bytes in UTF-8, where a Chinese character is three and says about as much as three letters."""
    return len("".join(node.text.split()).encode())
