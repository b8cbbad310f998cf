"""A host's addresses, within a deadline and with a bounded number of threads.

`getaddrinfo` cannot be interrupted, so it runs in a thread of its own that the caller stops waiting for.
"""

import socket
import threading
from collections.abc import Callable
from ipaddress import ip_address
from queue import Empty, SimpleQueue

from chalicelib.counting.fetching.bounds import Deadline
from chalicelib.errors import HostNotFound, NameServerUnavailable

Lookup = Callable[[str], list[str]]

# What says that the name servers are to blame and not the name (RFC 3493, section 6.1).
_TRY_AGAIN = frozenset({socket.EAI_AGAIN, socket.EAI_SYSTEM, socket.EAI_MEMORY})


def system_lookup(host: str) -> list[str]:
    """The addresses that the system's resolver gives for `host`, IPv4 and IPv6, in its order.

    Raises:
        socket.gaierror: there are none, or none can be had.
    """
    # As bytes: a str would go through Python's own, older IDNA.
    answers = socket.getaddrinfo(host.encode("ascii"), None, type=socket.SOCK_STREAM)
    return [str(answer[4][0]) for answer in answers]


class Resolver:
    """Looks names up with `lookup`, at most `limit` of them at the same time in the whole process.

    As many as two batches have: those of one whose name servers are silent leave the next one its places.
    """

    def __init__(self, lookup: Lookup = system_lookup, limit: int = 100) -> None:
        self._lookup = lookup
        self._places = threading.BoundedSemaphore(limit)

    def addresses(self, host: str, deadline: Deadline) -> list[str]:
        """The addresses of `host`, a name or an address (IPv6 in brackets).

        Raises:
            HostNotFound: there are none.
            NameServerUnavailable: the name servers do not answer, or not before the deadline.
            TimedOut: the deadline had already passed.
        """
        try:
            return [str(ip_address(host.strip("[]")))]
        except ValueError:
            outcome = self._in_thread(host, deadline)
        if isinstance(outcome, list) and outcome:
            return outcome
        if isinstance(outcome, socket.gaierror) and outcome.errno in _TRY_AGAIN:
            raise NameServerUnavailable(f"the name servers of {host} do not answer at the moment")
        raise HostNotFound(f"there is no host named {host}")

    def _in_thread(self, host: str, deadline: Deadline) -> list[str] | Exception:
        too_slow = NameServerUnavailable(f"the name servers of {host} do not answer in time")
        if not self._places.acquire(timeout=deadline.remaining()):
            raise too_slow
        answers: SimpleQueue[list[str] | Exception] = SimpleQueue()
        thread = threading.Thread(target=self._run, args=(host, answers), name="lookup", daemon=True)
        try:
            thread.start()
        except RuntimeError:  # no more threads to be had
            self._places.release()
            raise too_slow from None
        try:
            return answers.get(timeout=deadline.remaining())
        except Empty:
            raise too_slow from None

    def _run(self, host: str, answers: "SimpleQueue[list[str] | Exception]") -> None:
        outcome: list[str] | Exception
        try:
            outcome = self._lookup(host)
        except Exception as error:
            outcome = error
        self._places.release()
        answers.put(outcome)


SYSTEM = Resolver()
"""The process's own resolver: its limit holds for all batches together."""
