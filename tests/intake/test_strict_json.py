"""JSON as the door takes it: RFC 8259 and no looser, with the place of every fault."""

import base64
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.intake.strict_json import MAX_DEPTH, JsonError, json_pointer, read_json
from tests.shared import shared_lines

STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | STORABLE,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(STORABLE, children, max_size=4),
    max_leaves=20,
)


def refusal(text: bytes | str) -> JsonError:
    with pytest.raises(JsonError) as refused:
        read_json(text)
    return refused.value


def code_of(data: bytes | str) -> str:
    try:
        read_json(data)
    except JsonError as error:
        return error.code
    return "read"


@given(VALUES)
def test_what_json_can_say_is_read_as_it_was_said(value: object) -> None:
    assert read_json(json.dumps(value)) == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_whatever_comes_is_read_or_refused(data: bytes | str) -> None:
    assert code_of(data) in {"read", "empty", "encoding_invalid", "json_invalid", "json_duplicate_key", "field_invalid"}


@pytest.mark.parametrize(
    ("text", "code", "message", "pointer"),
    [
        ('{"data": {"priority": NaN}}', "json_invalid", "NaN is not a JSON number", "/data/priority"),
        ('{"data": {"priority": -Infinity}}', "json_invalid", "-Infinity is not a JSON number", "/data/priority"),
        ('{"data": [1, 1e999]}', "json_invalid", "number out of range", "/data/1"),
        ('{"revision": ' + "9" * 5000 + "}", "field_invalid", "number out of range", "/revision"),
        ('{"revision": 9223372036854775808}', "field_invalid", "number out of range", "/revision"),
        ('{"data": {"body": 1, "body": 2}}', "json_duplicate_key", 'key "body" given twice', "/data"),
        ('{"headline": "a\\u0000b"}', "field_invalid", "U+0000 is not allowed", "/headline"),
        ('{"body": {"value": "a\\ud800"}}', "field_invalid", "unpaired surrogate at offset 1", "/body/value"),
        ('{"a/b": {"c~d": NaN}}', "json_invalid", "NaN is not a JSON number", "/a~1b/c~0d"),
        ("[" * 65 + "]" * 65, "json_too_deep", "nesting over 64 levels", ""),
        ("[" * 100_000, "json_too_deep", "nesting over 64 levels", ""),
        ("  \n", "empty", "is empty", ""),
    ],
)
def test_a_fault_is_named_with_its_place(text: str, code: str, message: str, pointer: str) -> None:
    error = refusal(text)
    assert (error.code, error.message, error.pointer) == (code, message, pointer)


def test_syntax_errors_have_line_and_column() -> None:
    error = refusal('{"a":')
    assert (error.code, error.line, error.column) == ("json_invalid", 1, 6)
    assert refusal('{"a": 1,\n "b" 2}').line == 2


def test_a_byte_order_mark_is_named() -> None:
    error = refusal(b'\xef\xbb\xbf{"a": 1}')
    assert (error.code, error.line, error.column) == ("json_invalid", 1, 1)
    assert "byte order mark" in error.message


def test_bytes_that_are_not_utf_8_are_named_with_their_offset() -> None:
    error = refusal(b'{"a":"\xe9"}')
    assert (error.code, error.message) == ("encoding_invalid", "byte 0xE9 at offset 6 is not UTF-8")


def test_sixty_four_levels_are_allowed() -> None:
    assert read_json("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert read_json(json.dumps({"text": "{[" * 500}))["text"] == "{[" * 500


def test_the_pointer_of_the_top_is_empty() -> None:
    assert json_pointer() == ""
    assert json_pointer("images", 0, "src") == "/images/0/src"


def test_parsing_suite() -> None:
    """What must be refused is; what is accepted elsewhere and not here says something else than "not JSON"."""
    for line in shared_lines("suites/json_parsing.jsonl"):
        started = time.monotonic()
        code = code_of(base64.b64decode(line["b64"]))
        assert time.monotonic() - started < 1, line["_id"]
        if line["expect"] == "reject":
            assert code != "read", line["_id"]
        elif line["expect"] == "accept":
            assert code in {"read", "json_duplicate_key", "field_invalid"}, line["_id"]
