"""``annotations cases``: run cases and say which fail and why."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO, TypeVar, get_args

from annotations.engine.cases import Case, judge
from annotations.engine.check import check
from annotations.engine.dates import Moment, parse_moment
from annotations.engine.reference import Reference
from annotations.engine.report import Report, as_json
from annotations.engine.rulebook import Family, Pack
from annotations.intake.articles import SYNONYMS
from annotations.intake.value_files import RefusedFileError, ValueFile, read_values
from annotations.management.arguments import examples
from annotations.management.given import Given, add_given, read_given
from annotations.management.refusal import RefusalError, say
from annotations.management.status import ExitStatus
from annotations.management.terminal import Progress
from annotations.registers.jsonl import RegisterFile, SourceFile

_File = TypeVar("_File", bound=ValueFile[Any])

NAME = "cases"
HELP = "run cases: articles with what must and must not be reported of them"

_EPILOG = examples(
    "manage.py annotations cases cases.jsonl --register register.jsonl --source sources.jsonl",
    "manage.py annotations cases cases.jsonl --register register.jsonl --family designation --family attribution",
    "manage.py annotations cases cases.jsonl --register register.jsonl --tag hc-014 --format jsonl",
)
_EPILOG += """

Every shipped rule is on, those included that are shipped switched off. A case's "registers" and "sources" name the
files given: by the file's name or its folder's; a name that fits none of them means all of them.

exit status: 0 no case failed; 1 one did; 2 usage, configuration or a case file that is wrong"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``cases``."""
    parser.epilog = _EPILOG
    parser.add_argument("paths", metavar="PATH", nargs="+", help="cases, JSON Lines")
    add_given(parser, packs=False)
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="default: text")
    parser.add_argument("--family", choices=get_args(Family), metavar="NAME", action="append",
                        help="only cases about this family; may be given several times")
    parser.add_argument("--tag", metavar="TAG", action="append", help="only cases with this tag; with all of several")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """Runs the cases; failures (or, with ``jsonl``, one line a case) and the count to ``stdout``."""
    given = read_given(options)
    given = replace(given, packs=tuple(_all_on(pack) for pack in given.packs))
    chosen = [case for case in _read(options.paths) if _is_wanted(case, options)]
    desk, progress = _Desk(given), Progress(stderr)
    say(stderr, given.warnings(desk.reference(given.registers, given.sources)))
    results: list[_Result] = []
    for case in chosen:
        results.append(desk.result(case))
        progress.show(f"{len(results)} of {len(chosen)} cases")
        _tell(results[-1], options.format, stdout, progress)
    progress.clear()
    failed = sum(1 for result in results if result.reasons)
    lines = [*_table(results), f"{len(results) - failed} passed, {failed} failed"]
    say(stderr if options.format == "jsonl" else stdout, lines)
    return ExitStatus.FOUND if failed else ExitStatus.OK


@dataclass(frozen=True, slots=True)
class _Result:
    """How one case came out; it passed where there are no ``reasons``."""

    case: Case
    report: Report
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        said = as_json(self.report)
        return {"id": self.case.id, "passed": not self.reasons} | {
            key: said[key] for key in ("requirements", "findings")
        }


class _Desk:
    """Judges cases, each with the registers and sources it names."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._now = Moment(instant=datetime.now(UTC).replace(microsecond=0))
        self._references: dict[tuple[tuple[str, ...], tuple[str, ...]], Reference] = {}

    def result(self, case: Case) -> _Result:
        reference = self.reference(
            _named(case.registers, self._given.registers), _named(case.sources, self._given.sources)
        )
        report = check(
            case.article, reference, now=self._now, policy=case.policy, fixes=False,
            as_of=parse_moment(case.as_of) if case.as_of else None,
        )
        return _Result(case, report, tuple(judge(case, report)))

    def reference(self, registers: tuple[RegisterFile, ...], sources: tuple[SourceFile, ...]) -> Reference:
        """What a case with these files is checked against."""
        key = (tuple(file.path for file in registers), tuple(file.path for file in sources))
        if key not in self._references:
            self._references[key] = Given(registers, sources, self._given.packs).reference()
        return self._references[key]


def _named(names: Sequence[str], files: tuple[_File, ...]) -> tuple[_File, ...]:
    """The files that a case names, by their own name or their folder's."""
    if not names:
        return ()
    asked = set(names)
    found = tuple(file for file in files if asked & {file.id, Path(file.path).absolute().parent.name})
    return found or files


def _read(paths: Sequence[str]) -> list[Case]:
    problems: list[object] = []
    cases: list[Case] = []
    for path in paths:
        try:
            cases.extend(read_values(path, lambda line: line.validated(Case), synonyms=SYNONYMS).values)
        except RefusedFileError as error:
            problems.extend(error.problems)
    if problems:
        raise RefusalError(ExitStatus.USAGE, *problems)
    return cases


def _is_wanted(case: Case, options: argparse.Namespace) -> bool:
    families, tags = options.family or [], options.tag or []
    return (not families or bool(set(families) & set(case.families))) and set(tags) <= set(case.tags)


def _all_on(pack: Pack) -> Pack:
    """The pack with every rule on, and without the terms of partners that it brings: a case names its own."""
    rules = tuple(rule.model_copy(update={"enabled": True}) for rule in pack.rules)
    return pack.model_copy(update={"rules": rules, "sources": ()})


def _tell(result: _Result, name: str, stdout: TextIO, progress: Progress) -> None:
    if name == "jsonl":
        stdout.write(json.dumps(result.as_json(), ensure_ascii=False) + "\n")
    elif result.reasons:
        progress.clear()
        case = result.case
        say(stdout, [f"FAILED {case.id}: {case.title}", *(f"  {reason}" for reason in result.reasons)])
        say(stdout, [f"  why: {case.why}"] if case.why else [])


def _table(results: Sequence[_Result]) -> Iterator[str]:
    """Passed and all cases of each family, those that must fire and those that must stay silent apart."""
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for result in results:
        for family in ("all", *result.case.families):
            counts[family, result.case.firing, not result.reasons] += 1
    families = sorted({family for family, _, _ in counts} - {"all"})
    for family in (*families, "all") if families else ():
        firing, silent = (_share(counts[family, fires, True], counts[family, fires, False]) for fires in (True, False))
        yield f"{family:<14}  firing {firing:>9}  silent {silent:>9}"


def _share(passed: int, failed: int) -> str:
    return f"{passed} of {passed + failed}"
