"""Sends an article in our own envelope, signed as Standard Webhooks asks, and prints what comes back.

    ANNOTATIONS_SECRET=whsec_… python article.py https://desk.example/annotations/hooks/desk/

Needs nothing but Python. With WAIT=5 in the environment the report comes back, when it is ready in five seconds.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

ARTICLE = {
    "id": "4711",
    "revision": 1,
    "language": "en",
    "headline": "Road closed near the lake",
    "body": {"format": "html", "value": "<p>Varkesh took the road on Monday, witnesses said.</p>"},
    "published": "2023-05-18T09:30:00Z",
    "jurisdictions": ["RU"],
}


def send(address: str, secret: str, body: bytes) -> tuple[int, str]:
    """The status and the body of the answer."""
    webhook_id, timestamp = "msg_" + uuid.uuid4().hex, str(int(time.time()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{webhook_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    headers = {
        "Content-Type": "application/json",
        "webhook-id": webhook_id,  # the same again when you send the same again
        "webhook-timestamp": timestamp,
        "webhook-signature": "v1," + base64.b64encode(digest).decode(),
    }
    if os.environ.get("WAIT"):
        headers["Prefer"] = "wait=" + os.environ["WAIT"]
    request = urllib.request.Request(address, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


if __name__ == "__main__":
    payload = json.dumps({"type": "article.submitted", "data": ARTICLE}, ensure_ascii=False).encode()
    status, text = send(sys.argv[1], os.environ["ANNOTATIONS_SECRET"], payload)
    print(status, text)
    raise SystemExit(status >= 300)
