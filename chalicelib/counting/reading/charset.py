"""The bytes of a page to its characters, decoded as browsers do (WHATWG Encoding and HTML standards)."""

import codecs
import re
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from functools import cache

import webencodings

from chalicelib.counting.reading import media

_UTF8 = webencodings.UTF8
_WINDOWS_1252 = webencodings.lookup("windows-1252") or _UTF8
_GB18030 = webencodings.lookup("gb18030") or _UTF8
_SINGLE_BYTE = ("windows-", "iso-8859-", "koi8-", "ibm866", "macintosh", "x-mac-")
_UNLIKE_PYTHON = {"koi8-u": {0xAE: "ў", 0xBE: "Ў"}, "windows-1255": {0xCA: "\u05ba"}}
_PRESCAN_BYTES = 1024
_LONG_PRESCAN_BYTES = 65_536
_DETECTION_BYTES = 65_536
_CHARACTERS_FOR_A_FAULT = 3
"""Of UTF-8 beyond ASCII; fifteen letters or more in other encodings come to two at most by chance."""
_BEFORE_DETECTION = 1024  # bytes of ASCII that are looked at before the first other one

# Byte order marks (Encoding standard, section 6, "BOM sniff").
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16be"), (codecs.BOM_UTF16_LE, "utf-16le"))

_CHARSET_OF_META = re.compile(r"""charset\s*=\s*(?:"([^"]*)"|'([^']*)'|(?!["'])([^\s;]+))""", re.IGNORECASE)
_OPENING = re.compile(rb"<!--|<[!?]|</?(?:([A-Za-z][^\s/>]*))?")
_ATTRIBUTE = re.compile(
    rb"""[\s/]*+(?:>|([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|(["'])|([^\s>]*+)))?)"""
)
# The same of all attributes of a tag that is none of interest, and its end.
_REST_OF_TAG = re.compile(
    rb"""(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+)|(?!\s*+=)))*+[\s/]*+>"""
)
_XML_DECLARATION = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")
# What is in them is no markup.
_RAW = frozenset([b"script", b"style", b"title", b"textarea", b"noscript", b"xmp", b"iframe", b"noembed"])
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_ISO_2022_JP = (b"\x1b$B", b"\x1b$@", b"\x1b(J")


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
    if not any(escape in body for escape in _ISO_2022_JP):
        with suppress(UnicodeDecodeError):
            return body.decode()
        if _is_utf_8_but_for_a_few(body):
            return _decode(body, _UTF8)
    return _decode(body, _detect(body))


def lookup(label: str) -> webencodings.Encoding | None:
    """The encoding of that label (Encoding standard, "get an encoding"), or None.

    No other codec of Python's can be named from outside: some raise, some take the square of the length.
    """
    return webencodings.lookup(label) if label.isascii() else None


def from_header(content_type: str | None) -> webencodings.Encoding | None:
    """The encoding that a Content-Type header names, if it is one of the standard's labels."""
    return lookup(media.charset_parameter(content_type) or "")


def declared(body: bytes) -> webencodings.Encoding | None:
    """The encoding that the markup names for itself (HTML standard, "prescan a byte stream").

    The standard takes a `meta` in a script or a style sheet for one, and Chromium does not: here it is taken
    where no other is and the page is not in UTF-8.
    """
    for limit in (_PRESCAN_BYTES, _LONG_PRESCAN_BYTES):
        head = body[:limit]
        encoding = _prescan(head) if _hints_at_encoding(head) else None
        if encoding is not None:
            return encoding
    head = body[:_PRESCAN_BYTES]
    encoding = _prescan(head, raw=frozenset()) if _hints_at_encoding(head) else None
    return encoding if encoding and (body.isascii() or not _is_utf_8(body)) else None


def _hints_at_encoding(head: bytes) -> bool:
    head = head.lower()
    return b"charset" in head or b"encoding" in head


def _is_utf_8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_utf_8_but_for_a_few(body: bytes) -> bool:
    """Whether characters beyond ASCII are so much more than faults that only UTF-8 can have made them: a file
    put together from several, or cut within a letter, which detectors take for anything else."""
    text = body.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    characters = len(text) - len(body.translate(None, _BEYOND_ASCII)) - faults
    return characters >= _CHARACTERS_FOR_A_FAULT * faults


def _prescan(head: bytes, raw: Set[bytes] = _RAW) -> webencodings.Encoding | None:
    for attributes in _metas(head, raw):
        encoding = _encoding_of_meta(attributes)
        if encoding is not None:
            return _as_ascii_superset(encoding)
    declaration = _XML_DECLARATION.match(head)
    encoding = lookup(declaration[1].decode("latin-1")) if declaration else None
    return _as_ascii_superset(encoding) if encoding else None


def _metas(head: bytes, raw: Set[bytes]) -> Iterator[Mapping[str, str]]:
    """The attributes of each `meta` in `head` that is in no element of `raw`, up to what has no end."""
    found = _OPENING.search(head)
    while found:
        position = found.end()
        if found[0] == b"<!--":
            position = head.find(b"-->", found.start() + 2) + 3
            if position < 3:
                return
        elif found[1] is not None:
            name = b"/" if found[0].startswith(b"</") else found[1].lower()
            attributes, position = _attributes(head, position, kept=name == b"meta")
            if position < 0:
                return
            if name == b"meta":
                yield attributes
            elif name in raw:
                position = _end_of_raw(head, name, position)
        elif found[0] != b"<":
            position = head.find(b">", position)
            if position < 0:
                return
        found = _OPENING.search(head, position)


def _attributes(head: bytes, position: int, *, kept: bool) -> tuple[dict[str, str], int]:
    """The attributes of a tag if they are kept, and where it ends; below zero where it does not."""
    values: dict[str, str] = {}
    if not kept:
        rest = _REST_OF_TAG.match(head, position)
        return values, rest.end() if rest else -1
    while (found := _ATTRIBUTE.match(head, position)) and not found[4]:
        position = found.end()
        if found[1] is None:
            return values, position
        value = found[2] or found[3] or found[5] or b""
        values.setdefault(found[1].decode("latin-1").lower(), value.decode("latin-1"))
    return values, -1


def _end_of_raw(head: bytes, name: bytes, position: int) -> int:
    found = re.compile(rb"</" + name, re.IGNORECASE).search(head, position)
    return found.start() if found else len(head)


def _encoding_of_meta(values: Mapping[str, str]) -> webencodings.Encoding | None:
    if "charset" in values:
        return lookup(values["charset"])
    if values.get("http-equiv", "").lower() == "content-type":
        found = _CHARSET_OF_META.search(values.get("content", ""))
        return lookup(next(filter(None, found.groups()), "")) if found else None
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
    if encoding.name.startswith(_SINGLE_BYTE):
        return codecs.charmap_decode(body, "replace", _table(encoding))[0]
    if encoding.name == "gbk":  # is decoded as what extends it (Encoding standard, section 10.1)
        encoding = _GB18030
    text: str = encoding.codec_info.decode(body, "replace")[0]
    return text


@cache
def _table(encoding: webencodings.Encoding) -> str:
    """The character of each byte: Python's but for a few, and control characters where it has none (Encoding
    standard, section 9, whose indexes have every byte from 80 to 9F)."""
    found: str = encoding.codec_info.decode(bytes(range(256)), "replace")[0]
    for byte, character in _UNLIKE_PYTHON.get(encoding.name, {}).items():
        found = found[:byte] + character + found[byte + 1 :]
    return "".join(
        chr(byte) if character == "\ufffd" and 0x80 <= byte <= 0x9F else character
        for byte, character in enumerate(found)
    )


def _detect(body: bytes) -> webencodings.Encoding:
    """The encoding of a page that declares none, by what letters follow each other (chardetng)."""
    from turbohtml.detect import detect  # only for the few such pages

    first = _NOT_ASCII.search(body)
    start = max(first.start() - _BEFORE_DETECTION, 0) if first else 0
    # Without the signs of markup, or declarations that are none would be believed.
    sample = body[start : start + _DETECTION_BYTES].replace(b"<", b" ")
    return lookup(detect(sample).encoding or "") or _WINDOWS_1252
