"""Where an answer's header and its body end: read to the letter, while the rest of a header is read as
browsers read it.
"""

import http.client
import io
import re
import socket
from typing import Any, Final

from urllib3.exceptions import HeaderParsingError
from urllib3.util.response import assert_header_parsing

from chalicelib.errors import BrokenAnswer, ConnectionLost

_LENGTH: Final = re.compile("[0-9]{1,15}")
_CHUNK_SIZE: Final = re.compile(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;[^\n]*)?\r?\n")
_CHUNK_LINE: Final = 65_536  # bytes
_FIELD: Final = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:")
# Of HTTP/2 and 3 by name alone, whatever the case: the framing is that of HTTP/1.1 all the same.
_VERSION: Final = re.compile(rb"\Ahttp/(?:[23](?:\.0)?|1\.1)[ \t]+(?=[1-9][0-9]{2}\b)", re.IGNORECASE)
_BLANK_LINES: Final = 4  # before the status
_BLANK: Final = (b"\r\n", b"\n", b"")
_UNREADABLE: Final = "the site's answer has a header field that cannot be read"


class _HeaderReader(io.BufferedReader):
    """Reads a header's lines for http.client, which would end the header at one that is no field.

    Such a line is passed over as in browsers, unless it might tell how long the body is. And a header that
    ends with an empty line is told from one that is cut off.
    """

    in_header = True
    _is_http = False
    _in_fields = False
    _after_field = False

    def readline(self, size: int | None = -1, /) -> bytes:
        """The next line, of a header one that is a field, goes on with one, or ends it."""
        line = self._line(size)
        if not self.in_header:
            return line
        if not self._in_fields:  # this was the status
            for _ in range(_BLANK_LINES):
                line = self._line(size) if line in _BLANK[:2] else line
            self._in_fields, self._after_field = True, False
            return _VERSION.sub(b"HTTP/1.1 ", line)
        while line not in _BLANK and not self._goes_on(line):
            if re.search(rb"content-length|transfer-encoding", line, re.IGNORECASE):
                raise BrokenAnswer(_UNREADABLE)
            line = self._line(size)
        self._in_fields = line not in _BLANK
        field = _FIELD.match(line)
        return (
            field[1] + line[field.end() - 1 :].replace(b"\r", b" ").rstrip(b" \t\n") + b"\r\n"
            if field
            else line
        )

    def _goes_on(self, line: bytes) -> bool:
        if line[:1] in (b" ", b"\t"):
            return self._after_field
        self._after_field = _FIELD.match(line) is not None
        return self._after_field

    def _line(self, size: int | None) -> bytes:
        line = super().readline(size)
        is_cut = not line.endswith(b"\n") and len(line) != size
        # What does not even begin like HTTP is left to http.client to name.
        if is_cut and self.in_header and (self._is_http or b"HTTP/".startswith(line[:5])):
            raise ConnectionLost("the connection to the site broke off before its answer")
        self._is_http = True
        return line


class StrictResponse(http.client.HTTPResponse):
    """An answer whose header is complete and leaves no doubt about where its body ends."""

    def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.fp: _HeaderReader = _HeaderReader(self.fp.detach())

    def begin(self, *args: Any, **options: Any) -> None:
        """Read the header, passing over interim answers (RFC 9110, section 15.2).

        Raises:
            BrokenAnswer: the header cannot be read, or its framing is not that of RFC 9112, section 6.
        """
        super().begin(*args, **options)
        while 102 <= self.status < 200:
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin(*args, **options)
        if self.status == 101:
            raise BrokenAnswer("the site switched to another protocol unasked")
        # Fields after a line that is none are not read, Content-Length and Location among them.
        try:
            assert_header_parsing(self.headers)
        except HeaderParsingError:
            raise BrokenAnswer(_UNREADABLE) from None
        self._check_framing()
        self.fp.in_header = False

    def _check_framing(self) -> None:
        codings = ", ".join(self.headers.get_all("transfer-encoding", [])).lower()
        if codings not in ("", "identity", "chunked"):
            raise BrokenAnswer("the site's answer has a transfer coding that was not asked for")
        if self.chunked:
            del self.headers["content-length"]  # RFC 9112, section 6.3, rule 3
        lengths = {
            length.strip(" \t")
            for field in self.headers.get_all("content-length", [])
            for length in field.split(",")
        }
        if len(lengths) > 1 or not all(map(_LENGTH.fullmatch, lengths)):
            raise BrokenAnswer("the site's answer does not say clearly how long it is")
        if lengths:
            self.length = int(lengths.pop()) if self.length != 0 else 0

    def _get_chunk_left(self) -> int | None:
        """As http.client has it, but for the end of a chunk, which has to be there (RFC 9112, 7.1)."""
        if self.chunk_left == 0:
            if self.fp.readline(2) not in _BLANK[:2]:
                raise BrokenAnswer("the site's answer has a chunk that is longer than it says")
            self.chunk_left = None
        left: int | None = super()._get_chunk_left()  # type: ignore[misc]
        return left

    def _read_and_discard_trailer(self) -> None:
        """As http.client has it, but for the empty line behind it, which has to be there (RFC 9112, 7.1)."""
        while (line := self.fp.readline(_CHUNK_LINE + 1)) not in _BLANK[:2]:
            if len(line) > _CHUNK_LINE:
                raise BrokenAnswer("the site's answer has a trailer that is too long")
            if not line:
                raise ConnectionLost("the connection to the site broke off before the end of its answer")

    def _read_next_chunk_size(self) -> int:
        """As http.client has it, but for hexadecimal digits only: int() takes more."""
        size = _CHUNK_SIZE.fullmatch(self.fp.readline(_CHUNK_LINE + 1))
        if not size:
            self._close_conn()  # type: ignore[attr-defined]
            raise BrokenAnswer("the site's answer has a chunk of a size that cannot be read")
        return int(size[1], 16)
