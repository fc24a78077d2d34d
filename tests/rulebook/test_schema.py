"""The JSON Schema of rule files, as editors use it."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml

from annotations.rulebook.schema import DIALECT, rule_file_schema
from tests.rulebook.examples import PACK, changed

SCHEMA = rule_file_schema()


class EditorLoader(yaml.CSafeLoader):
    """Reads plain scalars as an editor does: numbers and truth values, but no dates."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def errors(text: str) -> list[str]:
    data: Any = yaml.load(text, Loader=EditorLoader)
    return [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(data)]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == DIALECT


def test_a_good_file_is_good_for_an_editor_too() -> None:
    assert errors(PACK) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("level: error", "level: fatal", "'fatal' is not one of ['error', 'warning', 'note']"),
        ("    why: The law asks for it.\n", "", "'why' is a required property"),
        ("    why:", "    levle: x\n    why:", "Additional properties are not allowed ('levle' was unexpected)"),
        ("languages: [ru, en]", "languages: ru", "'ru' is not of type 'array'"),
    ],
)
def test_a_wrong_file_is_marked_by_an_editor(old: str, new: str, message: str) -> None:
    assert any(message in found for found in errors(changed((old, new))))
