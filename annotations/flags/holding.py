"""Whether what a person decided about an obligation still holds, with this text and the rules and registers of now."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.engine.report import Evidence, Level
from annotations.flags.reading import Reading
from annotations.flags.similarity import SIMILAR, similarity
from annotations.flags.standing import Ground
from annotations.models.article import Article
from annotations.models.decision import Decision
from annotations.models.flag import Flag

_WEIGHT = {level.value: weight for weight, level in enumerate((Level.NOTE, Level.WARNING, Level.ERROR))}

_MOST_COMPARED = 100_000
"""Pairs of sentences that are compared."""

RULE_CHANGED = "rule_changed"
ENTITY_CHANGED = "entity_changed"
LEVEL_RAISED = "level_raised"
NEW_EVIDENCE = "new_evidence"
NEW_RENDITION = "new_rendition"


def why_not_dismissed(
    flag: Flag, *, level: str, ground: Ground, evidence: Sequence[Evidence], reading: Reading | None
) -> str:
    """Why a dismissal no longer holds; empty while it does.

    ``level``, ``ground``, ``evidence``: of the finding that gives rise to the flag now; ``reading``: its text. A
    mention counts as new when its sentence is less than 0.8 alike to every sentence that was looked at.
    """
    if ground.rule_version != flag.rule_version:
        return RULE_CHANGED
    if ground.subject_digest != flag.subject_digest:
        return ENTITY_CHANGED
    if is_raised(flag, level):
        return LEVEL_RAISED
    decision = last_dismissal(flag)
    if decision is None:
        return ""
    if _is_new_mention(decision, evidence, reading):
        return NEW_EVIDENCE
    return NEW_RENDITION if live_renditions(flag.article) - {flag.article.rendition, *decision.renditions} else ""


def is_raised(flag: Flag, level: str) -> bool:
    """Whether ``level`` is above the one at which the flag was last found: another person may have to decide then."""
    return _WEIGHT[level] > _WEIGHT[flag.level]


def last_dismissal(flag: Flag) -> Decision | None:
    """The dismissal that keeps a flag closed."""
    return flag.decisions.filter(kind=Decision.Kind.DISMISS, undone_at=None).order_by("-at", "-id").first()


def live_renditions(article: Article) -> set[str]:
    """The renditions of the same story that readers see."""
    rows = Article.objects.filter(
        channel=article.channel_id, external_id=article.external_id, status=Article.Status.LIVE
    )
    return set(rows.values_list("rendition", flat=True))


def _is_new_mention(decision: Decision, evidence: Sequence[Evidence], reading: Reading | None) -> bool:
    known = dict.fromkeys(str(anchor["sentence"]) for anchor in decision.anchors)
    said = dict.fromkeys(
        reading.sentence_at(piece) if reading is not None else f"{piece.prefix}{piece.exact}{piece.suffix}"
        for piece in evidence
    )
    if not known:
        # It was dismissed with nothing to look at: any mention is a new one.
        return bool(said)
    others = [sentence for sentence in said if sentence not in known]
    if len(others) * len(known) > _MOST_COMPARED:
        # Too much has changed to say that it is the same.
        return True
    return any(max(similarity(sentence, other) for other in known) < SIMILAR for sentence in others)
