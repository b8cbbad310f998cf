"""The bytes of a page to its characters, decoded as browsers do (WHATWG Encoding and HTML standards)."""

import codecs
import re

import webencodings

from chalicelib.counting.words.stop_words import stop_words

_UTF8 = webencodings.UTF8
_WINDOWS_1252 = webencodings.lookup("windows-1252") or _UTF8
_GB18030 = webencodings.lookup("gb18030") or _UTF8
_PRESCAN_BYTES = 1024
_LONG_PRESCAN_BYTES = 65_536
_DETECTION_BYTES = 65_536

# What pages that declare nothing are looked at as, the more common first: Python's codecs, by the names that
# charset-normalizer has for them, to the standard's.
_UNDECLARED = {
    "cp1252": "windows-1252",
    "cp1251": "windows-1251",
    "cp932": "shift_jis",
    "gb18030": "gb18030",
    "euc_jp": "euc-jp",
    "big5hkscs": "big5",
    "cp949": "euc-kr",
    "koi8_r": "koi8-r",
    "cp1250": "windows-1250",
    "iso8859_2": "iso-8859-2",
    "cp1253": "windows-1253",
    "cp1254": "windows-1254",
    "cp1255": "windows-1255",
    "cp1256": "windows-1256",
    "cp1257": "windows-1257",
    "tis_620": "windows-874",
}

# Byte order marks (Encoding standard, section 6, "BOM sniff").
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16be"), (codecs.BOM_UTF16_LE, "utf-16le"))

_CHARSET_PARAMETER = re.compile(r"""charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))""", re.IGNORECASE)
# Both go on to the end where what they look for is missing, lest they are tried again from every place.
_COMMENT = re.compile(rb"<!--(?:-?>|.*?-->|.*)", re.DOTALL)
_XML_DECLARATION = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")
_META = re.compile(rb"<meta[\s/]([^>]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")


def decode(body: bytes, content_type: str | None, *, markup: bool) -> str:
    """The characters of `body`; what its encoding does not define becomes U+FFFD.

    Args:
        body: a response's bytes.
        content_type: its Content-Type header.
        markup: whether `<meta>` elements and XML declarations are looked for.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _decode(body[len(mark) :], lookup(name) or _UTF8)
    encoding = from_header(content_type) or (declared(body) if markup else None)
    if encoding is not None:
        return _decode(body, encoding)
    try:
        return body.decode()
    except UnicodeDecodeError:
        return _decode(body, _detect(body))


def lookup(label: str) -> webencodings.Encoding | None:
    """The encoding of that label (Encoding standard, "get an encoding"), or None.

    No other codec of Python's can be named from outside: some raise, some take the square of the length.
    """
    return webencodings.lookup(label) if label.isascii() else None


def from_header(content_type: str | None) -> webencodings.Encoding | None:
    """The encoding that a Content-Type header names, if it is one of the standard's labels."""
    found = _CHARSET_PARAMETER.search(content_type or "")
    return lookup(next(filter(None, found.groups()), "")) if found else None


def declared(body: bytes) -> webencodings.Encoding | None:
    """The encoding that the markup names for itself (HTML standard, "prescan a byte stream")."""
    for limit in (_PRESCAN_BYTES, _LONG_PRESCAN_BYTES):
        encoding = _prescan(body[:limit])
        if encoding is not None:
            return encoding
    return None


def _prescan(head: bytes) -> webencodings.Encoding | None:
    head = _COMMENT.sub(b"", head)
    for meta in _META.finditer(head):
        encoding = _encoding_of_meta(meta[1])
        if encoding is not None:
            return _as_ascii_superset(encoding)
    declaration = _XML_DECLARATION.match(head)
    encoding = lookup(declaration[1].decode("latin-1")) if declaration else None
    return _as_ascii_superset(encoding) if encoding else None


def _encoding_of_meta(attributes: bytes) -> webencodings.Encoding | None:
    values: dict[str, str] = {}
    for name, *value in _ATTRIBUTE.findall(attributes):
        values.setdefault(name.decode("latin-1").lower(), b"".join(value).decode("latin-1"))
    if "charset" in values:
        return lookup(values["charset"])
    if values.get("http-equiv", "").lower() == "content-type":
        return from_header(values.get("content"))
    return None


def _as_ascii_superset(encoding: webencodings.Encoding) -> webencodings.Encoding:
    """What can be read as ASCII up to its own declaration is not UTF-16."""
    if encoding.name in ("utf-16le", "utf-16be"):
        return _UTF8
    return encoding if encoding.name != "x-user-defined" else _WINDOWS_1252


def _decode(body: bytes, encoding: webencodings.Encoding) -> str:
    if encoding.name == "replacement":
        return "\ufffd" if body else ""
    if encoding is _UTF8:
        return body.decode("utf-8", "replace")
    if encoding.name == "gbk":  # is decoded as what extends it (Encoding standard, section 10.1)
        encoding = _GB18030
    text: str = encoding.codec_info.decode(body, "replace")[0]
    return text


def _detect(body: bytes) -> webencodings.Encoding:
    from charset_normalizer import from_bytes  # only for the few pages that declare nothing

    head = body[:_DETECTION_BYTES]
    matches = from_bytes(head, cp_isolation=list(_UNDECLARED))
    best = matches.best()
    if best is None:
        return _WINDOWS_1252
    rank = (best.chaos, best.coherence)
    as_good = {match.encoding for match in matches if (match.chaos, match.coherence) == rank}
    return max(
        (lookup(name) or _WINDOWS_1252 for codec, name in _UNDECLARED.items() if codec in as_good),
        key=lambda encoding: _familiarity(head, encoding),
        default=_WINDOWS_1252,
    )


def _familiarity(head: bytes, encoding: webencodings.Encoding) -> int:
    """How many words that are not ASCII are stop words of some language: ě or ì, ñ or ń."""
    familiar = frozenset().union(*stop_words().values())
    words = encoding.codec_info.decode(head, "replace")[0].casefold().split()
    return sum(word in familiar for word in words if not word.isascii())
