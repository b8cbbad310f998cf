"""moto as AWS in a process of its own: what empties it empties nothing of a service that runs beside.

    python -m tests.deployment.stand_in

prints its port, and serves until its input ends. A line of the input, `STACK STATUS`, brings a stack of
CloudFormation's where no call brings it.
"""

import logging
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from moto.cloudformation.models import cloudformation_backends
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from tests.deployment.parts import NUMBER, REGION, mend_moto

ROOT = Path(__file__).parents[2]


class StandIn:
    """The process, from the tests' side."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.deployment.stand_in"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.url = f"http://127.0.0.1:{self._answer()}"

    def empty(self) -> None:
        """Take everything out of the account."""
        requests.post(f"{self.url}/moto-api/reset", timeout=60).raise_for_status()

    def set_status(self, stack: str, status: str) -> None:
        """Bring a stack to a status."""
        assert self._process.stdin
        print(stack, status, file=self._process.stdin, flush=True)
        self._answer()

    def close(self) -> None:
        self._process.communicate()

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


def main() -> None:
    """Serve for as long as the parent lives."""
    mend_moto(pytest.MonkeyPatch())
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    print(server.get_host_and_port()[1], flush=True)
    for line in sys.stdin:
        name, status = line.split()
        for stack in cloudformation_backends[NUMBER][REGION].stacks.values():
            if stack.name == name:
                stack.status = status
        print("done", flush=True)


if __name__ == "__main__":
    main()
