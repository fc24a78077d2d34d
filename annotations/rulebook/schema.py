"""The JSON Schema of a rule file, for editors that complete and check while one writes."""

from __future__ import annotations

from typing import Any

from annotations.engine.rulebook import Pack

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rule_file_schema() -> dict[str, Any]:
    """The schema of the main file of a pack. What it cannot say (patterns of RE2, templates) only loading tells."""
    schema = _as_written(Pack.model_json_schema(by_alias=True))
    return {"$schema": DIALECT, **schema, "title": "Rule file", "description": "A pack of rules."}


def _as_written(piece: Any) -> Any:
    """Admits numbers and truth values where a text is asked for: every plain scalar is text to the loader, but an
    editor takes ``version: 2026.11`` for a number."""
    if isinstance(piece, list):
        return [_as_written(item) for item in piece]
    if not isinstance(piece, dict):
        return piece
    written = {key: _as_written(value) for key, value in piece.items()}
    if written.get("type") == "string" and not {"enum", "const", "format"} & written.keys():
        written["type"] = ["string", "number", "boolean"]
    return written
