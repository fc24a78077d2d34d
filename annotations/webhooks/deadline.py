"""A time by which a client must have sent what it said it would send.

A server's worker waits in ``recv`` and cannot look at the clock. One thread for the whole process does, and shuts the
reading side of a connection whose time is over: the worker then reads the end of the stream and can still answer.
"""

from __future__ import annotations

import heapq
import logging
import socket
import threading
import time
from itertools import count

logger = logging.getLogger("annotations.webhooks")


class Watch:
    """A connection that is being read. ``None`` for a server that does not say which: its own time limit holds."""

    def __init__(self, connection: socket.socket | None, seconds: float) -> None:
        self._connection = connection
        self.until = time.monotonic() + seconds
        self.over = False
        self.expired = False

    def __enter__(self) -> Watch:
        if self._connection is not None:
            _WATCHDOG.add(self)
        return self

    def __exit__(self, *error: object) -> None:
        self.over = True

    def expire(self) -> None:
        """Ends the reading, unless it is over."""
        if not self.over:
            self.expired = True
            stop_reading(self._connection)


def stop_reading(connection: socket.socket | None) -> None:
    """Nothing more is read of a connection; what is to be answered can still be written."""
    if connection is None:
        return
    try:
        # Of the plain socket, also under TLS: a TLS socket that is shut down would go on unencrypted.
        socket.socket.shutdown(connection, socket.SHUT_RD)
    except OSError:
        logger.debug("the connection has gone already")


class _Watchdog:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._watches: list[tuple[float, int, Watch]] = []
        self._number = count()
        self._thread: threading.Thread | None = None

    def add(self, watch: Watch) -> None:
        with self._changed:
            heapq.heappush(self._watches, (watch.until, next(self._number), watch))
            # A process that was forked after its parent had a thread has none itself.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="annotations-deadlines", daemon=True)
                self._thread.start()
            elif self._watches[0][2] is watch:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._watches and self._watches[0][2].over:
                    heapq.heappop(self._watches)
                if not self._watches:
                    self._changed.wait()
                    continue
                left = self._watches[0][0] - time.monotonic()
                if left > 0:
                    self._changed.wait(left)
                    continue
                watch = heapq.heappop(self._watches)[2]
            watch.expire()


_WATCHDOG = _Watchdog()
