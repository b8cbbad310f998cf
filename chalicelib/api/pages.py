"""The page and its files, and the description of the API, as text."""

from functools import cache
from pathlib import Path

from chalice import Response
from chalice.app import Request

from chalicelib.api.conditions import conditional
from chalicelib.api.problems import answered
from chalicelib.errors import NotFound

_FOLDER = Path(__file__).parent / "static"
_MEDIA_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

# Kept, but asked for again each time: the next deploy shows at once.
_CACHING = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}


@cache
def _files() -> dict[str, str]:
    """The text of every file there is to serve, by name: no path of a request is ever opened."""
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in _FOLDER.iterdir()
        if path.suffix in _MEDIA_TYPES
    }


@answered
def get_page(request: Request) -> Response:
    """`GET /`: the page."""
    return _file(request, "index.html")


@answered
def get_static(request: Request, name: str) -> Response:
    """`GET /static/{name}`: a style sheet, script or picture of the page."""
    if name not in _files():
        raise NotFound("the page has no such file")
    return _file(request, name)


@answered
def get_openapi(request: Request) -> Response:
    """`GET /openapi.json`: the description of the API."""
    return conditional(request, _openapi(), {"Content-Type": "application/json", **_CACHING})


@cache
def _openapi() -> str:
    return (Path(__file__).parent / "openapi.json").read_text(encoding="utf-8")


def _file(request: Request, name: str) -> Response:
    headers = {
        "Content-Type": f"{_MEDIA_TYPES[Path(name).suffix]}; charset=utf-8",
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "no-referrer",
        **_CACHING,
    }
    return conditional(request, _files()[name], headers)
