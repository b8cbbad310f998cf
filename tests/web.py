"""Pages made as sites make them, with what a reader sees of each: four fifths of their bytes are markup.

They have scripts, style sheets that hide and part, menus of links, a cookie notice, teasers, attributes for
trackers, elements that nobody closed, and an article.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.texts import TEXTS

LANGUAGES = ("en", "de", "es", "fr", "pt", "ru")
PARAGRAPHS = (6, 25, 60, 140)


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
        self._words = words + ["".join(self._random.sample("".join(words), 7)) for _ in range(2000)]
        self._weights = [1 / rank for rank in range(1, len(self._words) + 1)]
        self._seen: list[str] = []

    def page(self) -> WebPage:
        markup = (
            f'<!doctype html><html lang="{self._language}" class="no-js"><head><meta charset="utf-8">'
            f"<title>{self._some(5)}</title>{self._metadata()}<style>{self._sheet()}</style>"
            f"{self._script(900)}</head><body class='home page-template'>{self._hidden()}{self._menu()}"
            f"<main id=content class='layout layout--wide'>{self._article()}{self._teasers()}</main>"
            f"{self._footer()}{self._script(3000)}</body></html>"
        )
        return WebPage(f"{self._language} {self._paragraphs}", markup, self._seen)

    def _some(self, count: int) -> str:
        return " ".join(self._random.choices(self._words, self._weights, k=count))

    def _shown(self, count: int) -> str:
        text = self._some(count)
        self._seen += text.split()
        return text

    def _attributes(self, name: str) -> str:
        number = self._random.randrange(10**6)
        tracked = f'data-track="{name}:{number:x}" data-position="{number % 97}"'
        return f'class="{name} {name}--{number % 7}" id="{name}-{number}" {tracked}'

    def _metadata(self) -> str:
        return "".join(
            f'<meta property="og:{name}" content="{self._some(9)}">'
            f'<link rel=preload href="/static/{name}.js" as=script>'
            for name in ("title", "description", "image", "site_name", "locale")
        )

    def _sheet(self) -> str:
        rules = "".join(
            f".c{n} .item--{n % 9} {{ {'margin: 0 auto' if n % 12 else 'display: flex'}; width: {n}px }}\n"
            for n in range(60 + 5 * self._paragraphs)
        )
        return (
            f"{rules}.modal, .js .fallback {{ display: none }} .menu__link {{ display: block }}"
            "@media (max-width: 600px) { main { display: none } } .share { visibility: hidden }"
        )

    def _script(self, size: int) -> str:
        state = {f"key{n}": self._some(6) for n in range((size + 60 * self._paragraphs) // 60)}
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
            f"<p {self._attributes('paragraph')}>{self._shown(30)}. "
            f'<a href="/a/{number}?utm_source=x&amp;utm_medium=y" rel=noopener>{self._shown(3)}</a> '
            f"{self._shown(20)}. <em>{self._shown(2)}</em></p>"
        )
        beside = self._picture(number) if number % 2 else self._share()
        return f"<div {self._attributes('block')}>{text}{beside}</div>\n"

    def _picture(self, number: int) -> str:
        sources = ", ".join(f"/i/{number}-{width}.jpg {width}w" for width in (320, 640, 960, 1280))
        return (
            f'<figure {self._attributes("figure")}><img src="/i/{number}.jpg" alt="{self._some(4)}" '
            f'srcset="{sources}"><figcaption>{self._shown(8)}</figcaption></figure>'
        )

    def _share(self) -> str:
        return f"<ul class=share><li {self._attributes('share__item')}>{self._some(3)}</ul>"

    def _teasers(self) -> str:
        teasers = "".join(
            f"<li {self._attributes('teaser')}><a href='/t/{n}'>"
            f"<h3>{self._shown(6)}</h3><p>{self._shown(14)}</a>"
            for n in range(self._paragraphs // 3)
        )
        return f"<aside><h2>{self._shown(2)}</h2><ul>{teasers}</ul></aside>"

    def _footer(self) -> str:
        return f"<footer {self._attributes('footer')}><p>{self._shown(12)}<p>{self._shown(9)}</footer>"
