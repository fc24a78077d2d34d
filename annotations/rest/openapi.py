"""The OpenAPI 3.1 document, by drf-spectacular out of what the views say in ``operations``.

Imported only where drf-spectacular is installed; the API answers without it. A host that documents its own API with it
finds ours in its document too.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent
from pydantic import BaseModel

from annotations import __version__
from annotations.problems.answer import CONTENT_TYPE
from annotations.problems.types import PROBLEM_TYPES
from annotations.rest.operation import Header, Operation
from annotations.rest.schemas import PROBLEM, parameters_of, schemas_of

_SECURITY = "annotationsToken"
_SCHEME = {"type": "http", "scheme": "bearer", "description": "A token of a channel: `dsk_...`."}
_SCHEMAS = "#/components/schemas/"
_PATH = {"type": "integer", "minimum": 1, "maximum": 10**18 - 1}
_TEXT = {"type": "string", "minLength": 1, "maxLength": 200}
_NUMBERS = frozenset({"flag", "snapshot", "run", "revision"})
_ALWAYS = ("field_invalid", "request_malformed", "not_acceptable", "unavailable")
_GUARDED = ("not_authenticated", "token_invalid", "permission_denied", "csrf_failed", "not_found", "rate_limited")
_WITH_JSON = (
    "body_empty", "json_invalid", "encoding_invalid", "json_duplicate_key", "json_too_deep", "schema_invalid",
    "field_too_long",
)
_WITH_BODY = ("body_too_large", "unsupported_media_type", "unsupported_charset", "unsupported_encoding")
_BOTH_STATUSES = {"field_invalid": (400, 422), "schema_invalid": (400, 422)}
"""Codes that are answered with two."""


class OperationSchema(AutoSchema):
    """Tells of a method what its ``Operation`` says."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> dict[str, Any] | None:
        operation: Operation | None = getattr(self.view, "operations", {}).get(method)
        if operation is None:
            return None
        # In a host's own document our names must not be taken for theirs.
        prefix = "" if isinstance(registry, _OurComponents) else "Annotations"
        for name, schema in _components(operation).items():
            component = ResolvedComponent(  # type: ignore[no-untyped-call]
                name=prefix + name, type=ResolvedComponent.SCHEMA, schema=_renamed(schema, prefix), object=name
            )
            registry.register_on_missing(component)
        registry.register_on_missing(
            ResolvedComponent(  # type: ignore[no-untyped-call]
                name=_SECURITY, type=ResolvedComponent.SECURITY_SCHEMA, schema=_SCHEME, object=_SECURITY
            )
        )
        written: dict[str, Any] = _renamed(_written(operation, _variables(path)), prefix)
        return written


class _OurComponents(ComponentRegistry):
    """Those of a document of this API alone."""


class Document(SchemaGenerator):
    """The document of this API alone, whatever the host has set for its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self.registry = _OurComponents()

    def get_schema(self, request: Any = None, public: bool = True) -> dict[str, Any]:
        paths = self.parse(request, public)  # type: ignore[no-untyped-call]
        return {
            "openapi": "3.1.0",
            "info": {
                "title": "Annotations", "version": __version__,
                "description": "Which notices articles owe and lack: checks, the gate, flags and decisions on them.",
            },
            "servers": [{"url": self.url.rstrip("/") if self.url else "/"}],
            "paths": {path: paths[path] for path in sorted(paths)},
            "components": self.registry.build({}),
        }


def document(patterns: list[Any], base: str) -> dict[str, Any]:
    """The document of ``patterns``, which stand below the address ``base``."""
    return Document(patterns=patterns, url=base).get_schema()


def problem_codes(operation: Operation) -> tuple[str, ...]:
    """Every code that an operation may answer."""
    codes: list[str] = [*_ALWAYS, *operation.problems]
    if not operation.open:
        codes += _GUARDED
    if operation.body is not None:
        codes += _WITH_BODY
        codes += _WITH_JSON if not isinstance(operation.body, str) else ("body_empty",)
    names = {header.name for header in operation.headers}
    if "If-Match" in names:
        codes += ("precondition_required", "precondition_failed")
    if "Idempotency-Key" in names:
        codes.append("idempotency_conflict")
    return tuple(dict.fromkeys(codes))


def _renamed(schema: Any, prefix: str) -> Any:
    """The same with references to schemas whose names begin with ``prefix``."""
    if isinstance(schema, Mapping):
        return {
            name: f"{_SCHEMAS}{prefix}{part.removeprefix(_SCHEMAS)}" if name == "$ref" else _renamed(part, prefix)
            for name, part in schema.items()
        }
    return [_renamed(part, prefix) for part in schema] if isinstance(schema, list) else schema


def _components(operation: Operation) -> dict[str, Any]:
    models = [model for model in operation.answers.values() if isinstance(model, type)]
    found = schemas_of(models, mode="serialization") | {"Problem": PROBLEM}
    if isinstance(operation.body, type):
        found |= schemas_of([operation.body], mode="validation")
    return found


def _written(operation: Operation, variables: Iterable[str]) -> dict[str, Any]:
    written: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.name.split("_")[0]],
        "parameters": [
            *[_in_path(name) for name in variables], *parameters_of(operation.query),
            *[_header(header) for header in operation.headers],
        ],
        "responses": _responses(operation),
    }
    if operation.scope:
        needs = f"A token needs the scope `{operation.scope}`"
        people = f"; a person the permission `annotations.{operation.permission}`." if operation.permission else "."
        written["description"] = needs + people
    # Without security of its own an operation would have the document's, which has none.
    written["security"] = [] if operation.open else [{_SECURITY: []}]
    if operation.body is not None:
        written["requestBody"] = {"required": True, "content": _content(operation.body, least=1)}
    return written


def _responses(operation: Operation) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for status, kind in operation.answers.items():
        answers[str(status)] = {"description": operation.summary, **({"content": _content(kind)} if kind else {})}
    by_status: OrderedDict[int, list[str]] = OrderedDict()
    for code in problem_codes(operation):
        for status in _BOTH_STATUSES.get(code, (PROBLEM_TYPES[code].status,)):
            if status not in (400, 422) or status == 400 or operation.body is not None:
                by_status.setdefault(status, []).append(code)
    for status, codes in sorted(by_status.items()):
        if str(status) not in answers:
            answers[str(status)] = _problem(codes)
    first = min(answers)
    if operation.tagged:
        answers[first]["headers"] = {"ETag": {"required": True, "schema": {"type": "string"}}}
    if operation.links:
        answers[first]["links"] = {
            name: {"operationId": target, "parameters": dict(parameters)}
            for name, (target, parameters) in operation.links.items()
        }
    return answers


def _problem(codes: Iterable[str]) -> dict[str, Any]:
    listed = ", ".join(f"`{code}`" for code in codes)
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": f"A problem: {listed}.", "content": {CONTENT_TYPE: {"schema": schema}}}


def _content(kind: type[BaseModel] | str, *, least: int = 0) -> Mapping[str, Any]:
    if isinstance(kind, str):
        return {kind: {"schema": {"type": "string", "minLength": least}}}
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}}


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": _PATH if name in _NUMBERS else _TEXT}


def _header(header: Header) -> dict[str, Any]:
    schema = {"type": "string", **({"pattern": header.pattern} if header.pattern else {})}
    return {
        "name": header.name, "in": "header", "required": header.required, "description": header.description,
        "schema": schema,
    }


def _variables(path: str) -> list[str]:
    return [part.strip("{}") for part in path.split("/") if part.startswith("{")]
