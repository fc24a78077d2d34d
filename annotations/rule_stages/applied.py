"""Packs as the desk uses them: as they ship, with the stages and texts that people have given to rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotations.engine.report import Level
from annotations.engine.rulebook import Pack, Rule
from annotations.models.rule_stage import RuleStage, Stage
from annotations.rule_stages.texts import rule_of
from annotations.rulebook.topics import with_named

_ORDER = (Level.NOTE, Level.WARNING, Level.ERROR)


@dataclass(frozen=True, slots=True, order=True)
class Placed:
    """Where a rule stands: its stage, and the key of the version that is used; ``None``: the text that ships."""

    stage: str
    version: int | None = None

    @property
    def ships(self) -> bool:
        """Whether the text is the one that comes with the product."""
        return self.version is None


_Written = Mapping[int | None, tuple[Rule, str]]
Stages = Mapping[str, Placed]
"""By rule id; a rule that is not among them is as it ships."""


def stages_now() -> dict[str, Placed]:
    """What people have decided; one query."""
    rows = RuleStage.objects.order_by("rule").values_list("rule", "stage", "version_id")
    return {rule: Placed(stage, version) for rule, stage, version in rows}


def placed(rule: Rule, stages: Stages) -> Placed:
    """Where ``rule``, as it ships, stands."""
    return stages.get(rule.id) or Placed(Stage.ENFORCE if rule.enabled else Stage.DRAFT)


def staged(packs: Sequence[Pack], stages: Stages) -> tuple[Pack, ...]:
    """``packs`` with every rule as it counts at its stage; drafts and rules in shadow are switched off."""
    return _mapped(packs, stages, _as_it_counts) if stages else tuple(packs)


def in_shadow(packs: Sequence[Pack], stages: Stages) -> tuple[Pack, ...]:
    """Only the rules in shadow, switched on; no packs where there are none."""
    if not any(row.stage == Stage.SHADOW for row in stages.values()):
        return ()
    found = []
    for pack in _mapped(packs, stages, lambda rule, stage: _on(rule, stage == Stage.SHADOW)):
        rules = tuple(rule for rule in pack.rules if rule.enabled)
        if rules:
            found.append(pack.model_copy(update={"rules": rules}))
    return tuple(found)


def at_stage(rule: Rule, stage: str) -> Rule:
    """``rule`` as it counts at ``stage``: ``warn`` caps its levels, ``enforce`` leaves them."""
    return _as_it_counts(rule, stage)


def _mapped(packs: Sequence[Pack], stages: Stages, made: Callable[[Rule, str], Rule]) -> tuple[Pack, ...]:
    written: _Written = {row.version: rule_of(row.version) for row in stages.values() if row.version is not None}
    known = {rule.id for pack in packs for rule in pack.rules}
    result = []
    for pack in packs:
        rules = [made(_text(rule, stages, written), placed(rule, stages).stage) for rule in pack.rules]
        for name, row in stages.items():
            own = written.get(row.version)
            if own is not None and name not in known and own[1] == pack.pack:
                rules.append(made(own[0], row.stage))
        result.append(with_named(pack.model_copy(update={"rules": tuple(rules)})))
    return tuple(result)


def _text(rule: Rule, stages: Stages, written: _Written) -> Rule:
    row = stages.get(rule.id)
    return written[row.version][0] if row is not None and row.version is not None else rule


def _as_it_counts(rule: Rule, stage: str) -> Rule:
    if stage in (Stage.DRAFT, Stage.SHADOW):
        return _on(rule, False)
    if stage == Stage.ENFORCE:
        return _on(rule, True)
    levels = {outcome: _capped(level) for outcome, level in rule.levels.items()}
    return rule.model_copy(update={"enabled": True, "level": _capped(rule.level), "levels": levels})


def _capped(level: Level) -> Level:
    return min(level, Level.WARNING, key=_ORDER.index)


def _on(rule: Rule, enabled: bool) -> Rule:
    return rule if rule.enabled == enabled else rule.model_copy(update={"enabled": enabled})
