"""Markdown to its text, as it is shown: CommonMark, with front matter, footnotes and what MDX adds.

Markup of punctuation parts no words and is none, so most of it may stay. What has letters and is not shown
goes: where links lead, texts in place of pictures, HTML's tags, comments and scripts. Code is shown as it
stands. Each pattern is linear in the text, or bounded.
"""

import re
from collections.abc import Iterator
from html import unescape

from chalicelib.counting.reading.documents.plain import plain
from chalicelib.counting.reading.elements import APART
from chalicelib.counting.words.pieces import BREAK

_FRONT_MATTER = re.compile(
    r"\A(?:---\n.*?\n(?:---|\.\.\.)|\+\+\+\n.*?\n\+\+\+|\{\n.*?\n\}|;;;\n.*?\n;;;)(?:\n|\Z)", re.DOTALL
)
_SPAN = r"(?<![`\\])(?P<run>`{1,99})(?!`)(?P<code>(?:[^\n]|\n(?![ \t]*\n)){1,2000}?)(?<!`)(?P=run)(?!`)"
_FENCE = re.compile(r"[ \t>]*(`{3,}(?=[^`]*$)|~{3,})")
_HIDDEN = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
    rf"|{_SPAN}"
    r"|(?P<hidden><!--.*?(?:-->|\Z)|\{/\*.*?(?:\*/\}|\Z)"
    r"|<(?P<name>script|style|template)(?=[\s>]).*?(?:</(?P=name)\s*>|\Z))",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_MODULE = re.compile(
    r"(?:import[ ](?:[\w*{][^'\"\n]{0,500}[ ]from[ ])?['\"][^'\"\n]{1,500}['\"]"
    r"|import[ ](?:\w+,[ ])?\{[ ]*$"
    r"|export[ ](?:default[ ](?:[({]|function\b|class\b|\w+;?$)|[*{]"
    r"|(?:const|let|var)[ ][\w{\[][^\n]{0,500}?="
    r"|(?:async[ ])?(?:function\*?|class|type|interface)[ ]\w+[^\n]{0,500}?[={]))"
)
"""What MDX imports and exports, up to the next blank line."""
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]")
_DEFINITION = re.compile(
    r"[ ]{0,3}\[(?!\^)[^\]]{1,999}\]:[ \t]*(?:<[^<>]*>|\S+)(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*"
)
_BLOCK = re.compile(r"\n(?=[ \t]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)[ ])")
_INLINE = re.compile(
    rf"{_SPAN}"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|<(?P<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}|[\w.+-]{1,64}@[\w.-]{1,255})>"
    r"|</?(?P<tag>[A-Za-z][A-Za-z0-9-]{0,60})(?:\s+[A-Za-z_:][\w.:-]{0,99}"
    r"(?:\s{0,9}=\s{0,9}(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\s\"'=<>`{]{1,2000}"
    r"|\{[^{}]{0,2000}(?:\{[^{}]{0,2000}\}[^{}]{0,2000}){0,5}\}))?){0,50}\s{0,9}/?>"
    r"|(?P<picture>!\[[^\[\]\n]{0,999}\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,2000}\)[^()\n]{0,2000})?\)|\[[^\]\n]{0,999}\]))"
    r"|(?P<link>\]\([^()\n]{0,2000}(?:\([^()\n]{0,2000}\)[^()\n]{0,2000})?\)|\]\[[^\]\n]{0,999}\])"
    r"|(?P<note>\[\^[^\]\n]{1,99}\]:?)"
)
_EMPHASIS = re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*])([^*\n]{1,500})(?<=[^\s*])\1(?!\*)")
_CODE = "\x01"  # stands for code while the rest is changed


def markdown(text: str) -> str:
    """The blocks of Markdown, with `BREAK` between them: paragraphs, headings, items of lists, code.

    Args:
        text: without NULs and carriage returns.
    """
    text = text.replace(_CODE, "")
    text = _HIDDEN.sub(lambda found: " " if found["hidden"] else found[0], _FRONT_MATTER.sub("", text))
    return BREAK.join(block if is_code else _prose(block) for is_code, block in _parts(text))


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Runs of lines that are code, and of others, without definitions of links."""
    lines: list[str] = []
    was_code = False
    for is_code, line in _lines(text):
        if is_code != was_code and lines:
            yield was_code, "\n".join(lines)
            lines = []
        was_code = is_code
        lines.append(line)
    yield was_code, "\n".join(lines)


def _lines(text: str) -> Iterator[tuple[bool, str]]:
    """Each line that is shown, and whether it is code: in a fence, or indented and in no list."""
    fence = ""
    in_list = in_paragraph = in_module = False
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        in_module = bool(line.strip()) and (
            in_module or not (fence or in_paragraph or _MODULE.match(line) is None)
        )
        if in_module:
            continue
        if fence:
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
                fence = ""
            else:
                yield True, line
        elif mark:
            fence, in_paragraph = mark[1], False
        elif not line.strip():
            in_paragraph = False
            yield False, ""
        elif not in_paragraph and not in_list and line.startswith(("    ", "\t")):
            yield True, line
        elif in_paragraph or not _DEFINITION.fullmatch(line):
            in_list = _LIST_ITEM.match(line) is not None or (in_list and (in_paragraph or line[0] in " \t"))
            in_paragraph = _HEADING.match(line) is None
            yield False, line


def _prose(text: str) -> str:
    code: list[str] = []

    def shown(found: re.Match[str]) -> str:
        if found["run"] or found["escaped"] or found["address"]:
            code.append(found["code"] or found["escaped"] or found["address"])
            return _CODE
        if found["tag"]:
            name = found["tag"].lower()
            return BREAK if name in APART or name == "br" else ""
        return "]" if found["link"] else " "

    text = unescape(_EMPHASIS.sub(r"\2", _INLINE.sub(shown, text)))
    text = plain(_BLOCK.sub(BREAK, text))
    kept = iter(code)
    return re.sub(_CODE, lambda _: next(kept), text)
