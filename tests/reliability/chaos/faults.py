"""What goes wrong while jobs flow: processes die, Postgres goes in many ways, the queue goes away."""

import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pg8000.dbapi

from local.postgres import Postgres
from tests.reliability.chaos.endpoint import FaultyEndpoint

_FULL = """
    CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER is_full BEFORE INSERT ON results FOR EACH ROW EXECUTE FUNCTION is_full()
"""
_SET_READ_ONLY = "ALTER SYSTEM SET default_transaction_read_only = {}"
_CUT = (
    "SELECT pid, backend_type, pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
)
_RELOAD = "SELECT pg_reload_conf()"
_IDLE_SECONDS = 0.2  # longer than a connection is used again unasked
_SHORT, _LONG = 0.3, 1.5
_QUEUE_AWAY = 4.0
_POSTPONED_SECONDS = 60.0  # at most, until jobs are put off
_FIRST = "queue away"  # it waits for a job that is put off: they are all done when the last pages are posted
_WARM_SECONDS = 1.0  # on a processor: its imports, and some jobs, so that all gets on between two kills


Fault = Callable[[], bool | None]
"""Makes a fault; False: it could not be made, as there was nothing to do it to."""


class Faults:
    """Makes one fault after the other until it is stopped: each kind once, then as the seed decides.

    Args:
        seed: of the order and of every length.
        postgres: the server.
        victims: by name, functions that give the processes of that kind.
        healed: called whenever Postgres answers: before each fault, and after those of Postgres.
        endpoint: the queue's.
        others: more kinds, by name.
    """

    def __init__(
        self,
        seed: int,
        postgres: Postgres,
        victims: Mapping[str, Callable[[], list[int]]],
        healed: Callable[[], None],
        endpoint: FaultyEndpoint,
        **others: Fault,
    ) -> None:
        self._random = random.Random(seed)
        self._postgres = postgres
        self._healed = healed
        self._endpoint = endpoint
        self.made: Counter[str] = Counter()
        self._stopping = threading.Event()
        self._broken: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._kinds: dict[str, Fault] = {
            **{f"kill {name}": self._kill(pids) for name, pids in victims.items()},
            "Postgres stopped": self._stop,
            "Postgres killed": self._kill_postgres,
            "Postgres frozen": self._freeze,
            "Postgres read-only": self._read_only,
            "connections cut": self._cut,
            "table locked": self._lock,
            "disk full": self._fill,
            "failover": self._fail_over,
            "queue away": self._take_queue_away,
            **others,
        }

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Make no more; raises what kept one from being made or taken back, such as a server that is gone."""
        self._stopping.set()
        self._endpoint.take_postponed()
        self._thread.join()
        if self._broken:
            raise self._broken

    def unmade(self) -> list[str]:
        """The kinds that were not made once."""
        return [name for name in self._kinds if not self.made[name]]

    def wait_for_each(self, seconds: float, is_over: Callable[[], bool]) -> None:
        """Wait until each kind was made once, but no longer than this.

        Args:
            seconds: how long.
            is_over: whether all jobs have ended: then none is put off any more, which one kind needs.
        """
        deadline = time.monotonic() + seconds
        while (unmade := self.unmade()) and self._thread.is_alive() and time.monotonic() < deadline:
            if unmade == [_FIRST] and is_over():
                return
            time.sleep(0.1)

    def _run(self) -> None:
        try:
            self._make()
        except Exception as error:
            self._broken = error

    def _make(self) -> None:
        names = list(self._kinds)
        weights = [4 if name == "kill worker" else 1 for name in names]
        first = self._random.sample(names, len(names))
        first.sort(key=lambda name: name != _FIRST)
        while not self._stopping.wait(self._random.uniform(0.2, 0.8)):
            name = first.pop(0) if first else self._random.choices(names, weights)[0]
            self._healed()  # so that there is a kept connection to be lost
            time.sleep(_IDLE_SECONDS)
            with suppress(pg8000.dbapi.Error, OSError):
                if self._kinds[name]() is not False:
                    self.made[name] += 1
                    continue
            if not self.made[name]:
                first.append(name)

    def _kill(self, pids: Callable[[], list[int]]) -> Fault:
        """Kill a process of a kind: the first time any that lives, and then one that has got on meanwhile."""
        needed = 0.0

        def kill() -> bool:
            nonlocal needed
            found = [pid for pid in pids() if _processor_seconds(pid) > needed]
            if not found:
                return False
            try:
                os.kill(self._random.choice(found), signal.SIGKILL)
            except ProcessLookupError:
                return False
            needed = _WARM_SECONDS
            return True

        return kill

    def _wait(self, longest: float = _LONG) -> None:
        time.sleep(self._random.uniform(_SHORT, longest))

    def _stop(self) -> None:
        self._postgres.stop()
        self._wait()
        self._postgres.start()
        self._healed()

    def _take_queue_away(self) -> bool:
        """Let the queue refuse jobs that are put off until it has, and then everything, for some seconds."""
        has_refused = self._endpoint.refuse_postponed(_POSTPONED_SECONDS)
        self._endpoint.is_away = True
        self._wait(_QUEUE_AWAY)
        self._endpoint.is_away = False
        return has_refused

    def _server(self) -> int:
        return int((self._postgres.folder / "data" / "postmaster.pid").read_text().split()[0])

    def _kill_postgres(self) -> None:
        os.kill(self._server(), signal.SIGKILL)
        self._wait()
        self._postgres.stop()
        self._postgres.start()
        self._healed()

    def _freeze(self) -> None:
        """Stop the server's processes that serve connections, as a host that swaps does."""
        frozen = self._backends()
        for number in (signal.SIGSTOP, signal.SIGCONT):
            for pid in frozen:
                with suppress(ProcessLookupError):
                    os.kill(pid, number)
            if number is signal.SIGSTOP:
                self._wait()

    def _backends(self) -> list[int]:
        with self._admin() as admin:
            admin.execute(
                "SELECT pid FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            return [pid for (pid,) in admin.fetchall()]

    def _fail_over(self) -> None:
        """Put another server at the same address, whose data is the same; the old one's peers fall silent."""
        silent = self._backends()
        data = self._postgres.folder / "data"
        copy, old = data.with_name("copy"), data.with_name("old")
        try:
            for pid in silent:
                with suppress(ProcessLookupError):  # it ended by itself
                    os.kill(pid, signal.SIGSTOP)
            os.kill(self._server(), signal.SIGKILL)
            self._postgres.stop()
            subprocess.run(["cp", "-a", str(data), str(copy)], check=True)
            (copy / "postmaster.pid").unlink()
            data.rename(old)
            copy.rename(data)
            self._postgres.start()
            self._healed()
        finally:  # else no server could ever be started with the data that they use
            for pid in silent:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        shutil.rmtree(old)

    def _fill(self) -> None:
        """Let nothing be written any more, with the error that Postgres has for a full disk."""
        try:
            with self._admin() as admin:
                admin.execute(_FULL)
                self._wait()
        finally:
            self._surely("DROP FUNCTION IF EXISTS is_full CASCADE")

    def _read_only(self) -> None:
        try:
            with self._admin() as admin:
                admin.execute(_SET_READ_ONLY.format("on"))
                admin.execute(_RELOAD)
            self._wait()
        finally:
            self._surely("SET default_transaction_read_only = off", _SET_READ_ONLY.format("off"), _RELOAD)

    def _cut(self) -> None:
        """End all connections, and wait until their processes are gone."""
        with self._admin() as admin:
            admin.execute(_CUT)
            cut = [pid for pid, kind, _ in admin.fetchall() if kind == "client backend"]
        while any(map(_lives, cut)):
            time.sleep(0.01)
        self._healed()

    def _surely(self, *statements: str) -> None:
        """Take a fault back, however long that takes: else it would never end."""
        while True:
            with suppress(pg8000.dbapi.Error, OSError), self._admin() as admin:
                for statement in statements:
                    admin.execute(statement)
                return
            time.sleep(0.2)

    def _lock(self) -> None:
        with self._admin(autocommit=False) as admin:
            admin.execute("LOCK TABLE results IN ACCESS EXCLUSIVE MODE")
            self._wait()

    def _admin(self, *, autocommit: bool = True) -> "_Admin":
        return _Admin(self._postgres, autocommit)


def _lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def _processor_seconds(pid: int) -> float:
    """How much a process has done: on a busy machine it has done little, however long it has lived."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class _Admin:
    """A connection of one's own to the server, for the length of a block."""

    def __init__(self, postgres: Postgres, autocommit: bool) -> None:
        self._postgres = postgres
        self._autocommit = autocommit

    def __enter__(self) -> Any:
        user, password = self._postgres.url.partition("://")[2].partition("@")[0].split(":")
        self._connection = pg8000.dbapi.connect(
            user=user, password=password, host="127.0.0.1", port=self._postgres.port, database=user,
            timeout=60, ssl_context=False,
        )  # fmt: skip
        self._connection.autocommit = self._autocommit
        return self._connection.cursor()

    def __exit__(self, *_: object) -> None:
        with suppress(pg8000.dbapi.Error, OSError):
            self._connection.close()
