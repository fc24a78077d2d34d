"""Real brokers for tests: a Redis of their own, and a RabbitMQ behind a door that can be shut."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import pytest


class Broker(Protocol):
    """A broker that can be taken away and brought back."""

    url: str

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def close(self) -> None: ...


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def wait_for(port: int, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port}")


class Redis:
    """A server of its own that keeps nothing: when it stops, all its messages are lost."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.skip("redis-server is not installed")
        self._program, self._folder, self._port = program, folder, free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        options = ["--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen([self._program, *options], stdout=subprocess.DEVNULL)
        wait_for(self._port)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def close(self) -> None:
        self.stop()


class RabbitMQ:
    """A virtual host of its own on the RabbitMQ of this machine, reached through a door of ours."""

    _HOST = ("127.0.0.1", 5672)

    def __init__(self, folder: Path) -> None:
        self._vhost = f"annotations_{os.getpid()}"
        program = shutil.which("rabbitmqctl")
        if program is None:
            pytest.skip("rabbitmqctl is not installed")
        self._program = program
        try:
            wait_for(self._HOST[1], 1)
            self._ctl("add_vhost", self._vhost)
            self._ctl("set_permissions", "-p", self._vhost, "guest", ".*", ".*", ".*")
        except (AssertionError, subprocess.SubprocessError) as error:
            pytest.skip(f"no RabbitMQ that lets us make a virtual host: {error}")
        self._door = _Door(self._HOST)
        self.url = f"amqp://guest:guest@127.0.0.1:{self._door.port}/{self._vhost}"

    def _ctl(self, *words: str) -> None:
        subprocess.run([self._program, "-q", *words], check=True, timeout=60, capture_output=True)

    def start(self) -> None:
        self._door.open()

    def stop(self) -> None:
        self._door.shut()

    def close(self) -> None:
        self._door.shut()
        self._ctl("delete_vhost", self._vhost)


class _Door:
    """Passes bytes on to a server while it is open; when it is shut, every connection breaks."""

    def __init__(self, to: tuple[str, int]) -> None:
        self._to, self.port = to, free_port()
        self._listening: socket.socket | None = None
        self._through: list[socket.socket] = []
        self._lock = threading.Lock()

    def open(self) -> None:
        listening = socket.create_server(("127.0.0.1", self.port))
        self._listening = listening
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    def shut(self) -> None:
        with self._lock:
            gone, self._through = self._through, []
            if self._listening is not None:
                gone.append(self._listening)
                self._listening = None
        for each in gone:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                inside, _ = listening.accept()
                outside = socket.create_connection(self._to)
                with self._lock:
                    self._through += [inside, outside]
                for pair in ((inside, outside), (outside, inside)):
                    threading.Thread(target=_pass_on, args=pair, daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for each in (source, target):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
