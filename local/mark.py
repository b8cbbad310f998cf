"""How many messages were ever sent to the queue, kept beside its file: a file that was cut does not tell.

It is written after the messages are, and before their sender is answered, without a flush of the disk: it may
be behind, and never ahead.
"""

import os
import threading
from contextlib import suppress
from pathlib import Path

from local.journal import JournalError

_DIGITS = 20


class Mark:
    """The number of the last message, in a file of its own.

    Raises:
        JournalError: the file cannot be used.
    """

    def __init__(self, file: Path) -> None:
        try:
            file.touch(mode=0o600)
            file.chmod(0o600)
            self._file = os.open(file, os.O_RDWR)
        except OSError as error:
            raise JournalError(f"{file} cannot be used: {error.strerror}") from error
        self._lock = threading.Lock()
        self._number = read(file)

    def reach(self, number: int) -> None:
        """Remember that the message of this number was sent; on a full disk nothing is remembered."""
        with self._lock:
            if number > self._number:
                self._number = number
                with suppress(OSError):
                    os.pwrite(self._file, b"%0*d\n" % (_DIGITS, number), 0)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def read(file: Path) -> int:
    """The number that a file holds; 0 if it is not there or holds none."""
    with suppress(OSError, ValueError):
        return int(file.read_text())
    return 0
