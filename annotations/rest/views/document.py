"""``/openapi.json``: the document of this API."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import ConfigDict
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.rest.endpoint import Endpoint
from annotations.rest.openapi import document
from annotations.rest.operation import Operation, Told, methods


class Described(Told):
    """An OpenAPI document."""

    model_config = ConfigDict(extra="allow")

    openapi: str


class DocumentView(Endpoint):
    """Describes the API to machines."""

    operations = methods(
        GET=Operation("document", "This document, OpenAPI 3.1.", answers={200: Described}),
    )

    def get(self, request: Request) -> Response:
        base = request.path.removesuffix("/openapi.json")
        return Response(_document(base), headers={"Cache-Control": "public, max-age=300"})


@lru_cache(maxsize=4)
def _document(base: str) -> dict[str, Any]:
    from annotations.rest.urls import endpoints

    return document(list(endpoints), base)
