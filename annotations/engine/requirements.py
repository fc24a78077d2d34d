"""What an entity's designations ask of an article on a day, under one rule: in force, ended, not yet in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from annotations.engine.facts import Facts
from annotations.engine.register import Designation, EffectiveOn, Entity
from annotations.engine.rulebook import Rule
from annotations.engine.triggers import MentionTrigger


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entity stands under a rule on the day: the designations that the rule is about, by their time."""

    entity: Entity
    current: tuple[Designation, ...] = ()
    ended: tuple[Designation, ...] = ()
    future: tuple[Designation, ...] = ()
    listed_only: tuple[Designation, ...] = ()
    """In force in a register that the rule exempts: a notice is voluntary."""
    other_statuses: frozenset[str] = frozenset()
    """Statuses in force in the same countries that are another rule's business."""
    in_grace: bool = False
    """The newest designation, or the end of one, is younger than the grace period."""

    @property
    def statuses(self) -> frozenset[str]:
        return frozenset(designation.status for designation in self.current)

    @property
    def concerned(self) -> bool:
        """Whether the rule has anything to say about the entity."""
        return bool(self.current or self.ended or self.future or self.listed_only)


def standing(entity: Entity, rule: Rule, facts: Facts) -> Standing:
    """How ``entity`` stands under ``rule`` on the facts' day, in the countries of the rule."""
    trigger = rule.when.mention or rule.when.producer
    assert trigger is not None
    countries = frozenset(rule.scope.jurisdictions) or facts.jurisdictions
    clock = facts.policy.effective_on or trigger.effective_on
    here = [row for row in entity.designations if row.jurisdiction in countries]
    exempt = trigger.except_registers if isinstance(trigger, MentionTrigger) else ()
    mine = [row for row in here if row.status in trigger.statuses and row.register_id not in exempt]
    current = [row for row in mine if row.in_force(facts.day, clock)]
    ended = [row for row in mine if _has_ended(row, facts.day)]
    others = [row for row in here if row not in mine and row.in_force(facts.day, clock)]
    return Standing(
        entity=entity,
        current=tuple(current),
        ended=tuple(ended),
        future=tuple(row for row in mine if row not in current and row not in ended),
        listed_only=tuple(row for row in others if row.register_id in exempt),
        other_statuses=frozenset(row.status for row in others),
        in_grace=_in_grace(current, ended, rule, facts, clock),
    )


def _has_ended(row: Designation, day: date) -> bool:
    return row.ends_on is not None and row.ends_on <= day


def _in_grace(
    current: list[Designation], ended: list[Designation], rule: Rule, facts: Facts, clock: EffectiveOn
) -> bool:
    """Grace runs from 00:00 local time of the first day: of the designation in force, else of the end of the last."""
    hours = rule.grace_hours if facts.policy.grace_hours is None else facts.policy.grace_hours
    days = [row.starts_on(clock) for row in current] or [row.ends_on for row in ended]
    known = [day for day in days if day is not None]
    if not hours or not known:
        return False
    first = datetime.combine(max(known), time.min, tzinfo=facts.time_zone)
    return facts.as_of.local_instant(facts.time_zone) - first < timedelta(hours=hours)


def applies(rule: Rule, day: date) -> bool:
    """Whether the rule itself is in force on ``day``."""
    period = rule.in_force
    return (period.from_ is None or period.from_ <= day) and (period.to is None or day <= period.to)
