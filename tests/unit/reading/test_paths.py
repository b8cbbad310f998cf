"""What is found without XPath is what trafilatura's XPath expressions find."""

import re
from importlib.util import find_spec, module_from_spec
from types import ModuleType

import pytest
from lxml import etree, html

from chalicelib.counting.reading.paths import quick
from tests.articles import site_page


def as_installed() -> ModuleType:
    """trafilatura's expressions, of which those in use may have been made quick by another test."""
    spec = find_spec("trafilatura.xpaths")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


xpaths = as_installed()
REGEXP = {"re": xpaths.REGEXP_NS}
PATHS = {
    f"{name} {number}": path
    for name, paths in vars(xpaths).items()
    if name.endswith(("BODY_XPATH", "DISCARD_XPATH", "TREE_PRUNE_XPATH", "REMOVE_COMMENTS_AND_LISTS_XPATH"))
    for number, path in enumerate(paths)
    if isinstance(path, etree.XPath) and quick(path.path)
}
TAGS = ("div", "p", "section", "span", "article", "main", "ul", "list", "item", "details", "b")
ATTRIBUTES = ("id", "class", "style", "role", "itemprop", "data-component", "aria-hidden")


def asked_about() -> list[str]:
    """Values of attributes that the expressions ask for, and what is nearly such."""
    quoted = [part for path in PATHS.values() for part in re.findall("'([^']*)'", path.path)]
    plain = {re.sub(r"\[(\w).*?\]|\(\?.|[\^()?]", r"\1", part) for each in quoted for part in each.split("|")}
    return sorted({value for part in plain for value in (part, part.upper(), f"x {part}-y", f"x{part}")})


def page_of_everything() -> str:
    markup = ""
    for number, value in enumerate(asked_about()):
        tag = TAGS[number % len(TAGS)]
        for name in ATTRIBUTES:
            markup += f'<{tag} {name}="{value}">a<b id="{value}" class="{name}">b</b></{tag}>'
        markup += f'<{tag} id="{value}" class="x">a</{tag}><div class="x" id="{value}">b</div>'
        markup += f'<div class="{value}" data-lp-replacement-content><h1>c</h1></div>'
    return site_page(markup)


PAGE = html.document_fromstring(page_of_everything())


@pytest.mark.parametrize("name", PATHS)
def test_the_same_elements_are_found(name):
    path = PATHS[name].path
    find = quick(path)
    assert find is not None
    right = etree.XPath(path, namespaces=REGEXP)(PAGE)
    assert len(right) > 0
    if name.startswith("BODY"):
        right = right[:1]
    assert find(PAGE) == right


def test_where_nothing_is_found_there_is_no_first_one():
    find = quick("(.//*[self::div][@class='x'])[1]")
    assert find is not None
    assert find(html.document_fromstring("<p class=x>x")) == []


def test_the_expressions_that_take_longest_are_known():
    assert {"BODY_XPATH 0", "OVERALL_DISCARD_XPATH 0", "RAW_TREE_PRUNE_XPATH 0"} <= PATHS.keys()
    assert "REMOVE_COMMENTS_AND_LISTS_XPATH 0" in PATHS


@pytest.mark.parametrize(
    "path",
    [".//p", "//*[@id='x']", ".//*[.//h1]", ".//*[@id='x' and @class='y']", ".//*[string-length(@id)]"],
)
def test_what_asks_for_anything_else_is_left_to_xpath(path):
    assert quick(path) is None
