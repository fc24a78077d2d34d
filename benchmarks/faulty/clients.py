"""Publishing systems that do not give up: what is not answered is sent again under the same id."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from benchmarks.load import signed_headers
from benchmarks.servers import LOOPBACK

_PATH = "/annotations/hooks/desk/"
_CLIENTS, _PAUSE, _PATIENCE = 8, 0.1, 120.0
_AGAIN = (0, 429, 503)


@dataclass(frozen=True, slots=True)
class Post:
    """One request. ``secret`` is another one than the channel's where the signature is to be wrong."""

    webhook_id: str
    article: str
    body: bytes
    secret: str
    good: bool


@dataclass(frozen=True, slots=True)
class Try:
    """What was answered to a request that was sent at ``began`` and answered at ``ended``; 0: nothing."""

    post: Post
    status: int
    began: float
    ended: float
    answer: dict[str, Any] = field(default_factory=dict)


def posts(count: int, secret: str, chance: random.Random) -> list[Post]:
    """Two revisions of each article in any order, each owing a notice; a tenth twice, one in twenty wrongly signed."""
    made = [_post(number, secret) for number in range(count)]
    made += [_post(number, secret) for number in chance.sample(range(count), count // 10)]
    wrong = "whsec_" + "AAAA" * 8
    made += [_post(count + number, wrong, good=False) for number in range(count // 20)]
    chance.shuffle(made)
    return made


def _post(number: int, secret: str, *, good: bool = True) -> Post:
    article, revision = f"a{number // 2}", number % 2 + 1
    data = {
        "id": article, "revision": revision, "language": "en", "published": "2023-05-18",
        "body": {"format": "text", "value": f"Varkesh took the road, says version {revision} of {article}."},
    }
    body = json.dumps({"type": "article.submitted", "timestamp": "2026-11-22T09:00:00Z", "data": data}).encode()
    return Post(f"msg-{number}", article, body, secret, good)


class Clients:
    """Send while the block lasts, up to the place that they are ``allowed`` to."""

    def __init__(self, port: int, sent: Sequence[Post]) -> None:
        self._port, self._posts = port, sent
        self._next = 0
        self._allowed = 0
        self._changed = threading.Condition()
        self._threads = [threading.Thread(target=self._send, daemon=True) for _ in range(_CLIENTS)]
        self.tries: list[Try] = []
        self.given_up: list[Post] = []

    def __enter__(self) -> Clients:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        with self._changed:
            if any(error):
                self._posts = []
            self._allowed = len(self._posts)
            self._changed.notify_all()

    @property
    def total(self) -> int:
        return len(self._posts)

    def allow(self, number: int) -> None:
        """Lets posts before ``number`` be sent, and waits until most of them have been begun."""
        with self._changed:
            self._allowed = max(self._allowed, min(number, self.total))
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._next >= self._allowed - _CLIENTS, timeout=_PATIENCE)

    def finish(self) -> None:
        """Until all have been answered."""
        self.allow(self.total)
        for thread in self._threads:
            thread.join(_PATIENCE)

    def _send(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._next < self._allowed or self._next >= len(self._posts))
                if self._next >= len(self._posts):
                    return
                post = self._posts[self._next]
                self._next += 1
                self._changed.notify_all()
            self._until_answered(post)

    def _until_answered(self, post: Post) -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            done = self._try(post)
            self.tries.append(done)
            if done.status not in _AGAIN:
                return
            time.sleep(_PAUSE)
        self.given_up.append(post)

    def _try(self, post: Post) -> Try:
        began = time.monotonic()
        connection = http.client.HTTPConnection(LOOPBACK, self._port, timeout=20)
        status, answer = 0, {}
        with suppress(OSError, http.client.HTTPException, ValueError):
            connection.request("POST", _PATH, post.body, signed_headers(post.secret, post.webhook_id, post.body))
            response = connection.getresponse()
            answer = json.loads(response.read())
            status = response.status
        connection.close()
        return Try(post, status, began, time.monotonic(), answer)
