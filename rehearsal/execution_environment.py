"""A function of a package, run on this machine as Lambda runs it: for rehearsals and cold starts.

AWS's own runtime client runs it, in a process that sees the unpacked package, the standard library and what
Lambda's runtime has, and nothing else that is installed here: what the package lacks is missing. Where this
process may choose, it is another user's. It is held to the function's memory and time, and stopped between
invocations, as Lambda freezes it. It starts with its first invocation and is kept for the next ones.
"""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from rehearsal.runtime import runtime, user
from rehearsal.runtime_api import Invocation, Outcome, RuntimeApi

_BOOTSTRAP = Path(__file__).with_name("bootstrap.py")

FETCH_FROM_LOOPBACK = """
import chalicelib.settings
from dataclasses import replace
from ipaddress import ip_network
allowed = replace(chalicelib.settings.current(), fetch_allowed_networks=(ip_network("127.0.0.0/8"),))
chalicelib.settings.current = lambda: allowed
"""
"""A prelude: inside Lambda no page on loopback can be fetched, and here there is no other."""


class FunctionError(Exception):
    """The function raised, or its process ended; `payload` is what Lambda tells the caller."""

    def __init__(self, payload: dict[str, Any]) -> None:
        super().__init__(f"{payload['errorType']}: {payload['errorMessage']}")
        self.payload = payload


@dataclass(frozen=True, kw_only=True)
class Function:
    """What Lambda knows of a function."""

    name: str
    task: Path
    """The folder with its unpacked package."""
    handler: str
    """`module.function`."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """The function's own environment variables."""
    seconds: float = 60
    """Its timeout."""
    megabytes: int = 1769
    """Its memory."""


class ExecutionEnvironment:
    """One process of a function, for one invocation at a time; it ends with the block or by `stop`.

    Args:
        function: what it runs.
        prelude: code that runs before the package's.
    """

    def __init__(self, function: Function, *, prelude: str = "") -> None:
        self._function = function
        self._api = RuntimeApi(function.name, self._freeze, self._thaw)
        self._log: IO[str] = tempfile.TemporaryFile("w+")  # noqa: SIM115  closed in stop
        with contextlib.ExitStack() as failing:
            failing.callback(self._close)
            self._process = self._start(prelude)
            failing.pop_all()

    def _start(self, prelude: str) -> "subprocess.Popen[str]":
        function, beside = self._function, runtime()
        environment = {**_of_lambda(function), **function.environment}
        environment["AWS_LAMBDA_RUNTIME_API"] = self._api.address
        if beside.libraries:
            environment["LD_LIBRARY_PATH"] = str(beside.libraries)
        bounds = [str(function.task), str(beside.packages), function.handler, str(function.megabytes)]
        code = _BOOTSTRAP.read_text()  # as its user may not be able to reach the file
        return subprocess.Popen(
            [str(beside.python), "-I", "-S", "-c", code, *bounds, prelude],
            env=environment, cwd="/", stdin=subprocess.DEVNULL,
            stdout=self._log, stderr=subprocess.STDOUT, text=True, **user(),
        )  # fmt: skip

    def invoke(self, event: Any) -> Any:
        """What the function returns for an event.

        Raises:
            FunctionError: it raised, took too long or returned too much, or its process ended.
        """
        self._api.send(Invocation(event, self._function.seconds))
        outcome = self._wait(time.monotonic() + self._function.seconds)
        if outcome.error is not None:
            raise FunctionError(outcome.error)
        return outcome.answer

    def _wait(self, deadline: float) -> Outcome:
        while True:
            with contextlib.suppress(queue.Empty):
                return self._api.outcomes.get(timeout=0.05)
            if self._process.poll() is not None:
                with contextlib.suppress(queue.Empty):
                    return self._api.outcomes.get_nowait()
                message = f"its process ended with {self._process.returncode}:\n{self.log()[-3000:]}"
                return Outcome(error={"errorType": "Runtime.ExitError", "errorMessage": message})
            if time.monotonic() > deadline:
                self._process.kill()
                late = f"Task timed out after {self._function.seconds:.2f} seconds"
                return Outcome(error={"errorType": "Sandbox.Timedout", "errorMessage": late})

    def log(self) -> str:
        """What the function has written so far."""
        self._log.flush()
        return os.pread(self._log.fileno(), os.fstat(self._log.fileno()).st_size, 0).decode(errors="replace")

    def peak_megabytes(self) -> float:
        """How much memory its process has taken at most so far."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) / 1024

    def _freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def _thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def __enter__(self) -> "ExecutionEnvironment":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._close()

    def _close(self) -> None:
        self._api.close()
        self._log.close()


def _of_lambda(function: Function) -> dict[str, str]:
    """The environment variables that Lambda's runtime sets itself."""
    return {
        "AWS_EXECUTION_ENV": f"AWS_Lambda_python{sys.version_info[0]}.{sys.version_info[1]}",
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.megabytes),
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{function.name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": "2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "LAMBDA_TASK_ROOT": str(function.task),
        "LAMBDA_RUNTIME_DIR": "/var/runtime",
        "_HANDLER": function.handler,
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "PATH": "/usr/bin:/bin",
    }
