"""A local SQS whose files cannot be used: a sentence names what it is, and nothing of it is lost."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from local import salvage
from local.journal import JournalError
from local.messages import MARK, New, Rules
from local.salvage import FILE, opened

RULES = {"jobs": Rules(30)}


def in_place_of(name: str, put: Callable[[Path], object]) -> Callable[[Path], object]:
    def harm(folder: Path) -> None:
        (folder / name).unlink()
        put(folder / name)

    return harm


def as_of_another_version(change: str) -> Callable[[Path], object]:
    def harm(folder: Path) -> None:
        with closing(sqlite3.connect(folder / FILE)) as journal:
            journal.execute(change)

    return harm


def no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "a file")

    monkeypatch.setattr(salvage.shutil, "copytree", refuse)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (in_place_of(FILE, Path.mkdir), FILE),
        (in_place_of(MARK, Path.mkdir), "messages.count cannot be used: Is a directory"),
        (in_place_of(FILE, lambda file: file.symlink_to("/gone")), f"{FILE} leads to /gone, which is not"),
        (in_place_of(MARK, lambda file: file.symlink_to("/gone")), f"{MARK} leads to /gone, which is not"),
        (as_of_another_version("ALTER TABLE messages ADD COLUMN due REAL"), "another version.*messages.due"),
        (as_of_another_version("ALTER TABLE messages DROP COLUMN is_taken"), "another version.*is_taken"),
        (lambda folder: os.truncate(folder / FILE, 5000), "stays as it is, .* No space left on device"),
    ],
    ids=["a folder", "count a folder", "dangling", "count dangling", "newer", "older", "no room to save"],
)  # fmt: skip
def test_what_cannot_be_used_is_named_and_nothing_of_it_is_lost(tmp_path, monkeypatch, harm, said):
    folder, kept = tmp_path / "queue", tmp_path / "kept"
    messages = opened(folder, RULES)
    messages.send("jobs", [New("kept")])
    messages.close()
    shutil.copytree(folder, kept)
    harm(folder)
    with monkeypatch.context() as full:
        no_room(full)
        with pytest.raises(JournalError, match=said):
            opened(folder, RULES)
    assert not list(tmp_path.glob("queue.damaged-*"))
    for name in (FILE, MARK):
        if (folder / name).is_symlink():
            (folder / name).unlink()
        elif (folder / name).is_dir():
            (folder / name).rmdir()
        shutil.copy(kept / name, folder / name)
    messages = opened(folder, RULES)
    assert messages.bodies("jobs") == [["kept"]]
    messages.close()


@pytest.mark.parametrize(
    "put", [Path.touch, lambda place: place.symlink_to("gone")], ids=["file", "dangling"]
)
def test_a_folder_of_the_queue_that_is_none_is_named(tmp_path, put):
    put(tmp_path / "queue")
    with pytest.raises(JournalError, match=r"queue (cannot be used|leads to)"):
        opened(tmp_path / "queue", RULES)
