"""The folder of the queue's file: opened, or, where the file is damaged, made anew of what it still gives.

The damaged one is set aside and never overwritten. Each step can be interrupted: what was sent is in the
folder, or in the one that is about to take its place.
"""

import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from local.journal import JournalDamaged
from local.messages import LONGEST_DELAY_SECONDS, Messages, New, Rules

FILE = "messages.sqlite"


def opened(folder: Path, rules: Mapping[str, Rules], *, durable: bool = True) -> Messages:
    """The messages that a folder keeps; it is made if it is not there, for its owner only.

    Raises:
        JournalError: the file cannot be used.
    """
    saved = folder.with_name(folder.name + ".saved")
    if saved.exists() and not folder.exists():
        saved.rename(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return Messages(folder / FILE, rules, durable=durable)
    except JournalDamaged as damage:
        count = _save(folder, saved, rules)
        aside = folder.with_name(f"{folder.name}.damaged-{time.time_ns()}")
        folder.rename(aside)
        saved.rename(folder)
        print(f"\n    {damage}; {count:,} messages of it are saved, and it is kept in {aside}")
        return Messages(folder / FILE, rules, durable=durable)


def _save(folder: Path, saved: Path, rules: Mapping[str, Rules]) -> int:
    shutil.rmtree(saved, ignore_errors=True)  # half made
    saved.mkdir(mode=0o700)
    kept = Messages(saved / FILE, rules)
    count = 0
    for queue, message in _readable(folder / FILE):
        if queue in rules:
            kept.send(queue, [message])
            count += 1
    kept.close()
    return count


def _readable(file: Path) -> Iterator[tuple[str, New]]:
    with closing(sqlite3.connect(file)) as damaged:
        try:
            damaged.execute("PRAGMA writable_schema = ON")  # else a file that was cut is not even looked at
            for queue, message_id, body, group_id, visible_at in damaged.execute(
                "SELECT queue, id, body, group_id, visible_at FROM messages NOT INDEXED"
            ):
                if isinstance(body, str) and isinstance(visible_at, float):  # what is cut reads as nothing
                    delay = min(max(0.0, visible_at - time.time()), LONGEST_DELAY_SECONDS)
                    yield queue, New(body, delay, group_id, message_id)
        except sqlite3.DatabaseError:
            return  # the rest of it cannot be read
