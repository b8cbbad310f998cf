"""The folder of the queue's file: opened, or, where the file is damaged, made anew of what it still gives.

The damaged one is set aside as it was and never overwritten. Each step can be interrupted: what was sent is
in the folder, or in the one that is about to take its place.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

from local import mark
from local.journal import JournalDamaged, JournalError, text_of
from local.messages import EXPIRED, LONGEST_DELAY_SECONDS, MARK, RETENTION_SECONDS, Messages, New, Rules

FILE = "messages.sqlite"


def opened(folder: Path, rules: Mapping[str, Rules], *, durable: bool = True) -> Messages:
    """The messages that a folder keeps; it is made if it is not there, for its owner only.

    Raises:
        JournalError: the file cannot be used.
    """
    try:
        messages = _opened(folder, rules, durable)
    except OSError as error:
        raise JournalError(f"{error.filename or folder} cannot be used: {error.strerror}") from error
    if messages.expired:
        days = RETENTION_SECONDS // (24 * 3600)
        print(
            f"\n    {messages.expired:,} unfinished jobs were sent more than {days} days ago, by this clock:"
            f" they do not go on, and are kept in {folder / FILE}. If the clock is wrong, they go on once"
            " it is right."
        )
    return messages


def _opened(folder: Path, rules: Mapping[str, Rules], durable: bool) -> Messages:
    saved = folder.with_name(folder.name + ".saved")
    if saved.exists() and not folder.exists():
        saved.rename(folder)
    for place in (folder, folder / FILE, folder / MARK):
        if place.is_symlink() and not place.exists():
            raise JournalError(f"{place} leads to {place.readlink()}, which is not there")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        _check(folder)
        return Messages(folder / FILE, rules, durable=durable)
    except JournalDamaged as damage:
        _replace(folder, saved, rules, damage)
    return Messages(folder / FILE, rules, durable=durable)


def _replace(folder: Path, saved: Path, rules: Mapping[str, Rules], damage: JournalDamaged) -> None:
    """Put what the damaged file still gives in its place.

    Raises:
        JournalError: there is no room for it; nothing was changed.
    """
    sent = mark.read(folder / MARK)
    try:
        count = _save(folder, saved, rules)
    except (OSError, JournalError) as error:
        raise JournalError(
            f"{damage}; it stays as it is, as a copy cannot be made: {_told(error)}"
        ) from error
    aside = folder.with_name(f"{folder.name}.damaged-{time.time_ns()}")
    folder.rename(aside)
    saved.rename(folder)
    of_all = f" of {sent:,} that were ever sent, of which most may be done" if sent else ""
    print(f"\n    {damage}; {count:,} messages of it are saved{of_all}, and it is kept in {aside}")


def _told(error: Exception) -> str:
    if isinstance(error, shutil.Error):  # it has the reasons of all files
        _, _, reason = error.args[0][0]
        return str(reason)
    return str(error)


def _check(folder: Path) -> None:
    """Look, without changing anything, whether the file holds all that was ever sent.

    SQLite itself takes an empty file, or a log that breaks off, for all that there was.

    Raises:
        JournalDamaged: it does not.
    """
    file, sent = folder / FILE, mark.read(folder / MARK)
    if not file.exists():
        if sent:
            raise JournalDamaged(f"{file} is missing")
        return
    if file.stat().st_size == 0:
        if sent or _log_of(file).exists():
            raise JournalDamaged(f"{file} is empty")
        return  # a first start was interrupted
    with suppress(sqlite3.Error):  # opening it tells more
        if (last := _last(file)) < sent:
            raise JournalDamaged(f"{file} lacks the last {sent - last:,} messages that were sent")


def _last(file: Path) -> int:
    """The number of the last message that was sent, as far as a file knows."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as journal:
        if not journal.execute("SELECT 1 FROM sqlite_master WHERE name = 'messages'").fetchall():
            return 0
        rows = journal.execute("SELECT seq FROM sqlite_sequence WHERE name = 'messages'").fetchall()
    return int(rows[0][0]) if rows else 0


def _save(folder: Path, saved: Path, rules: Mapping[str, Rules]) -> int:
    copy = folder.with_name(folder.name + ".copy")
    for left in (saved, copy):
        shutil.rmtree(left, ignore_errors=True)  # half made
    shutil.copytree(folder, copy)  # as reading changes it
    saved.mkdir(mode=0o700)
    kept = Messages(saved / FILE, rules)
    count = 0
    for queue, message in _readable(copy / FILE):
        if queue in rules:
            kept.send(queue, [message])
            count += 1
    kept.close()
    shutil.rmtree(copy)
    return count


def _readable(file: Path) -> Iterator[tuple[str, New]]:
    _let_log_count(file)
    with closing(sqlite3.connect(file)) as damaged:
        damaged.text_factory = text_of
        try:
            damaged.execute("PRAGMA writable_schema = ON")  # else a file that was cut is not even looked at
            for queue, message_id, body, group_id, visible_at in damaged.execute(
                "SELECT queue, id, body, group_id, visible_at FROM messages NOT INDEXED"
            ):
                if isinstance(body, str) and isinstance(visible_at, float):  # what is cut reads as nothing
                    delay = min(max(0.0, visible_at - time.time()), LONGEST_DELAY_SECONDS)
                    yield queue.removesuffix(EXPIRED), New(body, delay, group_id, message_id)
        except sqlite3.DatabaseError:
            return  # the rest of it cannot be read


def _let_log_count(file: Path) -> None:
    """Give an empty file a page: beside a file without any, SQLite throws the log away."""
    log = _log_of(file)
    if log.exists() and (not file.exists() or file.stat().st_size == 0):
        with log.open("rb") as opened_log:
            page_bytes = int.from_bytes(opened_log.read(12)[8:], "big")
        if page_bytes:
            file.touch(mode=0o600)
            os.truncate(file, page_bytes)


def _log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")
