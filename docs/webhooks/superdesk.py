"""Sends what Superdesk's HTTP push sends for a story, signed as Superdesk signs it, and prints what comes back.

    ANNOTATIONS_SECRET=… python superdesk.py https://desk.example/annotations/hooks/wire/

Needs nothing but Python. Superdesk itself needs no script: a destination of type HTTP push, format NINJS, with this
address as resource URL and this secret as secret token.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sys
import urllib.error
import urllib.request

ITEM = {
    "guid": "tag:desk.example,2023:newsml_road",
    "version": "3",
    "type": "text",
    "pubstatus": "usable",
    "versioncreated": "2023-05-18T09:30:00+0000",
    "language": "en",
    "headline": "Road closed near the lake",
    "byline": "Mira Holt",
    "body_html": "<p>Varkesh took the road on Monday, witnesses said.</p>",
    "source": "Meridian",
}


def send(address: str, secret: str, body: bytes) -> tuple[int, str]:
    """The status and the body of the answer."""
    signature = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
    headers = {"Content-Type": "application/json", "x-superdesk-signature": f"sha1={signature}"}
    request = urllib.request.Request(address, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


if __name__ == "__main__":
    status, text = send(sys.argv[1], os.environ["ANNOTATIONS_SECRET"], json.dumps(ITEM).encode())
    print(status, text)
    raise SystemExit(status >= 300)
