"""The refusal that a host sees: a ``ValidationError``, so that forms show it and nobody has to know this product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from annotations.gate.decision import GateDecision
from annotations.gate.messages import headline_of, said_of

CODE = "publish_blocked"


class PublishBlocked(ValidationError):
    """An article is not let out. Its messages say what is missing, where that shows, and what would mend it."""

    def __init__(self, decisions: Sequence[GateDecision]) -> None:
        self.decisions = tuple(decisions)
        said = [headline_of(self.decisions)]
        said += [said_of(finding) for decision in self.decisions for finding in decision.findings]
        super().__init__([ValidationError(line, code=CODE) for line in dict.fromkeys(said)])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.decisions,)
