"""The bar that a rule must reach before it may keep articles in: enough flags decided, few of them mistakes."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.accuracy import Accuracy, accuracy_of
from annotations.conf import desk


@dataclass(frozen=True, slots=True)
class Bar:
    """How a rule stands against the bar."""

    accuracy: Accuracy
    least_decided: int
    most_false: float
    """Per cent."""

    @property
    def decided_enough(self) -> bool:
        return self.accuracy.decided >= self.least_decided

    @property
    def false_few(self) -> bool:
        return 100 * self.accuracy.false_share <= self.most_false

    @property
    def reached(self) -> bool:
        return self.decided_enough and self.false_few


def bar_of(rule: str) -> Bar:
    """Where ``rule`` stands; one query."""
    settings = desk()
    return Bar(accuracy_of(rule), settings.enforce_after_decided, float(settings.enforce_most_false_percent))
