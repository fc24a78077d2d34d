"""What a channel does at which level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotations.engine.report import GATE_DEFAULT, Decision, Finding, Level, Outcome
from annotations.models.channel import Channel


@dataclass(frozen=True, slots=True)
class Actions:
    """Level -> action; what the channel leaves out, or says in a word that is none, is as the contract has it."""

    by_level: Mapping[Level, Decision]

    @classmethod
    def of(cls, channel: Channel) -> Actions:
        known = {decision.value: decision for decision in Decision}
        stated = channel.gate
        return cls({level: known.get(stated.get(level.value), usual) for level, usual in GATE_DEFAULT.items()})

    def action(self, finding: Finding) -> Decision:
        """What is done about a finding."""
        return self.of_level(finding.level, finding.outcome)

    def of_level(self, level: Level, outcome: Outcome) -> Decision:
        """What is done about an outcome at a level; ``review`` never blocks."""
        action = self.by_level[level]
        return Decision.WARN if action is Decision.BLOCK and outcome is Outcome.REVIEW else action

    def blocks(self, finding: Finding) -> bool:
        """Whether the finding alone keeps an article in."""
        return self.action(finding) is Decision.BLOCK
