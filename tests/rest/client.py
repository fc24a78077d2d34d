"""A client of the HTTP API as newsrooms write one: JSON in, JSON out, a token."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client
from django.urls import URLPattern

from annotations.rest.endpoint import Endpoint

BASE = "/annotations/api/v1"


class Api:
    """Requests with a token, or as whoever ``client`` is logged in as."""

    def __init__(self, secret: str = "", client: Client | None = None, **headers: str) -> None:
        self.client = client or Client()
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        self.headers |= headers

    def get(self, path: str, **headers: str) -> Any:
        return self.send("GET", path, None, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("PUT", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.send("DELETE", path, None, **headers)

    def send(self, method: str, path: str, body: Any, **headers: str) -> Any:
        stated = {name.replace("_", "-"): value for name, value in headers.items()}
        content_type = stated.pop("Content-Type", "application/json")
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        address = path if path.startswith("/") and path.startswith(BASE) else BASE + path
        return self.client.generic(method, address, data, content_type, headers=self.headers | stated)


def view_of(route: URLPattern) -> type[Endpoint]:
    """The view behind an address."""
    view: type[Endpoint] = vars(route.callback)["cls"]
    return view


def refusal(answer: Any) -> tuple[int, str]:
    """Status and code of a problem, which it must be."""
    assert answer["Content-Type"] == "application/problem+json", answer.content
    said = answer.json()
    assert said["status"] == answer.status_code
    return answer.status_code, said["code"]
