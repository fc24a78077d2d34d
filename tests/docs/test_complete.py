"""The documentation leaves nothing out: verbs, options, outcomes, statuses, codes, limits, files."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from annotations.engine import pattern
from annotations.engine.article import MAX_URL, Article
from annotations.engine.cases import Case
from annotations.engine.document import limits
from annotations.engine.document.limits import DocumentTooComplex
from annotations.engine.fixes import verify
from annotations.engine.formats.registry import FORMATS
from annotations.engine.policy import Policy
from annotations.engine.register import Designation, Entity, Name
from annotations.engine.report import Level, Outcome
from annotations.engine.source import Source
from annotations.intake import files, lines, problems, strict_json
from annotations.management.guard import Verb
from annotations.management.status import ExitStatus
from annotations.management.verbs import VERBS
from annotations.registers import unpacking
from annotations.registers.formats import page, xml_rows
from annotations.registers.formats.registry import FORMATS as REGISTERS
from annotations.registers.guards import GuardError
from annotations.rulebook import problems as rule_problems
from annotations.rulebook import strict_yaml
from tests.docs.pages import ROOT, all_pages, headings, name_of, tables, written_pages

DOCS = ROOT / "docs"
EDITOR, OPERATOR, DEVELOPER = DOCS / "editor.md", DOCS / "operator.md", DOCS / "developer.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"

_PRIVATE = re.compile(r"(?<![\w.>])/(work|tmp|root|home|Users|var|opt|mnt)/|127\.0\.0\.1|localhost|\.\./shared|[A-Z]:\\\\")
_PATH = re.compile(
    r"(?:annotations|tests|docs|benchmarks|project)/(?!.*/\d)[\w./-]*|[\w.]+\.(?:md|toml|py)|Makefile|\.ci/run"
)
"""A path in the project, and no format: ``annotations/case/1``."""
_CODE = re.compile(r"[a-z]+([_-][a-z]+)*")
_TELLERS = {
    "Problem": (1, 3), "TextError": (0,), "JsonError": (0,), "_Fault": (0,), "refusal": (0,), "problem_at": (2,),
    "Unchecked": (1,), "warn": (0,), "_unreadable": (1,), "_refused": (1,), "_problem": (2,), "_stop": (1,),
    "_not_checked": (1,), "FieldProblem": (1,),
}
"""Functions that are given the code of an error, and at which place."""
_READERS = ("annotations/intake/files.py", "annotations/intake/problems.py", "annotations/rulebook/refusals.py")
"""Where a code is returned with its message."""


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def in_code(path: Path) -> set[str]:
    """What stands in backquotes on a page."""
    return set(re.findall(r"`([^`\n]+)`", text_of(path)))


def verbs_below(verb: Verb) -> set[str]:
    """The verb, or the verbs that it is made of: ``rules list``."""
    parser = argparse.ArgumentParser()
    verb.configure(parser)
    below = re.findall(r"^ {4}([a-z]+)(?: |$)", parser.format_help().partition("VERB\n")[2], re.MULTILINE)
    return {f"{verb.NAME} {each}" for each in below} or {verb.NAME}


def test_every_verb_is_in_the_operators_table() -> None:
    told = {row["command"].strip("`") for row in tables(OPERATOR)["Commands"]}
    assert set().union(*map(verbs_below, VERBS)) == told


def test_every_outcome_has_its_place_on_the_editors_page() -> None:
    assert {f"`{outcome}`" for outcome in Outcome} <= set(headings(EDITOR))


def test_every_policy_setting_and_its_values_are_on_the_editors_page() -> None:
    values = re.findall(r"'([a-z_]+)'", str(Policy.model_json_schema()["properties"]))
    known = {value for value in values if value not in {"type", "anyOf", "default", "enum", "null", "title"}}
    assert set(Policy.model_fields) <= in_code(EDITOR)
    assert {value for value in known if "_on" in value or value in {"anywhere", "top", "end", "require"}} <= in_code(EDITOR)


def test_every_exit_status_is_told() -> None:
    told = {row["status"] for row in tables(OPERATOR)["Exit statuses"]}
    assert {str(int(status)) for status in ExitStatus} == told


def test_every_format_is_told() -> None:
    assert {f"`{name}`" for name in FORMATS} == {row["name"] for row in tables(DOCS / "formats.md")["Formats"]}


def test_every_format_of_registers_is_told() -> None:
    told = {name for row in tables(DOCS / "registers.md")["Formats"] for name in re.findall(r"`([^`]+)`", row["format"])}
    assert told == set(REGISTERS)


@pytest.mark.parametrize(
    ("path", "heading", "model"),
    [(DEVELOPER, "Article", Article), (OPERATOR, "Entities", Entity), (OPERATOR, "Names", Name),
     (OPERATOR, "Designations", Designation), (OPERATOR, "Sources", Source), (CONTRIBUTING, "How a case is written", Case)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_key_of_a_format_is_told(path: Path, heading: str, model: type[Article]) -> None:
    told = {key for row in tables(path)[heading] for key in re.findall(r"`([^`]+)`", row["key"])}
    assert told == {field.alias or name for name, field in model.model_fields.items()}


def codes_in_the_source() -> Iterator[str]:
    """Codes as they stand in the calls that tell people what is wrong, and in what the readers of errors return."""
    for path in (ROOT / "annotations").rglob("*.py"):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield from _codes([node.args[at] for at in _TELLERS.get(name, ()) if at < len(node.args)])
            elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and name_of(path) in _READERS:
                yield from _codes(node.value.elts[:1])


def _codes(nodes: Sequence[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
            yield node.value


def test_every_code_of_the_command_line_is_in_the_operators_table() -> None:
    told = {code for row in tables(OPERATOR)["Error codes"] for code in re.findall(r"`([^`]+)`", row["code"])}
    guards = {guard.code for guard in GuardError.__subclasses__()}
    assert told == set(codes_in_the_source()) | guards | {"usage", DocumentTooComplex.code}


LIMITS = {
    "characters of one text": limits.MAX_CHARACTERS,
    "`<` in one text": limits.MAX_ANGLES,
    "`&` in one text": limits.MAX_AMPERSANDS,
    "elements open at one time": limits.MAX_NESTING,
    "elements opened in all": limits.MAX_OPENED,
    "lines of one Markdown or plain text": limits.MAX_LINES,
    "marks and square brackets in one Markdown or plain text": limits.MAX_MARKS,
    "bytes of a file with one article": files.MAX_FILE,
    "bytes of a line of JSON Lines": lines.MAX_LINE,
    "levels of nesting in JSON": strict_json.MAX_DEPTH,
    "characters of an address": MAX_URL,
    "bytes of a rule file": strict_yaml.MAX_BYTES,
    "levels of nesting in a rule file": strict_yaml.MAX_DEPTH,
    "values in a rule file": strict_yaml.MAX_NODES,
    "characters of a pattern": pattern.MAX_PATTERN,
    "instructions of a compiled pattern": pattern.MAX_PROGRAM,
    "characters of a headline that a pattern sees": pattern.MAX_SEARCHED,
    "errors listed of one input": problems.MOST_LISTED,
    "errors listed of one rule file": rule_problems.MAX_PROBLEMS,
    "findings whose fixes are tried": verify._MOST_FINDINGS,
    "bytes that a compressed register opens to": unpacking.MAX_OPENED,
    "files in an archive": unpacking.MAX_MEMBERS,
    "parts of a workbook": unpacking.MAX_WORKBOOK_MEMBERS,
    "times that a register is compressed": unpacking.MAX_LAYERS,
    "bytes of a page that is a register": page.MAX_PAGE,
    "levels of nesting in XML": xml_rows.MAX_DEPTH,
}


def test_limits_are_those_of_the_code() -> None:
    told = {row["what"]: row["limit"] for row in tables(OPERATOR)["Limits"]}
    assert told == {what: f"{limit:,}" for what, limit in LIMITS.items()}


def test_no_limit_of_a_text_is_left_out() -> None:
    known = {value for name, value in vars(limits).items() if name.startswith("MAX_")}
    assert known <= set(LIMITS.values())


def test_levels_are_those_of_the_code() -> None:
    assert {f"`{level}`" for level in Level} == {row["level"] for row in tables(EDITOR)["Levels"]}


def test_the_recipes_name_files_that_are_there() -> None:
    named = [name for name in in_code(CONTRIBUTING) if _PATH.fullmatch(name)]
    assert len(named) > 30
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_verbs_of_the_command_file_are_told() -> None:
    verbs = re.findall(r"^([a-z]+):.*##", text_of(ROOT / "Makefile"), re.MULTILINE)
    assert {f"make {verb}" for verb in verbs} <= in_code(CONTRIBUTING)


@pytest.mark.parametrize("path", all_pages(), ids=name_of)
def test_no_page_names_a_private_place(path: Path) -> None:
    assert _PRIVATE.findall(text_of(path)) == []


def test_the_readme_is_short() -> None:
    assert len(text_of(ROOT / "README.md").splitlines()) < 120


@pytest.mark.parametrize("path", written_pages(), ids=name_of)
def test_a_page_has_one_title(path: Path) -> None:
    assert len(re.findall(r"^# ", re.sub(r"```.*?```", "", text_of(path), flags=re.DOTALL), re.MULTILINE)) == 1
