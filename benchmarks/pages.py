"""The pages that are counted when no folder of pages is named."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from tests.pages import from_packages
from tests.texts import TEXTS


def pages(folder: str | None) -> list[tuple[str, bytes]]:
    """Names and bytes: of the HTML files in `folder`, or of pages from packages and generated ones."""
    if folder is not None:
        files = sorted(path for path in Path(folder).rglob("*") if path.suffix in (".html", ".htm", ".xhtml"))
        return [(file.name, file.read_bytes()) for file in files]
    return [(name, markup.encode()) for name, markup in [*from_packages(), *_generated()]]


def described(folder: str | None) -> str:
    """What the pages are."""
    if folder is not None:
        return f"the HTML files in {folder}"
    return "pydoc's pages of the standard library, highlighted sources, IDLE's manual, and generated articles"


def _generated() -> Iterator[tuple[str, str]]:
    """Articles as sites send them: half of the bytes are scripts, styles and attributes."""
    for language in ("en", "de", "es", "fr", "pt", "ru"):
        words = TEXTS[language].split()
        generator = random.Random(language)  # the same pages each time
        # A few words make most of a text, and many occur once (Zipf's law).
        vocabulary = words + ["".join(generator.sample("".join(words), 7)).strip(".,’") for _ in range(2000)]
        weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
        for number in range(2):
            yield f"{language} {number}", _article(generator, vocabulary, weights, language)


def _article(generator: random.Random, vocabulary: list[str], weights: list[float], language: str) -> str:
    def sentence() -> str:
        chosen = generator.choices(vocabulary, weights, k=generator.randint(6, 24))
        chosen[generator.randrange(len(chosen))] = (
            f'<a class="link link--inline" href="/a/{len(chosen)}">link</a>'
        )
        return " ".join(chosen).capitalize() + ". "

    state = json.dumps({f"key{n}": generator.choices(vocabulary, k=8) for n in range(300)})
    menu = "".join(
        f'<li class="menu__item menu__item--level-1" id="menu-{n}"><a class="menu__link" href="/section/{n}" '
        f'data-track="nav-{n}"><span class="menu__label">{generator.choice(vocabulary)}</span></a></li>'
        for n in range(120)
    )
    paragraphs = "".join(
        f'<div class="block"><p class="article__paragraph" data-id="{n}">'
        f"{''.join(sentence() for _ in range(5))}</p></div>\n"
        for n in range(60)
    )
    style = "".join(f".c{n} {{ margin: {n}px; color: #{n:06x}; }}\n" for n in range(500))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{sentence()}</title>"
        f"<style>{style}</style><script>window.state = {state};</script></head><body>"
        f"<nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>{sentence()}</h1>{paragraphs}</article></main><footer>{sentence()}</footer>"
        "</body></html>"
    )
