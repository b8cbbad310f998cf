"""Pages to count: written for the tests, and made by or taken from installed packages."""

import pydoc
import sysconfig
from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pygments
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from tests.texts import TEXTS

MODULES = (
    "argparse",
    "calendar",
    "collections",
    "csv",
    "difflib",
    "email.message",
    "fractions",
    "html.parser",
)
CODE = ("textwrap", "string", "bisect")

_ENGLISH = TEXTS["en"]

HAND_WRITTEN = {
    "article": f"""<!doctype html><html lang=en><head><title>The market</title><meta charset=utf-8>
        <style>p {{ margin: 0 }}</style><script>var words = "not to be counted";</script></head><body>
        <header><h1>The <em>mar</em>ket</h1><nav><ul><li><a href=/>Home</a><li><a href=/a>About us</a></ul></nav>
        </header><main><article><h2>Morning</h2><p>{_ENGLISH}</p><p><b>H</b>ello, <i>wor</i>ld! It’s
        <strong>un</strong>believable.</p></article><aside>See also: other markets</aside></main>
        <footer><small>&copy; 2024 The town&nbsp;council</small></footer></body></html>""",
    "unclosed paragraphs and items": f"""<!doctype html><title>Loose</title><p>First<p>Second<ul><li>one<li>two
        <li>three</ul><dl><dt>term<dd>definition<dt>next<dd>other</dl><p>{_ENGLISH}<table><tr><td>a cell<td>the next
        <tr><td>third<td>fourth</table>tail""",
    "misnested formatting": "<p>one <b>two <i>three</b> four</i> five</p><b><p>six</p></b><a href=#>sev<a href=#>en</a>",
    "table": """<table><caption>Prices</caption><thead><tr><th>Fruit</th><th>Price</th></tr></thead><tbody>
        <tr><td>Apple</td><td>two coins</td></tr><tr><td>Pear</td><td>three coins</td></tr></tbody>
        <tfoot><tr><td>Sum</td><td>five coins</td></tr></tfoot></table>""",
    "cells without spaces": "<table><tr><td>left</td><td>right</td></tr><tr><td>lower</td><td>corner</td></tr></table>",
    "lines": "<p>Roses are red<br>Violets are blue<br/>Sugar is sweet<br>and so are you</p><hr>After the rule",
    "hidden": """<p>seen <span hidden>unseen</span> again</p><div hidden><p>nothing <b>here</b></p><div>nor here</div>
        </div><p style="color: red; display:none">gone</p><p style="visibility: hidden">away</p>
        <p style="display: block">here</p><div popover>popped</div><dialog>closed</dialog>
        <dialog open>opened</dialog><p>last</p>""",
    "not shown": """<noscript>no scripts</noscript><template><p>template text</p></template><iframe>frame text</iframe>
        <video>video text</video><audio>audio text</audio><canvas>canvas text</canvas><datalist><option>choice
        </datalist><meter value=1>metered</meter><progress value=1>progressed</progress><!-- a comment -->
        <p>only this is shown</p>""",
    "entities": "<p>caf&eacute; na&iuml;ve &lt;tag&gt; AT&amp;T &#8220;quoted&#8221; &nbsp; fish&#x26;chips &hellip;</p>",
    "code": """<p>Call <code>print</code> like this:</p><pre><code>for word in words:
    print(word)
    total += 1</code></pre><p>and <kbd>Ctrl</kbd>+<kbd>C</kbd> stops <samp>it</samp>.</p>""",
    "form": """<form><label>Your name <input name=n value=ignored></label><fieldset><legend>Size</legend><label><input
        type=radio> small</label> <label><input type=radio> large</label></fieldset><select><option>red<option selected>
        green<option>blue</select> <button>Send it</button> <input type=hidden value=no></form>""",
    "figures": "<figure><img src=x alt='a picture'><figcaption>A boat at sea</figcaption></figure><p>text around</p>",
    "superscripts": "<p>E = mc<sup>2</sup>, H<sub>2</sub>O and the 1<sup>st</sup> of May; super<wbr>cali<wbr>fragile</p>",
    "definition list": "<dl><dt>Lexeme<dd>a unit of meaning<dt>Morpheme<dd>the smallest such unit</dl>",
    "legacy": f"<center><font size=5>Wel<font color=red>come</font></font></center><big>big</big><tt>type</tt> {_ENGLISH}",
    # four on which the browser's innerText and a reader differ
    "details": f"<p>{_ENGLISH}</p><details><summary>More</summary>Folded away at first.</details><details open>Open</details>",
    "text area": f"<p>{_ENGLISH}</p><textarea>Dear council, we would like</textarea>",
    "ruby": "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>を読む人は多い。</p>"
    + TEXTS["ja"],
    "buttons": f"<p>{_ENGLISH}</p><button>Save</button><button>Cancel</button><marquee>moving</marquee>",
    "svg": """<p>Before</p><svg width=50 height=50><title>Hidden title</title><desc>hidden words</desc><defs>
        <text id=t>defined</text></defs><text x=5 y=15>drawn</text><text x=5 y=40>twice</text></svg><p>after</p>""",
    "quotes and breaks": "<blockquote>To be<q>or not</q>to be</blockquote><address>Street one<br>Town two</address>",
    "headings": "".join(f"<h{level}>Heading level{level}</h{level}>text under it" for level in range(1, 7)),
    "nested lists": "<ul><li>one<ul><li>one.one<li>one.two</ul><li>two<ol><li>first<li>second</ol></ul>",
    "inline blocks": "<p><span>foo</span><span>bar</span> <span>baz</span></p><div>qu<span>ux</span></div>",
    "links in a row": "<nav><a href=1>One</a> <a href=2>Two</a> <a href=3>Three</a></nav><div><a>Four</a><br><a>Five</a></div>",
    "broken markup": f"<p>a < b and <b c <i>d</i></p><p class='x>y' title=\"a>b\">{_ENGLISH}</p></div></span><p>end",
    "comments": "<p>be<!-- in -->fore <!--[if IE]><b>old</b><![endif]--> after</p><!-- open > --> <p>done</p>",
    "deep": "<div>" * 200 + "at the bottom" + "</div>" * 200 + "on top",
    "upper case": "<HTML><BODY><P>Shouted <B>tags</B></P><SCRIPT>no()</SCRIPT><STYLE>no {}</STYLE></BODY></HTML>",
}


def hand_written() -> Iterator[tuple[str, str]]:
    """Names and pages written for the tests, one in each of some languages among them."""
    yield from HAND_WRITTEN.items()
    for language in ("de", "es", "fr", "ru", "el", "tr", "pl", "hi", "ar", "he", "vi"):
        yield (
            f"in {language}",
            f"<!doctype html><html lang={language}><title>{language}</title><h1>{TEXTS[language][:20]}</h1>"
            f"<p>{TEXTS[language]}</p><ul><li>{TEXTS[language]}</ul>",
        )


def from_packages() -> Iterator[tuple[str, str]]:
    """Names and pages that Python and installed packages come with or make."""
    for module in MODULES:
        yield (
            f"pydoc of {module}",
            pydoc.HTMLDoc().page(module, pydoc.HTMLDoc().docmodule(import_module(module))),
        )
    for module in CODE:
        source = Path(import_module(module).__file__ or "").read_text()
        yield f"source of {module}", pygments.highlight(source, PythonLexer(), HtmlFormatter(full=True))
    yield "moto's dashboard", files("moto").joinpath("moto_server/templates/dashboard.html").read_text()
    manual = Path(sysconfig.get_path("stdlib"), "idlelib", "help.html")
    if manual.exists():  # distributions may leave it out
        yield "IDLE's manual", manual.read_text()
