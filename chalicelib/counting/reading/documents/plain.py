"""Text files to their text: what a reader of them takes for text, without what is there for programs.

Markup of punctuation, such as `===`, parts no words and is none, so it may stay. What has letters and is no
text goes: where links lead, names of directives. Each pattern is linear in the text.
"""

import csv
import io
import re
from html import escape, unescape
from itertools import islice

from chalicelib.counting.words.pieces import BREAK

_PARAGRAPH_END = re.compile(r"\n[ \t\r\f\v]*+\n")

# --- reStructuredText
_ROLE = re.compile(r":[A-Za-z][\w.+:-]{0,30}:(?=`)")
_ROLE_TARGET = re.compile(r"\s<[^<>`]{1,2000}>(?=`(?!`))")
# What these hold is for programs: names of other documents, terms of an index, what draws a graph.
_HIDDEN = (
    "toctree|index|meta|tabularcolumns|graphviz|graph|digraph|inheritance-diagram|uml|plantuml|mermaid|autosummary"
    "|testsetup|testcleanup|sectionauthor|codeauthor|moduleauthor|default-role|default-domain"
)
_COMMENT = re.compile(
    rf"^([ \t]*+)\.\.(?:[ ](?:(?:{_HIDDEN})::|(?![\[_|]|[\w.+:-]{{1,99}}::))[^\n]*+|[ \t]*+(?=\n[ \t]*[^\s]))"
    r"(?:\n(?:\1[ \t]++[^\n]*+|(?=\n)))*+",
    re.MULTILINE,
)
_NO_TEXT = (
    "image|figure|code|code-block|sourcecode|include|literalinclude|class|rst-class|raw|highlight|role|container"
    r"|only|ifconfig|(?:py:)?(?:current)?module|auto[a-z]{1,30}|doctest|testcode|testoutput|date|unicode|cssclass"
)
_ARGUMENT = re.compile(
    r"^([ \t]*+)\.\.[ ](?:\|[^|\n]{1,99}\|[ ])?"
    rf"(?:(?:{_NO_TEXT})::[^\n]*+|[\w.+:-]{{1,99}}::(?=([^\n]*+))\2)"
    r"(?:\n[ \t]++:[A-Za-z][\w -]{0,99}:(?:[ \t][^\n]*+)?(?=\n|\Z))*+",
    re.MULTILINE,
)
_EXPLICIT_TARGET = re.compile(r"^[ \t]*(?:\.\.[ ]_[^\n]*:[^\n]*|__[ ][^\n]*)$", re.MULTILINE)
_OPTION = re.compile(r"^[ \t]+:[A-Za-z][\w -]{0,99}:(?=\s)", re.MULTILINE)
_RST_BLOCK = re.compile(r"\n(?=[ \t]*(?:[-*+•]|\d{1,9}[.)]|#\.)[ ])|\n[=\-~`^\"'#*+.:_]{3,}[ ]*\n")

# --- XML
_XML_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!DOCTYPE[^<>\[]*+(?:\[[^\]]*+(?:\]\s*+>?|\Z)|>)"
    r"|<!\[CDATA\[(?P<quoted>.*?)(?:\]\]>|\Z)|(?P<tag></?[^\W\d][^<>]*+>)",
    re.DOTALL,
)

# --- tables of values
_DELIMITERS = ",;\t|"
_LINES_LOOKED_AT = 20


def plain(text: str) -> str:
    """The paragraphs of a text, with `BREAK` between them."""
    return _PARAGRAPH_END.sub(BREAK, text)


def restructured(text: str) -> str:
    """The blocks of reStructuredText."""
    text = _ARGUMENT.sub(lambda found: f"{found[1]} {found[2] or ''}\n", _COMMENT.sub("\n", text))
    for pattern in (_EXPLICIT_TARGET, _OPTION, _ROLE, _ROLE_TARGET):
        text = pattern.sub("", text)
    return plain(_RST_BLOCK.sub(BREAK, text))


def elements(text: str) -> str:
    """The texts of the elements of XML that is no page, each by itself: nobody knows which are lines."""

    def shown(found: re.Match[str]) -> str:
        if found["quoted"] is not None:
            return escape(found["quoted"], quote=False)
        return BREAK if found["tag"] else ""

    return unescape(_XML_MARKUP.sub(shown, text))


def table(text: str) -> str:
    """The cells of a table of values (RFC 4180), whatever parts them; of what is none, the paragraphs."""
    first = [*islice(io.StringIO(text), _LINES_LOOKED_AT)]
    delimiter = max(_DELIMITERS, key=lambda sign: sum(sign in line for line in first))
    cells = io.StringIO()
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells.write(BREAK.join(row) + BREAK)
    except csv.Error:  # a cell without end
        return plain(text)
    return cells.getvalue()
