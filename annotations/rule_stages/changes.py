"""Changes of a rule's stage or text: asked for with a reason, and where less is then found let happen by two people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations import events
from annotations.engine.report import Level, Outcome, level_of
from annotations.engine.rulebook import Pack, Rule
from annotations.flags.notes import SHORTEST
from annotations.jobs.queue import enqueue
from annotations.models.rule_stage import RuleChange, RuleStage, Stage
from annotations.models.rule_version import RuleVersion
from annotations.rule_stages.applied import Placed, placed, stages_now
from annotations.rule_stages.bar import bar_of
from annotations.rule_stages.refused import RuleChangeRefused
from annotations.rule_stages.texts import rule_of
from annotations.rulebook.cases import LEAST

if TYPE_CHECKING:
    from django.contrib.auth.models import User

EDIT, PUBLISH = "annotations.edit_rule", "annotations.publish_rule"
CHANGED = "rule_change"
"""The kind of the job that has the articles checked again at which a changed rule looks."""
_STAGES = tuple(Stage.values)
_LEVELS = (Level.NOTE, Level.WARNING, Level.ERROR)


@dataclass(frozen=True, slots=True)
class Subject:
    """A rule as it ships, if it does, in its pack, and where it stands now."""

    rule: str
    pack: Pack
    shipped: Rule | None
    now: Placed

    def text(self, version: int | None) -> Rule:
        """The rule of a version; of none, as it ships."""
        if version is not None:
            return rule_of(version)[0]
        if self.shipped is None:
            raise RuleChangeRefused("no_text", _("This rule does not ship; choose one of its versions."))
        return self.shipped


def subject_of(rule: str, packs: tuple[Pack, ...]) -> Subject | None:
    """The rule among ``packs`` as they ship, or one that was written on the desk for one of them."""
    stages = stages_now()
    for pack in packs:
        found = next((row for row in pack.rules if row.id == rule), None)
        if found is not None:
            return Subject(rule, pack, found, placed(found, stages))
    written = RuleVersion.objects.filter(rule=rule).order_by("-number").first()
    own = next((pack for pack in packs if written is not None and pack.pack == written.pack), None)
    if written is None or own is None:
        return None
    return Subject(rule, own, None, stages.get(rule) or Placed(Stage.DRAFT, written.pk))


def why_second(subject: Subject, to: Placed) -> list[str]:
    """Why one person is not enough: ``stage_lowered``, ``level_lowered``, ``text_changed``, ``below_bar``."""
    found, now = [], subject.now
    if _STAGES.index(to.stage) < _STAGES.index(now.stage):
        found.append("stage_lowered")
    counted = now.stage in (Stage.WARN, Stage.ENFORCE)
    if to.version != now.version and counted:
        if _is_softer(subject.text(now.version), subject.text(to.version)):
            found.append("level_lowered")
        found.append("text_changed")
    if to.stage == Stage.ENFORCE and now.stage != Stage.ENFORCE and not bar_of(subject.rule).reached:
        found.append("below_bar")
    return found


def ask(subject: Subject, to: Placed, *, by: User, reason: str, at: datetime) -> RuleChange:
    """Asks for a change. It is in effect at once where one person, who may publish, is enough; else it waits.

    Raises:
        PermissionDenied: ``by`` may not write rules.
        RuleChangeRefused: ``reason_required``, ``no_change``, ``unknown_stage``, ``cases_failed``, ``too_few_cases``,
            ``change_waits``.
    """
    if not (by.has_perm(EDIT) or by.has_perm(PUBLISH)):
        raise PermissionDenied(_("That needs the permission %(name)s.") % {"name": EDIT})
    said = reason.strip()
    if len(said) < SHORTEST:
        raise RuleChangeRefused(
            "reason_required", _("Say why, in at least %(count)d characters.") % {"count": SHORTEST}
        )
    _refuse_unfit(subject, to)
    second = why_second(subject, to)
    if not by.has_perm(PUBLISH):
        second.append("no_permission")
    try:
        with transaction.atomic():
            made = RuleChange.objects.create(
                rule=subject.rule, before_stage=subject.now.stage, before_version_id=subject.now.version,
                stage=to.stage, version_id=to.version, reason=said, second_because=second, requested_by=by,
                requested_at=at,
            )
            _tell("rule.change_asked", made, by=by, at=at)
            if not second:
                _apply(made, subject, by=by, at=at)
    except IntegrityError:
        raise RuleChangeRefused("change_waits", _("A change of this rule waits already; decide on it first.")) from None
    return made


def approve(change: RuleChange, subject: Subject, *, by: User, at: datetime) -> None:
    """A second person lets a change happen.

    Raises:
        PermissionDenied: ``by`` may not publish rules.
        RuleChangeRefused: ``second_person``, ``decided``; ``moved_on`` when the rule is not any more as it was.
    """
    with transaction.atomic():
        _take(change, by)
        if change.requested_by_id == by.pk:
            raise RuleChangeRefused("second_person", _("A second person must let it happen."))
        if (subject.now.stage, subject.now.version) != (change.before_stage, change.before_version_id):
            raise RuleChangeRefused("moved_on", _("The rule is not as it was when this was asked for."))
        _refuse_unfit(subject, Placed(change.stage, change.version_id))
        _apply(change, subject, by=by, at=at)


def reject(change: RuleChange, *, by: User, at: datetime, reason: str = "") -> None:
    """Turns a change down; who asked for it may do so as well.

    Raises:
        PermissionDenied: ``by`` may neither publish rules nor asked for it.
        RuleChangeRefused: ``decided``.
    """
    with transaction.atomic():
        _take(change, by, own=True)
        change.state, change.decided_by, change.decided_at = RuleChange.State.REJECTED, by, at
        change.save(update_fields=["state", "decided_by", "decided_at"])
        _tell("rule.change_rejected", change, by=by, at=at, why=reason.strip())


def _take(change: RuleChange, by: User, *, own: bool = False) -> None:
    if not by.has_perm(PUBLISH) and not (own and change.requested_by_id == by.pk):
        raise PermissionDenied(_("That needs the permission %(name)s.") % {"name": PUBLISH})
    mine = RuleChange.objects.filter(pk=change.pk, state=RuleChange.State.REQUESTED)
    if not mine.update(state=RuleChange.State.REQUESTED):
        raise RuleChangeRefused("decided", _("Somebody has decided on this already."))
    change.refresh_from_db()


def _refuse_unfit(subject: Subject, to: Placed) -> None:
    if to.stage not in _STAGES:
        raise RuleChangeRefused("unknown_stage", _("A stage is one of: %(known)s.") % {"known": ", ".join(_STAGES)})
    if to == subject.now:
        raise RuleChangeRefused("no_change", _("The rule is there already."))
    version = RuleVersion.objects.filter(pk=to.version, rule=subject.rule).first() if to.version else None
    if to.version is not None and version is None:
        raise RuleChangeRefused("unknown_version", _("This rule has no such version."))
    if to.stage == Stage.DRAFT:
        return
    if version is not None and version.cases_failed:
        raise RuleChangeRefused("cases_failed", _("Cases of this version fail; mend them, then save another version."))
    cases = subject.text(to.version).cases
    firing = sum(case.fires for case in cases)
    if to.stage != Stage.SHADOW and min(firing, len(cases) - firing) < LEAST:
        raise RuleChangeRefused(
            "too_few_cases", _("A rule needs %(count)d firing and %(count)d silent cases first.") % {"count": LEAST}
        )


def _is_softer(before: Rule, after: Rule) -> bool:
    """Whether any outcome weighs less than before, or a rule that was on is off by its own text."""
    if before.enabled and not after.enabled:
        return True
    return any(
        _LEVELS.index(_weight(after, outcome)) < _LEVELS.index(_weight(before, outcome)) for outcome in Outcome
    )


def _weight(rule: Rule, outcome: Outcome) -> Level:
    return rule.levels.get(outcome) or level_of(outcome, rule.level)


def _apply(change: RuleChange, subject: Subject, *, by: User, at: datetime) -> None:
    RuleStage.objects.update_or_create(
        rule=change.rule, defaults={"stage": change.stage, "version_id": change.version_id, "since": at}
    )
    change.state, change.decided_by, change.decided_at = RuleChange.State.APPLIED, by, at
    change.save(update_fields=["state", "decided_by", "decided_at"])
    _tell("rule.changed", change, by=by, at=at)
    enqueue(CHANGED, dedupe=f"{change.rule}:{change.pk}", run_after=at, payload={"change": change.pk})


def _tell(kind: str, change: RuleChange, *, by: User, at: datetime, **more: Any) -> None:
    told = {
        "change": change.pk, "rule": change.rule, "reason": change.reason, "second_because": change.second_because,
        "before": {"stage": change.before_stage, "version": _number(change.before_version)},
        "after": {"stage": change.stage, "version": _number(change.version)},
    }
    events.record(kind, channel=None, actor=by, at=at, data=told | more)


def _number(version: RuleVersion | None) -> str:
    return f"{version.number} {version.digest}" if version is not None else "shipped"
