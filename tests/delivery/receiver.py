"""A receiver of callbacks: a real HTTP server that answers, stumbles, hangs, drips and floods as it is told."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

OK = 204


@dataclass(frozen=True, slots=True)
class Request:
    """What arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass(frozen=True, slots=True)
class Reply:
    """How a request is answered. ``way``: "answer", "hang", "drip", "drip headers", "flood", "reset"."""

    status: int = OK
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    way: str = "answer"


class Receiver:
    """Keeps what arrives; ``answers`` says how each request is answered."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.taken: list[Request] = []
        """Those that were answered with 2xx."""
        self.replies: list[Reply] = []
        self.answers: Callable[[Request], Reply] = self._next
        self.port = 0
        self.released = threading.Event()
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def take(self, request: Request) -> Reply:
        with self._lock:
            self.requests.append(request)
            reply = self.answers(request)
            if reply.way == "answer" and 200 <= reply.status < 300:
                self.taken.append(request)
            return reply

    def _next(self, request: Request) -> Reply:
        return self.replies.pop(0) if self.replies else Reply()


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = Request(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            reply = receiver.take(request)
            with suppress(OSError):
                getattr(self, "_" + reply.way.replace(" ", "_"))(reply)
            self.close_connection = True

        def _answer(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def _hang(self, reply: Reply) -> None:
            receiver.released.wait(60)

        def _drip(self, reply: Reply) -> None:
            self._drop_by_drop(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x")

        def _drip_headers(self, reply: Reply) -> None:
            self._drop_by_drop(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"y")

        def _drop_by_drop(self, start: bytes, drop: bytes) -> None:
            self.connection.sendall(start)
            while not receiver.released.is_set():
                self.connection.sendall(drop)
                time.sleep(0.05)

        def _flood(self, reply: Reply) -> None:
            self.connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while not receiver.released.is_set():
                self.connection.sendall(b"z" * 8192)

        def _reset(self, reply: Reply) -> None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            self.connection.close()

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    return Handler


class _Server(ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is what these tests are about."""


@contextmanager
def listening(wrap: Callable[[socketserver.TCPServer], None] | None = None) -> Iterator[Receiver]:
    """A receiver on a free port of this machine, until the end of the block."""
    receiver = Receiver()
    server = _Server(("127.0.0.1", 0), _handler(receiver))
    if wrap is not None:
        wrap(server)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
