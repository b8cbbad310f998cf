"""The URL of a page: what someone typed, normalised, or refused with the reason."""

import re
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import SplitResult, quote, unquote, urlsplit

from chalicelib.errors import InvalidURL

MAXIMUM_LENGTH = 2048
"""Characters of a URL, as sent and once normalised: what browsers and proxies commonly take."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?![0-9]{1,5}(?:[/?#]|$))")
# Every character that is neither allowed in a path or query (RFC 3986, section 3.3) nor a %.
_PATH_SAFE = "/:@!$&'()*+,;=-._~%"
_QUERY_SAFE = _PATH_SAFE + "?"
# WHATWG URL, "forbidden domain code point", less the ones that cannot get this far.
_FORBIDDEN_IN_HOST = re.compile(r"[\x00-\x20\x7f\"#%/:<>?@\[\\\]^`{|}]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def normalise(text: str) -> str:
    """The URL that `text` means, in ASCII: scheme and host in lower case, no default port, no fragment.

    A URL without a scheme gets `https://`. Host names are made ASCII by IDNA with UTS #46's mapping,
    paths and queries by percent-encoding UTF-8.

    Args:
        text: what someone typed or a site sent, at most 2,048 characters.

    Raises:
        InvalidURL: it is no http or https URL with a host, holds a user name, a password, control
            characters or lone surrogates, or is too long.
    """
    text = text.strip(" ")
    _check_characters(text)
    parts = _split(text)
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise InvalidURL(f"only http and https URLs can be counted, and this one begins with {scheme}:")
    if "@" in parts.netloc:
        raise InvalidURL("a URL with a user name or a password is not accepted")
    host = _host(parts)
    port = _port(parts)
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = quote(parts.path, safe=_PATH_SAFE) or "/"
    query = "?" + quote(parts.query, safe=_QUERY_SAFE) if parts.query else ""
    url = f"{scheme}://{netloc}{path}{query}"
    if len(url) > MAXIMUM_LENGTH:
        raise InvalidURL(f"once percent-encoded, the URL is longer than {MAXIMUM_LENGTH:,} characters")
    return url


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


def _host(parts: SplitResult) -> str:
    try:
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host:
        raise InvalidURL("the URL has no host")
    if "[" in parts.netloc:
        return f"[{_ipv6(host)}]"
    host = unquote(host, errors="replace")
    if not host.isascii():
        host = _ascii_host(host)
    if _FORBIDDEN_IN_HOST.search(host) or len(host) > 253 or not host.strip("."):
        raise InvalidURL("the URL's host is not a valid name or address")
    return host


def _ipv6(host: str) -> IPv6Address:
    try:
        if "%" not in host:  # a zone names a network card of ours
            return IPv6Address(host)
    except AddressValueError:
        pass
    raise InvalidURL("the URL's host is not a valid IPv6 address")


def _ascii_host(host: str) -> str:
    import idna  # its tables are read only for the few hosts that need them

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise InvalidURL("the URL's host is not a valid internationalised name") from None


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise InvalidURL("the URL's port is not a number from 1 to 65535")
    return port
