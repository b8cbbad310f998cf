"""`make run`: start the service, say where it is, and stop it well."""

import fcntl
import logging
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue

from chalicelib import telemetry
from chalicelib.errors import ConfigurationError, WordcountError
from chalicelib.telemetry import invocations
from local.service import Service

FOLDER = Path(__file__).parents[1] / ".local"
_CHECK_SECONDS = 0.5
WORKER_PROCESSES = 4  # on any machine: they wait for sites, most of the time


class _Ended(BaseException):
    """The end came while the service was starting."""


class _End:
    """The end of this process: Ctrl-C, SIGTERM, SIGHUP, or the end of its parent.

    Killing `make` with SIGKILL tells its child nothing, and must leave nothing behind.
    """

    def __init__(self) -> None:
        self._asked: SimpleQueue[int] = SimpleQueue()  # an Event's lock could be held when a handler sets it
        self._parent = os.getppid()
        self._is_starting = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, number: int, _frame: object) -> None:
        self._asked.put(number)
        if self._is_starting:
            self._is_starting = False
            raise _Ended

    @contextmanager
    def interrupting(self) -> Iterator[None]:
        """Let the end break a block off, which may take long.

        Raises:
            _Ended: it did.
        """
        self._is_starting = self._asked.empty()
        if not self._is_starting:
            raise _Ended
        try:
            yield
        finally:
            self._is_starting = False

    def wait(self) -> None:
        """Wait for it, in the main thread.

        Python runs the handlers of signals in its main thread only, and a signal that the kernel gives to
        another thread does not wake that one up: so it looks by itself, now and then.
        """
        while os.getppid() == self._parent:
            with suppress(Empty):
                self._asked.get(timeout=_CHECK_SECONDS)
                return


def run(port: int, folder: Path) -> int:
    """Run the service until Ctrl-C, SIGTERM or the end of the parent; returns the exit status."""
    try:
        return _run(port, folder)
    except ConfigurationError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\n{error.filename or folder} cannot be used: {error.strerror or error}", file=sys.stderr)
        return 1


def _run(port: int, folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    end = _End()
    telemetry.configure()
    logging.getLogger(invocations.__name__).setLevel(logging.WARNING)  # the page asks every second
    with (folder / "lock").open("a+") as lock:
        if not _lock(lock.fileno()):
            lock.seek(0)
            print(f"It is running already, at {lock.read().strip() or 'another address'}", file=sys.stderr)
            return 1
        service = Service(folder, port=port, worker_processes=WORKER_PROCESSES)
        try:
            with _step("loading the service"):
                service.bind()
        except OSError as error:
            print(
                f"Port {port} cannot be used: {error.strerror}. Name another: make run PORT=8001",
                file=sys.stderr,
            )
            return 1
        lock.truncate(0)
        lock.write(service.address)
        lock.flush()
        return _serve(service, end)


def _serve(service: Service, end: _End) -> int:
    try:
        _start(service, end)
        print(f"\nWordcount is ready at {service.address}/  (Ctrl-C stops it)", flush=True)
        end.wait()
    except _Ended:
        pass
    except (RuntimeError, WordcountError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    finally:
        print("\n    stopping … ", end="", flush=True)
        logging.disable()  # what is cut off now is kept, and no failure to tell
        left = service.stop()
        print(f"{_jobs(left)} kept for the next start" if left else "nothing was left to do", flush=True)
    return 0


def _start(service: Service, end: _End) -> None:
    with _step(f"Postgres, with its data in {service.postgres.folder}"), end.interrupting():
        migrated = service.start_postgres()
    if migrated["previous"] != migrated["current"]:
        print(f"    the schema went from {migrated['previous'] or 'nothing'} to {migrated['current']}")
    with _step("the queue and the worker"):
        kept = service.start_queue()
        service.start_functions()
    if kept:
        print(f"    {_jobs(kept)} from the last time {'goes' if kept == 1 else 'go'} on")


def _jobs(count: int) -> str:
    return f"{count:,} unfinished job{'' if count == 1 else 's'}"


@contextmanager
def _step(text: str) -> Iterator[None]:
    print(f"    {text} … ", end="", flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - start:.1f} s", flush=True)


def _lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
