"""The verdict on a stored text as it stands: what its check found, without what people have set aside."""

from __future__ import annotations

from datetime import datetime

from annotations.engine.report import Decision, Level, Outcome
from annotations.flags.settled import settled_keys
from annotations.gate.actions import Actions
from annotations.models.article import Article
from annotations.models.check import Check

UNCHECKED = "unchecked"
_ORDER = (Decision.ALLOW, Decision.ANNOTATE, Decision.WARN, Decision.BLOCK)


def verdict_now(article: Article, *, at: datetime) -> str:
    """The decision on the newest text of an article: allow, annotate, warn, block; unchecked where there is none."""
    check = article.verdict
    return verdict_of(check, article, at=at) if check is not None else UNCHECKED


def verdict_of(check: Check, article: Article, *, at: datetime) -> str:
    """The decision of one check of ``article``, with the dismissals and waivers that hold at ``at``."""
    if check.decision == UNCHECKED:
        return UNCHECKED
    actions, aside = Actions.of(article.channel), settled_keys(article, at=at)
    rest = [row for row in check.report["findings"] if row["key"] not in aside]
    made = [actions.of_level(Level(row["level"]), Outcome(row["outcome"])) for row in rest]
    return max(made, default=Decision.ALLOW, key=_ORDER.index).value
