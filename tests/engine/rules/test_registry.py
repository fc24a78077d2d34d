"""What comes before a kind of rule is asked: its conditions, and how sure a name must be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from annotations.engine.check import check
from annotations.engine.rulebook import Pack
from tests.engine.newsroom import NOW, desk, story

MEMBERS = "Варкешевцы отошли к реке."


def outcomes(text: str, when: dict[str, Any], **more: Any) -> list[str]:
    """What a rule about banned organisations says with these conditions."""
    rule = {"id": "a.rule", "title": "T", "why": "W", "family": "designation", "level": "error", "require": {"notice": "ban"},
            "basis": {"type": "law", "cite": "L", "reviewed_on": "2026-11-22"}, "scope": {"jurisdictions": ["RU"]},
            "when": when}  # fmt: skip
    pack = Pack.model_validate({"pack": "p", "version": "1", "title": "t", "rules": [rule]}, strict=False)
    report = check(story(text, **more), replace(desk(), packs=(pack,)), now=NOW, fixes=False)
    return [row.outcome.value for row in report.requirements]


def test_a_name_that_is_less_sure_than_asked_asks_for_nothing() -> None:
    assert outcomes(MEMBERS, {"mention": {"statuses": ["terrorist"]}}) == ["review"]
    assert outcomes(MEMBERS, {"mention": {"statuses": ["terrorist"], "min_confidence": 0.9}}) == []
    assert outcomes("Варкеш отошёл.", {"mention": {"statuses": ["terrorist"], "min_confidence": 0.9}}) == ["missing"]


def test_conditions_stand_beside_a_trigger_that_binds() -> None:
    when = {"mention": {"statuses": ["terrorist"]}, "field": {"section": ["news"]}}
    assert outcomes("Варкеш отошёл.", when) == []
    assert outcomes("Варкеш отошёл.", when, section="news") == ["missing"]
