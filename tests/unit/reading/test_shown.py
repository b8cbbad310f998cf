"""Pages of slips and rarer rules, with what browsers show; tests/browser/test_visible_text.py asks one."""

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.reading import refresh

INERT = [
    # What is in a `template` is no part of the page, whatever a style makes of the template.
    ("<style>.a>*{float:left}</style><p class=a><template>no</template><i>one</i><i>two</i>", "one two"),
    ("<style>*{display:flex}</style><p><template>no</template><b>one</b><b>two</b>", "one two"),
    ("<template><style>article{display:none}</style></template><article>one two</article>", "one two"),
    ("<template><x-a><template shadowrootmode=open>in</template></x-a></template>out", "out"),
    # Nor does what is empty and hidden make a page one that waits for its scripts.
    ("<body><p id=a></p><script>1</script><iframe style='display:none'></iframe>", ""),
    ("<style>[hidden]{display:none}</style><p hidden></p><script>1</script>", ""),
    ("<style>audio:not([controls]){display:none}</style><audio></audio><script>1</script>", ""),
]
NAMESPACES = [
    # An element is HTML's, SVG's or MathML's, and of each only its own names mean something.
    ("<svg><frameset></frameset></svg><p>one", "one"),
    ("<math><frameset></frameset></math><p>one", "one"),
    ("<ul><li><p><desc> one<li>two</ul>", "one two"),
    *(
        (f"<p><{name}>one</{name}>two", "onetwo")
        for name in ("symbol", "filter", "mask", "text", "annotation")
    ),
    ("<svg><desc>no</desc><text>one</text></svg>", "one"),
]
SHADOWS = [
    ('<p>Write shadowrootmode="closed" here', 'Write shadowrootmode="closed" here'),
    ("<x-a><template>no</template></x-a>one", "one"),
]

ITEMS = [
    # Items of flex and grid containers are blocks, whatever display they ask for.
    (
        "<style>.menu{display:flex}.menu li{display:inline-block}</style><ul class=menu><li>Home<li>News",
        "Home News",
    ),
    (
        '<p style="display:flex"><b style="display:inline-flex">Home</b><i style="display:inline">News</i>',
        "Home News",
    ),
    ('<div style="display:flex"><span style="display:contents"><b>one</b><b>two</b></span></div>', "one two"),
]
SELECTORS = [
    # One selector that browsers do not know makes them ignore its rule; what never is, is never not.
    ("<style>.x,.y:nope,.z{display:none}</style><p class=x>one", "one"),
    ("<style>input::-moz-focus-inner,.x{display:none}</style><p class=x>one", "one"),
    ("<style>.x::-ms-clear,.x{display:none}</style><p class=x>one", "one"),
    ("<style>.x:-moz-placeholder,.x{display:none}</style><p class=x>one", "one"),
    ("<style>p,{display:none}</style><p class=x>one", "one"),
    ("<style>.q::-webkit-foo,.x{display:none}</style><p class=x>no<p>one", "one"),
    ("<style>:is(.x,:nope){display:none}</style><p class=x>no<p>one", "one"),
    ("<style>:where(.x,::-moz-a){display:none}</style><p class=x>no<p>one", "one"),
    ("<style>.x:not(:hover){display:none}</style><p class=x>no<p>one", "one"),
    ("<style>.x:not(:focus):not(:active){display:none}</style><p class=x>no<p>one", "one"),
    ("<style>.x:not(:target){display:none}</style><p class=x>no<p>one", "one"),
    ("<style>.x:not(:hover,:focus-within){display:none}</style><p class=x>no<p>one", "one"),
    ("<style>.x:not(:popover-open){display:none}</style><p class=x>no<p>one", "one"),
    ("<style>.x:not(:modal){display:none}</style><p class=x>no<p>one", "one"),
    ("<style>:is(.x,.y:hover){display:none}</style><p class=x>no<p>one", "one"),
    ("<style>.x:hover,.y:not(.x):hover,p:is(:hover){display:none}</style><p class=x>one", "one"),
    ("<style>.sm\\:x{display:none}</style><p class=sm:x>no<p>one", "one"),
    ("<style>[class]{display:none}</style><p class=x>no<p>one", "one"),
    ("<style>:nope{display:none}.x{display:none}</style><p class=x>no<p>one", "one"),
    ("<style>div{} > .x{display:none}</style><p class=x>one", "one"),
    ("<style>.x,.1a{display:none}</style><p class=x>one", "one"),
    *(
        (f"<style>.x,.y{after}{{display:none}}</style><p class=x>one", "one")
        for after in ("::before .z", ":after > p", "::first-line + i", "::part(a) b", ":is(a) > ::before b")
    ),
    ("<style>.x,.y::before{display:none}</style><p class=x>no<p>one", "one"),
    ("<style>#\\31 a{display:none}</style><p id=1a>no<p>one", "one"),
    ("<style>.x:nth-child(2n+1):not(.q>.r,.s .t){display:none}</style><div><p class=x>no<p>one</div>", "one"),
    ("<style>P.x::BEFORE,.x:FIRST-CHILD{display:none}</style><div><p class=x>no<p>one</div>", "one"),
]
STRAY = [
    # What stands between rules is a part of the next one, which it makes invalid.
    ("<style>.a,:unknown{p{display:none}}</style><div class=a><p>one</div>", "one"),
    ("<style>.a{color:red};.x{display:none}</style><p class=x>one", "one"),
    ("<style>.a{color:red}}.x{display:none}</style><p class=x>one", "one"),
    ("<style>@media print{.a{color:red}}}.x{display:none}</style><p class=x>one", "one"),
    ("<style>.a{color:red}}.y{color:red}.x{display:none}</style><p class=x>no<p>one", "one"),
    ('<style>@charset "x";@import "y;z"; @layer a, b;.x{display:none}</style><p class=x>no<p>one', "one"),
    ("<style>@media screen{;.x{display:none}}</style><p class=x>one", "one"),
    ("<style>.x{color:red;;display:none}</style><p class=x>no<p>one", "one"),
    ("<style>body{> .x{display:none} +p{color:red}}</style><p class=x>no<p>one", "one"),
    ("<style>body{&>.x{display:none}}</style><p class=x>no<p>one", "one"),
]
CASCADE = [
    # Of layers in each other the outer one's own rules win, and lose where they are important.
    ("<style>@layer a{@layer n{.x{display:none}}.x{display:block}}</style><p class=x>one", "one"),
    (
        "<style>@layer a{@layer n{p{display:none!important}}p{display:block!important}}</style><p>no</p>one",
        "one",
    ),
    ("<style>@layer a{@layer m,n;@layer n{p{display:block}}@layer m{p{display:none}}}</style><p>one", "one"),
    # What is visible or initial is seen in what is not; what is inherited is not.
    *(
        (f"<div style='visibility:hidden'>no<p style='visibility:{value}'>no</div>one", "one")
        for value in ("inherit", "unset", "revert")
    ),
    ("<div style='visibility:hidden'>no<p style='visibility:initial'>two</div>one", "two one"),
    # Displays of two words, in any order; columns have no text.
    ("<i style='display:flow-root block'>one</i>two", "one two"),
    ("<p><b style='display:grid block'>one</b>two", "one two"),
    ("<div style='display:table-column'>no</div>one", "one"),
    ("<style>div{display:none}.a{display:unset}</style>one<div class=a>two", "onetwo"),
    # Custom properties that are given nothing.
    ("<style>p{--a:initial;display:var(--a,none)}</style><p>no</p>one", "one"),
    ("<div style='display:var(--no)'>one</div>two", "onetwo"),
    ("<div style='display:var(--no)' hidden>one</div>two", "onetwo"),
    ("<style>p{--a:var(--b);--b:var(--a);display:var(--a,none)}</style><p>no</p>one", "one"),
    ("<style>body{--a:none}p{--a:inherit;display:var(--a)}</style><p>no</p>one", "one"),
    # Style sheets that are alternatives, or no CSS.
    ("<style title=a>p{color:red}</style><style title=b>p{display:none}</style><p>one", "one"),
    (
        "<style title=a>b{display:none}</style><style title=a>p{display:none}</style><p>no</p><b>no</b>one",
        "one",
    ),
    ("<style type=' text/css'>p{display:none}</style><p>one", "one"),
    ("<svg><style>p{display:none}</style></svg><p>no</p>one", "one"),
]
CARD = "<style>.w{container:card / inline-size}"
CONTAINERS = [
    # Rules for what is in a container that is as wide as they ask.
    (f"{CARD}@container (width>9px){{p{{display:none}}}}</style><div class=w><p>no</div><p>one", "one"),
    (f"{CARD}@container (width < 400px){{p{{display:none}}}}</style><div class=w><p>one</div>", "one"),
    (f"{CARD}@container card (9px < inline-size){{p{{display:none}}}}</style><div class=w><p>no</div>", ""),
    (f"{CARD}@container no (min-width:1px){{p{{display:none}}}}</style><div class=w><p>one</div>", "one"),
    (f"{CARD}@container style(--a:1){{p{{display:none}}}}</style><div class=w><p>one</div>", "one"),
    (f"{CARD}@container not (width){{p{{display:none}}}}</style><div class=w><p>one</div>", "one"),
    (
        f"{CARD}b,p{{@container (width > 9em){{display:none}}}}</style><div class=w>a<b>no</b></div><p>one",
        "a one",
    ),
    (
        f"{CARD}@container (width > 9em){{@media screen{{p,i{{display:none}}}}}}</style>"
        "<div class=w><p>no</p><i>no</i></div><i>one</i>",
        "one",
    ),
    (
        "<style>.w{container-type:inline-size;width:9px}@container (width>10px){p{display:none}}</style>"
        "<div class=w><p>one</div>",
        "one",
    ),
    ("<style>@container (min-width:1px){p{display:none}}</style><p>one", "one"),
]
DRAWINGS = [
    # Drawings draw text in their elements for text only, and formulas in theirs.
    ("<svg>no<g>no</g><rect>no</rect><text>one <tspan>two</tspan></text></svg>three", "one two three"),
    ("<svg><text>one</text><svg>no<text>two</text></svg></svg>", "one two"),
    ("<svg><foreignObject>one<div>two</div><svg>no</svg></foreignObject></svg>", "one two"),
    ("<svg><text display=none>no</text><text visibility=hidden>no</text><text>one</text></svg>", "one"),
    ("<svg><g visibility=hidden><text>no</text><text visibility=visible>one</text></g></svg>two", "one two"),
    ("<svg><text display=nonsense>one</text><text display=block>two</text></svg>", "one two"),
    ("<style>.a{display:inline}</style><svg><text class=a display=none>one</text></svg>", "one"),
    ("<style>text{visibility:hidden}</style><svg><text visibility=visible>no</text></svg>one", "one"),
    ("<p display=none>one", "one"),
    ("<svg><switch><text>one</text><text>no</text></switch></svg>two", "one two"),
    (
        "<svg><switch><text systemLanguage=fr>no</text><text systemLanguage='de, en-GB'>one</text></switch>",
        "one",
    ),
    ("<svg><switch><g requiredExtensions=x><text>no</text></g><text>one</text></switch></svg>", "one"),
    ("<math><semantics><mtext>one</mtext><mtext>no</mtext></semantics></math>two", "one two"),
    ("<math><mphantom><mtext>no</mtext></mphantom><mtext>one</mtext></math>two", "one two"),
    ("<math><maction selection=2><mtext>one</mtext><mtext>no</mtext></maction></math>two", "one two"),
    ("<math>no<mrow>no<mtext>one <b>two</b></mtext></mrow></math>three", "one two three"),
]
NO_BOX = [
    ("<svg hidden><text>one</text></svg><p hidden>no</p>", "one"),
    (
        "<svg style='display:contents'><text>no</text></svg>one",
        "one",
    ),
    ("<svg><g style='display:contents'><text>one</text></g></svg>", "one"),
    ("<p style='display:revert' hidden>one</p><dialog style='display:revert'>no</dialog>", "one"),
    (
        "<p style='visibility:hidden;content-visibility:hidden'><b style='visibility:visible'>no</b></p>one",
        "one",
    ),
]
NESTED = [
    # A list around a rule weighs as the heaviest in it; `&` in no rule is the root.
    (
        "<style>#a,.b{p{display:none}} .b .x.y{display:block}</style><div class=b><p class='x y'>no</div>one",
        "one",
    ),
    ("<style>#a,.b{&.c{display:none}} .b.c.d{display:block}</style><div class='b c d'>no</div>one", "one"),
    (
        "<style>#a,.b{.c &{display:none}} .c .b.d{display:block}</style><p class=c><b class='b d'>no</b>one",
        "one",
    ),
    (
        "<style>.a,.b{.c,.d{.e,&.f{display:none}}}</style><p class=b><b class=d><i class=e>no</i>one</b>",
        "one",
    ),
    ("<style>.a::before,.b{p{display:none}}</style><div class=b><p>no</p></div>one", "one"),
    ("<style>&{p{display:none}}& b{display:none}</style><p>no</p><b>no</b>one", "one"),
    (
        "<style>@scope (.c){p{display:none}:scope{visibility:hidden}}</style><p>one<div class=c><p>no</div>",
        "one",
    ),
    (
        "<style>@scope (.c) to (.d){p{display:none}}</style><div class=c><p>no<div class=d><p>one",
        "one",
    ),
]
ESCAPES = [
    ("<style>p{display:n\\6fne}</style><p>no</p>one", "one"),
    ("<p style='visibility:h\\69 dden'>no</p>one", "one"),
    ("<style>p{display:none\\9}</style><p>one", "one"),
    (
        "<style>a[id='x}y'],b[id=\"{;\"]{display:none}</style><a id='x}y'>no</a><b id='{;'>no</b>one",
        "one",
    ),
    ("<style>.a\\,b,.c\\{d{display:none}</style><p class=a,b>no<p class=c{d>no</p>one", "one"),
    ("<style>.w-1\\/2,.sm\\:x{display:none}</style><p class=w-1/2>no<p class=sm:x>no</p>one", "one"),
    ("<style>p::after{content:'\\7d'}p{display:none}</style><p>no</p>one", "one"),
]
VALUES = [
    # `all`, and what is inherited; and which boxes can hide what is in them.
    ("<style>div{all:unset}</style><div>one</div>two", "onetwo"),
    ("<style>div{display:none}.a{all:revert}</style><div class=a>one</div>two", "one two"),
    ("<b style='all:initial;display:none'>no</b>one", "one"),
    ("<div style='display:flex'><div style='display:inherit'><b>one</b><b>two</b></div></div>", "one two"),
    (
        "<div><span style='display:inherit'>one</span><span style='display:inherit'>two</span></div>",
        "one two",
    ),
    ("<b><i style='display:inherit'>one</i></b>two", "onetwo"),
    ("<span style='content-visibility:hidden'>one</span>", "one"),
    ("<table style='content-visibility:hidden'><tr style='content-visibility:hidden'><td>one</table>", "one"),
    ("<table><tr><td style='content-visibility:hidden'>no<td>one</table>", "one"),
    ("<p style='display:flex'><b style='content-visibility:hidden'>no</b>one", "one"),
    ("<b style='float:left;content-visibility:hidden'>no</b>one", "one"),
    ("<i style='display:inline-block;content-visibility:hidden'>no</i>one", "one"),
]
STATES = [
    (
        "<style>:not(:defined){display:none}</style><x-a>no</x-a><foo>one</foo><svg><text>two</text></svg>",
        "one two",
    ),
    ("<style>p:defined{display:none}</style><p>no</p>one", "one"),
    ("<style>input:placeholder-shown+b{display:none}</style><input placeholder=' '><b>no</b>one", "one"),
    (
        "<style>input:not(:placeholder-shown)+b{display:none}</style><input placeholder=x value=x><b>no</b>",
        "",
    ),
    (
        "<style>details:not(:open)+p,b:open{display:none}</style><details></details><p>no</p><b open>one",
        "one",
    ),
    ("<style>:invalid+b,:valid+i{display:none}</style><input required><b>no</b><input><i>no</i>one", "one"),
    ("<style>:indeterminate+b{display:none}</style><progress></progress><b>no</b>one", "one"),
    (
        "<style>p:-webkit-any(.a,b){display:none}a:-webkit-any-link{color:red}</style><p class=a>no<p>one",
        "one",
    ),
    ("<style>p:not(:state(x)):not(:-webkit-drag){display:none}</style><p>no</p>one", "one"),
    *(
        (f"<style>p:not(:{state}),i{{display:none}}</style><p>one", "one")
        for state in ("first", "playing", "muted", "has-slotted")
    ),
    ("<style>p:lang(fr){display:none}</style><p lang=fr-CA>no</p>one", "one"),
    *(
        (f"<style>p:lang({languages}){{display:none}}</style><p lang=fr-CA>one", "one")
        for languages in ("fr-*", "'fr'", "fr, en")
    ),
    ("<p>one<math><style>.a{display:none}</style></math> <b class=a>two</b>", "one two"),
]
SHOWN = [
    *(*INERT, *NAMESPACES, *SHADOWS, *ITEMS, *SELECTORS, *STRAY, *CASCADE, *CONTAINERS),
    *(*DRAWINGS, *NO_BOX, *NESTED, *ESCAPES, *VALUES, *STATES),
]


@pytest.mark.parametrize(("markup", "shown"), SHOWN)
def test_of_a_page_what_browsers_show_is_read(markup, shown):
    assert count_page(markup.encode(), "text/html; charset=utf-8").text.split() == shown.split()


def test_what_waits_in_a_template_says_nothing_of_the_page():
    waiting = "<template><title>in</title><script>1</script><input type=password></template>"
    counts = count_page(f"{waiting}<title>out</title>".encode(), "text/html")
    assert (counts.title, counts.why_empty) == ("out", None)


def test_a_refresh_in_a_template_leads_nowhere():
    refreshing = b"<template><meta http-equiv=refresh content='0; url=/x'></template>"
    assert refresh.of_page(refreshing, "text/html") is None
