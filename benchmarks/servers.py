"""Servers of one's own for measurements and fault runs: PostgreSQL, Redis, gunicorn, workers; on free ports of the
loopback, in one folder, gone when the block ends."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ".".join(["127", "0", "0", "1"])
_START = 60.0


class NotInstalled(RuntimeError):
    """A program that is needed is not on this machine."""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        port: int = taken.getsockname()[1]
        return port


def is_listening(port: int) -> bool:
    with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
        return True
    return False


def wait_for(port: int, process: subprocess.Popen[bytes] | None = None, seconds: float = _START) -> None:
    """Until something listens there; raises ``RuntimeError`` when nothing does in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and (process is None or process.poll() is None):
        if is_listening(port):
            return
        time.sleep(0.05)
    raise RuntimeError(f"nothing listens on port {port}")


def find_program(name: str, *folders: str) -> str:
    """Its path; raises ``NotInstalled``."""
    found = shutil.which(name) or next((path for folder in folders if (path := shutil.which(name, path=folder))), None)
    if found is None:
        raise NotInstalled(f"{name} is not installed")
    return found


class Postgres:
    """A cluster of one's own; with fsync, as in production. Not as root: then it belongs to the user ``postgres``."""

    def __init__(self, folder: Path) -> None:
        bins = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)
        self._ctl = find_program("pg_ctl", *bins)
        self._as: list[str] = []
        self._data = folder / "postgresql"
        self._data.mkdir()
        if os.getuid() == 0:
            with suppress(KeyError):
                owner = pwd.getpwnam("postgres")
                os.chown(self._data, owner.pw_uid, owner.pw_gid)
                for parent in (folder, *folder.parents)[:3]:
                    if parent.stat().st_uid == 0 and parent.stat().st_mode & 0o005 == 0:
                        parent.chmod(parent.stat().st_mode | 0o011)
            self._as = [find_program("runuser", "/sbin", "/usr/sbin"), "-u", "postgres", "--"]
        self.port = free_port()
        self._do(find_program("initdb", *bins), "-D", str(self._data), "-U", "annotations", "-A", "trust", "-E", "UTF8",
                 "--locale", "C.UTF-8")
        settings = (f"listen_addresses={LOOPBACK}", "unix_socket_directories=", "max_connections=200")
        self._options = " ".join([f"-p {self.port}", *(f"-c {setting}" for setting in settings)])

    def url(self, name: str) -> str:
        return f"postgresql://annotations@{LOOPBACK}:{self.port}/{name}"

    def start(self) -> None:
        self._do(self._ctl, "-D", str(self._data), "-w", "-l", str(self._data / "log"), "-o", self._options, "start")

    def stop(self, mode: str = "fast") -> None:
        """``immediate``: as if it had crashed."""
        with suppress(subprocess.CalledProcessError):
            self._do(self._ctl, "-D", str(self._data), "-m", mode, "-w", "stop")

    def create(self, name: str) -> str:
        """A new database; its address."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def _do(self, *words: str) -> None:
        subprocess.run([*self._as, *words], check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=120)


class Redis:
    """A server that keeps nothing: when it stops, its messages and counts are lost."""

    def __init__(self, folder: Path) -> None:
        self._program, self._folder, self.port = find_program("redis-server"), folder, free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"redis://{LOOPBACK}:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", LOOPBACK, "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen([self._program, *options], stdout=subprocess.DEVNULL)
        wait_for(self.port, self._process)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None


class Python:
    """A Python program of the project, with its children in a process group of its own, so that all of them end."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, env=dict(environment), stdout=output, stderr=output,
                start_new_session=True,
            )

    def kill(self) -> None:
        """``kill -9``, to all of the group."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def stop(self, seconds: float = 30) -> None:
        """Asks it to end, and ends it when it does not."""
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        self.kill()

    def children(self) -> list[int]:
        """Process ids of its children that live: of gunicorn, its workers."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(word) for word in path.read_text().split() if _lives(int(word))] if path.exists() else []


    def cpu_seconds(self) -> float:
        """Of its children since they began: user and system time."""
        ticks = 0
        for child in self.children():
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def _lives(pid: int) -> bool:
    """Whether a process has not ended; one that nobody has asked about yet is still listed."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False


class Gunicorn(Python):
    """gunicorn with ``workers`` processes of ``threads`` threads."""

    def __init__(
        self, environment: Mapping[str, str], log: Path, *, workers: int, threads: int, preload: bool = False
    ) -> None:
        self.port = free_port()
        words = ["-m", "gunicorn", "project.wsgi", "--bind", f"{LOOPBACK}:{self.port}", "--workers", str(workers),
                 "--threads", str(threads), "--keep-alive", "30", "--log-level", "warning", "--no-control-socket"]
        if preload:
            words.append("--preload")
        super().__init__(words, environment, log)
        try:
            wait_for(self.port, self.process)
        except RuntimeError:
            self.kill()
            raise RuntimeError(log.read_text(errors="replace")[-3000:]) from None


def environment(database: str, redis: str = "", **more: str) -> dict[str, str]:
    """That of production, for a server on the loopback; its caller says by a header that it came by TLS."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "ANNOTATIONS_"))}
    kept |= {
        "DJANGO_SETTINGS_MODULE": "project.production", "DATABASE_URL": database, "REDIS_URL": redis,
        "DJANGO_SECRET_KEY": "k3" * 30, "DJANGO_ALLOWED_HOSTS": LOOPBACK, "DJANGO_LOG_LEVEL": "WARNING",
        "ANNOTATIONS_SEALING_KEYS": "sealing key of a measurement, long enough",
    }
    kept.pop("CELERY_BROKER_URL", None)
    return kept | more


def manage(given: Mapping[str, str], *words: str) -> str:
    """What ``manage.py`` says on standard output; raises ``RuntimeError`` with its errors when it fails."""
    ended = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=dict(given), text=True, capture_output=True, timeout=300
    )
    if ended.returncode:
        raise RuntimeError(f"manage.py {' '.join(words)}: {ended.stderr[-2000:]}")
    return ended.stdout.strip()


@contextmanager
def running(*servers: Postgres | Redis) -> Iterator[None]:
    """Starts them, and stops them whatever happens."""
    started: list[Postgres | Redis] = []
    try:
        for server in servers:
            server.start()
            started.append(server)
        yield
    finally:
        for server in reversed(started):
            server.stop()
