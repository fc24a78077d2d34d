"""What the gate answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotations.engine.article import Article
from annotations.engine.report import Finding, Report
from annotations.models.override import Override

Verdict = Literal["allow", "annotate", "warn", "block", "unchecked"]
"""The decisions of CONTRACT 4, and ``unchecked``: nobody can say."""


@dataclass(frozen=True, slots=True)
class GateDecision:
    """The answer about one text in one rendition."""

    decision: Verdict
    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    """What keeps it in."""
    message: str = ""
    """For people: what is missing, the words that call for it, and the fix."""
    override: Override | None = None
    """What lets it out all the same."""
    debts: tuple[Finding, ...] = ()
    """What would keep a new article in and stood against the live text already: told, but never blocking."""
    settled: tuple[Finding, ...] = ()
    """What people have dismissed or waived: it does not count."""
    failure: str = ""
    """Code of why it could not be checked; empty when it could."""
    held: bool = False
    """It could not be checked, and the channel holds what is not."""
    scheduled: bool = False
    """A scheduler publishes it, and the channel lets out what its hour has come for."""
    article: Article | None = None
    rendition: str = "web"

    @property
    def blocked(self) -> bool:
        """Whether the article stays in."""
        return self.against and self.override is None and not self.scheduled

    @property
    def against(self) -> bool:
        """Whether the verdict, or the lack of one, is against it; something may let it out all the same."""
        return self.decision == "block" or self.held
