"""The pages that are counted when no folder of pages is named."""

from pathlib import Path

from tests.web import web_pages


def pages(folder: str | None) -> list[tuple[str, bytes]]:
    """Names and bytes: of the HTML files in `folder`, or of pages made like the web's."""
    if folder is not None:
        files = sorted(path for path in Path(folder).rglob("*") if path.suffix in (".html", ".htm", ".xhtml"))
        return [(file.name, file.read_bytes()) for file in files]
    return [(page.name, page.markup.encode()) for page in web_pages()]


def described(folder: str | None) -> str:
    """What the pages are."""
    if folder is not None:
        return f"the HTML files in {folder}"
    return "made as sites make theirs: scripts, style sheets, menus, notices, teasers and an article"
