"""What is read of XHTML, whose markup has other rules than HTML's."""

import pytest

from chalicelib.counting import count_page


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p><![CDATA[one < two]]></p>", "one < two"),
        ("<plaintext>one <b>two</b></plaintext><p>three</p>", "one two three"),
        ("<xmp>one &lt;i&gt; <b>two</b></xmp>", "one <i> two"),
        (
            '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:title>no</s:title><s:text>one</s:text></s:svg>',
            "one",
        ),
        ('<h:p xmlns:h="http://www.w3.org/1999/xhtml" hidden="">no</h:p>one', "one"),
        ("<p/>one<script/>two<p/>three", "onetwo three"),
        ("<p>caf&eacute; &amp; &nosuch;</p>", "café & \ufffd"),
    ],
)
def test_xhtml_is_read_by_the_rules_of_xml(body, shown):
    markup = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    assert count_page(markup.encode(), "application/xhtml+xml").text.split() == shown.split()
