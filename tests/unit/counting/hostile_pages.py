"""Pages of up to ten megabytes that are made to take time or memory, with their Content-Type."""

import random
import re
from collections.abc import Callable
from itertools import count

SIZE = 10_000_000
MOST_ELEMENTS = 390_000
HTML, PLAIN, XHTML = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/xhtml+xml"
CYRILLIC = "text/plain; charset=windows-1251"
LATIN = "abcdefghijklmnopqrstuvwxyz"
HAN = "".join(map(chr, range(0x4E00, 0x9FA6)))
COMMON_HAN = "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者"


def repeated(pattern: str | bytes, size: int = SIZE) -> bytes:
    part = pattern.encode() if isinstance(pattern, str) else pattern
    return (part * (size // len(part) + 1))[:size]


def most(pattern: str) -> bytes:
    """The pattern as often as the elements of a page may be."""
    return pattern.encode() * min(MOST_ELEMENTS // len(re.findall("<[a-z]", pattern)), SIZE // len(pattern))


def numbered(pattern: str, size: int = SIZE) -> bytes:
    """The pattern with 0, 1, 2, … in the place of its #, up to that many bytes."""
    parts: list[str] = []
    length = 0
    for number in count():
        part = pattern.replace("#", str(number))
        length += len(part)
        if length > size:
            return "".join(parts).encode()
        parts.append(part)
    raise AssertionError


def different(letters: str, length: int, encoding: str = "utf-8") -> bytes:
    """Random words of so many letters."""
    generator = random.Random(1)
    number = SIZE // (length * len(letters[0].encode(encoding)) + 1)
    text = "".join(generator.choices(letters, k=number * length))
    return " ".join(text[start : start + length] for start in range(0, len(text), length)).encode(encoding)


def random_characters(letters: str, every: int = 0) -> bytes:
    """Random characters, with a full stop and a new line after each so many."""
    generator = random.Random(1)
    number = SIZE // len(letters[0].encode())
    if not every:
        return "".join(generator.choices(letters, k=number)).encode()
    return "。\n".join("".join(generator.choices(letters, k=every)) for _ in range(number // every)).encode()


def styled(sheet: bytes | str, body: bytes | str) -> bytes:
    """A page with that style sheet."""
    sheet = sheet.encode() if isinstance(sheet, str) else sheet
    body = body.encode() if isinstance(body, str) else body
    return b"<style>" + sheet + b"</style><body>" + body


def deep(size: int, inner: str = "<p class=a>x</p>") -> str:
    """Elements in each other as deep as parsers let them be, again and again."""
    block = "<div class=a>" * 500 + inner + "</div>" * 500
    return "<i class=x></i><i class=c></i>" + block * (size // len(block))


def attributes(number: int) -> bytes:
    return (b"<p " + b" ".join(b"a%x=''" % each for each in range(number)))[: SIZE - 2] + b">x"


def formatting(number: int) -> bytes:
    """Formatting elements that every paragraph after them opens anew."""
    return ("<p>" + "".join(f"<font color={each}>" for each in range(number)) + "</p>").encode() + repeated(
        "<p>x</p>"
    )


def entities(levels: int) -> bytes:
    """A hundred times a hundred times a hundred …"""
    declared = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 100}'>" for n in range(1, levels))
    return f"<!DOCTYPE html [<!ENTITY a0 'ha '>{declared}]><html>&a{levels - 1};</html>".encode()


Page = tuple[Callable[[], bytes], str]

MARKUP: dict[str, Page] = {
    "elements in elements": (lambda: repeated("<b>"), HTML),
    "blocks in blocks": (lambda: most("<div>x"), HTML),
    "elements with text": (lambda: most("<p>x"), HTML),
    "closed elements": (lambda: most("<i>x</i> "), HTML),
    "formatting that is opened anew": (lambda: formatting(300), HTML),
    "formatting that is opened anew for a short page": (lambda: formatting(300)[:200_000], HTML),
    "formatting that is never closed": (lambda: most("<a><b><i><u><s><tt><em><big><code><font><p>x"), HTML),
    "formatting in tables": (lambda: most("<table><b>x<td><i>"), HTML),
    "preformatted elements in each other": (lambda: most("<pre>x\n"), HTML),
    "preformatted lines": (lambda: b"<pre>" + repeated("x\n"), HTML),
    "tables in tables": (lambda: most("<table><td>x"), HTML),
    "a table of many cells": (lambda: b"<table><tr>" + most("<td>x"), HTML),
    "text before tables": (lambda: b"<table>" + most("x<b>"), HTML),
    "lists in lists": (lambda: most("<ul><li>x"), HTML),
    "quotations in quotations": (lambda: most("<blockquote>x"), HTML),
    "options": (lambda: most("<select><option>x"), HTML),
    "buttons": (lambda: most("<button>x"), HTML),
    "pictures": (lambda: most("x<img>"), HTML),
    "drawings": (lambda: most("<svg><text>x"), HTML),
    "formulas": (lambda: most("<math><mi>x"), HTML),
    "templates": (lambda: most("<template>x"), HTML),
    "shadow roots": (lambda: most("<b><template shadowrootmode=open><slot></slot></template>x</b>"), HTML),
    "shadow roots in each other": (lambda: most("<b><template shadowrootmode=open><slot></slot>"), HTML),
    "hidden elements": (lambda: most("<p hidden>x"), HTML),
    "hidden by attributes": (lambda: most('<p style="display:none">x'), HTML),
    "invisible with visible in it": (
        lambda: most('<b style="visibility:hidden">x<i style="visibility:visible">y'), HTML
    ),
    "attributes of custom properties": (lambda: most('<b style="--a:none;display:var(--b)">x'), HTML),
    "style elements": (lambda: most("<style>p{display:block}</style>"), HTML),
    "less-than signs": (lambda: repeated("<"), HTML),
    "unclosed tags": (lambda: repeated("hello <"), HTML),
    "an element with 200,000 attributes": (lambda: attributes(200_000), HTML),
    "an element with attributes only": (lambda: attributes(2_000_000), HTML),
    "a long attribute": (lambda: b'<p class="' + repeated("a ") + b'">x', HTML),
    "names of classes": (lambda: styled(".a{display:none}", numbered("<p class=a#>x", 6_000_000)), HTML),
    "attributes without end": (lambda: repeated('<a href="'), HTML),
    "comments": (lambda: repeated("<!--x-->"), HTML),
    "comments without end": (lambda: repeated("<!--"), HTML),
    "declarations without end": (lambda: repeated("<meta a='"), "text/html"),
    "a title": (lambda: b"<title>" + repeated("title "), HTML),
    "titles": (lambda: most("<title>x</title>"), HTML),
    "character references": (lambda: repeated("&amp;&#x10FFFF;&"), HTML),
    "entities of entities": (lambda: entities(9), XHTML),
    "XML elements in elements": (lambda: repeated("<b>"), XHTML),
    "well-formed XML": (lambda: b"<html>" + b"<b>" * MOST_ELEMENTS + b"</b>" * MOST_ELEMENTS + b"</html>", XHTML),
    "NULs": (lambda: repeated("a\0b "), HTML),
    "lone surrogates": (lambda: repeated(b"\x00\xd8"), "text/html; charset=utf-16le"),
    "undefined bytes": (lambda: repeated(b"\x81"), "text/html; charset=windows-1252"),
    "random bytes": (lambda: random.Random(1).randbytes(SIZE), "text/html"),
}  # fmt: skip

STYLE: dict[str, Page] = {
    "a hundred thousand rules": (lambda: styled(numbered(".a#{display:none}", 2_000_000), most("<p class=a1>x")), HTML),
    "rules for everything": (lambda: styled(repeated("*{display:block}", 1_000_000), most("<b>x</b>")), HTML),
    "rules for descendants": (lambda: styled(numbered(".x .a .a:not(.b#){display:none}", 2_000_000), deep(400_000)), HTML),
    "children of descendants": (lambda: styled(numbered(".x > .a .a > .a .a:not(.b#){display:none}", 2_000_000), deep(400_000)), HTML),
    "what has something": (lambda: styled(numbered("div:has(.b, div p):not(.b#){display:none}", 1_000_000), deep(400_000)), HTML),
    "what is not something": (lambda: styled(":not(:not(:not(.x .a) .a) .a) .a{display:none}" * 99, deep(400_000)), HTML),
    "siblings": (lambda: styled(numbered(".x ~ p ~ p:nth-child(#n) ~ p{display:none}", 100_000), "<p class=x>" + "<p>x" * 100_000), HTML),
    "rules in rules": (lambda: styled(repeated("&&{", 5_000_000), "<p>x"), HTML),
    "lists of rules in each other": (lambda: styled("a,b,c,d,e,f{" * 30 + "display:none", "<p>x"), HTML),
    "a long selector": (lambda: styled(repeated("a ", 5_000_000) + b"{display:none}", "<p>x"), HTML),
    "a long list of selectors": (lambda: styled(repeated("p,", 5_000_000) + b"p{display:none}", "<p>x"), HTML),
    "brackets": (lambda: styled(repeated(":is(", 5_000_000) + b"{display:none}", "<p>x"), HTML),
    "blocks without end": (lambda: styled(repeated("p{display:none;"), "x"), HTML),
    "ends of blocks": (lambda: styled(b"display" + repeated("}"), "x"), HTML),
    "declarations": (lambda: styled(b"p{" + repeated("display:block;") + b"}", "<p>x"), HTML),
    "comments in a sheet": (lambda: styled(b"p{display:none}" + repeated("/*"), "<p>x"), HTML),
    "strings in a sheet": (lambda: styled(b"p{display:none}" + repeated('"\\'), "<p>x"), HTML),
    "escapes in a sheet": (lambda: styled(b"p{display:none}" + repeated("\\"), "<p>x"), HTML),
    "addresses in a sheet": (lambda: styled(b"p{display:none}" + repeated("url("), "<p>x"), HTML),
    "media queries": (lambda: styled(numbered("@media (min-width:#px){p{display:none}}", 5_000_000), "<p>x"), HTML),
    "brackets of a media query": (lambda: styled("@media " + "(" * 900 + "color" + ")" * 900 + "{p{display:none}}", "<p>x"), HTML),
    "layers": (lambda: styled(numbered("@layer a#{p{display:block}}", 5_000_000), "<p>x"), HTML),
    "custom properties of each other": (lambda: styled(":root{" + "".join(f"--a{n}:var(--a{n + 1}) var(--a{n + 1});" for n in range(99)) + "}b{display:var(--a0)}", deep(2_000_000, "<b>x</b>")), HTML),
    "many custom properties": (lambda: styled("p{" + "".join(f"--a{n}:var(--a{n + 1});" for n in range(20_000)) + "display:var(--a0)}", most("<p>x")), HTML),
    "containers": (lambda: styled("".join(f".w{n}{{container-type:size}}" for n in range(50)).encode() + numbered("@container (width>#px){p{display:none}}", 1_900_000), "<p class=w1>x"), HTML),
    "spaces before a sign": (lambda: styled("p{display:a" + " " * 5_000_000 + "b!x}", "<p>x"), HTML),
    "spaces before signs": (lambda: styled("", most("<p style='display:a" + " " * 50_000 + "b!x'>x")), HTML),
    "parts of long classes": (lambda: styled("".join(f"[class*='x{n}']{{display:block}}" for n in range(20_000)), most(f"<p class={'x' * 500}>x")), HTML),
    "banners in each other, and an article that is hidden": (lambda: b"<script></script>" + b"<div class=banner>" * 500 + b"<p>x" * 100_000 + b"<div hidden><h1>x</h1>" + b"<p>one two three" * 200_000, HTML),
    "everything hidden until a script has run": (lambda: styled("p{display:none}", b"<script></script>" + most("<p>x")), HTML),
    "flex containers": (lambda: styled("b{display:flex}", most("<b>x<i>y</i></b>")), HTML),
}  # fmt: skip

TEXT: dict[str, Page] = {
    "one word": (lambda: repeated("a"), PLAIN),
    "one compound": (lambda: repeated("ab-"), PLAIN),
    "one e-mail address": (lambda: repeated("ab.") + b"@", PLAIN),
    "words without white space": (lambda: repeated("яб,".encode("cp1251")), CYRILLIC),
    "short words": (lambda: repeated("яб ".encode("cp1251")), CYRILLIC),
    "280,000 different words": (lambda: different("абвгдежзийклмнопрстуфхц", 4, "cp1251"), CYRILLIC),
    "different words": (lambda: different(LATIN, 7), PLAIN),
    "full stops": (lambda: repeated('a." '), PLAIN),
    "white space": (lambda: b"a.\n" + repeated(" "), PLAIN),
    "lines": (lambda: repeated("a\n\n"), PLAIN),
    "lines of HTML": (lambda: most("<br>a"), HTML),
    "Chinese without white space": (lambda: repeated("我喜欢读书他不喜欢"), PLAIN),
    "random Chinese characters": (lambda: random_characters(HAN), PLAIN),
    "a Chinese novel": (lambda: random_characters(COMMON_HAN, 30), PLAIN),
    "marks": (lambda: b"e" + repeated("\u0315\u0300"), PLAIN),
    "an emoji": (lambda: "😀".encode() + repeated("ab "), PLAIN),
    "random bytes as text": (lambda: random.Random(1).randbytes(SIZE), "text/plain"),
}  # fmt: skip

PAGES = MARKUP | STYLE | TEXT

ONE_TEXT = ("undefined bytes", "preformatted lines")
"""Those that are one text to the parser."""
