"""``{"type": "article.submitted", "timestamp": …, "data": {Article}}``.

Unknown types are ignored, unknown keys beside ``data`` are let be.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from annotations.engine.dates import DateError, parse_moment
from annotations.intake.problems import FieldProblem
from annotations.webhooks.adapters.adapter import (
    PUBLISHED,
    SUBMITTED,
    WITHDRAWN,
    Adapter,
    Ignored,
    Kind,
    Submission,
    WrongPayload,
)

_KINDS: Mapping[str, Kind] = MappingProxyType(
    {"article.submitted": SUBMITTED, "article.published": PUBLISHED, "article.withdrawn": WITHDRAWN}
)


def read(payload: Any, headers: Mapping[str, str]) -> Submission | Ignored:
    """As ``Read``."""
    stated = payload.get("type")
    kind = _KINDS.get(stated) if isinstance(stated, str) else None
    if kind is None:
        return Ignored("This type of event is not known here.")
    data = payload.get("data")
    if not isinstance(data, dict):
        message = "expected an object" if "data" in payload else "is required"
        raise WrongPayload(FieldProblem("/data", "schema_invalid", message))
    return Submission(kind, data, {"": "/data"}, _moment(payload.get("timestamp")))


def _moment(stated: Any) -> str | None:
    if stated is None:
        return None
    if not isinstance(stated, str):
        raise WrongPayload(FieldProblem("/timestamp", "schema_invalid", "expected a string"))
    try:
        parse_moment(stated)
    except DateError as error:
        raise WrongPayload(FieldProblem("/timestamp", "field_invalid", str(error))) from error
    return stated


ADAPTER = Adapter("annotations", "Our own envelope", "standard", read)
