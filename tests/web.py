"""Pages made as sites make them, with what a reader sees of each: nine tenths of their bytes are markup.

They have scripts, style sheets that hide and part, menus of links, a cookie notice, teasers, icons, comments,
attributes for trackers, elements that nobody closed, and an article with the signs that are between words.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.texts import TEXTS

LANGUAGES = ("en", "de", "es", "fr", "pt", "ru")
PARAGRAPHS = (3, 12, 30, 70)
_WRITTEN = ("{},", "{},", "{},", "“{}”", "({})", "{}:", "{} 2,019", "{} –", "{}.")


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page, and the words that are seen on it, in order."""

    name: str
    markup: str
    seen: list[str]


def web_pages() -> Iterator[WebPage]:
    """Pages of several languages and sizes, the same each time."""
    for language in LANGUAGES:
        for paragraphs in PARAGRAPHS:
            yield _Site(language, paragraphs).page()


class _Site:
    """Makes one page, and keeps what of it is seen."""

    def __init__(self, language: str, paragraphs: int) -> None:
        self._language = language
        self._paragraphs = paragraphs
        self._random = random.Random(f"{language} {paragraphs}")
        words = [word for word in TEXTS[language].replace(".", "").replace(",", "").split() if word.isalpha()]
        # A few words make most of a text, and many occur once (Zipf's law).
        self._words = words + ["".join(self._random.sample("".join(words), 7)) for _ in range(6000)]
        self._weights = [1 / rank for rank in range(1, len(self._words) + 1)]
        self._seen: list[str] = []

    def page(self) -> WebPage:
        markup = (
            f'<!doctype html><html lang="{self._language}" class="no-js"><head><meta charset="utf-8">'
            f"<title>{self._some(5)}</title>{self._metadata()}<style>{self._sheet()}</style>"
            f"{self._script(2000)}</head><body class='home page-template'>{self._hidden()}{self._menu()}"
            f"<main id=content class='layout layout--wide'>{self._article()}{self._teasers()}</main>"
            f"{self._footer()}{self._script(6000)}</body></html>"
        )
        return WebPage(f"{self._language} {self._paragraphs}", markup, self._seen)

    def _some(self, count: int) -> str:
        return " ".join(self._random.choices(self._words, self._weights, k=count))

    def _shown(self, count: int) -> str:
        words = self._some(count).split()
        self._seen += words
        return " ".join(map(self._as_written, words))

    def _again(self) -> str:
        """What stands under each picture and teaser of a site."""
        words = self._words[4:9]
        self._seen += words
        return " ".join(words)

    def _as_written(self, word: str) -> str:
        """A word with the signs that texts have beside one in five, or a number."""
        chosen = self._random.randrange(40)
        return _WRITTEN[chosen].format(word) if chosen < len(_WRITTEN) else word

    def _attributes(self, name: str) -> str:
        number = self._random.randrange(10**6)
        tracked = f'data-track="{name}:{number:x}" data-position="{number % 97}" data-v-{number % 4093:x}'
        style = f' style="width: {number % 100}%"' if number % 30 == 0 else ""
        layout = f"u-margin-{number % 5} l-grid__cell l-grid__cell--{number % 12} js-{name}"
        return f'class="{name} {name}--{number % 7} {layout}" id="{name}-{number}" {tracked}{style}'

    def _icon(self) -> str:
        points = " ".join(f"{self._random.random():.3f}" for _ in range(12))
        return f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M{points}z"/></svg>'

    def _metadata(self) -> str:
        return "".join(
            f'<meta property="og:{name}" content="{self._some(9)}">'
            f'<link rel=preload href="/static/{name}.js" as=script>'
            for name in ("title", "description", "image", "site_name", "locale")
        )

    def _sheet(self) -> str:
        rules = "".join(
            f".c{n} .item--{n % 9} {{ {'margin: 0 auto' if n % 12 else 'display: flex'}; width: {n}px }}\n"
            for n in range(60 + 10 * self._paragraphs)
        )
        return (
            f"{rules}.modal, .js .fallback {{ display: none }} .menu__link {{ display: block }}"
            "@media (max-width: 600px) { main { display: none } } .share { visibility: hidden }"
        )

    def _script(self, size: int) -> str:
        state = {f"key{n}": self._some(6) for n in range((size + 200 * self._paragraphs) // 60)}
        return (
            f"<script>window.__STATE__ = {json.dumps(state)};</script><noscript><div><img src=/p></noscript>"
        )

    def _hidden(self) -> str:
        return (
            f"<div {self._attributes('modal')}><h2>{self._some(4)}</h2><p>{self._some(40)}</p></div>"
            f"<div hidden><form><select><option>{self._some(2)}<option>{self._some(2)}</select></form></div>"
        )

    def _menu(self) -> str:
        links = "".join(
            f"<li {self._attributes('menu__item')}><a class=menu__link href='/section/{n}/'>"
            f"<svg width=16><path d='M{n} 1h8v2z'/><title>{self._some(1)}</title></svg>"
            f"<span>{self._shown(1)}</span></a></li>"
            for n in range(20 + self._paragraphs // 2)
        )
        return f"<header><nav {self._attributes('menu')}><ul>{links}</ul></nav></header>"

    def _article(self) -> str:
        paragraphs = "".join(self._paragraph(number) for number in range(self._paragraphs))
        return f"<article><h1 {self._attributes('title')}>{self._shown(6)}</h1>{paragraphs}</article>"

    def _paragraph(self, number: int) -> str:
        text = (
            f"<p {self._attributes('paragraph')}>{self._shown(24)}. "
            f'<a href="/a/{number}?utm_source=x&amp;utm_medium=y" rel=noopener>{self._shown(3)}</a> '
            f"{self._shown(14)}. <em>{self._shown(2)}</em></p>"
        )
        beside = self._picture(number) if number % 2 else self._share()
        return (
            f"<div {self._attributes('block')}><div {self._attributes('block__inner')}>\n    {text}{beside}"
            f"</div></div><!-- block {number} -->\n"
        )

    def _picture(self, number: int) -> str:
        sources = ", ".join(f"/i/{number}-{width}.jpg {width}w" for width in (320, 640, 960, 1280))
        return (
            f'<figure {self._attributes("figure")}><img src="/i/{number}.jpg" alt="{self._some(4)}" '
            f'srcset="{sources}"><figcaption>{self._shown(8)}. {self._again()}</figcaption></figure>'
        )

    def _share(self) -> str:
        items = "".join(
            f"<li {self._attributes('share__item')}><a href='#{n}'>{self._icon()}{self._some(1)}</a>"
            for n in range(4)
        )
        return f"<ul class=share>{items}</ul>"

    def _teasers(self) -> str:
        teasers = "".join(
            f"<li {self._attributes('teaser')}><a href='/t/{n}'>"
            f"<h3>{self._shown(6)}</h3><p>{self._shown(14)}</p>{self._again()}</a>"
            for n in range(self._paragraphs // 2)
        )
        return f"<aside><h2>{self._shown(2)}</h2><ul>{teasers}</ul></aside>"

    def _footer(self) -> str:
        return f"<footer {self._attributes('footer')}><p>{self._shown(12)}<p>{self._shown(9)}</footer>"
