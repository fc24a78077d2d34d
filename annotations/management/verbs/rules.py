"""``annotations rules``: list, explain, test and document the rules, and print the schema of their files."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from annotations.engine.formats.printable import printable
from annotations.engine.rulebook import Pack, Rule
from annotations.management.refusal import say
from annotations.management.status import ExitStatus
from annotations.rulebook.cases import CaseResult, run_cases, too_few_cases
from annotations.rulebook.describe import basis_of, dates_of
from annotations.rulebook.load import LoadedPack, load_packs, read_packs, shipped_packs
from annotations.rulebook.pages import enabled_of, outdated_pages, page, pages, write_pages
from annotations.rulebook.problems import Problem, RulebookError, did_you_mean, quoted
from annotations.rulebook.schema import rule_file_schema

NAME = "rules"
HELP = "list, explain, test and document rules"

_WIDEST_BASIS = 48

_LIST_EXAMPLES = """examples:
  annotations rules list                        the rules of all shipped packs
  annotations rules list --pack ru              one shipped pack
  annotations rules list --pack ./house         a folder with rules*.yaml
  annotations rules list --format json          for machines
"""
_EXPLAIN_EXAMPLES = """examples:
  annotations rules explain ru.designation.notice
  annotations rules explain house.credit --pack ./house
"""
_TEST_EXAMPLES = """examples:
  annotations rules test                        every rule of the shipped packs
  annotations rules test ru.designation.notice  one rule
  annotations rules test ./house                the rules of a folder
  annotations rules test draft.yaml             the rules of a file

Each rule runs its own cases against the sample register. Exit status: 0 all pass, 1 a case fails, 2 a file is refused
or a rule has fewer than three firing and three silent cases.
"""
_SCHEMA_EXAMPLES = """examples:
  annotations rules schema > rules.schema.json

Then, in the first line of a rule file, for editors with a YAML language server:
  # yaml-language-server: $schema=rules.schema.json
"""
_DOCS_EXAMPLES = """examples:
  annotations rules docs                        writes docs/rules
  annotations rules docs --check                exit status 1 when docs/rules is behind
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs of ``rules`` to the parser."""
    verbs = parser.add_subparsers(dest="rules_verb", metavar="VERB", required=True)
    listed = _verb(verbs, "list", "the rules in force or not, with their basis", _LIST_EXAMPLES)
    _with_packs(listed)
    listed.add_argument("--format", choices=["text", "json"], default="text", help="text (default) or json")
    explained = _verb(verbs, "explain", "what a rule asks and why", _EXPLAIN_EXAMPLES)
    explained.add_argument("rule", metavar="ID", help="the rule's id")
    _with_packs(explained)
    tested = _verb(verbs, "test", "run the rules' own cases", _TEST_EXAMPLES)
    tested.add_argument("targets", metavar="PATH|ID", nargs="*", help="a pack's name, folder or file, or a rule's id")
    _verb(verbs, "schema", "the JSON Schema of a rule file", _SCHEMA_EXAMPLES)
    documented = _verb(verbs, "docs", "write a page for each rule", _DOCS_EXAMPLES)
    _with_packs(documented)
    documented.add_argument("--output", metavar="FOLDER", type=Path, default=Path("docs/rules"), help="docs/rules")
    documented.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is behind")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """Runs the verb chosen; files that are refused are told on ``stderr``, with nothing on ``stdout``."""
    try:
        return _RUN[options.rules_verb](options, stdout, stderr)
    except RulebookError as error:
        say(stderr, error.problems)
        return ExitStatus.USAGE


def _verb(verbs: Any, name: str, help_text: str, examples: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(
        name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}.", epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def _with_packs(parser: argparse.ArgumentParser) -> None:
    text = "a shipped pack's name, a folder or a file; may be given several times; default: all shipped packs"
    parser.add_argument("--pack", metavar="NAME|PATH", action="append", help=text)


def _list(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    packs = load_packs(options.pack)
    if options.format == "json":
        rows = [_as_json(rule, pack) for pack in packs for rule in pack.rules]
        stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    else:
        say(stdout, _table(packs))
    return ExitStatus.OK


def _as_json(rule: Rule, pack: Pack) -> dict[str, Any]:
    stated = rule.model_dump(mode="json", by_alias=True, include={"id", "version", "title", "family", "level", "basis",
                                                                   "in_force", "enabled", "note"})
    return {"pack": pack.pack, "pack_version": pack.version, **stated}


def _table(packs: Sequence[Pack]) -> Iterator[str]:
    rows = [("id", "version", "family", "level", "basis", "in force", "enabled")]
    rows += [
        (rule.id, str(rule.version), rule.family, rule.level.value, _cut(basis_of(rule.basis)),
         dates_of(rule.in_force), enabled_of(rule))
        for pack in packs for rule in pack.rules
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST_BASIS else text[: _WIDEST_BASIS - 1] + "…"


def _explain(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    rules = {rule.id: (rule, pack) for pack in load_packs(options.pack) for rule in pack.rules}
    if options.rule not in rules:
        raise _unknown(options.rule, f"no rule {quoted(options.rule)}{did_you_mean(options.rule, list(rules))}")
    stdout.write(printable(page(*rules[options.rule])))
    return ExitStatus.OK


def _test(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    chosen = _chosen(options.targets)
    problems = [problem for loaded, rules in chosen for problem in too_few_cases(loaded, rules)]
    if problems:
        raise RulebookError(problems)
    results = [result for loaded, rules in chosen for result in run_cases(loaded, rules)]
    failed = [result for result in results if not result.passed]
    say(stdout, map(_failure, failed))
    stdout.write(f"{len(results) - len(failed)} passed, {len(failed)} failed\n")
    return ExitStatus.FOUND if failed else ExitStatus.OK


def _failure(result: CaseResult) -> str:
    why = f" ({result.case.why.strip()})" if result.case.why else ""
    found = ", ".join(result.found) or "nothing"
    return f"{result.file}:{result.line}: {result.rule}: expected {result.case.expect}, found {found}{why}"


def _chosen(targets: Sequence[str]) -> list[tuple[LoadedPack, tuple[Rule, ...]]]:
    """The rules that the targets name, pack by pack; those of all shipped packs without a target."""
    names = shipped_packs()
    if not targets:
        return [(loaded, loaded.pack.rules) for loaded in read_packs()]
    chosen = []
    for target in targets:
        if target in names or os.path.exists(target):
            chosen += [(loaded, loaded.pack.rules) for loaded in read_packs([target])]
        else:
            chosen.append(_shipped_rule(target))
    return chosen


def _shipped_rule(rule_id: str) -> tuple[LoadedPack, tuple[Rule, ...]]:
    shipped = read_packs()
    for loaded in shipped:
        for rule in loaded.pack.rules:
            if rule.id == rule_id:
                return loaded, (rule,)
    known = [rule.id for loaded in shipped for rule in loaded.pack.rules] + list(shipped_packs())
    raise _unknown(rule_id, f"no rule, pack or path {quoted(rule_id)}{did_you_mean(rule_id, known)}")


def _unknown(asked: str, message: str) -> RulebookError:
    return RulebookError([Problem(asked, 0, 0, "unknown_rule", message)])


def _schema(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    stdout.write(json.dumps(rule_file_schema(), ensure_ascii=False, indent=2) + "\n")
    return ExitStatus.OK


def _docs(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    written = pages(load_packs(options.pack))
    if options.check:
        behind = outdated_pages(written, options.output)
        say(stderr, (f"error: {options.output / name} is behind; run: annotations rules docs" for name in behind))
        return ExitStatus.FOUND if behind else ExitStatus.OK
    write_pages(written, options.output)
    stdout.write(f"{len(written)} pages in {options.output}\n")
    return ExitStatus.OK


_RUN: dict[str, Callable[[argparse.Namespace, TextIO, TextIO], int]] = {
    "list": _list, "explain": _explain, "test": _test, "schema": _schema, "docs": _docs,
}
