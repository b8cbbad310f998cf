"""`make run` in a process group of its own, as a terminal gives it one, and what is seen from outside."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
MARK = "WORDCOUNT_TESTS_RUN"


class Run:
    """One `make run`.

    Args:
        data: the folder that it keeps its data in.
        port: 0 for any.
    """

    def __init__(self, data: Path, port: int = 0) -> None:
        self.data = data
        environment = {
            **os.environ,
            "FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
            "PYTHONUNBUFFERED": "1",
            MARK: str(data),
        }
        for name in ("DATABASE_URL", "JOBS_QUEUE", "DEAD_LETTER_QUEUE", "AWS_ENDPOINT_URL"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            ["make", "run", f"PORT={port}", f"DATA={data}", f"PYTHON={sys.executable}"],
            cwd=ROOT, env=environment, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        self.said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        """Take what it says as it says it: a full pipe would stop it."""
        for line in self.process.stdout:
            self.said.append(line)
        self.process.stdout.close()

    @cached_property
    def address(self) -> str:
        """Where it says that it is, once it is ready."""
        while True:
            is_over = not self._reader.is_alive()
            if ready := re.search(r"ready at (http://127\.0\.0\.1:\d+)/", "".join(self.said)):
                return ready.group(1)
            assert not is_over, "".join(self.said)
            time.sleep(0.02)

    def kill(self) -> None:
        """Kill all of it at once, and wait until nothing is left."""
        while found := self.processes():
            for pid in found:
                with suppress(ProcessLookupError):  # it ended with the one killed before it
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.02)
        self.process.wait()

    def interrupt(self) -> str:
        """Press Ctrl-C; returns all that it has said when it has ended."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.ended(60)  # far longer than it takes, on a machine that does much else

    def ended(self, seconds: float) -> str:
        """Wait until it has ended; returns all that it said."""
        self.process.wait(seconds)
        self._reader.join(seconds)
        return "".join(self.said)

    def processes(self) -> list[int]:
        """All processes of this run that live, workers and Postgres's too."""
        numbers = (path.name for path in Path("/proc").iterdir() if path.name.isdecimal())
        return [pid for pid in map(int, numbers) if self._is_ours(pid)]

    def waiting(self) -> list[str]:
        """The messages that it keeps on disk."""
        file = self.data / "queue" / "messages.sqlite"
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as journal:
            return [body for (body,) in journal.execute("SELECT body FROM messages")]

    def names(self) -> list[str]:
        """The commands of these processes."""
        return [command_of(pid) for pid in self.processes()]

    def is_postgres(self, pid: int) -> bool:
        """Whether a process is the server itself, not its keeper and none of its children."""
        return Path(command_of(pid).partition("\0")[0]).name == "postgres"

    def _is_ours(self, pid: int) -> bool:
        try:
            environment = Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            return False
        return f"{MARK}={self.data}".encode() in environment.split(b"\0")


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""
