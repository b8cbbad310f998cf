"""A function of a package, run on this machine as Lambda runs it: for rehearsals and cold starts.

Its process sees the unpacked package, the standard library and boto3, and nothing else that is installed
here: what the package lacks is missing. It starts with its first invocation and is kept for the next ones.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

_BOOTSTRAP = Path(__file__).with_name("bootstrap.py")
_OF_THE_RUNTIME = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3")
"""boto3's closure, which Lambda's runtime has beside every package."""

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
    megabytes: int = 1024
    """Its memory."""


class ExecutionEnvironment:
    """One process of a function, for one invocation at a time; it ends with the block or by `stop`.

    Args:
        function: what it runs.
        prelude: code that runs before the package's.
    """

    def __init__(self, function: Function, *, prelude: str = "") -> None:
        self._seconds = function.seconds
        self._runtime = tempfile.TemporaryDirectory(prefix="lambda-runtime-")
        for package in _OF_THE_RUNTIME:
            _link(package, Path(self._runtime.name))
        self._log: IO[str] = tempfile.TemporaryFile("w+")  # noqa: SIM115  closed in stop
        answers, theirs = os.pipe()
        arguments = [str(function.task), self._runtime.name, function.handler, str(theirs), prelude]
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_BOOTSTRAP), *arguments],
            env={**_of_lambda(function), **function.environment},
            stdin=subprocess.PIPE, stdout=self._log, stderr=subprocess.STDOUT, text=True, pass_fds=[theirs],
        )  # fmt: skip
        os.close(theirs)
        self._answers = os.fdopen(answers)

    def invoke(self, event: Any) -> Any:
        """What the function returns for an event.

        Raises:
            FunctionError: it raised, or its process ended.
        """
        call = {"event": event, "request": str(uuid.uuid4()), "seconds": self._seconds}
        line = ""
        if self._process.stdin and self._process.poll() is None:
            self._process.stdin.write(json.dumps(call) + "\n")
            self._process.stdin.flush()
            line = self._answers.readline()
        if not line:
            ended = f"its process ended with {self._process.wait()}:\n{self.log()[-3000:]}"
            raise FunctionError({"errorType": "Runtime.ExitError", "errorMessage": ended})
        told = json.loads(line)
        if "error" in told:
            raise FunctionError(told["error"])
        return told["answer"]

    def log(self) -> str:
        """What the function has written so far."""
        self._log.flush()
        return os.pread(self._log.fileno(), os.fstat(self._log.fileno()).st_size, 0).decode(errors="replace")

    def __enter__(self) -> "ExecutionEnvironment":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.terminate()
        self._process.wait()
        self._answers.close()
        self._log.close()
        self._runtime.cleanup()


def _of_lambda(function: Function) -> dict[str, str]:
    """The environment variables that Lambda's runtime sets itself."""
    return {
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.megabytes),
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "LAMBDA_TASK_ROOT": str(function.task),
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "PATH": "/usr/bin:/bin",
    }


def _link(package: str, folder: Path) -> None:
    """Show a package, or a module that is one file, in a folder too."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise RuntimeError(f"{package} is not installed: run `make test`")
    origin = Path(found.origin)
    path = origin.parent if origin.name == "__init__.py" else origin
    (folder / path.name).symlink_to(path)
