"""The pages that are counted when no folder of pages is named."""

import gzip
from pathlib import Path

from tests.web import web_pages

_PLAIN = (".html", ".htm", ".xhtml")
SUFFIXES = (*_PLAIN, *(f"{suffix}.gz" for suffix in _PLAIN))
"""How the names of files end that are taken for pages."""


def pages(folder: str | None) -> list[tuple[str, bytes]]:
    """Names and bytes: of the HTML files in `folder`, or of pages made like the web's."""
    if folder is not None:
        files = sorted(path for path in Path(folder).rglob("*") if path.name.lower().endswith(SUFFIXES))
        return [(file.name, _body(file)) for file in files]
    return [(page.name, page.markup.encode()) for page in web_pages()]


def _body(file: Path) -> bytes:
    body = file.read_bytes()
    return gzip.decompress(body) if file.suffix.lower() == ".gz" else body


def described(folder: str | None) -> str:
    """What the pages are."""
    if folder is not None:
        return f"the HTML files in {folder}"
    return "made as sites make theirs: scripts, style sheets, menus, notices, teasers and an article"
