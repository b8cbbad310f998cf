"""Whatever goes wrong while a page is fetched, as a class of the error tree.

What a server sends can make the layers below raise nearly anything. Here is the one place that decides
what it was, so that nothing else ever leaves the fetching of a page.
"""

import http.client
import logging
import socket
import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import requests
import urllib3

from chalicelib.counting.fetching import tls
from chalicelib.errors import (
    BrokenAnswer,
    ConnectionFailed,
    ConnectionLost,
    InvalidURL,
    PageFailure,
    TimedOut,
    TLSFailure,
    Uncountable,
)

_logger = logging.getLogger(__name__)

_UNREADABLE: Final = "the site's answer cannot be read as HTTP"

_Fault = tuple[tuple[type[BaseException], ...], type[PageFailure], str]

_ENDS: Final = (ssl.SSLEOFError, ssl.SSLZeroReturnError)

# The first line that fits holds.
_FAULTS: Final[tuple[_Fault, ...]] = (
    (
        (ConnectionError, *_ENDS),
        ConnectionLost,
        "the connection to the site broke off",
    ),
    ((TimeoutError,), TimedOut, "the site did not answer in time"),
    (
        (socket.gaierror, urllib3.exceptions.LocationParseError, requests.exceptions.InvalidURL),
        InvalidURL,
        "the URL's host is not a valid name or address",
    ),
    (
        (http.client.HTTPException, urllib3.exceptions.HTTPError, requests.RequestException),
        BrokenAnswer,
        _UNREADABLE,
    ),
    ((zlib.error, ValueError), BrokenAnswer, "the site's answer is damaged"),
    ((OSError,), ConnectionFailed, "the server cannot be reached"),
    ((MemoryError, RecursionError), Uncountable, "the page needs more memory than there is"),
)
_FAULTS_OF_ANSWERS: Final[tuple[_Fault, ...]] = (
    (
        (http.client.IncompleteRead, ssl.SSLEOFError),
        BrokenAnswer,
        "the site's answer ends before it is complete",
    ),
    ((ssl.SSLError,), BrokenAnswer, "the site's answer was damaged on its way"),
)


@contextmanager
def translated(*, answered: bool = False) -> Iterator[None]:
    """Turns every exception of the block into a `PageFailure`.

    Args:
        answered: whether the site has begun to answer; a connection that just ends is a broken answer
            then, and a lost connection before.
    """
    try:
        yield
    except PageFailure:
        raise
    except Exception as error:
        raise _failure(_root(error), answered) from error


def _root(error: BaseException) -> BaseException:
    """What requests and urllib3 wrapped, once or twice: as its cause, or as its first argument."""
    while isinstance(error, requests.RequestException | urllib3.exceptions.HTTPError):
        wrapped = [error.__cause__, *error.args, error.__context__]
        inner = next((inner for inner in wrapped if isinstance(inner, BaseException)), None)
        if inner is None:
            break
        error = inner
    return error


def _failure(error: BaseException, answered: bool) -> PageFailure:
    if isinstance(error, PageFailure):
        return error
    if isinstance(error, ssl.SSLError) and not answered and not isinstance(error, _ENDS):
        return TLSFailure(tls.explain(error))
    for kinds, failure, detail in (_FAULTS_OF_ANSWERS if answered else ()) + _FAULTS:
        if isinstance(error, kinds):
            return failure(detail)
    # A bug of ours, or a way to break the libraries that nobody thought of: the page fails all the same.
    _logger.error("Unexpected while fetching", exc_info=error)
    return BrokenAnswer(_UNREADABLE)
