"""What never gets into a log: the parts of URLs that hold secrets, and characters that forge lines."""

import re

_USER_INFO = re.compile(r"//[^\s/?#@\"']{1,500}@")
_QUERY = re.compile(r"(?<=[\w/.%~-])\?[^\s\"'<>]+")
_HIDDEN = "?..."


def without_secrets(text: str) -> str:
    """The text with no user name, password or query in any URL of it, whole or in part.

    What follows a question mark inside a word is taken for a query: rather too much is hidden than
    anything shown that a stranger's URL was trusted to keep.
    """
    return _QUERY.sub(_HIDDEN, _USER_INFO.sub("//", text))


def shortened(text: str, characters: int) -> str:
    """The text's beginning and end, in so many characters."""
    if len(text) <= characters:
        return text
    half = (characters - 5) // 2
    return f"{text[:half]} ... {text[-half:]}"
