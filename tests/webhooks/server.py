"""A real HTTP server with the project in it, for what only a connection shows: lengths, stalls, dead databases."""

from __future__ import annotations

import http.client
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.webhooks.sending import Answer, standard

_ROOT = Path(__file__).resolve().parents[2]
_START = 30.0


def environment(database: str, **more: str) -> dict[str, str]:
    """Of the server's processes."""
    given = {"DJANGO_SETTINGS_MODULE": "tests.webhooks.server_settings", "DATABASE_URL": database}
    return {key: value for key, value in os.environ.items() if key != "ANNOTATIONS_TEST_DATABASE"} | given | more


def manage(database: str, *words: str) -> str:
    """What a command says on standard output."""
    command = [sys.executable, "manage.py", *words]
    ended = subprocess.run(command, cwd=_ROOT, env=environment(database), text=True, capture_output=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


class Server:
    """One process of gunicorn with one worker, on a port of its own."""

    def __init__(self, database: str, log: Path, *, threads: int = 1, workers: int = 1, **more: str) -> None:
        pytest.importorskip("gunicorn")
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.database = database
        self.log = log
        command = [
            sys.executable, "-m", "gunicorn", "tests.webhooks.server_wsgi", "--bind", f"127.0.0.1:{self.port}",
            "--workers", str(workers), "--threads", str(threads), "--timeout", "20", "--no-control-socket",
        ]  # fmt: skip
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, cwd=_ROOT, env=environment(database, **more), stdout=output, stderr=output
            )
        self._await()

    def stop(self) -> None:
        """Ends it, its workers first."""
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=30)

    def post(self, body: bytes, headers: dict[str, str], *, channel: str = "desk") -> Answer:
        """One request on a connection of its own."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(
                "POST", f"/annotations/hooks/{channel}/", body, {"Content-Type": "application/json"} | headers
            )
            response = connection.getresponse()
            return Answer(response.status, json.loads(response.read()), dict(response.getheaders()))

    def signed(self, body: bytes, secret: str, webhook_id: str) -> Answer:
        """Signed for the present time."""
        return self.post(body, standard(body, webhook_id=webhook_id, at=datetime.now(UTC), secret=secret))

    def raw(self, *parts: bytes, wait: float = 15, pause: float = 0) -> bytes:
        """What comes back for bytes as they are; the connection stays open until the server closes it."""
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=wait)) as connection:
            try:
                for part in parts:
                    connection.sendall(part)
                    time.sleep(pause)
            except (BrokenPipeError, ConnectionResetError):
                pass  # It has answered already, and closed.
            return _all_of(connection)

    def refusals(self) -> list[str]:
        """The lines of the security log."""
        return [line for line in self.log.read_text(errors="replace").splitlines() if "webhook refused" in line]

    def count(self, table: str) -> int:
        """Rows of a table, of a server on SQLite."""
        with closing(sqlite3.connect(self.database.removeprefix("sqlite:///"))) as connection:
            (number,) = connection.execute(f"SELECT count(*) FROM annotations_{table}").fetchone()
        return int(number)

    def _await(self) -> None:
        until = time.monotonic() + _START
        while time.monotonic() < until and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.stop()
        pytest.fail(f"the server did not start: {self.log.read_text(errors='replace')[-2000:]}")


def _all_of(connection: socket.socket) -> bytes:
    parts = []
    try:
        while part := connection.recv(65_536):
            parts.append(part)
    except (ConnectionResetError, TimeoutError):
        pass  # What was read before that is what counts.
    return b"".join(parts)


def head(length: int | None, *more: str) -> bytes:
    """The head of a request; chunked without a length."""
    size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    lines = ["POST /annotations/hooks/desk/ HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", size, *more]
    return "\r\n".join([*lines, "", ""]).encode()


def problem_in(answer: bytes) -> tuple[int, str]:
    """Status and code of a raw answer."""
    first, _, rest = answer.partition(b"\r\n")
    body = rest.partition(b"\r\n\r\n")[2]
    status = int(first.split()[1])
    return status, str(json.loads(body)["code"]) if body.startswith(b"{") else ""
