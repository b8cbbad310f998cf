"""Servers whose certificates are trusted, as their authority is made here."""

import ssl

import pytest
import trustme
from urllib3.util.ssl_ import create_urllib3_context

from chalicelib.counting.fetching import tls
from chalicelib.counting.fetching.fetcher import Fetcher
from chalicelib.counting.fetching.resolver import Resolver
from chalicelib.errors import PageFailure
from chalicelib.settings import Settings
from tests.integration.fetching.hostile import Answer, HostileServer
from tests.integration.fetching.messages import answer, redirect

HOST = "page.test.example"
AUTHORITY = trustme.CA()


def server_context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def good() -> ssl.SSLContext:
    return server_context(AUTHORITY.issue_cert(HOST, "127.0.0.1"))


def trusting(settings: Settings) -> Fetcher:
    context = tls.verifying(create_urllib3_context())
    AUTHORITY.configure_trust(context)
    return Fetcher(settings, resolver=Resolver(lambda _: ["127.0.0.1"]), context=context)


def serving(context: ssl.SSLContext | None, page: Answer | None = None) -> HostileServer:
    return HostileServer({"page": page or answer(), "moved": redirect("/page")}, context)


def failure_of(fetcher: Fetcher, server: HostileServer, host: str = HOST) -> PageFailure:
    with pytest.raises(PageFailure) as caught:
        fetcher.fetch(f"https://{host}:{server.port}/page")
    return caught.value
