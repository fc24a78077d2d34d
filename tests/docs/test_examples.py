"""Every example of the documentation is run, loaded or validated as a reader would."""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Callable, Mapping
from contextlib import closing, redirect_stdout
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from annotations.engine.article import Article
from annotations.engine.cases import Case
from annotations.engine.notices.wordings import Wordings
from annotations.engine.register import Entity
from annotations.engine.report import as_json
from annotations.engine.source import Source
from annotations.intake.strict_json import read_json
from annotations.management.arguments import VerbParser
from annotations.management.verbs import VERBS
from annotations.registers.form_files import read_forms
from annotations.registers.formats.columns import read_column_map
from annotations.registers.formats.followthemoney import Edges, entity_row
from annotations.registers.formats.model import Stated
from annotations.registers.notes import Notes
from annotations.rulebook.cases import run_cases, too_few_cases
from annotations.rulebook.load import read_pack
from annotations.rulebook.strict_yaml import read_yaml
from annotations.rulebook.wordings import WORDINGS
from annotations.rulebook.words import PackWords
from tests.docs.pages import ROOT, WITH_TESTS_OF_THEIR_OWN, Example, examples, name_of, written_pages
from tests.docs.shell import Shell, annotations_arguments, run_example
from tests.engine.newsroom import checked
from tests.management.run import Runner

PAGES = [path for path in written_pages() if examples(path) and name_of(path) not in WITH_TESTS_OF_THEIR_OWN]
ALL = [example for path in PAGES for example in examples(path)]
CHECKED = ("console", "sh", "python", "yaml", "json", "text")


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_the_examples_of_a_page_do_what_it_says(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order of the page, in a folder of its own that holds the product."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "annotations").symlink_to(ROOT / "annotations")
    shell, names = Shell(Runner(capsys, monkeypatch), tmp_path), {"__name__": "__main__"}
    for example in examples(path):
        if example.file:
            target = tmp_path / example.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(example.text, encoding="utf-8")
        if example.language in {"console", "sh"}:
            run_example(shell, example)
        elif example.language == "python":
            _run_python(example, names)


def _run_python(example: Example, names: dict[str, Any]) -> None:
    """Blocks of a page go on where the one before has stopped."""
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(example.text, example.place, "exec"), names)
    wanted = example.output or ""
    assert OutputChecker().check_output(wanted, said.getvalue(), ELLIPSIS), f"{example.place} prints:\n{said.getvalue()}"


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.place)
def test_every_example_says_what_it_is(example: Example) -> None:
    assert example.language in CHECKED


@pytest.mark.parametrize("example", [row for row in ALL if row.language == "yaml"], ids=lambda row: row.place)
def test_yaml_loads_as_what_it_is(example: Example, tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(example.text, encoding="utf-8")
    data = read_yaml(file).data
    if "pack" in data:
        _is_a_pack(file)
    elif "jobs" in data:
        _is_a_workflow(data)
    elif "columns" in data:
        read_column_map(str(file))
    elif "names" in data:
        read_forms(str(file))
    elif "rules" in data:
        assert PackWords.model_validate(data).rules
    else:
        shipped = read_yaml(WORDINGS / "en.yaml").data
        Wordings.model_validate(shipped | data)


def _is_a_pack(file: Path) -> None:
    """It loads, has the cases that a rule needs, and they pass."""
    loaded = read_pack(file)
    assert list(too_few_cases(loaded, loaded.pack.rules)) == []
    assert [result for result in run_cases(loaded, loaded.pack.rules) if not result.passed] == []


def _is_a_workflow(data: Mapping[str, Any]) -> None:
    """Each of its calls of our command is understood."""
    steps = [step for job in data["jobs"].values() for step in job["steps"] if "run" in step]
    calls = [annotations_arguments(shlex.split(line)) for step in steps for line in step["run"].splitlines()]
    understood = [_parsed(arguments) for arguments in calls if arguments is not None]
    assert understood


def _parsed(arguments: list[str]) -> Any:
    parser = VerbParser(prog="annotations")
    verbs = parser.add_subparsers(dest="verb")
    for verb in VERBS:
        verb.configure(verbs.add_parser(verb.NAME))
    return parser.parse_args(arguments)


@pytest.mark.parametrize("example", [row for row in ALL if row.language == "json"], ids=lambda row: row.place)
def test_json_is_what_the_formats_allow(example: Example) -> None:
    if example.shown:
        json.loads(example.text)  # Held true by a test of its own: tests/engine/formats/test_examples.py.
        return
    whole = example.text.lstrip().startswith("{\n")
    for text in [example.text] if whole else example.text.splitlines():
        value = read_json(text)
        _judge_of(value)(value)


def _is_follow_the_money(value: Mapping[str, Any]) -> None:
    notes = Notes("example")
    with closing(Edges.read([value], Stated(jurisdiction="RU"))) as edges:
        entity_row(1, value, edges, notes)
    assert not notes.bad
    assert not notes.warnings


def _judge_of(value: Mapping[str, Any]) -> Callable[[Any], object]:
    models: dict[str, type[BaseModel]] = {
        "article": Case, "body": Article, "designations": Entity, "hosts": Source,
    }
    if value.get("schema") == "annotations/report/1":
        return _is_a_report
    if "properties" in value:
        return _is_follow_the_money
    return next(model for key, model in models.items() if key in value).model_validate


def _is_a_report(value: Mapping[str, Any]) -> None:
    """It has the keys that reports have."""
    report = as_json(checked("Nothing is owed."))
    assert value.keys() == report.keys()
