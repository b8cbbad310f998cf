"""Servers of every kind of certificate, good ones and such as nobody trusts."""

import datetime
import ssl
from datetime import UTC

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.integration.fetching.trust import AUTHORITY, HOST, good, server_context

YESTERDAY = datetime.datetime.now(UTC) - datetime.timedelta(days=1)


def chained(*, complete: bool) -> ssl.SSLContext:
    """A server whose certificate comes from an authority in between, which it sends along or not."""
    leaf = AUTHORITY.create_child_ca().issue_cert(HOST)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with (
        leaf.private_key_and_cert_chain_pem.tempfile() if complete else leaf.private_key_pem.tempfile() as key
    ):
        if complete:
            context.load_cert_chain(key)
        else:
            with leaf.cert_chain_pems[0].tempfile() as certificate:
                context.load_cert_chain(certificate, key)
    return context


def self_signed() -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(YESTERDAY)
        .not_valid_after(YESTERDAY + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with trustme.Blob(pem).tempfile() as path:
        context.load_cert_chain(path)
    return context


def expired() -> ssl.SSLContext:
    return server_context(AUTHORITY.issue_cert(HOST, not_before=YESTERDAY, not_after=YESTERDAY))


def not_yet_valid() -> ssl.SSLContext:
    tomorrow = YESTERDAY + datetime.timedelta(days=2)
    return server_context(
        AUTHORITY.issue_cert(HOST, not_before=tomorrow, not_after=tomorrow + datetime.timedelta(days=1))
    )


def of_another_host() -> ssl.SSLContext:
    return server_context(AUTHORITY.issue_cert("other.example"))


def of_another_authority() -> ssl.SSLContext:
    return server_context(trustme.CA().issue_cert(HOST))


def asking_for_a_certificate() -> ssl.SSLContext:
    context = good()
    context.verify_mode = ssl.CERT_REQUIRED
    AUTHORITY.configure_trust(context)
    return context


def of_no_common_cipher() -> ssl.SSLContext:
    context = good()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AES128-SHA:@SECLEVEL=0")
    return context


def with_tickets(number: int) -> ssl.SSLContext:
    """A server that offers so many tickets for later sessions when the handshake is done (TLS 1.3)."""
    context = good()
    context.num_tickets = number
    return context
