"""For hosts' tests: a pytest fixture, and registers for the time of a test.

In ``conftest.py``: ``from annotations.testing import annotations_desk``; needs pytest and pytest-django.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from django.db import models
from django.utils import timezone

from annotations import api
from annotations.api.subject import AsOf
from annotations.engine.article import Article
from annotations.engine.register import Entity
from annotations.engine.report import Level, Report
from annotations.intake.value_files import ValueFile
from annotations.models.register import Register
from annotations.models.source import SourceRecord
from annotations.registers.importing import import_register
from annotations.registers.jsonl import RegisterFile, read_register, read_sources
from annotations.rulebook.cases import SAMPLES

__all__ = ["Checked", "Desk", "annotations_desk", "override_registers"]

_LEVELS = (Level.NOTE, Level.WARNING, Level.ERROR)
_NAME = "tests"
_ANY_SHRINK = 100.0


@dataclass(frozen=True, slots=True)
class Checked:
    """A report with what tests ask of it."""

    report: Report

    @property
    def flags(self) -> dict[str, str]:
        """Rule -> the highest level found by it."""
        found: dict[str, Level] = {}
        for row in self.report.findings:
            found[row.rule] = max(found.get(row.rule, Level.NOTE), row.level, key=_LEVELS.index)
        return {rule: level.value for rule, level in found.items()}

    def assert_flags(self, expected: Mapping[str, str]) -> None:
        """Exactly these rules have found something, at these levels: ``{"ru.designation.notice": "error"}``."""
        self._assert_checked()
        assert self.flags == dict(expected), f"expected {dict(expected)}, found {self.flags}\n{self._told()}"

    def assert_clear(self) -> None:
        """Nothing was found, and nothing was left unchecked."""
        self.assert_flags({})

    def _assert_checked(self) -> None:
        rows = [f"{row.what}: {row.code}: {row.detail}" for row in self.report.unchecked]
        assert not rows, "could not be checked: " + "; ".join(rows)

    def _told(self) -> str:
        return "\n".join(f"{row.level}: {row.rule}: {row.message}" for row in self.report.findings)


class Desk:
    """What the fixture gives: checks against the registers that are live in the test's database."""

    def check_text(
        self,
        text: str,
        *,
        as_of: AsOf = None,
        jurisdictions: Sequence[str] | None = None,
        format: Literal["html", "markdown", "text"] = "text",
        **fields: Any,
    ) -> Checked:
        """Checks a body. ``fields`` are others of an Article: ``headline=``, ``byline=``, ``source={"id": …}``."""
        article = Article.model_validate({"id": "test", "body": {"format": format, "value": text}, **fields})
        return Checked(api.check(article, as_of=as_of, jurisdictions=jurisdictions))

    def check(self, obj: models.Model, *, as_of: AsOf = None, rendition: str = "web") -> Checked:
        """Checks an object of a hooked model as it stands in memory."""
        return Checked(api.check(obj, as_of=as_of, rendition=rendition))

    @staticmethod
    @contextmanager
    def override_registers(entities: RegisterRows) -> Iterator[None]:
        """As the function of this name."""
        with override_registers(entities):
            yield


RegisterRows = str | Path | Iterable[Entity | Mapping[str, Any]]
"""A register file, or its rows."""


@contextmanager
def override_registers(entities: RegisterRows) -> Iterator[None]:
    """Inside it ``entities`` are all that any register holds: for checks, the gate and the hooks alike."""
    live = dict(Register.objects.filter(live__isnull=False).values_list("pk", "live_id"))
    made = import_register(_NAME, _file(entities), at=timezone.now(), allow_shrink=_ANY_SHRINK, forget=True)
    Register.objects.exclude(pk=made.register.pk).update(live=None)
    try:
        yield
    finally:
        Register.objects.update(live=None)
        for pk, snapshot in live.items():
            Register.objects.filter(pk=pk).update(live=snapshot)


def _file(entities: RegisterRows) -> RegisterFile:
    if isinstance(entities, str | Path):
        return read_register(str(entities))
    rows = [row if isinstance(row, Entity) else Entity.model_validate(row) for row in entities]
    stated = json.dumps([row.row for row in rows], sort_keys=True, default=str)
    digest = "sha256:" + hashlib.sha256(stated.encode()).hexdigest()
    return ValueFile(_NAME, _NAME, digest, tuple(rows), {row.id: line for line, row in enumerate(rows, start=1)})


@pytest.fixture
def annotations_desk(db: None) -> Iterator[Desk]:
    """The desk, with the invented registers and sources that come with the product live until others are given."""
    for source in read_sources(str(SAMPLES / "sources.jsonl")).values:
        payload = source.model_dump(mode="json", exclude_unset=True, by_alias=True)
        SourceRecord.objects.get_or_create(name=source.id, defaults={"payload": payload})
    with override_registers(SAMPLES / "register.jsonl"):
        yield Desk()
