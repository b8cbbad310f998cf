"""Why a page may have no words: what on it shows its text later, elsewhere, or to some only."""

from typing import Final

from turbohtml import Document

LOGIN: Final = "login"
"""It asks for a password."""
REFRESH: Final = "refresh"
"""It leads on to another page by itself, later than is waited for."""
SCRIPT: Final = "script"
"""Its scripts may write the text in a browser; they are not run here."""
PICTURES: Final = "pictures"
"""It shows pictures or a video, whose text is not read."""
REASONS: Final = (LOGIN, REFRESH, SCRIPT, PICTURES)

_PICTURES: Final = ("img", "picture", "svg", "canvas", "video", "object", "embed", "iframe")


def why_empty(document: Document) -> str | None:
    """The likeliest reason why a page without words has none, or None where nothing on it tells."""
    if any((each.attr("type") or "").strip().lower() == "password" for each in document.find_all("input")):
        return LOGIN
    if any(
        (each.attr("http-equiv") or "").strip().lower() == "refresh" for each in document.find_all("meta")
    ):
        return REFRESH
    if document.find("script") is not None:
        return SCRIPT
    return PICTURES if any(document.find(name) is not None for name in _PICTURES) else None
