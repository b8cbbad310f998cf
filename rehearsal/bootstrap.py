"""What starts a function in its process: its bounds, then AWS's own runtime client and the package's code.

    python -I -S rehearsal/bootstrap.py TASK RUNTIME HANDLER MEGABYTES PRELUDE

TASK is the unpacked package; RUNTIME holds boto3 and awslambdaric, as Lambda's runtime does. PRELUDE is code
that runs first, for what cannot be as it is in Lambda. Nothing else is installed where this runs.
"""

import os
import resource
import sys


def main(task: str, runtime: str, handler: str, megabytes: str, prelude: str) -> None:
    """Take invocations for as long as there is a Runtime API; the code is imported before the first."""
    # Stricter than Lambda: room that is reserved and never touched counts too.
    resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) * 2**20,) * 2)
    sys.path[:0] = [task, runtime]
    os.chdir(task)
    exec(prelude, {})  # noqa: S102  a test's own
    from awslambdaric.__main__ import main as run

    run([sys.argv[0], handler])


if __name__ == "__main__":
    main(*sys.argv[1:])
