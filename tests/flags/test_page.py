"""The page about flags says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from django.contrib.auth.models import User
from django.utils import timezone

from annotations.flags import decisions
from annotations.flags.life import Step
from annotations.models.decision import Decision
from annotations.models.waiver import Waiver
from tests.docs.pages import ROOT, tables
from tests.flags.desk import PACT, Desk, state

PAGE = ROOT / "docs" / "flags.md"
CODE = re.compile(r'TransitionRefused\(\s*"([a-z_]+)"|required\(\s*\w+, "([a-z_]+)"|__init__\("([a-z_]+)"')


def test_its_example_runs_as_printed(desk: Desk, anna: User) -> None:
    desk.send(PACT + "\n\nThe envoys came for talks.")
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    flag = desk.flag()
    given = {
        "flag": flag, "anna": anna, "boris": desk.person("boris"), "seen": flag.version + 2, "now": timezone.now(),
        "article": desk.article(),
    }  # fmt: skip
    exec(compile(example, str(PAGE), "exec"), given)
    assert state(flag) == "waived:waived"
    assert Waiver.objects.get().approved_by == given["boris"]


def codes_in(folder: Path) -> set[str]:
    found = [match for path in folder.glob("*.py") for match in CODE.findall(path.read_text("utf-8"))]
    return {code for match in found for code in match if code}


def test_it_names_every_code() -> None:
    said = set(re.findall(r"`([a-z_]+)`", PAGE.read_text("utf-8")))
    codes = codes_in(ROOT / "annotations" / "flags")
    assert {"wrong_state", "too_long", "note_required", "quote_ambiguous", "version_conflict"} <= codes
    assert codes <= said


def test_it_names_every_reason_and_what_it_counts_as() -> None:
    said = {row["reason"].strip("`"): row["counts as"] for row in tables(PAGE)["Dismissing"]}
    assert set(said) == set(Decision.Reason.values) - {""}
    for reason, step in decisions._STEP.items():
        counts = "false positive" if step == Step.CALL_FALSE else "not applicable"
        assert said[reason].startswith(counts)
