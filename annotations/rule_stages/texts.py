"""Texts of rules that are written on the desk: read by the same loader as the packs, their cases run on every save."""

from __future__ import annotations

import hashlib
import json
import tempfile
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from annotations import events
from annotations.engine.rulebook import Pack, Rule
from annotations.models.rule_version import RuleVersion
from annotations.rule_stages.known import known_packs
from annotations.rule_stages.refused import RuleChangeRefused
from annotations.rulebook.cases import CaseResult, run_cases
from annotations.rulebook.load import LoadedPack, read_pack
from annotations.rulebook.problems import Problem, RulebookError

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST = 100_000
"""Characters of the text of a rule."""
_FILE = "rule.yaml"
_INDENT = 4


@dataclass(frozen=True, slots=True)
class Tried:
    """A text that was read: the rule, and how its cases came out."""

    rule: Rule
    cases: tuple[CaseResult, ...]

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        return tuple(case for case in self.cases if not case.passed)

    @property
    def passed(self) -> int:
        return len(self.cases) - len(self.failed)


def try_text(text: str, pack: Pack) -> Tried:
    """Reads the text of one rule as if it stood in ``pack``, and runs its cases; stores nothing.

    Raises:
        RulebookError: with everything that is wrong with it, by line and column of the text.
    """
    loaded = _loaded(text, pack)
    return Tried(loaded.pack.rules[0], tuple(run_cases(loaded, loaded.pack.rules)))


def save_version(
    text: str, pack: Pack, *, rule: str, by: User, at: datetime, note: str = "", base: int | None = None
) -> RuleVersion:
    """Saves a text as the next version of ``rule``; it is a proposal until a change puts it into use.

    A version whose cases fail is saved with what failed, and cannot be put into use. ``base``: the number of the newest
    version that the writer knows of.

    Raises:
        RulebookError: the text cannot be read.
        RuleChangeRefused: ``other_id``, ``unchanged``; ``newer_version`` when somebody was quicker.
    """
    tried = try_text(text, pack)
    if tried.rule.id != rule:
        raise RuleChangeRefused(
            "other_id", _("This is rule %(name)s. The id of a rule never changes: write %(found)s as a new rule.")
            % {"name": rule, "found": tried.rule.id},
        )  # fmt: skip
    digest = _digest(tried.rule)
    with transaction.atomic():
        newest = RuleVersion.objects.filter(rule=rule).order_by("-number").first()
        number = newest.number if newest is not None else 0
        if base is not None and base != number:
            raise RuleChangeRefused(
                "newer_version", _("Version %(number)d was saved meanwhile. Look at it, then save again.")
                % {"number": number},
            )  # fmt: skip
        if newest is not None and newest.digest == digest:
            raise RuleChangeRefused("unchanged", _("This is what version %(number)d says.") % {"number": number})
        made = RuleVersion.objects.create(
            rule=rule, number=number + 1, pack=pack.pack, text=text, digest=digest, note=note.strip(),
            cases_passed=tried.passed, cases_failed=[_failure(case) for case in tried.failed],
            created_by=by, created_at=at,
        )
        told = {"rule": rule, "number": made.number, "digest": digest, "note": made.note,
                "cases_passed": made.cases_passed, "cases_failed": len(made.cases_failed)}
        events.record("rule.saved", channel=None, actor=by, at=at, data=told)
    return made


def rule_of(version: int) -> tuple[Rule, str]:
    """The rule of a stored version and the name of its pack."""
    return _rule_of(version)


def text_of(rule: Rule) -> str:
    """The text of a rule, to begin a new version with."""
    data = rule.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100))


@lru_cache(maxsize=512)
def _rule_of(version: int) -> tuple[Rule, str]:
    row = RuleVersion.objects.get(pk=version)
    bare = Pack(pack=row.pack, version="0", title=row.pack)
    pack = next((pack for pack in known_packs() if pack.pack == row.pack), bare)
    return _loaded(row.text, pack).pack.rules[0], row.pack


def _loaded(text: str, pack: Pack) -> LoadedPack:
    """By the one loader that packs go through; it reads files."""
    if len(text) > LONGEST:
        raise RulebookError([Problem(_FILE, 1, 1, "too_large", f"a rule has at most {LONGEST} characters")])
    if not text.strip():
        raise RulebookError([Problem(_FILE, 1, 1, "empty", f"{_FILE} holds no rules")])
    head = _head(pack)
    body = textwrap.indent(text.replace("\r\n", "\n").rstrip(), "    ")
    whole = f"{head}  - \n{body}\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _FILE
        path.write_text(whole, encoding="utf-8", newline="\n")
        try:
            loaded = read_pack(path)
        except RulebookError as error:
            before = head.count("\n") + 1
            raise RulebookError([_in_text(problem, before) for problem in error.problems]) from None
    return loaded


def _head(pack: Pack) -> str:
    """What stands before the rules of ``pack``, a line a key; JSON is YAML."""
    said = pack.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"rules", "sources"})
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items() if value]
    return "".join([*lines, "rules:\n"])


def _in_text(problem: Problem, before: int) -> Problem:
    """The problem placed in the text as it was written, below ``before`` lines of a pack."""
    line, column = max(problem.line - before, 1), max(problem.column - _INDENT, 1)
    return Problem(_FILE, line, column, problem.code, problem.message)


def _digest(rule: Rule) -> str:
    said = json.dumps(rule.model_dump(mode="json", by_alias=True), sort_keys=True, ensure_ascii=False)
    return "sha256:" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _failure(result: CaseResult) -> dict[str, Any]:
    case = result.case
    return {"text": case.text, "expected": case.expect, "found": list(result.found), "why": case.why}


def failures_told(failed: Sequence[dict[str, Any]]) -> list[str]:
    """Each failed case in a line."""
    none = _("nothing")
    return [
        _("“%(text)s”: expected %(expected)s, found %(found)s")
        % {"text": str(row["text"])[:200], "expected": row["expected"], "found": ", ".join(row["found"]) or none}
        for row in failed
    ]  # fmt: skip
