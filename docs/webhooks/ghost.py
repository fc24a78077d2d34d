"""Sends what Ghost sends when a post is published, signed as Ghost signs it, and prints what comes back.

    ANNOTATIONS_SECRET=… python ghost.py https://desk.example/annotations/hooks/blog/

Needs nothing but Python. Ghost itself needs no script: give its webhook this address and this secret.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.request

PAYLOAD = {
    "event": "post.published",
    "post": {
        "current": {
            "id": "6465f2a1c3b1d2001e8f7a11",
            "title": "Road closed near the lake",
            "html": "<p>Varkesh took the road on Monday, witnesses said.</p>",
            "status": "published",
            "published_at": "2023-05-18T09:30:00.000Z",
            "updated_at": "2023-05-18T09:30:00.000Z",
            "url": "https://blog.example/road-closed/",
            "authors": [{"name": "Mira Holt"}],
            "tags": [{"name": "Traffic"}],
        },
        "previous": {"status": "draft", "published_at": None},
    },
}


def send(address: str, secret: str, body: bytes) -> tuple[int, str]:
    """The status and the body of the answer."""
    milliseconds = str(int(time.time() * 1000))
    signature = hmac.new(secret.encode(), body + milliseconds.encode(), hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Ghost-Signature": f"sha256={signature}, t={milliseconds}"}
    request = urllib.request.Request(address, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


if __name__ == "__main__":
    status, text = send(sys.argv[1], os.environ["ANNOTATIONS_SECRET"], json.dumps(PAYLOAD).encode())
    print(status, text)
    raise SystemExit(status >= 300)
