"""The URL of a page: what someone typed, normalised, or refused with the reason."""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from chalicelib.errors import InvalidURL

MAXIMUM_LENGTH = 2048
"""Characters of a URL, as sent and once normalised: what browsers and proxies commonly take."""
_LONGEST_REFERENCE = 65_536  # characters, white space around it included

# What surrounds an address where it was copied from: quotes and brackets, as pairs.
_WRAPPED = re.compile(
    r"""<(.*)>|"(.*)"|'(.*)'|`(.*)`|“(.*)”|„(.*)[“”]|‘(.*)’|‚(.*)[‘’]|«(.*)»|»(.*)«|‹(.*)›|「(.*)」|『(.*)』|”(.*)”|\((.*)\)"""
)
# Code points that are not shown (Unicode's Default_Ignorable_Code_Point), and the blank of Braille.
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(rf"[\s{_IGNORABLE}]*+")
_MOST_WRAPPERS = 10  # in each other: each is looked for in the whole text
_UNSEEN_IN_SCHEME = re.compile(rf"^(?:[a-z][{_IGNORABLE}]*){{4,5}}:", re.IGNORECASE)
_NAMED_URL = re.compile(r"url:\s*(?=https?:)", re.IGNORECASE)  # RFC 3986, appendix C
_WEB = re.compile(r"(https?):/*", re.IGNORECASE)
_BRACKETED = re.compile(r"\[[^\[\]]*\](?::[0-9]*)?")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?![0-9]{1,5}(?:[/?#]|$))")
# What may stand in a path or query as it is (RFC 3986, sections 3.3 and 3.4), and the % of an escape.
_PATH_SAFE = "/:@!$&'()*+,;=-._~%"
_QUERY_SAFE = _PATH_SAFE + "?"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# WHATWG URL, "forbidden domain code point", less the ones that cannot get this far.
_FORBIDDEN_IN_HOST = re.compile(r"[\x00-\x20\x7f\"#%/:<>?@\[\\\]^`{|}]")
_NUMBER = re.compile(r"0[xX](?P<hex>[0-9A-Fa-f]*)|0(?P<octal>[0-7]+)|(?P<decimal>0|[1-9][0-9]*)")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def normalise(text: str) -> str:
    """The URL that `text` means, in ASCII: scheme and host in lower case, no default port, no fragment.

    A URL without a scheme gets `https://`. What surrounds it where it was copied from is passed over: white
    space, what is not seen, quotes, angle brackets. In its path a backslash is a slash, and after http: there
    may be any number of those. Host names are made ASCII as browsers do (UTS #46, Punycode), IPv4 addresses
    in any spelling become four decimal numbers, paths and queries are percent-encoded UTF-8, `.` and `..` in
    paths are resolved (WHATWG URL, sections 3.5 and 4.4). A normalised URL is normalised to itself.

    Args:
        text: what someone typed or a site sent, at most 2,048 characters.

    Raises:
        InvalidURL: it is no http or https URL with a host, holds a user name, a password, control
            characters or lone surrogates, or is too long.
    """
    text = _unwrapped(text)
    _check_characters(text)
    parts = _split(_with_slashes(text))
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise InvalidURL(f"only http and https URLs can be counted, and this one begins with {scheme}:")
    if "@" in parts.netloc:
        raise InvalidURL("a URL with a user name or a password is not accepted")
    host = _host(parts)
    port = _port(parts)
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = _without_dot_segments(_quoted(parts.path, _PATH_SAFE))
    query = "?" + _quoted(parts.query, _QUERY_SAFE) if parts.query else ""
    url = f"{scheme}://{netloc}{path}{query}"
    if len(url) > MAXIMUM_LENGTH:
        raise InvalidURL(f"once percent-encoded, the URL is longer than {MAXIMUM_LENGTH:,} characters")
    return url


def site(url: str) -> str:
    """Who serves a normalised URL: its host, and its port if that is not the scheme's own."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removesuffix(".")
    return f"{host}:{parts.port}" if parts.port else host


def resolve(reference: str, base: str) -> str:
    """The URL that a reference in a page or in its header means, normalised (WHATWG URL, section 4.4).

    Args:
        base: the normalised URL of the page.

    Raises:
        InvalidURL: it means no http or https URL, or is too long.
    """
    if len(reference) > _LONGEST_REFERENCE:  # before the standard library keeps it, as it does what it splits
        raise InvalidURL(f"the URL is longer than {MAXIMUM_LENGTH:,} characters")
    reference = re.sub("[\t\n\r]", "", reference.strip("".join(map(chr, range(0x21)))))
    head, tail = _with_slashes_of_path(reference)
    scheme, _, rest = head.partition(":")
    if scheme.lower() == urlsplit(base).scheme and not rest.startswith("//"):
        head = rest  # relative all the same
    elif _WEB.match(head):
        head = _WEB.sub(r"\1://", head, count=1)
    if re.match("//+", head):
        head = "//" + head.lstrip("/")
    try:
        return normalise(urljoin(base, head + tail))
    except ValueError:
        raise InvalidURL("the URL's host is not a valid name or address") from None


def _unwrapped(text: str) -> str:
    if len(text) > 2 * MAXIMUM_LENGTH:
        return text
    text = _without_unseen_ends(text)
    for _ in range(_MOST_WRAPPERS):
        if not (wrapped := _WRAPPED.fullmatch(text)):
            break
        text = _without_unseen_ends(wrapped[wrapped.lastindex or 0])
    text = _UNSEEN_IN_SCHEME.sub(lambda scheme: re.sub(f"[{_IGNORABLE}]", "", scheme[0]), text)
    return _NAMED_URL.sub("", text, count=1) if _NAMED_URL.match(text) else text


def _without_unseen_ends(text: str) -> str:
    """`text` from its first character that is seen to its last.

    The end is found backwards: a search for it would begin anew at each of a thousand spaces, and each time
    go through all of them.
    """
    text = text[_end_of_unseen(text) :]
    return text[: len(text) - _end_of_unseen(text[::-1])]


def _end_of_unseen(text: str) -> int:
    found = _UNSEEN.match(text)
    return found.end() if found else 0


def _with_slashes(text: str) -> str:
    """`text` with as many slashes as belong behind http: and https:, and slashes for backslashes."""
    head, tail = _with_slashes_of_path(text)
    return _WEB.sub(r"\1://", head, count=1) + tail if _WEB.match(head) else head + tail


def _with_slashes_of_path(text: str) -> tuple[str, str]:
    """What comes before the query and fragment, with `/` for each `\\`; and those."""
    end = next((place for place, character in enumerate(text) if character in "?#"), len(text))
    return text[:end].replace("\\", "/"), text[end:]


def _check_characters(text: str) -> None:
    if not text:
        raise InvalidURL("the URL is empty")
    if len(text) > MAXIMUM_LENGTH:
        raise InvalidURL(f"the URL is longer than {MAXIMUM_LENGTH:,} characters")
    if re.search(r"[\x00-\x1f\x7f-\x9f]", text):
        raise InvalidURL("the URL contains control characters")
    if re.search(r"[\ud800-\udfff]", text):
        raise InvalidURL("the URL contains half of a surrogate pair")


def _split(text: str) -> SplitResult:
    if text.startswith("//"):
        text = "https:" + text
    elif not _SCHEME.match(text):
        text = "https://" + text
    try:
        return urlsplit(text)
    except ValueError:
        raise InvalidURL("the URL's host is not a valid name or address") from None


def _quoted(text: str, safe: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", text), safe=safe)


def _without_dot_segments(path: str) -> str:
    """`path` with `.` and `..` resolved, also where they are percent-encoded (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        plain = segment.replace("%2e", ".").replace("%2E", ".")
        if plain == "..":
            del kept[-1:]
        elif plain != ".":
            kept.append(segment)
    if segments and plain in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _host(parts: SplitResult) -> str:
    try:
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host:
        raise InvalidURL("the URL has no host")
    if "[" in parts.netloc or "]" in parts.netloc:
        if not _BRACKETED.fullmatch(parts.netloc):
            raise InvalidURL("the URL's host is not a valid name or address")
        return f"[{_spelled(_ipv6(host))}]"
    host = unquote(host, errors="replace").lower()
    if not host.isascii():
        host = _ascii_host(host)
    labels = host.removesuffix(".").split(".")
    if host in _DEFAULT_PORTS:
        raise InvalidURL(f"the URL's host is {host!r}: look at the signs behind its first {host}")
    if _FORBIDDEN_IN_HOST.search(host) or len(host) > 253 or not all(0 < len(label) < 64 for label in labels):
        raise InvalidURL("the URL's host is not a valid name or address")
    if labels[-1].isdigit() or re.fullmatch("0x[0-9a-f]*", labels[-1]):
        return _ipv4(labels)
    return host


def _ipv4(numbers: list[str]) -> str:
    """The address that up to four numbers spell, the last filling what is left (WHATWG URL, 3.5)."""
    matches = [_NUMBER.fullmatch(number) for number in numbers]
    values = [
        int(match["hex"] or "0", 16)
        if match["hex"] is not None
        else int(match[0], 8 if match["octal"] else 10)
        for match in matches
        if match
    ]
    if len(values) == len(numbers) <= 4 and all(value < 256 for value in values[:-1]):
        *first, last = values
        if last < 256 ** (4 - len(first)):
            return str(IPv4Address(last + sum(byte << (24 - 8 * i) for i, byte in enumerate(first))))
    raise InvalidURL("the URL's host ends in a number and is not a valid IPv4 address")


def _ipv6(host: str) -> IPv6Address:
    try:
        if "%" not in host:  # a zone names a network card of ours
            return IPv6Address(host)
    except AddressValueError:
        pass
    raise InvalidURL("the URL's host is not a valid IPv6 address")


def _spelled(address: IPv6Address) -> str:
    """The address as browsers write it (WHATWG URL, 3.5), hexadecimal to its end; newer Pythons differ."""
    if address.ipv4_mapped is None:
        return str(address)
    high, low = divmod(int(address.ipv4_mapped), 0x10000)
    return f"::ffff:{high:x}:{low:x}"


def _ascii_host(host: str) -> str:
    import idna  # its tables are read only for the few hosts that need them

    try:
        # Not idna.encode: it refuses names that exist and that browsers open, those with emoji among them.
        host = idna.uts46_remap(host, std3_rules=False, transitional=False)
    except (idna.IDNAError, UnicodeError):
        raise InvalidURL("the URL's host is not a valid internationalised name") from None
    return ".".join(
        label if label.isascii() else "xn--" + label[:64].encode("punycode").decode("ascii")
        for label in host.split(".")
    )


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise InvalidURL("the URL's port is not a number from 1 to 65535")
    return port
