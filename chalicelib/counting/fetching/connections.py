"""Connections that are guarded where they are made: requests on urllib3, with its sockets replaced.

Whatever URL, redirect, name or header led here, the address is checked right before the socket connects
to that very address, and the socket keeps to the page's deadline and size.
"""

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from chalicelib.counting.fetching import tls
from chalicelib.counting.fetching.addresses import AddressPolicy
from chalicelib.counting.fetching.bounds import Allowance, BoundedSocket, Deadline
from chalicelib.counting.fetching.cookies import Cookies
from chalicelib.counting.fetching.failures import translated
from chalicelib.counting.fetching.framing import StrictResponse
from chalicelib.counting.fetching.resolver import Resolver
from chalicelib.errors import ConnectionFailed

MAXIMUM_HEADER: Final = 65_536
"""Bytes of the status line and the header fields, those of interim answers included."""
MAXIMUM_HANDSHAKE: Final = 131_072
"""Bytes of a server's part of TLS's handshake; OpenSSL takes 100 kB of certificates."""

_MAXIMUM_TRIES: Final = 4
_SECONDS_A_TRY: Final = 3.0


@dataclass(frozen=True, slots=True)
class Guard:
    """What one page's connections may reach (`policy`), and for how long and how much they may read."""

    policy: AddressPolicy
    resolver: Resolver
    deadline: Deadline
    maximum_bytes: int

    def connect(self, host: str, port: int) -> BoundedSocket:
        """A connection to one of the host's addresses, all of which were checked.

        Raises:
            PageFailure: the host has no address, a refused one, or none that takes the connection.
        """
        self.policy.check_name(host, port)
        addresses = self.resolver.addresses(host, self.deadline)
        self.policy.check(addresses, port)
        *others, last = addresses[:_MAXIMUM_TRIES]
        for address in others:
            try:
                return self._connect(address, port, _SECONDS_A_TRY)
            except OSError:
                continue
        return self._connect(last, port)

    def _connect(self, address: str, port: int, seconds: float | None = None) -> BoundedSocket:
        family = socket.AF_INET if ip_address(address).version == 4 else socket.AF_INET6
        connection = BoundedSocket(family, socket.SOCK_STREAM)
        try:
            remaining = self.deadline.remaining()
            connection.settimeout(min(remaining, seconds) if seconds else remaining)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.connect((address, port))
            self.policy.check([connection.getpeername()[0]], port)
            connection.allowance = self.header_allowance()
        except BaseException:
            connection.close()
            raise
        return connection

    def handshake_allowance(self) -> Allowance:
        """For what comes before the request, over TLS."""
        return Allowance(self.deadline, MAXIMUM_HANDSHAKE, "the site's part of TLS's handshake is too large")

    def header_allowance(self) -> Allowance:
        """For what comes before the body."""
        return Allowance(self.deadline, MAXIMUM_HEADER, "the header of the site's answer is too large")

    def body_allowance(self) -> Allowance:
        """For the body: chunks and the records of TLS that it may be cut into take some bytes themselves.

        A quarter more is enough for chunks of 32 bytes, or for records of a hundred; smaller ones take more
        time than they are worth.
        """
        size = self.maximum_bytes + self.maximum_bytes // 4 + MAXIMUM_HEADER
        return Allowance(self.deadline, size, f"the page is larger than {self.maximum_bytes:,} bytes")


class GuardedHTTPConnection(HTTPConnection):
    """urllib3's connection on a guarded socket."""

    response_class = StrictResponse

    def __init__(self, *args: Any, guard: Guard, **options: Any) -> None:
        super().__init__(*args, **options)
        self._guard = guard
        self._wire: BoundedSocket

    def _new_conn(self) -> BoundedSocket:
        with translated():
            try:
                self._wire = self._guard.connect(self._dns_host, self.port)
            except ConnectionRefusedError:
                raise ConnectionFailed("the server refuses the connection") from None
        return self._wire

    def getresponse(self) -> Any:
        """The answer, its header read and checked.

        Raises:
            PageFailure: there is none, or it cannot be read.
        """
        with translated():
            response = super().getresponse()
        self._wire.allowance = self._guard.body_allowance()
        return response


class GuardedHTTPSConnection(GuardedHTTPConnection, HTTPSConnection):
    """The same with TLS."""

    def connect(self) -> None:
        """Connect and shake hands, within the deadline.

        Raises:
            PageFailure: no trusted connection came about.
        """
        wire = self._new_conn()
        context = self.ssl_context
        assert context is not None and context.verify_mode == ssl.CERT_REQUIRED  # noqa: S101, PT018
        try:
            wire.allowance = self._guard.handshake_allowance()
            with translated():
                self.sock = tls.shake_hands(wire, context, self.host.strip("[]"))
            wire.allowance = self._guard.header_allowance()
        except BaseException:
            wire.close()
            raise
        self.is_verified = True


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = GuardedHTTPConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = GuardedHTTPSConnection


class GuardedAdapter(HTTPAdapter):
    """requests' transport for one request: a pool of its own, no proxy, no cookies of earlier answers."""

    def __init__(self, guard: Guard, context: ssl.SSLContext) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1)
        self._guard = guard
        self._context = context
        self._pool: HTTPConnectionPool | None = None

    def get_connection_with_tls_context(self, request: Any, *_: Any, **__: Any) -> HTTPConnectionPool:
        """A pool whose connections are guarded; what the environment says of proxies is not asked."""
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        # The port is always said, or http.client would look for one in IPv6 addresses.
        if parts.scheme == "https":
            options: dict[str, Any] = {"ssl_context": self._context, "guard": self._guard}
            self._pool = _HTTPSPool(host, parts.port or 443, **options)
        else:
            self._pool = _HTTPPool(host, parts.port or 80, guard=self._guard)
        return self._pool

    def cert_verify(self, *_: Any, **__: Any) -> None:
        """Nothing more: the context verifies, and would read the list of authorities anew here."""

    def close(self) -> None:
        """Close the connection, if it still is open."""
        if self._pool is not None:
            self._pool.close()
        super().close()


@contextmanager
def exchange(
    url: str, headers: Mapping[str, str], guard: Guard, context: ssl.SSLContext, cookies: Cookies
) -> Iterator[requests.Response]:
    """One request and the header of its answer; the connection is closed in the end, read or not.

    Raises:
        PageFailure: there is no answer.
    """
    adapter = GuardedAdapter(guard, context)
    try:
        with translated():
            request = requests.Request("GET", url, headers=dict(headers)).prepare()
            cookies.add_to(request)
            response = adapter.send(request, stream=True, timeout=guard.deadline.remaining())
            cookies.take_from(response)
        try:
            yield response
        finally:
            response.close()
    finally:
        adapter.close()
