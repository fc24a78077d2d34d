"""A small pack that is in order, and ways to spoil it."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.rulebook.load import load_pack
from annotations.rulebook.problems import Problem, RulebookError

HEADER = """\
pack: house
version: 2026.11
title: Rules of the house
time_zone: Europe/Moscow
rules:
"""

RULE = """\
  - id: house.banned.notice
    title: A banned organisation is named without a notice
    why: The law asks for it.
    family: designation
    level: error
    basis:
      type: law
      cite: Law on Mass Media 2124-1 art. 4
      url: https://example.org/law
      reviewed_on: 2026-11-22
    in_force: {from: 2021-07-01, to: 2028-12-01}
    scope: {jurisdictions: [RU, "NO"], languages: [ru, en]}
    when: {mention: {statuses: [terrorist, extremist]}}
    require: {notice: ban}
    fix:
      en:
        line: {default: "*{name} is banned in Russia.", plural: "*{names} are banned in Russia."}
    cases:
      - {text: The Grey Wing took the town., language: en, published: 2021-08-15, jurisdictions: [RU], expect: missing}
      - {text: Nothing happened., language: en, published: 2021-08-15, jurisdictions: [RU], expect: silent}
"""

PACK = HEADER + RULE


def changed(*replacements: tuple[str, str]) -> str:
    """The pack with parts of its text replaced; each part must be there."""
    text = PACK
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    return text


def written(folder: Path, text: str | bytes, name: str = "rules.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(path: Path) -> tuple[Problem, ...]:
    """The problems for which the pack at ``path`` is refused."""
    with pytest.raises(RulebookError) as caught:
        load_pack(path)
    return caught.value.problems


def line_of(text: str, part: str) -> int:
    """The line, counted from 1, on which ``part`` stands in the text."""
    return text[: text.index(part)].count("\n") + 1
