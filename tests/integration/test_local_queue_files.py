"""The files of the local SQS: what was sent is there after a kill, and what damage leaves of it goes on."""

import os
import sqlite3
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from local.messages import New
from local.salvage import FILE, opened
from tests.integration.conftest import RULES, bodies


def test_what_was_sent_is_there_after_a_kill_with_its_delay_and_its_count(tmp_path):
    program = f"""if True:
        import os, signal
        from pathlib import Path
        from local.messages import New, Rules
        from local.salvage import opened
        messages = opened(Path({str(tmp_path / "queue")!r}), {{"jobs": Rules(30)}})
        messages.send("jobs", [New("taken"), New("waits")])
        messages.send("jobs", [New("delayed", delay_seconds=600)])
        messages.receive("jobs", 1)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False, timeout=60)
    messages = opened(tmp_path / "queue", RULES)
    assert messages.bodies("jobs")[0] == ["taken", "waits", "delayed"]
    assert bodies(messages.receive("jobs", 9)) == ["waits"]
    messages.show_taken()  # its taker has ended
    assert [(one.body, one.receive_count) for one in messages.receive("jobs", 9)] == [
        ("taken", 2),
        ("waits", 2),
    ]
    messages.close()


def test_the_queues_files_are_their_owners_only(messages, tmp_path):
    messages.send("jobs", [New("https://example.com/?token=secret")])
    folder = tmp_path / "queue"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_files_that_lost_their_mode_get_it_again(tmp_path):
    folder = tmp_path / "queue"
    subprocess.run([sys.executable, "-c", KILLED.format(folder=str(folder))], check=False)
    for file in folder.iterdir():
        file.chmod(0o400)
    opened(folder, RULES).close()
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_one_change_that_fails_takes_no_other_along(messages):
    def fail(_journal: sqlite3.Connection) -> None:
        raise ZeroDivisionError

    def send(number: int) -> None:
        messages.send("jobs", [New(str(number))])

    with ThreadPoolExecutor(8) as pool:
        wrong = [pool.submit(messages._journal.commit, fail) for _ in range(20)]
        right = [pool.submit(send, number) for number in range(20)]
    assert all(isinstance(future.exception(), ZeroDivisionError) for future in wrong)
    assert not any(future.exception() for future in right)
    assert len(messages.bodies("jobs")[0]) == 20


@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_a_file_that_was_cut_is_set_aside_and_what_it_gives_goes_on(tmp_path, part, capsys):
    folder = tmp_path / "queue"
    messages = opened(folder, RULES)
    messages.send("jobs", [New(f"{number} " + "x" * 900) for number in range(1000)])
    messages.close()
    os.truncate(folder / FILE, int((folder / FILE).stat().st_size * part))
    messages = opened(folder, RULES)
    saved = messages.bodies("jobs")[0]
    messages.close()
    (aside,) = tmp_path.glob("queue.damaged-*")
    assert str(aside) in capsys.readouterr().out
    assert len(saved) == (0 if part < 0.1 else pytest.approx(1000 * part, rel=0.3))
    with closing(sqlite3.connect(folder / FILE)) as journal:
        assert journal.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_start_that_was_interrupted_while_it_saved_begins_again(tmp_path):
    folder, saved = tmp_path / "queue", tmp_path / "queue.saved"
    messages = opened(folder, RULES)
    messages.send("jobs", [New("kept")])
    messages.close()
    folder.rename(saved)  # interrupted between the two renames
    messages = opened(folder, RULES)
    assert messages.bodies("jobs")[0] == ["kept"]
    messages.close()


def test_a_message_of_another_kind_than_a_text_holds_up_no_other(tmp_path):
    messages = opened(tmp_path / "queue", RULES)
    messages.send("jobs", [New(str(number)) for number in range(3)])
    messages.close()
    with closing(sqlite3.connect(tmp_path / "queue" / FILE, isolation_level=None)) as journal:
        journal.execute("UPDATE messages SET body = x'ff31', group_id = x'ff' WHERE body = '1'")
    messages = opened(tmp_path / "queue", RULES)
    assert bodies(messages.receive("jobs", 9)) == ["0", "\ufffd1", "2"]
    messages.close()


def test_a_message_from_a_clock_that_was_set_back_is_not_hidden_for_longer_than_a_delay(
    tmp_path, monkeypatch
):
    messages = opened(tmp_path / "queue", RULES)
    week_ahead, in_901_seconds = time.time() + 7 * 24 * 3600, time.time() + 901 + 60
    with monkeypatch.context() as ahead:
        ahead.setattr(time, "time", lambda: week_ahead)
        messages.send("jobs", [New("from the future")])
    messages.close()
    messages = opened(tmp_path / "queue", RULES)
    assert messages.receive("jobs", 1) == []
    with monkeypatch.context() as later:
        later.setattr(time, "time", lambda: in_901_seconds)
        assert bodies(messages.receive("jobs", 1)) == ["from the future"]
    messages.close()


KILLED = """
import os
from pathlib import Path
from local.messages import New, Rules
from local.salvage import opened
messages = opened(Path({folder!r}), {{"jobs": Rules(30)}})
for number in range(30):
    messages.send("jobs", [New(str(number) + "x" * 900)])
os._exit(9)
"""


def garble(log: Path) -> None:
    with log.open("r+b") as opened_log:
        opened_log.seek(log.stat().st_size * 2 // 3)
        opened_log.write(os.urandom(2000))


@pytest.mark.parametrize(
    ("harm", "most", "fewest"),
    [
        (lambda file, _log: os.truncate(file, 0), 30, 30),
        (lambda file, _log: file.unlink(), 30, 30),
        (lambda _file, log: garble(log), 29, 1),
        (lambda _file, log: os.truncate(log, log.stat().st_size // 2), 29, 1),
        (lambda _file, log: os.truncate(log, 0), 0, 0),
        (lambda file, log: (os.truncate(file, 0), log.unlink()), 0, 0),
    ],
    ids=["emptied", "gone", "log garbled", "log cut", "log emptied", "both gone"],
)
def test_what_is_missing_after_a_kill_is_said_and_what_there_is_goes_on(tmp_path, harm, most, fewest, capsys):
    """SQLite takes an empty file, and a log that breaks off, for all that there was."""
    folder = tmp_path / "queue"
    subprocess.run([sys.executable, "-c", KILLED.format(folder=str(folder))], check=False)
    file, log = folder / FILE, folder / f"{FILE}-wal"
    harm(file, log)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}
    messages = opened(folder, RULES)
    saved = len(messages.bodies("jobs")[0])
    messages.close()
    said = capsys.readouterr().out
    assert fewest <= saved <= most
    assert f"; {saved} messages of it are saved of 30 that were ever sent" in said
    (aside,) = tmp_path.glob("queue.damaged-*")
    kept = {path.name: path.read_bytes() for path in aside.iterdir() if not path.name.endswith("-shm")}
    assert kept == before, "it is kept as it was"
    opened(folder, RULES).close()
    assert "saved" not in capsys.readouterr().out, "the next start finds nothing wrong"


def test_neither_a_first_start_that_was_interrupted_nor_a_kill_is_damage(tmp_path, capsys):
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / FILE).touch()
    opened(tmp_path / "first", RULES).close()
    folder = tmp_path / "queue"
    subprocess.run([sys.executable, "-c", KILLED.format(folder=str(folder))], check=False)
    messages = opened(folder, RULES)
    assert len(messages.bodies("jobs")[0]) == 30
    messages.delete(message.receipt for message in messages.receive("jobs", 30))
    messages.close()
    opened(folder, RULES).close()
    assert capsys.readouterr().out == ""


def test_a_clock_that_is_ahead_drops_no_job(tmp_path, monkeypatch, capsys):
    messages = opened(tmp_path / "queue", RULES)
    messages.send("jobs", [New("kept")])
    messages.close()
    month_ahead = time.time() + 30 * 24 * 3600
    with monkeypatch.context() as ahead:
        ahead.setattr(time, "time", lambda: month_ahead)
        messages = opened(tmp_path / "queue", RULES)
        assert (messages.count(), messages.receive("jobs", 1)) == (0, [])
        messages.close()
    assert "1 unfinished jobs were sent more than 14 days ago, by this clock" in capsys.readouterr().out
    messages = opened(tmp_path / "queue", RULES)
    assert messages.count() == 1
    assert bodies(messages.receive("jobs", 1)) == ["kept"]
    messages.close()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("saved", [False, True], ids=["as it is", "saved"])
def test_a_text_that_damage_has_left_no_utf_8_holds_up_no_other(tmp_path, saved):
    messages = opened(tmp_path / "queue", RULES)
    messages.send("jobs", [New(f"{{text {number}}}") for number in range(12)])
    messages.close()
    file = tmp_path / "queue" / FILE
    file.write_bytes(file.read_bytes().replace(b"{text 5}", b"{\xffext 5}"))
    if saved:
        (tmp_path / "queue" / "messages.count").write_text("13")
    messages = opened(tmp_path / "queue", RULES)
    kept = messages.bodies("jobs")[0]
    assert len(kept) == 12
    assert "{\ufffdext 5}" in kept
    assert len(messages.receive("jobs", 10)) == 10
    messages.close()
