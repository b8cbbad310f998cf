"""What runs a function's code in its process, as Lambda's runtime does: events in, answers out.

    python -I -S rehearsal/bootstrap.py TASK RUNTIME HANDLER ANSWERS PRELUDE < events > log

TASK is the unpacked package, which nothing may write to; RUNTIME holds boto3. Each line of the input is an
event with its context; each line that goes to the file descriptor ANSWERS is what the function returned, or
what it raised. PRELUDE is code that runs first, for what cannot be as it is in Lambda. Standard library only:
nothing else is installed where this runs.
"""

import errno
import importlib
import json
import os
import sys
import time
import traceback
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate")


class Context:
    """What Lambda tells a function of its invocation."""

    def __init__(self, request: str, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds
        self.aws_request_id = request
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]

    def get_remaining_time_in_millis(self) -> int:
        """How long the function may still run."""
        return max(0, round((self._deadline - time.monotonic()) * 1000))


def keep_from_writing(task: str) -> None:
    """Refuse whatever this process tries to write below a folder, as on a file system without writing."""
    below = task + os.sep

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event in _CHANGES or (event == "open" and arguments[2] & _WRITING)
        if writes and isinstance(arguments[0], str) and os.path.abspath(arguments[0]).startswith(below):  # noqa: PTH100
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), arguments[0])

    sys.addaudithook(refuse)


def answer_to(handler: Any, call: dict[str, Any]) -> dict[str, Any]:
    """What one invocation comes to: `{"answer": …}`, or `{"error": …}` in the words of Lambda's runtime."""
    try:
        return {"answer": handler(call["event"], Context(call["request"], call["seconds"]))}
    except Exception as error:
        lines = traceback.format_exception(error)
        return {"error": {"errorMessage": str(error), "errorType": type(error).__name__, "stackTrace": lines}}


def main(task: str, runtime: str, handler: str, descriptor: str, prelude: str) -> None:
    """Take invocations until the input ends; the code is imported before the first, as in a cold start."""
    sys.path[:0] = [task, runtime]
    os.chdir(task)
    keep_from_writing(task)
    exec(prelude, {})  # noqa: S102  a test's own
    module, _, name = handler.rpartition(".")
    function = getattr(importlib.import_module(module), name)
    with os.fdopen(int(descriptor), "w") as answers:
        for line in sys.stdin:
            told = answer_to(function, json.loads(line))
            sys.stdout.flush()
            print(json.dumps(told), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
