"""The page and its files, and the description of the API, as text.

The page names its files by names that hold a digest of all of them: what a browser has once loaded it keeps
for ever and asks for no more, and a new release, which is another digest, shows at once and never mixes with
an older one.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from chalice import Response
from chalice.app import Request

from chalicelib import settings
from chalicelib.api.conditions import conditional
from chalicelib.api.problems import answered
from chalicelib.api.script import one_script
from chalicelib.errors import NotFound

_FOLDER = Path(__file__).parent / "static"
_MEDIA_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
_SCRIPT = "page.js"
_FREQUENCIES = re.compile(r"frequencies-([a-z]{2,3})\.json")
_REFERENCE = re.compile(r'(?<=")(static/[a-z-]+)(\.(?:css|js|svg)")')

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"  # kept, but asked for again


@cache
def _texts() -> dict[str, str]:
    """The text of every file there is to serve, by name: no path of a request is ever opened."""
    served = (path for path in _FOLDER.iterdir() if path.suffix in _MEDIA_TYPES and path.suffix != ".js")
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(served)}
    return {**texts, _SCRIPT: one_script(_FOLDER, _SCRIPT.removesuffix(".js"))}


@cache
def _digest() -> str:
    """A name for this release of the files."""
    return hashlib.sha256(repr(_texts()).encode()).hexdigest()[:12]


@cache
def _page() -> str:
    """The page, naming its files of this release."""
    return _REFERENCE.sub(rf"\1.{_digest()}\2", _texts()["index.html"])


@answered
def get_page(request: Request) -> Response:
    """`GET /`: the page."""
    if to := _with_slash(request):
        return Response("", status_code=302, headers={"Location": to, "Cache-Control": "no-store"})
    text = _page()
    if settings.current().public_listing:
        text = text.replace('data-public-listing="off"', 'data-public-listing="on"', 1)
    return _answer(request, text, ".html", _ASK_AGAIN)


@answered
def get_static(request: Request, name: str) -> Response:
    """`GET /static/{name}`: a style sheet, script or picture, with or without a digest in its name."""
    stem, _, suffix = name.rpartition(".")
    plain, _, digest = stem.partition(".")
    if list_of_words := _FREQUENCIES.fullmatch(name):
        return _frequencies(request, list_of_words[1])
    text = _texts().get(f"{plain}.{suffix}")
    if text is None or suffix == "html":
        raise NotFound("the page has no such file")
    return _answer(request, text, f".{suffix}", _FOREVER if digest == _digest() else _ASK_AGAIN)


def _frequencies(request: Request, language: str) -> Response:
    """The commonest words of a language, which a page that compares with it asks for."""
    from chalicelib.corpus.language import frequencies_text

    text = frequencies_text(language)
    if text is None:
        raise NotFound("there is no list of the commonest words of this language")
    return _answer(request, text, ".json", _ASK_AGAIN)


@answered
def get_openapi(request: Request) -> Response:
    """`GET /openapi.json`: the description of the API."""
    headers = {"Content-Type": "application/json", "Cache-Control": _ASK_AGAIN, "Vary": "Accept-Encoding"}
    return conditional(request, _openapi(), headers)


@cache
def _openapi() -> str:
    return (Path(__file__).parent / "openapi.json").read_text(encoding="utf-8")


def _with_slash(request: Request) -> str | None:
    """Where the page's own links work, if the request came for a stage without a slash at the end.

    Below `/api` they would lead beside the API. The parameter `slash` keeps a proxy that takes the slash
    away from being redirected for ever.
    """
    path: str = request.context.get("path") or "/"
    if path.endswith("/") or "slash" in (request.query_params or {}):
        return None
    return f"{path.rpartition('/')[2]}/?slash"


def _answer(request: Request, text: str, suffix: str, kept: str) -> Response:
    headers = {
        "Content-Type": f"{_MEDIA_TYPES[suffix]}; charset=utf-8",
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": kept,
        "Vary": "Accept-Encoding",
    }
    return conditional(request, text, headers)
