"""Trusted connections: which certificates are, and what is wrong with one that is not.

OpenSSL is never given a socket. Within one read it takes in whatever a server sends that is no page, such
as session tickets without end, and waits for more of it, asking nobody. So it works on memory here, and
each read of the network is one of ours, which asks for the time and counts the bytes.
"""

import ssl
from functools import cache
from typing import Final

import certifi
from urllib3.util.ssl_ import create_urllib3_context
from urllib3.util.ssltransport import SSLTransport

from chalicelib.counting.fetching.bounds import BoundedSocket

# OpenSSL's codes of what is wrong with a certificate: x509_vfy.h, "X509_V_ERR_…".
_CERTIFICATE_FAULTS: Final = {
    9: "is not valid yet",
    10: "has expired",
    18: "is self-signed",
    19: "comes from an authority of its own that nobody else trusts",
    20: "is not signed by a trusted authority, or the site does not send the certificates in between",
    21: "is not signed by a trusted authority, or the site does not send the certificates in between",
    23: "has been revoked",
    62: "is for another host",
    64: "is for another address",
}

_PROTOCOL_FAULTS: Final = {
    "WRONG_VERSION_NUMBER": "what listens there does not speak TLS",
    "UNSUPPORTED_PROTOCOL": "the site speaks no version of TLS that is still safe",
    "TLSV1_ALERT_PROTOCOL_VERSION": "the site speaks no version of TLS that is still safe",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": "the site and this service have no cipher in common",
    "TLSV1_UNRECOGNIZED_NAME": "the site does not know the name of the host",
    "TLSV13_ALERT_CERTIFICATE_REQUIRED": "the site wants a certificate of its visitors",
}


@cache
def default_context() -> ssl.SSLContext:
    """Trusts what browsers trust, by Mozilla's list. One for the process: reading the list takes 20 ms."""
    return verifying(create_urllib3_context(), certifi.where())


def verifying(context: ssl.SSLContext, certificates: str | None = None) -> ssl.SSLContext:
    """`context`, made to verify whom it talks to.

    `certificates` is the path of a PEM file of authorities to trust besides.
    """
    if certificates:
        context.load_verify_locations(certificates)
    context.check_hostname = True
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def shake_hands(connection: BoundedSocket, context: ssl.SSLContext, host: str) -> SSLTransport:
    """TLS over `connection`, which keeps to its allowance in the handshake and ever after.

    An end of the connection that TLS does not confirm is an error and no end of the page, or anyone
    between the site and us could shorten it (RFC 9112, section 9.8).

    Args:
        host: whom the certificate has to name: a name, or an address (IPv6 without brackets).

    Raises:
        OSError, PageFailure: no trusted connection came about.
    """
    return SSLTransport(connection, context, server_hostname=host.rstrip("."), suppress_ragged_eofs=False)


def explain(error: ssl.SSLError) -> str:
    """Why no trusted connection came about, in a sentence."""
    if isinstance(error, ssl.SSLCertVerificationError):
        fault = _CERTIFICATE_FAULTS.get(error.verify_code, "cannot be verified")
        return f"the site's certificate {fault}"
    return _PROTOCOL_FAULTS.get(error.reason or "", "the site and this service could not agree on TLS")
