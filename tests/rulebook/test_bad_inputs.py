"""Rows B74 to B89 of the bad inputs: exit status, code, place and facts of the message, through ``rules list``."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import pytest

from annotations.management.verbs import rules
from tests.rulebook.examples import PACK, RULE, changed, line_of, written
from tests.shared import shared


def answer(path: Path) -> tuple[int, str, str]:
    """Exit status, what is printed, and the messages of ``rules list --pack PATH``."""
    parser = argparse.ArgumentParser()
    rules.configure(parser)
    stdout, stderr = io.StringIO(), io.StringIO()
    status = rules.run(parser.parse_args(["list", "--pack", str(path)]), stdout=stdout, stderr=stderr)
    return status, stdout.getvalue(), stderr.getvalue()


def refusal(path: Path) -> str:
    """The one line for which the file is refused, without its folder."""
    status, printed, messages = answer(path)
    assert (status, printed) == (2, "")
    assert "Traceback" not in messages
    lines = messages.splitlines()
    assert len(lines) == 1, messages
    return lines[0].replace(f"{path.parent}/", "")


@pytest.mark.parametrize(
    ("row", "text", "expected"),
    [
        (
            "B74", "pack: house\nrules:\n  - id: a: b\n",
            "rules.yaml:3:10: error: mapping values are not allowed here [yaml]",
        ),
        (
            "B75", "pack: house\nrules:\n  - id: a\n\ttitle: b\n",
            "rules.yaml:4:1: error: tab used for indentation [yaml]",
        ),
        (
            "B76", 'rules: !!python/object/apply:os.system ["true"]\n',
            "rules.yaml:1:8: error: tag is not allowed [yaml_tag]",
        ),
        ("B89", "", "rules.yaml:1:1: error: rules.yaml holds no rules [empty]"),
        ("B89", "# to be written\n", "rules.yaml:1:1: error: rules.yaml holds no rules [empty]"),
        ("B89", "pack: house\nrules:\n", "rules.yaml:2:7: error: rules.yaml holds no rules [empty]"),
        ("B89", "pack: house\nrules: []\n", "rules.yaml:2:8: error: rules.yaml holds no rules [empty]"),
    ],
)
def test_what_is_no_rule_file_is_refused_at_its_place(tmp_path: Path, row: str, text: str, expected: str) -> None:
    assert refusal(written(tmp_path, text)) == expected


@pytest.mark.parametrize(
    ("row", "name", "expected"),
    [
        ("B76", "yaml_python.yaml", "yaml_python.yaml:1:8: error: tag is not allowed [yaml_tag]"),
        ("B77", "yaml_laughs.yaml", "yaml_laughs.yaml:1:4: error: anchors and aliases are not allowed [yaml_alias]"),
        ("B78", "yaml_deep.yaml", "yaml_deep.yaml:1:33: error: nesting over 32 [yaml_depth]"),
    ],
)
def test_yaml_bombs_are_refused(row: str, name: str, expected: str) -> None:
    assert refusal(shared(f"suites/bombs/{name}")) == expected


def test_b79_a_key_given_twice(tmp_path: Path) -> None:
    text = changed(("    why: The law asks for it.\n", "    level: note\n"))
    first, again = line_of(text, "level: note"), line_of(text, "level: error")
    expected = f'rules.yaml:{again}:5: error: key "level" given twice (first at {first}:5) [duplicate_key]'
    assert refusal(written(tmp_path, text)) == expected


def test_b80_plain_scalars_are_text(tmp_path: Path) -> None:
    text = changed(('[RU, "NO"]', "[NO]"), ("The law asks for it.", "1:30"), ("2026-11-22", "2021-07-01"))
    status, printed, messages = answer(written(tmp_path, text))
    assert (status, messages) == (0, "")
    assert "house.banned.notice" in printed


def test_b81_an_unknown_field(tmp_path: Path) -> None:
    text = changed(("    why:", "    levle: error\n    why:"))
    line = line_of(text, "levle")
    expected = f'rules.yaml:{line}:5: error: unknown field "levle"; did you mean "level"? [unknown_field]'
    assert refusal(written(tmp_path, text)) == expected


def with_pattern(pattern: str) -> str:
    quoted = "'" + pattern.replace("'", "''") + "'"
    return changed(("languages: [ru, en]", f"headline_pattern: {quoted}"))


def test_b82_an_unbalanced_pattern(tmp_path: Path) -> None:
    text = with_pattern("^(war|peace) (now")
    line = line_of(text, "headline_pattern")
    column = text.splitlines()[line - 1].index("'") + 1
    expected = f"rules.yaml:{line}:{column}: error: scope.headline_pattern: missing ) at 13 [regex]"
    assert refusal(written(tmp_path, text)) == expected


@pytest.mark.parametrize("pattern", ["(?=war)", "(?<!no )war", r"(war) \1", "(?P<x>a)(?P=x)", "(?>a+)b", "a++b"])
def test_b83_a_pattern_that_needs_backtracking(tmp_path: Path, pattern: str) -> None:
    message = refusal(written(tmp_path, with_pattern(pattern)))
    assert "headline_pattern: not supported by the linear-time engine (look-around, back-reference)" in message
    assert message.endswith("[regex_unsupported]")


def test_b84_two_rules_with_one_id(tmp_path: Path) -> None:
    written(tmp_path, PACK)
    other = written(tmp_path, "rules:\n" + RULE, "rules-other.yaml")
    status, _, messages = answer(tmp_path)
    first = f"{tmp_path / 'rules.yaml'}:6"
    expected = f'{other}:2:9: error: rule id "house.banned.notice" also at {first} [duplicate_id]\n'
    assert (status, messages) == (2, expected)


def test_b85_a_period_that_ends_before_it_begins(tmp_path: Path) -> None:
    text = changed(("to: 2028-12-01", "to: 2020-12-01"))
    line = line_of(text, "in_force")
    assert refusal(written(tmp_path, text)) == f"rules.yaml:{line}:15: error: in_force: to is before from [dates]"


def test_b86_a_template_with_an_unknown_variable(tmp_path: Path) -> None:
    message = refusal(written(tmp_path, changed(("{name} is", "{nmae} is"))))
    assert "fix.en.line.default: unknown variable {nmae}; known: name, names, status, law, date, url, source" in message
    assert message.endswith("; did you mean {name}? [template]")


@pytest.mark.parametrize("field", ["{obj.__class__}", "{{ name }}", "{{name}}", "{name[0]}", "{name!r}", "{name:>9}"])
def test_b87_a_template_that_wants_more_than_a_variable(tmp_path: Path, field: str) -> None:
    message = refusal(written(tmp_path, changed(("{name}", field))))
    assert "attribute access is not allowed in a template" in message
    assert field in message
    assert message.endswith("[template]")


def test_b88_a_file_of_ten_megabytes(tmp_path: Path) -> None:
    path = written(tmp_path, b"#" * 10485760)
    assert refusal(path) == "rules.yaml:1:1: error: rules.yaml is 10485760 bytes; limit 1048576 [too_large]"
