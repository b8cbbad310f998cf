"""Execution environments: processes that run one function of the app, as Lambda keeps them.

One takes one event at a time. When it takes too long it is killed, and when it dies, whatever a page did to
it, only its batch comes again: nothing else of the service is harmed, and the next event gets a new one.
"""

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from local.keeper import die_with_parent

_SPAWN = multiprocessing.get_context("spawn")  # a fork would share the parent's threads' locks


class FunctionFailed(Exception):
    """The function raised, took too long, or its process ended."""


class Processes:
    """The environments of one function; as many events as there are processes may be run at a time.

    Args:
        function: its name in `app`.
        count: how many processes.
        timeout_seconds: how long it may take.
        prepare: called in each process before it loads the function.
    """

    def __init__(
        self,
        function: str,
        count: int,
        timeout_seconds: float,
        *,
        prepare: Callable[[], None] | None = None,
    ) -> None:
        self._function = function
        self._timeout_seconds = timeout_seconds
        self._prepare = prepare
        self._idle: SimpleQueue[_Environment] = SimpleQueue()
        self._all: set[_Environment] = set()
        for _ in range(count):
            self._idle.put(self._started())

    def __call__(self, event: Any, _context: object) -> None:
        """Run the function for an event.

        Raises:
            FunctionFailed: it came to no good end.
        """
        environment = self._living(self._idle.get())
        try:
            environment.invoke(event, self._timeout_seconds)
        finally:
            self._idle.put(self._living(environment))

    def pids(self) -> list[int]:
        """The numbers of the processes."""
        return [each.process.pid for each in list(self._all) if each.process.pid]

    def stop(self) -> None:
        """End the processes, whatever they do."""
        for environment in list(self._all):
            environment.stop()

    def _living(self, environment: "_Environment") -> "_Environment":
        """The environment, or if it has died a new one in its place."""
        if environment.process.is_alive():
            return environment
        self._all.discard(environment)
        return self._started()

    def _started(self) -> "_Environment":
        environment = _Environment(self._function, self._timeout_seconds, self._prepare)
        self._all.add(environment)
        return environment


class _Environment:
    """One process, and our end of the pipe to it."""

    def __init__(self, function: str, timeout_seconds: float, prepare: Callable[[], None] | None) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(
            target=_serve, args=(theirs, function, timeout_seconds, prepare), name=function, daemon=True
        )
        self.process.start()
        theirs.close()

    def invoke(self, event: Any, timeout_seconds: float) -> None:
        try:
            self._pipe.send(event)
            if not self._pipe.poll(timeout_seconds):
                self.stop()
                raise FunctionFailed(f"it was not done in {timeout_seconds:g} seconds")
            failure = self._pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            raise FunctionFailed(f"its process ended with {self.process.exitcode}") from None
        if failure:
            raise FunctionFailed(failure)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self._pipe.close()


def _serve(pipe: Connection, name: str, timeout_seconds: float, prepare: Callable[[], None] | None) -> None:
    """The process: run the function for each event that comes, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches it too; ending is its parent's to decide
    die_with_parent()
    from chalice.local import LambdaContext

    from chalicelib import telemetry

    telemetry.configure()
    if prepare:
        prepare()
    import app
    from chalicelib.runs import load_counting

    load_counting()
    function = getattr(app, name)
    while True:
        try:
            event = pipe.recv()
        except EOFError:
            return
        failure = None
        try:
            function(event, LambdaContext("local", 1024, int(timeout_seconds * 1000)))
        except Exception as error:
            failure = str(error) or type(error).__name__
        pipe.send(failure)
