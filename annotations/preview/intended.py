"""Changes that somebody has in mind, as values that a preview can be made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotations.asking import packs_of
from annotations.engine.reference import Reference
from annotations.engine.rulebook import Rule
from annotations.models.channel import Channel
from annotations.models.register import Snapshot
from annotations.registers.affected import affected_by
from annotations.registers.affected_rules import affected_by_rules
from annotations.registers.difference import difference
from annotations.registers.live import as_if_live, at_stages, current_reference
from annotations.rule_stages.applied import Placed, at_stage, stages_now
from annotations.rule_stages.changes import Subject


@dataclass(frozen=True, slots=True)
class Intended:
    """``after``: what articles of a channel would be checked against; ``touched``: keys of the articles whose report
    can differ then, worked out when it is asked for."""

    after: Callable[[Channel], Reference]
    touched: Callable[[], list[int]]


def change_of_rule(subject: Subject, to: Placed) -> Intended:
    """The rule at another stage, or by another text."""
    stages = {**stages_now(), subject.rule: to}

    def after(channel: Channel) -> Reference:
        return at_stages(packs_of(channel), stages)[0]

    return Intended(after, lambda: affected_by_rules(_counting(subject, to)))


def snapshot_live(snapshot: Snapshot) -> Intended:
    """A snapshot of a register in place of the one that is live."""
    bare = as_if_live(snapshot)

    def after(channel: Channel) -> Reference:
        return bare.with_packs(current_reference(packs_of(channel)).packs)

    def touched() -> list[int]:
        register = snapshot.register
        return affected_by(register, difference(register.live_id, snapshot.pk))

    return Intended(after, touched)


def _counting(subject: Subject, to: Placed) -> list[Rule]:
    """The rule before and after, where it counts."""
    texts = [] if subject.shipped is None and subject.now.ships else [(subject.now, subject.text(subject.now.version))]
    texts.append((to, subject.text(to.version)))
    return [rule for where, text in texts if (rule := at_stage(text, where.stage)).enabled]
