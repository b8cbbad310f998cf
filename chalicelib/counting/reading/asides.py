"""What is beside an article by its role, its name or its heading: menus, tables of contents, references."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from chalicelib.counting.reading.containers import PageSizes, size_of

_NAMED: Final = re.compile(
    r"(?:^|\s)(?:ref(?:erence)?s?-?list|references|(?:ltx_)?bibliography|csl-bib-body|citations|similar|similar-articles"
    r"|cited-by|citedby|recommend(?:ed|ations)|labstabs|(?:ez-)?toc(?:-container)?|table-?of-?contents"
    r"|ads?|anzeige|werbung|advert(?:isement)?)(?:$|\s)",
    re.IGNORECASE | re.ASCII,
)
_CONTAINERS: Final = ("div", "section", "ol", "ul", "aside", "nav")
_ROLES: Final = frozenset(
    "navigation contentinfo complementary search toolbar menu menubar tablist doc-toc".split()
)
_NEVER: Final = frozenset(["h1", "article", "main"])  # is in any
_NOT_MOST: Final = 2  # a half of the text at most, or it is what the page is about

_HEADINGS: Final = ("h2", "h3", "h4", "h1")
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
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|https?:|doi", re.IGNORECASE)
_ITEMS: Final = ("li", "dd", "tr")
_MOST_ITEMS: Final = 2_000
_LEAST_LINKS: Final = 3  # of a menu
_MOST_LINKS: Final = 200
_LINKED: Final = 0.6  # of a menu's text is in links at least


def asides(sizes: PageSizes) -> Iterator[Any]:
    """The elements of a page that are none of its article, whatever its article is."""
    for element in sizes.tree.iter(*_CONTAINERS):
        if _is_called_so(element) and _is_small(element, sizes):
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
    if element.tag == "nav" or element.get("role") in _ROLES:
        return next(element.iterdescendants(*_NEVER), None) is None
    return _is_name(element.get("id") or "") or _is_name(element.get("class") or "")


@lru_cache(1_000)
def _is_name(name: str) -> bool:
    return _NAMED.search(name) is not None


def _is_small(element: Any, sizes: PageSizes) -> bool:
    return sizes.bounded_size_of(element) * _NOT_MOST < sizes.whole


def _references(heading: Any, sizes: PageSizes) -> Iterator[Any]:
    """A heading that says that references follow, and these: what follows up to the next heading."""
    text = "".join(heading.itertext()).strip()[:_LONGEST_HEADING]
    text = _AROUND_HEADING.sub("", text).casefold()
    if text in _CONTENTS:
        yield heading
    if text not in _REFERENCES:
        return
    first = heading
    while (around := first.getparent()) is not None and around.tag in ("div", "header", "summary"):
        if around[0] is not first or any(each.tag not in ("span", "a") for each in first.itersiblings()):
            break
        first = around  # which holds the heading alone
    following = []
    for each in first.itersiblings():
        if each.tag in _HEADINGS or next(each.iterdescendants(*_HEADINGS), None) is not None:
            break
        following.append(each)
    if _are_citations(following) and sum(map(sizes.bounded_size_of, following)) * _NOT_MOST < sizes.whole:
        yield from (first, *following)


def _are_citations(elements: Sequence[Any]) -> bool:
    """Whether most of their items have a year or an address."""
    items = [
        item for each in elements for item in (each, *each.iterdescendants(*_ITEMS)) if item.tag in _ITEMS
    ]
    texts = ["".join(each.itertext()) for each in (items or elements)[:_MOST_ITEMS]]
    texts = [text for text in texts if text.strip()]
    return sum(_YEAR.search(text) is not None for text in texts) * 2 > len(texts)


def _menus_of_cells(sizes: PageSizes) -> Iterator[Any]:
    """The cells of a table that is there for the layout of a page which are nothing but links."""
    for table in sizes.tree.iter("table"):
        if (
            next(table.iterancestors("table"), None) is None
            and sizes.bounded_size_of(table) * _NOT_MOST > sizes.whole
        ):
            yield from (cell for cell in table.iter("td") if _is_menu(cell, sizes))


def _is_menu(cell: Any, sizes: PageSizes) -> bool:
    links = [*islice(cell.iter("a"), _MOST_LINKS)]
    if len(links) < _LEAST_LINKS or next(cell.itersiblings("th", preceding=True), None) is not None:
        return False
    return sum(map(size_of, links)) >= _LINKED * sizes.bounded_size_of(cell)
