"""Markdown as it is shown."""

import pytest

from chalicelib.counting import count_page


def text_of(source: str) -> str:
    return count_page(source.encode(), "text/markdown; charset=utf-8").text


MARKDOWN = """---
layout: post
---
# The harbour *today*

Boats [come in](/boats/arrivals "Arrivals") at **noon**,
says [the master][1]. ![A boat](boat.png)<br>

- ropes
- nets

```python
moor(boat)
```

[1]: https://example.com/master/profile
"""


def test_markdown_is_read_as_it_is_shown():
    counts = count_page(MARKDOWN.encode(), "text/markdown; charset=utf-8")
    assert set(counts.words) == set(
        "the harbour today boats come in at noon says master ropes nets moor boat".split()
    )
    assert counts.summary.sentences == 5


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Use `<div>` here", "Use <div> here"),
        ("A `Vec<String>` and ``a ` <b>`` too", "A Vec<String> and a ` <b> too"),
        ("a `[x](y)` &amp; `&amp;`", "a [x](y) & &amp;"),
        ("```html\n<p>one</p>\n\n[a]: b\n```\ntwo", "<p>one</p>\n[a]: b\ntwo"),
        ("~~~\n<!-- shown -->\n~~~", "<!-- shown -->"),
        ("one:\n\n    <b>two</b>\n\nthree", "one:\n<b>two</b>\nthree"),
        ("- one\n\n    two <b>three</b>", "- one\ntwo three"),
        ("caf&eacute; &copy; A", "café © A"),
        ("un**frigging**believable", "unfriggingbelievable"),
        ("one<script>var x\n\n    y</script> two", "one two"),
        ("one <!-- x\n\n y --> two", "one two"),
        ("a <b, then 5 > 3 end", "a <b, then 5 > 3 end"),
        (r"a \<div> b", "a <div> b"),
        ("<https://example.com/one>", "https://example.com/one"),
        ("one<br>two <em class='x'>th</em>ree", "one\ntwo three"),
        ("`one and\n\ntwo <b>three</b>`", "`one and\ntwo three`"),
    ],
)
def test_markdown_shows_its_code_as_it_stands_and_no_tags(source, text):
    assert " ".join(text_of(source).split()) == " ".join(text.split())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("One[^1].\n\n[^1]: The footnote text.", "one the footnote text"),
        ("One\n[note]: two", "one note two"),
        ("One\n\n[note]: two three four", "one note two three four"),
        ("[a]: /b\n[c]: </d> 'e'\n\nOne [two][a]", "one two"),
        ("# One\n[a]: /b\n", "one"),
    ],
)
def test_markdown_s_definitions_of_links_are_not_shown_and_its_footnotes_are(source, words):
    assert count_page(source.encode(), "text/markdown").words.keys() == set(words.split())


@pytest.mark.parametrize(
    "source",
    [
        "+++\ntitle = 'One'\n+++\ntwo",
        '{\n"title": "One"\n}\n\ntwo',
        "---\ntitle: One\n---\ntwo",
        "![One](one.png) two ![One][boat]",
        "[![One](https://example.com/one.svg)](https://example.com) two",
    ],
)
def test_markdown_shows_no_front_matter_and_no_texts_in_place_of_pictures(source):
    assert count_page(source.encode(), "text/markdown").words.keys() == {"two"}


MDX = """---
title: Harbours
---
import Tabs from '@theme/Tabs';
import {
  TabItem,
} from "@theme/TabItem"

export const boats = [
  {name: 'Gull'},
]

# The harbour {/* never mind */}

<Tabs values={[{label: 'North', value: 'n'}]} defaultValue="n">

import taxes are due on the quay.
export default values are none.

</Tabs>

```js
import rope from 'rope'
```

export default function Page() {
  return null
}
"""


def test_what_mdx_imports_and_exports_is_not_shown():
    body = MDX.encode()
    text = count_page(body, "text/mdx").text
    shown = "# The harbour import taxes are due on the quay. export default values are none."
    assert text.split() == f"{shown} import rope from 'rope'".split()
