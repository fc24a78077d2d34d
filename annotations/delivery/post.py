"""One POST to one address: resolved once, judged, and connected to just there. The only module that opens connections.

No redirect is followed, no proxy of the environment used, no cookie kept. A deadline holds for everything together:
an answer that drips gets no more time than one that does not come.
"""

from __future__ import annotations

import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address
from typing import Any, cast

from annotations.delivery.address import CODE, IP, CallbackRefused, Endpoint, Policy, allowed, endpoint

DEADLINE_S = 15.0
CONNECT_S = 5.0
MAX_ANSWER = 64 * 1024
"""Bytes of an answer, its headers included."""
_AT_ONCE = 64 * 1024

Resolve = Callable[[str, int, float], Sequence[IP]]
"""Host, port and seconds -> its addresses; raises ``OSError`` when there are none or it takes longer."""


class PostFailed(Exception):
    """No answer; ``code`` names the kind of failure."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said, as far as we want to know."""

    status: int
    retry_after: str = ""


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, policy: Policy, resolve: Resolve | None = None,
    deadline_s: float = DEADLINE_S,
) -> Answer:
    """Sends ``body`` and waits for the answer.

    Raises:
        PostFailed: ``callback_refused``, ``not_resolved``, ``not_connected``, ``tls_failed``, ``timed_out``,
            ``cut_off``, ``answer_malformed`` or ``answer_too_long``.
    """
    clock = _Deadline(time.monotonic() + deadline_s)
    try:
        place = endpoint(url, policy)
        addresses = allowed(_resolved(place, resolve or system_addresses, clock), place, policy)
    except CallbackRefused as error:
        raise PostFailed(CODE, str(error)) from None
    with _connected(place, addresses, clock) as connection:
        return _exchange(connection, _request(place, body, headers), clock)


def system_addresses(host: str, port: int, timeout_s: float) -> Sequence[IP]:
    """What the resolver of this machine says. It cannot be stopped, so it is left behind when it is late."""
    found: list[IP] = []
    failures: list[OSError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(ip_address(row[4][0]) for row in rows))
        except (OSError, UnicodeError) as error:
            failures.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = threading.Thread(target=ask, name="annotations-resolve", daemon=True)
    thread.start()
    thread.join(timeout_s)
    if failures:
        raise failures[0]
    if thread.is_alive():
        raise TimeoutError("the name server does not answer")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Deadline:
    """When all of it must be over, by the monotonic clock."""

    at: float

    def left(self) -> float:
        """Seconds; raises ``TimeoutError`` when there are none."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("it took too long")
        return seconds


def _resolved(place: Endpoint, resolve: Resolve, clock: _Deadline) -> Sequence[IP]:
    with suppress(ValueError):
        return (ip_address(place.host),)
    try:
        return resolve(place.host, place.port, min(CONNECT_S, clock.left()))
    except OSError as error:
        raise PostFailed("not_resolved", _said(error)) from None


def _connected(place: Endpoint, addresses: Sequence[IP], clock: _Deadline) -> socket.socket:
    """A connection to the first address that takes one."""
    last: OSError = OSError("no address")
    for address in addresses:
        try:
            plain = socket.create_connection((str(address), place.port), timeout=min(CONNECT_S, clock.left()))
        except OSError as error:
            last = error
            continue
        return _secured(plain, place, clock) if place.scheme == "https" else plain
    code = "timed_out" if isinstance(last, TimeoutError) else "not_connected"
    raise PostFailed(code, _said(last))


def _secured(plain: socket.socket, place: Endpoint, clock: _Deadline) -> socket.socket:
    """TLS under the name that was asked for, whatever address it was found at."""
    try:
        plain.settimeout(clock.left())
        return ssl.create_default_context().wrap_socket(plain, server_hostname=place.host)
    except (OSError, ValueError) as error:
        plain.close()
        code = "timed_out" if isinstance(error, TimeoutError) else "tls_failed"
        raise PostFailed(code, _said(error)) from None


def _request(place: Endpoint, body: bytes, headers: Mapping[str, str]) -> bytes:
    lines = [f"POST {place.path} HTTP/1.1", f"Host: {place.authority}", "Connection: close"]
    lines += [f"Content-Length: {len(body)}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def _exchange(connection: socket.socket, request: bytes, clock: _Deadline) -> Answer:
    reader = _Reader(connection, clock)
    # HTTPResponse needs of a socket only the file that it reads from.
    response = HTTPResponse(cast(Any, reader), method="POST")
    try:
        _send(connection, request, clock)
        response.begin()
        response.read()
    except TimeoutError as error:
        raise PostFailed("timed_out", _said(error)) from None
    except OSError as error:
        raise PostFailed("cut_off", _said(error)) from None
    except (HTTPException, ValueError) as error:
        if reader.is_full:
            raise PostFailed("answer_too_long", f"more than {MAX_ANSWER} bytes") from None
        raise PostFailed("answer_malformed", type(error).__name__) from None
    finally:
        response.close()
    if reader.is_full:
        raise PostFailed("answer_too_long", f"more than {MAX_ANSWER} bytes")
    return Answer(response.status, (response.getheader("Retry-After") or "")[:100])


def _send(connection: socket.socket, request: bytes, clock: _Deadline) -> None:
    rest = memoryview(request)
    try:
        while rest:
            connection.settimeout(clock.left())
            rest = rest[connection.send(rest[:_AT_ONCE]) :]
    except (BrokenPipeError, ConnectionResetError):
        # It may have answered before it had read all; if it has not, reading says so.
        return


class _Reader(io.RawIOBase):
    """Reads from a connection until the deadline or the cap, whichever comes first."""

    def __init__(self, connection: socket.socket, clock: _Deadline) -> None:
        self._connection, self._clock = connection, clock
        self._left = MAX_ANSWER
        self.is_full = False
        """Whether there was more than the cap."""

    def makefile(self, mode: str) -> io.BufferedReader:
        """What ``HTTPResponse`` asks of a socket."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(self._clock.left())
        if self._left == 0:
            self.is_full = bool(self._connection.recv(1))
            return 0
        count = self._connection.recv_into(memoryview(buffer)[: self._left])
        self._left -= count
        return count


def _said(error: BaseException) -> str:
    return str(error)[:200] or type(error).__name__
