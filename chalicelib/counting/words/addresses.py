"""URLs, hosts with a path, and e-mail addresses: what looks like words and is none."""

import re

from chalicelib.counting.words.segmentation import CHARACTERS

_WORD_CHARACTER = rf"[^\W{CHARACTERS}]"
_ADDRESS_SIGNS = ("@", "://", "www.", "WWW.", "localhost:")
_PATH_BEHIND_HOST = re.compile(r"\.(?:[a-z]{2,6}+|рф|рус|укр|бел)(?::\d++)?+[/?#]")
_IN_ADDRESS = r"[^\s\"<>—–“”«»‹›、。，；「」『』（）【】]"
# Where hosts end that have a path behind them: not Node.js/Express, main.py/tests.
_TOP_DOMAIN = (
    "(?-i:com|org|net|edu|gov|mil|int|info|biz|app|dev|page|blog|shop|cloud|online|site|news|museum|travel"
    "|рф|рус|укр|бел|(?!js|md|py|sh|ts)[a-z]{2})"
)
_LABEL = rf"(?:{_WORD_CHARACTER}|-)++"
_ADDRESS = re.compile(
    rf"(?:https?|ftp)://{_IN_ADDRESS}*|\bwww\.{_IN_ADDRESS}+|mailto:{_IN_ADDRESS}+"
    rf"|(?<![\w+.-])[a-z][a-z\d+.-]++://{_IN_ADDRESS}+"
    rf"|(?<![@.-])(?<!{_WORD_CHARACTER})(?:{_LABEL}\.)++(?:(?<!\d\.)|(?<=[a-z]\d\.)){_TOP_DOMAIN}(?::\d++)?+"
    rf"(?:/|[?#](?=\w)){_IN_ADDRESS}*|\blocalhost:\d++(?:/{_IN_ADDRESS}*)?+"
    # With a password before it, and a path behind it.
    rf"|(?<![\w.+-])[\w.+-]++(?::[\w.+%-]++)?+@[\w-]++(?:\.[\w-]++)++(?::?[\w~.-]*+/{_IN_ADDRESS}*)?+",
    re.IGNORECASE,
)


def may_have_address(text: str) -> bool:
    """Whether it is worth looking."""
    return any(sign in text for sign in _ADDRESS_SIGNS) or _PATH_BEHIND_HOST.search(text) is not None


def without_addresses(piece: str) -> str:
    """The text with a number in place of each address, which parts words as any number does."""
    return _ADDRESS.sub(" 0 ", piece) if may_have_address(piece) else piece
