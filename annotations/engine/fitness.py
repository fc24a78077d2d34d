"""How well one notice meets what an entity is owed."""

from __future__ import annotations

from annotations.engine.document.model import Visibility
from annotations.engine.notices.doubts import ABBREVIATED, LOOK_ALIKE
from annotations.engine.notices.model import Notice
from annotations.engine.report import Outcome
from annotations.engine.requirements import Standing
from annotations.engine.rulebook import Rule

_RANK = [
    Outcome.SATISFIED, Outcome.MISPLACED, Outcome.WRONG_LANGUAGE, Outcome.WRONG_WORDING, Outcome.REVIEW,
    Outcome.HIDDEN, Outcome.INCOMPLETE, Outcome.WRONG_STATUS, Outcome.WRONG_JURISDICTION,
]  # fmt: skip
"""From best to worst: the best notice decides."""


def rank(outcome: Outcome) -> int:
    return _RANK.index(outcome)


def content_outcome(notice: Notice, standing: Standing, rule: Rule, countries: frozenset[str]) -> Outcome | None:
    """What the words of the notice amount to for this entity under this rule; ``None`` when they are about another
    status of it and say nothing here. Whose ban, which status, and whether the ban is said (DOMAIN 1.2)."""
    if notice.jurisdictions and not notice.jurisdictions & countries:
        return Outcome.WRONG_JURISDICTION if notice.banned or notice.statuses else None
    said_ban = notice.banned or notice.liquidated
    fitting = notice.statuses & standing.statuses
    if rule.require.notice == "ban":
        if notice.statuses and not fitting:
            elsewhere = notice.statuses <= standing.other_statuses
            return (Outcome.SATISFIED if said_ban else None) if elsewhere else Outcome.WRONG_STATUS
        if said_ban:
            return Outcome.SATISFIED
        return Outcome.REVIEW if ABBREVIATED in notice.doubts else Outcome.INCOMPLETE
    if fitting or notice.past_statuses & standing.statuses:
        # "Ранее признан иноагентом", and he still is one: the status is said.
        return Outcome.SATISFIED
    if (notice.statuses or notice.past_statuses) and notice.statuses <= standing.other_statuses and notice.statuses:
        return None
    if said_ban and standing.other_statuses:
        return None
    return Outcome.WRONG_STATUS if notice.statuses or said_ban else Outcome.INCOMPLETE


def form_outcome(notice: Notice, languages: frozenset[str], required_language: str) -> Outcome:
    """What keeps a notice whose words are right from counting: unseen, doubtful, broken letters, another language."""
    if notice.visibility is Visibility.HIDDEN:
        return Outcome.HIDDEN
    if notice.visibility is not Visibility.VISIBLE or notice.doubts - {LOOK_ALIKE}:
        return Outcome.REVIEW
    if LOOK_ALIKE in notice.doubts:
        return Outcome.WRONG_WORDING
    wanted = languages if required_language == "article" else frozenset({required_language})
    if wanted and notice.language not in wanted and "und" not in wanted:
        return Outcome.WRONG_LANGUAGE
    return Outcome.SATISFIED
