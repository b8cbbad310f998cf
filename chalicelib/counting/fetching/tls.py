"""Trusted connections: which certificates are, and what is wrong with one that is not."""

import ssl
from functools import cache
from typing import Final

import certifi
from urllib3.util.ssl_ import create_urllib3_context

from chalicelib.counting.fetching.bounds import BoundedTLSSocket

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
    return bounded(create_urllib3_context(), certifi.where())


def bounded(context: ssl.SSLContext, certificates: str | None = None) -> ssl.SSLContext:
    """`context`, verifying, and making sockets that keep to a deadline.

    `certificates` is the path of a PEM file of authorities to trust besides.
    """
    if certificates:
        context.load_verify_locations(certificates)
    context.check_hostname = True
    context.verify_mode = ssl.CERT_REQUIRED
    context.sslsocket_class = BoundedTLSSocket
    return context


def explain(error: ssl.SSLError) -> str:
    """Why no trusted connection came about, in a sentence."""
    if isinstance(error, ssl.SSLCertVerificationError):
        fault = _CERTIFICATE_FAULTS.get(error.verify_code, "cannot be verified")
        return f"the site's certificate {fault}"
    return _PROTOCOL_FAULTS.get(error.reason or "", "the site and this service could not agree on TLS")
