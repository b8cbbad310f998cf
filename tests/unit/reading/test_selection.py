"""The main text is a part of the page's text: it has no word that the page has not, and none more often."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.counting import count_page
from chalicelib.counting.counts import PageCounts
from chalicelib.counting.reading.selection import Selection
from chalicelib.counting.words.pieces import BREAK
from tests.articles import LIGHTHOUSE

TEXT = "".join(f"<p>{text}</p>" for text in LIGHTHOUSE)
STYLES = (
    "",
    "display:block",
    "display:flex",
    "float:left",
    "position:absolute",
    "display:table-cell",
    "display:inline",
)
TAGS = (
    "span b i a em code cite q p div li address aside blockquote pre label figure figcaption time form h3 td "
    "th table button select option textarea svg object font center main dl dt dd details summary nobr "
    "custom-x"
).split()
VOID = ("<br>", "<img src=x>", "<input>", "<hr>", "<wbr>", "<embed>", " ")


def counted(fragment: str) -> PageCounts:
    page = f"<article><h1>Lamp</h1>{TEXT}{fragment}{TEXT}</article>"
    return count_page(page.encode(), "text/html; charset=utf-8")


def element(tag: str, style: str, inside: list[str]) -> str:
    return f'<{tag} style="{style}">{"".join(inside)}</{tag}>'


fragments = st.recursive(
    st.sampled_from(("alpha", "beta", "gamma", "delta", *VOID)),
    lambda inside: st.builds(
        element, st.sampled_from(TAGS), st.sampled_from(STYLES), st.lists(inside, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(fragments, min_size=1, max_size=3))
def test_every_word_of_the_main_text_is_one_of_the_page(parts):
    page = counted("".join(parts))
    assert page.main is not None
    assert Counter(page.main.words) <= Counter(page.words)
    assert page.main.summary.words >= 0.9 * count_page(TEXT.encode(), "text/html").summary.words


@pytest.mark.parametrize(
    "fragment",
    [
        "<p><span style='display:block'>alpha</span><span style='display:block'>beta</span></p>",
        "<p style='display:flex'><b>alpha</b><span>beta</span></p>",
        "<p><span style='float:left'>alpha</span>beta</p>",
        "<ul><li>alpha<div>beta</div></li></ul>",
        "<p>alpha<img src=x>beta</p>",
        "<p>alpha<button>gamma</button>beta</p>",
        "<p>alpha<svg></svg>beta</p>",
        "<pre><code><div>alpha</div><div>beta</div></code></pre>",
    ],
)
def test_what_the_page_parts_is_parted(fragment):
    page = counted(fragment)
    assert page.main is not None
    assert {"alpha", "beta"} <= page.main.words.keys()


def test_a_paragraph_that_stands_ten_times_in_a_row_counts_ten_times():
    page = counted(f"<p>{LIGHTHOUSE[0]}</p>" * 10)
    assert page.main is not None
    assert page.main.words == page.words


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (["one two"], ["one two"]),
        (["one  two", "five"], ["one two", "five"]),
        (["onetwo fiveseven"], ["one two", "five"]),
        (["three four six"], ["three four five six"]),
        (["thr"], []),
        (["eight", ""], []),
        ([], []),
    ],
)
def test_blocks_half_of_which_were_chosen_are_selected(chosen, found):
    text = BREAK.join(["one two", "", "five", "three four five six", "seven is no part of what was chosen"])
    assert Selection(text).blocks(chosen) == found


def test_short_blocks_are_those_beside_the_long_ones_and_not_the_menu_s():
    text = BREAK.join(["Lamp", "Menu", "Lamp", LIGHTHOUSE[0], "Lamp", LIGHTHOUSE[1], "Menu"])
    assert Selection(text).blocks(["Lamp", *LIGHTHOUSE[:2]]) == ["Lamp", *LIGHTHOUSE[:2]]


def test_a_long_block_that_comes_late_is_found_before_the_others():
    text = BREAK.join(LIGHTHOUSE)
    assert Selection(text).blocks([*LIGHTHOUSE[1:], LIGHTHOUSE[0]]) == [*LIGHTHOUSE]


def test_looking_for_what_the_page_has_not_ends():
    text = BREAK.join(f"harbour {number} " * 20 for number in range(3_000))
    assert Selection(text).blocks([f"wall {number} " * 20 for number in range(3_000)]) == []
