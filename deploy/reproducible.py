"""The same package wherever it is made: its files' order and modes do not depend on the folder it comes from.

Chalice dates every file alike, but takes its mode and its place from the folder. So a checkout under
umask 077 makes files that Lambda, which runs as another user, cannot read; and two checkouts of one commit
make two packages.
"""

import os
import stat
from collections.abc import Iterator

from chalice.utils import OSUtils

FILE_MODE = stat.S_IFREG | 0o644
"""Everybody reads it: nobody but Lambda ever has the package's files."""
PROGRAM_MODE = stat.S_IFREG | 0o755


def make_reproducible() -> None:
    """Have Chalice, in this process, read folders in the order of their names and files with fixed modes."""
    OSUtils.walk = _walk_in_order
    OSUtils.stat = _stat_with_fixed_mode


def _walk_in_order(
    _self: OSUtils, path: str, followlinks: bool = False
) -> Iterator[tuple[str, list[str], list[str]]]:
    for folder, folders, files in os.walk(path, followlinks=followlinks):
        folders.sort()
        yield folder, folders, sorted(files)


def _stat_with_fixed_mode(_self: OSUtils, path: str) -> os.stat_result:
    found = os.stat(path)  # noqa: PTH116 - what Chalice calls
    mode = PROGRAM_MODE if found.st_mode & stat.S_IXUSR else FILE_MODE
    return os.stat_result((mode, *found[1:]))
