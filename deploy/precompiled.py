"""Modules compiled ahead of time, without their sources: __pycache__ folders for a package to take along.

Their sources' times do not survive a deploy, so Python has to take them unchecked (PEP 552).
"""

import compileall
import py_compile
import shutil
from pathlib import Path

TASK = "/var/task"  # where Lambda unpacks a package; tracebacks name files there


def compile_into(vendor: Path, folder: Path) -> None:
    """Compile all modules below a folder, and move what comes out to the same places below `vendor`."""
    compileall.compile_dir(
        folder,
        quiet=2,  # some packages hold files that are no modules of this Python
        force=True,
        workers=0,
        stripdir=str(folder),
        prependdir=TASK,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    for cache in folder.rglob("__pycache__"):
        target = vendor / cache.relative_to(folder)
        target.mkdir(parents=True, exist_ok=True)
        for compiled in cache.iterdir():
            shutil.move(compiled, target / compiled.name)


def remove(vendor: Path) -> None:
    """Remove all compiled modules below `vendor`, and the folders that held nothing else."""
    for cache in [*vendor.rglob("__pycache__")]:
        shutil.rmtree(cache)
    for folder in sorted((path for path in vendor.rglob("*") if path.is_dir()), reverse=True):
        if not folder.is_symlink() and not any(folder.iterdir()):
            folder.rmdir()


def abi(runtime: str) -> str:
    """The tag of a Lambda runtime's extension modules (PEP 425): `cp313` of `python3.13`."""
    return runtime.replace("python", "cp").replace(".", "")
