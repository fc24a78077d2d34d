"""The strict YAML reader: what it reads, what it refuses, and where it says that it stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from annotations.rulebook import strict_yaml
from annotations.rulebook.problems import MAX_PROBLEMS, Problem, RulebookError
from annotations.rulebook.strict_yaml import MAX_DEPTH, Place, parse_yaml, read_yaml
from tests.rulebook.examples import written
from tests.shared import shared, shared_lines


def problem(text: str) -> Problem:
    with pytest.raises(RulebookError) as caught:
        parse_yaml(text, "f.yaml")
    return caught.value.problems[0]


@pytest.mark.parametrize("plain", ["NO", "yes", "1:30", "2021-07-01", "0o17", "1e3", "null", "~", "2026.10", "=", "<<"])
def test_a_plain_scalar_is_text(plain: str) -> None:
    assert parse_yaml(f"a: {plain}\nb: [{plain}]\n", "f.yaml").data == {"a": plain, "b": [plain]}


def test_what_nobody_wrote_is_none() -> None:
    assert parse_yaml('a:\nb: ""\nc: [x, ""]\n', "f.yaml").data == {"a": None, "b": "", "c": ["x", ""]}


def test_a_file_with_windows_habits_reads_the_same() -> None:
    plain = parse_yaml("a: b\nc:\n  - d\n", "f.yaml")
    assert parse_yaml("a: b\r\nc:\r\n  - d\r\n", "f.yaml") == plain


def test_a_byte_order_mark_moves_no_column(tmp_path: Path) -> None:
    tree = read_yaml(written(tmp_path, b"\xef\xbb\xbfa: b\n"))
    assert (tree.data, tree.place(("a",), key=True)) == ({"a": "b"}, Place(1, 1))


def test_places_of_values_and_keys() -> None:
    tree = parse_yaml("rules:\n  - id: a\n    when: {x: [1, 2]}\n", "f.yaml")
    assert tree.place(("rules", 0, "when", "x", 1)) == Place(3, 19)
    assert tree.place(("rules", 0, "when"), key=True) == Place(3, 5)
    assert tree.place(("rules", 0)) == Place(2, 5)


def test_the_place_of_what_is_not_there_is_where_it_belongs() -> None:
    tree = parse_yaml("rules:\n  - id: a\n", "f.yaml")
    assert tree.place(("rules", 0, "title", "x")) == Place(2, 5)
    assert tree.place(("title",), key=True) == Place(1, 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "message"),
    [
        ("a: !!str b", 1, 4, "yaml_tag", "tag is not allowed"),
        ("a: ! b", 1, 4, "yaml_tag", "tag is not allowed"),
        ("%TAG ! tag:x\n---\na: b", 1, 1, "yaml_tag", "tag is not allowed (%TAG)"),
        ("a: &x b", 1, 4, "yaml_alias", "anchors and aliases are not allowed"),
        ("a: *x", 1, 4, "yaml_alias", "anchors and aliases are not allowed"),
        ("a: b\n---\nc: d", 2, 1, "yaml", "a second document; one file holds one"),
        ("? [a]\n: b", 1, 3, "yaml", "a key must be text"),
        ("a: b\nx: {a: 1, 'a': 2}", 2, 11, "duplicate_key", 'key "a" given twice (first at 2:5)'),
        ("a: b\x07", 1, 5, "yaml", "character U+0007 is not allowed"),
        ("a: b\n\u2028c: d", 2, 1, "yaml", "character U+2028 is not allowed"),
        ('a: "\\x1b[31m"', 1, 4, "yaml", "character U+001B is not allowed"),
        ('a: "\\0"', 1, 4, "yaml", "character U+0000 is not allowed"),
        ("a: b: c", 1, 5, "yaml", "mapping values are not allowed here"),
        ("a: 'b", 2, 1, "yaml", "found unexpected end of stream"),
    ],
)
def test_what_is_refused(text: str, line: int, column: int, code: str, message: str) -> None:
    assert problem(f"{text}\n") == Problem("f.yaml", line, column, code, message)


@pytest.mark.parametrize(
    "text",
    [
        "a:\n\t- b", "- a\n\t- b", "a: [\n\tb]", "a:\n  b: c\n \td: e", "a: |\n\tb", "a: x\n\ty", "a: |\n  b\n\tc: d",
        "a: b\n\t\nc: d", "a: |\n  \tb",
    ],
)
def test_tabs_are_no_indentation(text: str) -> None:
    found = problem(text)
    line = next(number for number, written in enumerate(text.splitlines(), 1) if "\t" in written)
    assert (found.code, found.message) == ("yaml", "tab used for indentation")
    assert (found.line, found.column) == (line, text.splitlines()[line - 1].index("\t") + 1)


@pytest.mark.parametrize("text", ["a: |\n  b\n  \tc\n", 'a: "x\n\ty"\n', "a:\tb\n"])
def test_tabs_elsewhere_are_allowed(text: str) -> None:
    assert "a" in parse_yaml(text, "f.yaml").data


def test_nesting_ends_at_its_limit() -> None:
    assert parse_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f.yaml").data
    assert problem("[" * (MAX_DEPTH + 1)).code == "yaml_depth"
    assert problem("- " * 100_000).code == "yaml_depth"


def test_more_values_than_a_rule_file_has() -> None:
    assert problem("[" + "x," * 200_000 + "]").code == "too_large"


def test_many_problems_are_cut_and_counted() -> None:
    with pytest.raises(RulebookError) as caught:
        parse_yaml("a: b\n" * 81, "f.yaml")
    *listed, more = caught.value.problems
    assert len(listed) == MAX_PROBLEMS
    assert more.message == "30 more from here on; mend these first"


def test_not_utf8_is_told_with_its_byte_and_place(tmp_path: Path) -> None:
    path = written(tmp_path, "a: b\nc: Талибан\n".encode("cp1251"))
    with pytest.raises(RulebookError) as caught:
        read_yaml(path)
    assert str(caught.value) == f"{path}:2:4: error: not UTF-8 at byte 8; save the file as UTF-8 [encoding]"


def test_what_is_no_file(tmp_path: Path) -> None:
    wrong = {tmp_path: "not_a_file", Path("/dev/null"): "not_a_file", tmp_path / "none.yaml": "not_found"}
    for path, code in wrong.items():
        with pytest.raises(RulebookError) as caught:
            read_yaml(path)
        assert caught.value.problems[0].code == code


def texts_of_suite(row: dict[str, Any]) -> list[str]:
    """The file as it is, and the YAML texts that it holds."""
    held = yaml.load(row["raw"], Loader=yaml.CSafeLoader)
    return [row["raw"], *(case["yaml"] for case in held if "yaml" in case)]


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_every_text_of_the_yaml_suite_loads_or_is_refused_at_a_place(
    loader: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strict_yaml, "LOADER", loader)
    texts = [text for row in shared_lines("suites/yaml_testsuite.jsonl") for text in texts_of_suite(row)]
    loaded = 0
    for text in texts:
        try:
            parse_yaml(text, "f.yaml")
            loaded += 1
        except RulebookError as error:
            for found in error.problems:
                assert 1 <= found.line <= text.count("\n") + 2
                assert found.column >= 1
    assert loaded > len(texts) / 3


@pytest.mark.parametrize(("name", "code"), [("laughs", "yaml_alias"), ("deep", "yaml_depth"), ("python", "yaml_tag")])
@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_bombs_are_refused_with_either_parser(
    name: str, code: str, loader: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strict_yaml, "LOADER", loader)
    with pytest.raises(RulebookError) as caught:
        read_yaml(shared(f"suites/bombs/yaml_{name}.yaml"))
    assert [found.code for found in caught.value.problems] == [code]


_ALLOWED = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\u2028\u2029\ufffe\uffff")
_TEXTS = st.text(_ALLOWED, max_size=12)
_DATA = st.recursive(
    _TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4), max_leaves=12
)


@given(st.dictionaries(_TEXTS, _DATA, max_size=4))
def test_quoted_texts_come_back_as_they_were(data: dict[str, Any]) -> None:
    assert parse_yaml(json.dumps(data, indent=1, ensure_ascii=False), "f.yaml").data == data


@given(st.text(st.sampled_from("ab:-?[]{}#&*!|>'\"%@`, \n\t\\é\x00\ufeff"), max_size=40))
def test_any_text_is_read_or_refused_and_always_the_same(text: str) -> None:
    def answer() -> Any:
        try:
            return parse_yaml(text, "f.yaml")
        except RulebookError as error:
            return error.problems

    assert answer() == answer()
