"""JSON Schema of what goes in and out, as strict as what reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import BaseModel

_REF = "#/components/schemas/{model}"
_NO_NUL = r"^[^\x00]*$"
_DATE = {"type": "string", "format": "date"}
_DATE_TIME = {"type": "string", "format": "date-time"}
_URL = {"type": "string", "maxLength": 2048, "pattern": r"^https?://[a-z0-9][a-z0-9.-]*(/[A-Za-z0-9._~/-]*)?$"}
_MOMENT = {"anyOf": [_DATE, _DATE_TIME, {"type": "null"}], "default": None}
_TEXT = {"type": "string"}

_EXACT: Mapping[str, Mapping[str, Any]] = {
    "language": {
        "anyOf": [{"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"}, {"type": "null"}],
        "default": None,
    },
    "published": _MOMENT,
    "modified": _MOMENT,
    "corrected_at": _MOMENT,
    "url": {"anyOf": [_URL, {"type": "null"}], "default": None},
    "canonical_url": {"anyOf": [_URL, {"type": "null"}], "default": None},
    "original_url": {"anyOf": [_URL, {"type": "null"}], "default": None},
    "jurisdictions": {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}, "default": []},
    "extra": {
        "type": "object", "propertyNames": {"pattern": _NO_NUL},
        "additionalProperties": {"$ref": _REF.format(model="Json")},
    },
    "rendition": {"anyOf": [{"type": "string", "minLength": 1, "maxLength": 40}, {"type": "null"}], "default": None},
}
"""Keys of an article of which the model holds more than pydantic can tell."""

_LARGEST = 2**63
_JSON: Mapping[str, Any] = {
    "description": "Anything, with no U+0000 and no number beyond 64 bits.",
    "anyOf": [
        {"type": ["null", "boolean"]},
        {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST - 1},
        {"type": "number", "minimum": -1e300, "maximum": 1e300},
        {"type": "string", "pattern": _NO_NUL},
        {"type": "array", "items": {"$ref": _REF.format(model="Json")}},
        {
            "type": "object", "propertyNames": {"pattern": _NO_NUL},
            "additionalProperties": {"$ref": _REF.format(model="Json")},
        },
    ],
}

PROBLEM: Mapping[str, Any] = {
    "type": "object",
    "description": "What is wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail", "code", "request_id"],
    "properties": {
        "type": {**_TEXT, "description": "Address of a page with the cause and what to do."},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "code": {**_TEXT, "description": "Stable; for programs."},
        "request_id": {**_TEXT, "description": "By which the operator finds the request in the log."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {"pointer": _TEXT, "code": _TEXT, "detail": _TEXT},
            },
        },
    },
}


def schemas_of(models: Iterable[type[BaseModel]], *, mode: Literal["validation", "serialization"]) -> dict[str, Any]:
    """The schemas of ``models`` and of all that they are made of, by name."""
    found: dict[str, Any] = {}
    for model in models:
        schema = model.model_json_schema(ref_template=_REF, mode=mode)
        parts = schema.pop("$defs", {})
        for name, part in {model.__name__: schema, **parts}.items():
            found[name] = _exact(part) if name == "Article" else part
    if mode == "serialization":
        return found
    plain = {name: _without_nul(part) for name, part in found.items()}
    return plain | ({"Json": _JSON} if "Article" in plain else {})


def parameters_of(query: type[BaseModel]) -> list[dict[str, Any]]:
    """The parameters of an address as OpenAPI has them."""
    schema = query.model_json_schema(mode="validation")
    return [_parameter(name, dict(part)) for name, part in schema.get("properties", {}).items()]


def _parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    description = schema.pop("description", "")
    schema.pop("title", None)
    schema.pop("x-said", None)
    # A parameter that is left out is not null: it is not there.
    kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
    if schema.get("default", 0) is None:
        del schema["default"]
    if len(kinds) == 1:
        schema |= kinds[0]
    elif kinds:
        schema = {"anyOf": kinds}
    said = {"name": name, "in": "query", "required": False, "schema": schema}
    return said | ({"description": description} if description else {})


def _without_nul(schema: Any) -> Any:
    """The schema with texts that hold no U+0000, which nothing here takes."""
    if isinstance(schema, list):
        return [_without_nul(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: _without_nul(part) for name, part in schema.items()}
    free = schema.get("type") == "string" and not schema.keys() & {"pattern", "enum", "const", "format"}
    return inner | ({"pattern": _NO_NUL} if free else {})


def _exact(schema: dict[str, Any]) -> dict[str, Any]:
    properties = {name: dict(_EXACT.get(name, part)) for name, part in schema["properties"].items()}
    return schema | {"properties": properties}
