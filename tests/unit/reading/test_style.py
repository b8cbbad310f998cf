"""What a page's own style hides and parts; the plain rules are tested by test_documentation.py."""

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.counts import PageCounts
from chalicelib.counting.reading.style import media, supports
from chalicelib.counting.reading.style.sheets import Sheets

SUPPORTED = [
    "(display: grid)",
    "(display: grid) and (not (display: inline-grid-x))",
    "not (display: nonsense)",
    "not (-webkit-backdrop-filter: none)",
    "(--a: b)",
    "(gap: 1px) or (-ms-grid-columns: 1fr)",
    "((position: sticky) or (position: -webkit-sticky))",
    "(width: calc(1px + 2px))",
    "selector(:focus-visible)",
    "selector(:is(a, b))",
    "not (nonsense)",
    "not unknown(a)",
    "(-webkit-text-size-adjust: none)",
    "(grid-template-rows: subgrid)",
]
UNSUPPORTED = [
    "(display: nonsense)",
    "(display: -ms-grid)",
    "(-moz-appearance: none)",
    "(-webkit-touch-callout: none)",
    "(-webkit-overflow-scrolling: touch)",
    "(not (display: grid))",
    "(display: grid) and (not (gap: 1px))",
    "selector(:no-such)",
    "(nonsense)",
    "unknown(a)",
    "(grid-template-rows: masonry)",
    "(padding: constant(safe-area-inset-bottom))",
    "(line-clamp: 2)",
    "selector(:has-slotted)",
]


def counted(markup: str) -> PageCounts:
    return count_page(markup.encode(), "text/html; charset=utf-8")


def text(markup: str) -> str:
    return counted(markup).text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "all",
        "SCREEN",
        "print, screen",
        "(min-width: 1280px)",
        "(min-width: 80em) and (max-width: 80rem)",
        "only screen and (min-width: 768px) and (orientation: landscape)",
        "(width >= 600px)",
        "(600px <= width < 1400px)",
        "not print",
        "not all and (max-width: 600px)",
        "not (max-width: 600px)",
        "(not (hover: none)) and ((pointer: fine) or (max-width: 1px))",
        "(prefers-color-scheme: light)",
        "(hover)",
        "(min-aspect-ratio: 16/9)",
        "(max-resolution: 96dpi)",
        "(-webkit-max-device-pixel-ratio: 1)",
        "(color)",
        "screen and not (max-width: 600px)",
        "(min-width: calc(600px + 10px))",
        "(min-width: calc(40rem))",
        "(-webkit-transform-3d)",
        "(unknown: 1) or (color)",
        "not print and (color)",
        "((color)",
    ],
)
def test_a_query_that_a_wide_light_screen_answers(query):
    assert media.holds(query)


@pytest.mark.parametrize(
    "query",
    [
        "print",
        "speech",
        "not screen",
        "(max-width: 1279px)",
        "(min-width: 80.1em)",
        "screen and (max-width: 40em)",
        "(width < 600px)",
        "(400px < width <= 900px)",
        "(orientation: portrait)",
        "(prefers-color-scheme: dark)",
        "(prefers-reduced-motion)",
        "(hover: none)",
        "(min-resolution: 2dppx)",
        "(monochrome)",
        "(no-such-feature: 1)",
        "(min-width)",
        "(min-width: 1/0)",
        "nonsense ((",
        "screen and (not (print))",
        "not (unknown-feature: 1)",
        "not (min-width: nonsense)",
        "(color) and (hover) or (color)",
        "not(print)",
        "screen and",
        "(min-width: calc(1280px + 1px))",
        "(" * 500 + "color" + ")" * 500 + "x" * 10,
    ],
)
def test_a_query_that_it_does_not(query):
    assert not media.holds(query)


@pytest.mark.parametrize(
    "sheet",
    [
        "p.a { color: red; display: none }",
        "P.a{DISPLAY:NONE}",
        "/* p { } */ p.a { display: /* inline */ none }",
        '@charset "utf-8"; @import url(x.css); p.a { display: none }',
        "<!-- p.a { display: none } -->",
        '.x::after { content: "}" } p.a { display: none }',
        ".x { background: url(data:image/svg+xml;a{) } p.a { display: none }",
        "@media screen { @media (min-width: 1px) { p.a { display: none } } }",
        "@supports (display: grid) { p.a { display: none } }",
        "@layer base { p.a { display: none } }",
        "@layer one, two; @layer two { p.a { display: none } } @layer one { p.a { display: block } }",
        "@layer one { p.a { display: block } } p.a { display: none }",
        "@layer one { p.a { display: none !important } } p.a { display: block !important }",
        "p.a { display: none; display: no-such-value }",
        "p.a { display: var(--no, none) }",
        ".a { --x: var(--y); --y: none } p.a { display: var(--x) }",
        "body { & > p { &.a { display: none } } }",
        "p.a { display: none } @media print { p.a { display: block } }",
        "p.a { display: none",
        ":is(.a, .b):not(.c) { display: none }",
        "[class='a'] { display: none }",
        ".no-such, p.a { display: none }",
        "p:nth-child(2) { display: none }",
        "p.a { display: block } p.a { display: none }",
        "html body p.a { visibility: hidden } p { visibility: visible }",
    ],
)
def test_a_sheet_that_hides_one_paragraph(sheet):
    assert text(f"<style>{sheet}</style><body><p>one<p class=a>two</p><p>three") == "one\nthree"


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print { p { display: none } }",
        "@font-face { font-family: display } @keyframes x { from { visibility: hidden } }",
        "@container (min-width: 1px) { p { display: none } }",
        "@supports not (display: grid) { p { display: none } }",
        "p::first-line { display: none } p:hover, p:before { display: none }",
        ".b p, #c, b.a { display: none }",
        "p { --display: none; -x-display: none }",
        "p { opacity: 0; clip: rect(0 0 0 0) }",
        "html, body { display: none; visibility: hidden }",
        "p:no-such-class { display: none }",
        "p { display",
        "}}} p { color: red }",
    ],
)
def test_a_sheet_that_hides_nothing(sheet):
    assert text(f"<style>{sheet}</style><body><p class=a>one<p>two") == "one\ntwo"


@pytest.mark.parametrize(
    ("condition", "is_so"),
    [
        *((condition, True) for condition in SUPPORTED),
        *((condition, False) for condition in UNSUPPORTED),
    ],
)
def test_what_browsers_can_do(condition, is_so):
    assert supports.holds(condition) is is_so


@pytest.mark.parametrize(
    ("attributes", "hides"),
    [
        ("", True),
        ("media=screen", True),
        ("media=print", False),
        ("type=text/css", True),
        ("type=text/x-template", False),
    ],
)
def test_only_sheets_for_screens_are_followed(attributes, hides):
    assert text(f"<style {attributes}>p {{ display: none }}</style><p>one</p>two") == (
        "two" if hides else "one\ntwo"
    )


@pytest.mark.parametrize(
    ("style", "hides"),
    [
        ("display:none", True),
        ("color:red;DISPLAY : NONE !important", True),
        ("/* x */display:none", True),
        ("content-visibility:hidden", True),
        ("visibility:collapse", True),
        ("--footer-display: none; color: red", False),
        ("font-family: 'display: none'", False),
        ("display: none; display: block", False),
        ("display: none-such", False),
    ],
)
def test_what_a_style_attribute_hides(style, hides):
    assert text(f'<div style="{style}">one</div>two') == ("two" if hides else "one\ntwo")


def test_rules_beyond_the_bounds_are_said():
    rules = "".join(f".b:not(.a{number}) {{ display: none }}" for number in range(20_050))
    counts = counted(f"<style>{rules}</style><p class=c>one<p class=b>")
    assert (counts.text, counts.summary.style_rules_left_out) == ("one", 50)


def test_selectors_that_cost_too_much_are_left_out():
    rules = "".join(f":not(:is(.a p) .a{number}) p {{ display: none }}" for number in range(5))
    counts = counted(f"<style>{rules}</style>" + "<p class=a>one" * 30_000)
    assert (counts.summary.words, counts.summary.style_rules_left_out) == (30_000, 5)


def test_rules_deep_in_each_other_end():
    sheets = Sheets()
    sheets.read(["&&{" * 100_000 + "display: none", "p { display: none }"])
    assert sheets.left_out
    assert [rule.selectors for rule in sheets.rules] == [["p"]]


@pytest.mark.parametrize(
    "sheet",
    [
        "}" * 1_000_000 + "p{display:none}",
        "@a;" * 400_000 + "{p{display:none}",
        "@layer " + "a." * 500_000 + ";p{display:none",
        "@layer a{" * 30 + "@layer b,c;" * 100_000 + "p{color:red;display:inline",
    ],
)
def test_sheets_of_little_but_signs_end(sheet):
    assert "one" in count_page(f"<style>{sheet}</style><i>one</i>".encode(), "text/html").text
