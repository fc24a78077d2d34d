"""The body of a request: JSON in UTF-8, no longer than it may be, read as strictly as everything that comes in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser

from annotations.intake.strict_json import JsonError, read_json
from annotations.rest.problem import ApiProblem

MAX_BODY = 2**20
"""Bytes of a JSON body."""
MAX_UPLOAD = 64 * 2**20
"""Bytes of a register that is sent."""
NDJSON = "application/x-ndjson"


class StrictJson(BaseParser):
    """``application/json``."""

    media_type = "application/json"

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        headers = parser_context["request"].headers
        _refuse_coding(media_type or "", headers)
        data = _limited(stream, headers, MAX_BODY)
        try:
            return read_json(data)
        except JsonError as error:
            raise _refused(error) from error


class Lines(BaseParser):
    """``application/x-ndjson``, left as bytes."""

    media_type = NDJSON

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        headers = parser_context["request"].headers
        _refuse_coding(media_type or "", headers)
        return _limited(stream, headers, MAX_UPLOAD)


def _refuse_coding(media_type: str, headers: Mapping[str, str]) -> None:
    charset = media_type.lower().partition("charset=")[2].partition(";")[0].strip(' "')
    if charset not in ("", "utf-8", "utf8"):
        raise ApiProblem("unsupported_charset", "Only UTF-8 is accepted.")
    if headers.get("Content-Encoding", "identity").lower() not in ("", "identity"):
        raise ApiProblem(
            "unsupported_encoding", "Compressed bodies are not accepted.", headers={"Accept-Encoding": "identity"}
        )


def _limited(stream: IO[Any], headers: Mapping[str, str], limit: int) -> bytes:
    stated = headers.get("Content-Length", "")
    if stated.isdecimal() and int(stated[:20]) > limit:
        raise _too_large(limit)
    data: bytes = stream.read(limit + 1)
    if len(data) > limit:
        raise _too_large(limit)
    return data


def _too_large(limit: int) -> ApiProblem:
    return ApiProblem("body_too_large", f"The body is over {limit} bytes.", limit=limit)


def _refused(error: JsonError) -> ApiProblem:
    code = {"empty": "body_empty"}.get(error.code, error.code)
    place = error.pointer or (f"line {error.line}, column {error.column}" if error.line else "")
    detail = f"{place}: {error.message}." if place else f"{error.message[:1].upper()}{error.message[1:]}."
    return ApiProblem(code, detail, status=400)
