"""What is beside an article by its role, its name or its heading: menus, tables of contents, references."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from chalicelib.counting.reading.containers import PageSizes, size_of

_REFERENCE_LIST: Final = re.compile(
    r"(?:^|\s)(?:ref(?:erence)?s?-?list|references|(?:ltx_)?bibliography|csl-bib-body|citations)(?:$|\s)",
    re.IGNORECASE | re.ASCII,
)
_BESIDE: Final = re.compile(
    r"(?:^|\s)(?:similar|similar-articles|cited-by|citedby|recommend(?:ed|ations)|labstabs"
    r"|(?:ez-)?toc(?:-container)?|table-?of-?contents|ads?|anzeige|werbung|advert(?:isement)?)(?:$|\s)",
    re.IGNORECASE | re.ASCII,
)
_CONTAINERS: Final = ("div", "section", "ol", "ul", "aside", "nav", "details")
_ROLES: Final = frozenset(["navigation", "contentinfo", "search", "doc-toc"])
_NEVER: Final = frozenset(["h1", "article", "main"])  # is in any
_NOT_MOST: Final = 2  # a half of the text at most, or it is what the page is about

_HEADINGS: Final = ("h2", "h3", "h4", "h1")
_ALL_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_REFERENCES: Final = frozenset(
    "references|reference list|list of references|notes and references|references and notes|bibliography"
    "|works cited|literature cited|citations|sources|references and further reading"
    "|literatur|literaturverzeichnis|literaturhinweise|quellen|quellenverzeichnis|einzelnachweise"
    "|références|références bibliographiques|bibliographie|bibliografía"
    "|referencias|referencias bibliográficas"
    "|referências|referências bibliográficas|bibliografia|riferimenti|riferimenti bibliografici"
    "|litteratur|litteraturliste|referenser|referencer|kilder|källor|literatuur|bronnen|źródła|przypisy"
    "|источники|литература|список литературы|примечания"
    "|参考文献|参考资料|參考文獻|脚注|참고문헌|참고 문헌|المراجع".split("|")
)
_CONTENTS: Final = frozenset(
    "contents|table of contents|page contents|on this page|in this article|inhalt|inhaltsverzeichnis|sommaire"
    "|table des matières|contenido|contenidos|tabla de contenidos|índice|indice|conteúdo|inhoud|inhoudsopgave"
    "|innehåll|indhold|innhold|содержание|оглавление|目次|目录|目錄".split("|")
)
_OF_ADVERTISEMENTS: Final = frozenset(
    "advertisement|advertising|skip advertisement|story continues below advertisement|sponsored"
    "|article continues below advertisement|article continues after advertisement|continue reading below"
    "|continue reading the main story|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie"
    "|annons|annonce|reklame|reklama|реклама|広告|広告の後に記事が続きます|广告|廣告|광고".split("|")
)
_AROUND_HEADING: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_EDIT_LINK: Final = "mw-editsection"  # of MediaWiki
_LONGEST_HEADING: Final = 60  # characters that are looked at
# A year as citations have it, which prose hardly has: (2019), London, 1998, Nature. 2019;5.
_YEAR: Final = re.compile(
    r"[(\[,.;:]\s*(?:1[5-9]|20)\d\d(?!\d)|(?<!\d)(?:1[5-9]|20)\d\d[a-z]?[);:]|https?:|\bdoi\b", re.IGNORECASE
)
_CITATION: Final = re.compile(
    r"\s*(?:[\[(【]\d{1,3}[\])】]|[^\W\d_][^()（）]{0,150}[(（](?:1[5-9]|20)\d\d[^()（）]{0,20}[)）])"
)
_LONGEST_START: Final = 400  # characters that are looked at for what a citation begins with
_LISTS: Final = frozenset(["ol", "ul", "dl", "table"])
_GROUPS: Final = frozenset(["div", "section", "aside"])
_DEEPEST: Final = 4  # groups of groups
_PROSE: Final = {"p": 40, "li": 80, "dd": 80, "blockquote": 40}
"""How many bytes without links, white space aside, such a one has at least that is read as prose."""
_ITEMS: Final = ("li", "dd", "tr")
_MOST_ITEMS: Final = 2_000
_LEAST_LINKS: Final = 3  # of a menu
_MOST_LINKS: Final = 200
_LINKED: Final = 0.6  # of a menu's text is in links at least
_MENU_SHARE: Final = 4  # a fourth of the page's text at most is in it


def asides(sizes: PageSizes) -> Iterator[Any]:
    """The elements of a page that are none of its article, whatever its article is."""
    for element in sizes.tree.iter(*_CONTAINERS):
        if _is_called_so(element) and _is_small(element, sizes) and not _is_read(element, sizes):
            yield element
    yield from _menus_of_cells(sizes)
    for heading in sizes.tree.iter(*_HEADINGS):
        behind = heading.getnext()
        if behind is not None and behind.get("class") == _EDIT_LINK:
            yield behind
        yield from _references(heading, sizes)


def is_label(text: str) -> bool:
    """Whether a block says no more than that an advertisement follows."""
    return text.casefold() in _OF_ADVERTISEMENTS


def _is_called_so(element: Any) -> bool:
    if _is_menu_by_role(element):
        return next(element.iterdescendants(*_NEVER), None) is None
    return any(_is_reference_list(name) or _is_beside(name) for name in _own_names(element))


def _is_menu_by_role(element: Any) -> bool:
    return element.tag == "nav" or element.get("role") in _ROLES


def _own_names(element: Any) -> tuple[str, str]:
    return element.get("id") or "", element.get("class") or ""


def _is_read(element: Any, sizes: PageSizes) -> bool:
    """Whether it has prose, whatever it is called, and is neither a menu nor a list of references."""
    if _is_menu_by_role(element) or not _has_prose(element, sizes):
        return False
    return not (any(map(_is_reference_list, _own_names(element))) and _are_citations([*_parts(element)]))


@lru_cache(1_000)
def _is_reference_list(name: str) -> bool:
    return _REFERENCE_LIST.search(name) is not None


@lru_cache(1_000)
def _is_beside(name: str) -> bool:
    return _BESIDE.search(name) is not None


def _has_prose(element: Any, sizes: PageSizes) -> bool:
    """Whether it has a paragraph or an item of some length that is mostly no link."""
    return any(
        size - sum(map(size_of, each.iter("a"))) >= _PROSE[each.tag]
        for each in islice(element.iter(*_PROSE), _MOST_ITEMS)
        if (size := sizes.bounded_size_of(each)) >= _PROSE[each.tag]
    )


def _is_small(element: Any, sizes: PageSizes) -> bool:
    return sizes.bounded_size_of(element) * _NOT_MOST < sizes.whole


def _references(heading: Any, sizes: PageSizes) -> Iterator[Any]:
    """A heading that says that references follow, and these: what follows up to the next heading."""
    text = "".join(heading.itertext()).strip()[:_LONGEST_HEADING]
    text = _AROUND_HEADING.sub("", text).casefold()
    if text in _CONTENTS and (behind := heading.getnext()) is not None and behind.tag in _LISTS:
        yield heading
    if text not in _REFERENCES:
        return
    first = heading
    while (around := first.getparent()) is not None and around.tag in ("div", "header", "summary"):
        if around[0] is not first or any(each.tag not in ("span", "a") for each in first.itersiblings()):
            break
        first = around  # which holds the heading alone
    following = [*_citations(first)]
    if _are_citations(following) and sum(map(sizes.bounded_size_of, following)) * _NOT_MOST < sizes.whole:
        yield from (first, *following)


def _citations(heading: Any) -> Iterator[Any]:
    """What follows a heading up to the next one, or to what is no list and begins like no citation."""
    for sibling in heading.itersiblings():
        for part in _parts(sibling):
            if part.tag in _ALL_HEADINGS or not (_is_empty(part) or _is_cited(part)):
                return
            yield part


def _parts(element: Any, depth: int = _DEEPEST) -> Iterator[Any]:
    """An element, or what a group of several has in it."""
    if element.tag in _GROUPS and depth and len(element) and not (element.text or "").strip():
        for child in element:
            yield from _parts(child, depth - 1)
    else:
        yield element


def _is_cited(element: Any) -> bool:
    return element.tag in _LISTS or _CITATION.match(_start_of(element)) is not None


def _is_empty(element: Any) -> bool:
    return not _start_of(element).strip() and not (element.tail or "").strip()


def _start_of(element: Any) -> str:
    return "".join(islice(element.itertext(), _LONGEST_START)).strip()[:_LONGEST_START]


def _are_citations(elements: Sequence[Any]) -> bool:
    """Whether they are lists, most of whose items have a year or an address, or begin like citations."""
    elements = [each for each in elements if not _is_empty(each)]
    items = [item for each in elements if each.tag in _LISTS for item in each.iterdescendants(*_ITEMS)]
    others = [each for each in elements if each.tag not in _LISTS and each.tag not in _ALL_HEADINGS]
    texts = ["".join(each.itertext()) for each in items[:_MOST_ITEMS]]
    texts = [text for text in texts if text.strip()]
    are_dated = sum(_YEAR.search(text) is not None for text in texts) * 2 > len(texts)
    return all(map(_is_cited, others)) and (are_dated or (bool(others) and not texts))


def _menus_of_cells(sizes: PageSizes) -> Iterator[Any]:
    """The cells which are nothing but links, beside the one that has most of the page: it is laid out so."""
    largest = None
    for cell in sizes.tree.iter("td"):
        if (largest is None or largest in cell.iterancestors()) and (
            sizes.bounded_size_of(cell) * _NOT_MOST > sizes.whole
        ):
            largest = cell
    if largest is None:
        return
    around = [*largest.iterancestors("table")]
    for cell in around[-1].iter("td"):
        if (
            cell is not largest
            and largest not in cell.iterancestors()
            and cell not in largest.iterancestors()
            and _is_menu(cell, sizes)
        ):
            yield cell


def _is_menu(cell: Any, sizes: PageSizes) -> bool:
    links = [*islice(cell.iter("a"), _MOST_LINKS)]
    if len(links) < _LEAST_LINKS or next(cell.itersiblings("th", preceding=True), None) is not None:
        return False
    size = sizes.bounded_size_of(cell)
    return size * _MENU_SHARE < sizes.whole and sum(map(size_of, links)) >= _LINKED * size
