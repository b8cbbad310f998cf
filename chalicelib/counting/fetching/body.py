"""The body of an answer: whole, undamaged and of a bounded size, or a failure."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import requests

from chalicelib.counting.fetching.bounds import Deadline
from chalicelib.counting.fetching.failures import translated
from chalicelib.counting.fetching.room import Claim
from chalicelib.errors import BrokenAnswer, TooLarge

_PIECE: Final = 65_536
_GZIP_MAGIC: Final = b"\x1f\x8b"
_MAXIMUM_CODINGS: Final = 2
_NOTHING: Final = frozenset({"", "identity", "none", "utf-8", "utf8", "binary", "8bit"})
_UNASKED: Final = frozenset({"br", "zstd", "dcb", "dcz"})  # codings of browsers that are not read here
_MAXIMUM_MEMBERS: Final = 1_000  # of one gzip stream: an empty one costs 20 bytes to send and more to read


def read_body(response: requests.Response, maximum: int, deadline: Deadline, claim: Claim) -> bytes:
    """The body, inflated if it is compressed.

    Args:
        maximum: how many bytes it may have as sent, and how many inflated.
        claim: grows with it.

    Raises:
        TooLarge: it has more.
        BrokenAnswer: it is incomplete, corrupt, or encoded in a way that was not asked for.
        TimedOut, ConnectionLost: it did not all come.
        NoRoom: the other pages of the batch leave it no memory.
    """
    codings = _codings(response.headers.get("content-encoding", ""))
    if response.raw.length_remaining is not None and response.raw.length_remaining > maximum:
        raise _too_large(maximum)
    pieces: Iterable[bytes] = _pieces(response, maximum)
    with translated(answered=True):
        for wrapped in reversed(codings):  # the last was put on last
            pieces = (bytes(wrapped(pieces, maximum, deadline, claim)),)
        return b"".join(pieces if codings else _claimed(pieces, claim))


def _codings(field: str) -> "list[_Inflate]":
    """How to undo what a Content-Encoding names, in the order in which it was done (RFC 9110, 8.4).

    Some sites name a charset there, or a type: what browsers do not know, they do not undo, nor anything
    named beside it.
    """
    names = [name.strip().lower() for name in field.split(",")]
    named = [name for name in names if name not in _NOTHING]
    if len(named) > _MAXIMUM_CODINGS or not _UNASKED.isdisjoint(named):
        raise BrokenAnswer("the site compressed the page in a way that was not asked for")
    if not _INFLATE.keys() >= set(named):
        return []
    return [_INFLATE[name] for name in named]


def _pieces(response: requests.Response, maximum: int) -> Iterator[bytes]:
    """What is sent, piece by piece, its chunked coding removed and nothing else."""
    size = 0
    while piece := response.raw.read(_PIECE, decode_content=False):
        size += len(piece)
        if size > maximum:
            raise _too_large(maximum)
        yield piece


def _claimed(pieces: Iterable[bytes], claim: Claim) -> Iterator[bytes]:
    for piece in pieces:
        claim.grow(len(piece))
        yield piece


def _inflated(pieces: Iterable[bytes], maximum: int, deadline: Deadline, claim: Claim) -> bytearray:
    """A gzip stream's members joined (RFC 1952, section 2.2); what follows the last is passed over."""
    inflated = bytearray()
    member = None
    members = 0
    for piece in pieces:
        rest = piece
        while rest:
            deadline.remaining()
            if member is None:
                if members and not _GZIP_MAGIC.startswith(rest[:2]):
                    break
                member = zlib.decompressobj(wbits=31)
                members += 1
                if members > _MAXIMUM_MEMBERS:
                    raise BrokenAnswer("the page is compressed in too many parts")
            more = member.decompress(rest, maximum + 1 - len(inflated))
            claim.grow(len(more))
            inflated += more
            if len(inflated) > maximum:
                raise _too_large(maximum)
            rest = member.unused_data if member.eof else member.unconsumed_tail
            member = None if member.eof else member
    if member is not None:
        raise BrokenAnswer("the compressed page ends before it is complete")
    return inflated


def _undeflated(pieces: Iterable[bytes], maximum: int, deadline: Deadline, claim: Claim) -> bytearray:
    """What `deflate` holds: zlib's format, or as some servers have it none around it (RFC 9110, 8.4.1.2)."""
    inflated = bytearray()
    stream = None
    for piece in pieces:
        deadline.remaining()
        if stream is None:
            stream = zlib.decompressobj(wbits=15 if _begins_like_zlib(piece) else -15)
        more = stream.decompress(piece, maximum + 1 - len(inflated))
        claim.grow(len(more))
        inflated += more
        if len(inflated) > maximum:
            raise _too_large(maximum)
    if stream is not None and not stream.eof:
        raise BrokenAnswer("the compressed page ends before it is complete")
    return inflated


def _begins_like_zlib(data: bytes) -> bool:
    return data[0] & 0x0F == 8 and int.from_bytes(data[:2]) % 31 == 0  # RFC 1950, section 2.2


_Inflate = Callable[[Iterable[bytes], int, Deadline, Claim], bytearray]
_INFLATE: Final[Mapping[str, _Inflate]] = {
    "gzip": _inflated,
    "x-gzip": _inflated,
    "deflate": _undeflated,
}


def _too_large(maximum: int) -> TooLarge:
    return TooLarge(f"the page is larger than {maximum:,} bytes")
