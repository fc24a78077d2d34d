"""A generator of load: raw HTTP/1.1 over kept connections, requests made beforehand, so that it costs little itself."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.newsroom import Newsroom
from benchmarks.servers import LOOPBACK

_STALLED = 20.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds from when it was to be sent. Status 0: nothing came."""

    status: int
    seconds: float
    body: bytes = b""


@dataclass(slots=True)
class Loaded:
    """All answers of a run, in the order of the requests, and how long the run took."""

    answers: list[Answer] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Accepted requests a second."""
        return sum(200 <= answer.status < 300 for answer in self.answers) / self.seconds

    def percentile(self, share: float) -> float:
        """Seconds within which that share of the answers came."""
        taken = sorted(answer.seconds for answer in self.answers)
        return taken[min(int(len(taken) * share), len(taken) - 1)]


def bodies(newsroom: Newsroom, count: int, *, first: int = 0) -> Iterator[bytes]:
    """Envelopes with articles of the newsroom under ids of their own."""
    stories = [story.article.model_dump(mode="json", exclude_unset=True, by_alias=True) for story in newsroom.stories]
    for number in range(first, first + count):
        article = stories[number % len(stories)] | {"id": f"a{number}", "revision": 1}
        sent = {"type": "article.submitted", "timestamp": "2026-11-22T09:00:00Z", "data": article}
        yield json.dumps(sent, ensure_ascii=False).encode()


def signature(key: bytes, webhook_id: str, stamp: int, body: bytes) -> str:
    """As Standard Webhooks writes it."""
    digest = hmac.new(key, f"{webhook_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def signed_headers(secret: str, webhook_id: str, body: bytes) -> dict[str, str]:
    """Of a request that is signed for the present time."""
    key, stamp = base64.b64decode(secret.removeprefix("whsec_")), int(time.time())
    return {
        "Content-Type": "application/json", "X-Forwarded-Proto": "https", "webhook-id": webhook_id,
        "webhook-timestamp": str(stamp), "webhook-signature": signature(key, webhook_id, stamp, body),
    }


def requests(path: str, secret: str, sent: Iterable[tuple[str, bytes]]) -> list[bytes]:
    """Whole requests, signed for the present time, of (webhook-id, body)."""
    made = []
    for webhook_id, body in sent:
        headers = signed_headers(secret, webhook_id, body) | {"Host": LOOPBACK, "Content-Length": str(len(body))}
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        made.append("\r\n".join([*lines, "", ""]).encode() + body)
    return made


def run(port: int, sent: Sequence[bytes], *, connections: int = 16, rate: float = 0.0) -> Loaded:
    """Sends them over so many connections: as fast as answers come, or, with ``rate``, at so many a second.

    With a rate, the time of an answer counts from when its request was due, whether it could be sent then or not.
    """
    return asyncio.run(_run(port, sent, connections, rate))


async def _run(port: int, sent: Sequence[bytes], connections: int, rate: float) -> Loaded:
    answers: list[Answer] = [Answer(0, 0.0)] * len(sent)
    numbers, start = iter(range(len(sent))), time.perf_counter() + 0.05

    async def caller() -> None:
        connection = _Connection(port)
        for number in numbers:
            due = start + number / rate if rate else time.perf_counter()
            if due > time.perf_counter():
                await asyncio.sleep(due - time.perf_counter())
            status, body = await connection.ask(sent[number])
            answers[number] = Answer(status, time.perf_counter() - due, body)
        connection.close()

    await asyncio.gather(*(caller() for _ in range(connections)))
    return Loaded(answers, time.perf_counter() - start)


class _Connection:
    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body; 0 when the connection broke, or nothing came in time."""
        try:
            return await asyncio.wait_for(self._ask(request), _STALLED)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError, IndexError):
            self.close()
            return 0, b""

    async def _ask(self, request: bytes) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(LOOPBACK, self._port)
        reader, writer = self._streams
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        status = int(lines[0].split()[1])
        length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))
        body = await reader.readexactly(length)
        if b"connection: close" in lines:
            self.close()
        return status, body

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None
