"""What never gets into a log: the parts of URLs that hold secrets, and characters that forge lines."""

import re
from urllib.parse import urlsplit

_USER_INFO = re.compile(r"//[^\s/?#]*@")
_QUERY = re.compile(r"(?<=\S)\?\S+")
_HIDDEN = "?..."


def address(url: str) -> str:
    """A URL's scheme, host and path, and whether it has a query, by its grammar (RFC 3986, section 3)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _HIDDEN
    scheme = f"{parts.scheme}:" if parts.scheme else ""
    host = "//" + parts.netloc.rpartition("@")[2] if parts.netloc else ""
    return f"{scheme}{host}{parts.path}{_HIDDEN if parts.query else ''}"


def without_secrets(text: str) -> str:
    """Text that may have URLs in it, such as a library's message, with no credentials or query of one.

    What follows a question mark up to the next space is taken for a query, unless a space comes before it:
    rather too much is hidden than anything shown that a stranger's URL was trusted to keep.
    """
    return _QUERY.sub(_HIDDEN, _USER_INFO.sub("//", text))


def shortened(text: str, characters: int) -> str:
    """The text's beginning and end, in so many characters."""
    if len(text) <= characters:
        return text
    half = (characters - 5) // 2
    return f"{text[:half]} ... {text[-half:]}"
