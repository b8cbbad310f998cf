"""Runs a program for as long as its parent lives: `python keeper.py SIGNAL COMMAND…`.

The parent holds the other end of standard input. When that closes, whether the parent ended well, was
killed or crashed, the keeper sends the program the signal and waits for it to end. Standard library only.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading

PATIENCE_SECONDS = 10


def die_with_parent() -> None:
    """On Linux, let the kernel end this process if the keeper itself is killed (see prctl(2))."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


def main(end_signal: str, user: str, *command: str) -> int:
    """Keep the command running as `user` (empty: as ourselves); returns its exit status."""
    account = {"user": user, "group": _group_of(user), "extra_groups": []} if user else {}
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=die_with_parent, **account)  # type: ignore[call-overload]  # noqa: PLW1509

    def wait_for_parent() -> None:
        sys.stdin.buffer.read()
        program.send_signal(int(end_signal))
        try:
            program.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            program.kill()

    threading.Thread(target=wait_for_parent, daemon=True).start()
    return int(program.wait())


def _group_of(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid


if __name__ == "__main__":
    # Ctrl-C reaches the whole terminal; ending is the parent's to decide.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setsid()
    sys.exit(main(*sys.argv[1:]))
