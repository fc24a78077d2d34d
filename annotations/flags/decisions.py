"""What people decide about a flag: dismiss it, comment on it, take a decision back. Each is kept with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.delivery.verdicts import tell_again
from annotations.flags.anchors import Anchor, Placed, anchors_of, find
from annotations.flags.holding import last_dismissal, live_renditions
from annotations.flags.life import (
    Cause,
    Step,
    TransitionRefused,
    alter,
    is_dismissed,
    moment,
    move,
    take,
)
from annotations.flags.notes import SHORTEST, optional, required
from annotations.flags.reading import Reading
from annotations.locking import locked
from annotations.models.article import Article
from annotations.models.decision import Decision
from annotations.models.flag import Flag
from annotations.models.revision import Revision
from annotations.permissions import require

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Scope(StrEnum):
    """How far a dismissal reaches."""

    ARTICLE = "article"
    """This rendition of the article."""
    STORY = "story"
    """The same obligation in every rendition of the article."""


_Reason = Decision.Reason
_STEP: Mapping[str, Step] = MappingProxyType(
    {
        _Reason.WRONG_ENTITY.value: Step.CALL_FALSE,
        _Reason.NOT_A_MENTION.value: Step.CALL_FALSE,
        _Reason.ALREADY_PRESENT.value: Step.CALL_FALSE,
        _Reason.NOT_IN_FORCE.value: Step.CALL_NOT_APPLICABLE,
        _Reason.CONTRACT_EXEMPT.value: Step.CALL_NOT_APPLICABLE,
        _Reason.EDITORIAL_DECISION.value: Step.CALL_NOT_APPLICABLE,
        _Reason.TEST.value: Step.CALL_NOT_APPLICABLE,
    }
)
"""Only what the engine saw wrongly is a false positive; the rest is right, and does not apply."""


def dismiss(
    flag: Flag, *, by: User, reason: str, note: str = "", scope: str = Scope.ARTICLE, at: datetime | None = None,
    expected_version: int | None = None,
) -> Decision:
    """Closes a flag as a false positive or as not applicable, by ``reason`` (``Decision.Reason``).

    It stays closed through edits, and opens again by itself when a clearly different mention comes, the rule or the
    register entry changes, the level rises, or another rendition goes live. ``scope``: ``also_dismissed`` says what
    else it closes.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``dismiss_flag``; of errors, ``dismiss_error_flag``.
        TransitionRefused: ``reason_required``, ``note_required``, ``too_long``, ``unknown_scope``; ``wrong_state`` when
            it is not open.
        VersionConflict: it is not at ``expected_version``.
    """
    step = _STEP.get(reason)
    if step is None:
        known = ", ".join(_STEP)
        raise TransitionRefused("reason_required", _("Give a reason, one of: %(known)s.") % {"known": known})
    if scope not in set(Scope):
        raise TransitionRefused("unknown_scope", _("A dismissal is for the article, or for the story."))
    said, now = optional(note), moment(at)
    with transaction.atomic():
        if scope == Scope.STORY:
            _lock_story(flag.article)
        take(flag, expected_version)
        others = also_dismissed(flag) if scope == Scope.STORY else []
        first = _dismiss(flag, step, by, reason, said, now)
        for other in others:
            _dismiss(other, step, by, reason, said, now)
    return first


def also_dismissed(flag: Flag) -> list[Flag]:
    """The open flags of the same obligation in the story's other renditions."""
    others = Flag.objects.filter(
        article__channel=flag.article.channel_id, article__external_id=flag.article.external_id, rule=flag.rule,
        subject=flag.subject, slot=flag.slot, manual=False, state=Flag.State.OPEN,
    ).exclude(pk=flag.pk)  # fmt: skip
    return [] if flag.manual else list(others.select_related("article__channel").order_by("article_id", "pk"))


def comment(
    flag: Flag, *, by: User, note: str, at: datetime | None = None, expected_version: int | None = None
) -> Decision:
    """Says something about a flag, in whatever state it is; kept with the evidence that it is about.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``triage_flag``.
        TransitionRefused: ``note_required``, ``too_long``.
    """
    require(by, "triage_flag", flag.article.channel)
    said = required(note, "note_required", _("A comment needs words."))
    with transaction.atomic():
        take(flag, expected_version)
        made = _kept(flag, Decision.Kind.COMMENT, by, "", said, moment(at))
        # Whoever is about to decide should have read it: the version grows.
        alter(flag, "commented", Cause(at=made.at, actor=by, data={"decision": made.pk, "note": said}))
    return made


def undo(decision: Decision, *, by: User, at: datetime | None = None, expected_version: int | None = None) -> None:
    """Takes a decision back: a dismissed flag is open again, a comment is struck out. Both stay in the history.

    Raises:
        Http404, PermissionDenied: as for taking the decision.
        TransitionRefused: ``already_undone``; ``wrong_state`` when it is not what keeps the flag closed.
    """
    flag = decision.flag
    _require_for(flag, by, "triage_flag" if decision.kind == Decision.Kind.COMMENT else "dismiss_flag")
    now = moment(at)
    with transaction.atomic():
        take(flag, expected_version)
        decision.refresh_from_db()
        if decision.undone_at is not None:
            raise TransitionRefused("already_undone", _("This has been taken back already."))
        if decision.kind == Decision.Kind.COMMENT:
            _strike_out(decision, now)
            alter(flag, "comment withdrawn", Cause(at=now, actor=by, data={"decision": decision.pk}))
            return
        if not is_dismissed(flag) or last_dismissal(flag) != decision:
            raise TransitionRefused("wrong_state", _("This decision no longer keeps the flag closed."))
        _open_again(flag, Cause(at=now, actor=by, because="undone", data={"decision": decision.pk}))


def reopen(
    flag: Flag, *, by: User, note: str, at: datetime | None = None, expected_version: int | None = None
) -> None:
    """Opens a flag again that was dismissed or waived, by anybody or any time ago; ``note`` says why.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``dismiss_flag``, or ``waive_flag`` when it is waived.
        TransitionRefused: ``note_required``; ``wrong_state`` for a flag that is open, fixed or obsolete.
    """
    _require_for(flag, by, "waive_flag" if flag.state == Flag.State.WAIVED else "dismiss_flag")
    said = required(note, "note_required", _("Say why it is opened again."))
    with transaction.atomic():
        take(flag, expected_version)
        _open_again(flag, Cause(at=moment(at), actor=by, because="by_a_person", data={"note": said}))


def evidence_in(decision: Decision, revision: Revision) -> list[tuple[Anchor, Placed | None]]:
    """Where the evidence of a decision is in a text of its article; ``None`` for what is lost there."""
    anchors = [Anchor.from_json(row) for row in decision.anchors]
    if decision.revision is not None and decision.revision.digest == revision.digest:
        return [(row, Placed(row.field, row.start, row.end, row.exact, 1.0)) for row in anchors]
    reading = Reading.of(revision)
    return [(row, find(row, reading) if reading is not None else None) for row in anchors]


def _lock_story(article: Article) -> None:
    """Every rendition, always in the same order, so that nobody waits in a circle."""
    story = Article.objects.filter(channel=article.channel_id, external_id=article.external_id).order_by("pk")
    for key in story.values_list("pk", flat=True):
        locked(Article.objects.filter(pk=key), by="unchecked")


def _dismiss(flag: Flag, step: Step, by: User, reason: str, note: str, at: datetime) -> Decision:
    _require_for(flag, by, "dismiss_flag")
    if flag.level == "error":
        required(
            note, "note_required", _("A flag of level error needs a note of at least %(count)d characters.")
            % {"count": SHORTEST}, shortest=SHORTEST,
        )  # fmt: skip
    made = _kept(flag, Decision.Kind.DISMISS, by, reason, note, at)
    data = {"decision": made.pk, "reason": reason, "note": note, "anchors": made.anchors}
    move(flag, step, Cause(at=at, actor=by, because=reason, data=data))
    tell_again(flag.article_id, at=at)
    return made


def _kept(flag: Flag, kind: str, by: User, reason: str, note: str, at: datetime) -> Decision:
    evidence = flag.finding.get("evidence", [])
    reading = Reading.of(flag.last_revision) if evidence else None
    return Decision.objects.create(
        flag=flag, kind=kind, reason=reason, note=note, by=by, at=at, revision=flag.last_revision,
        rule_version=flag.rule_version, subject_digest=flag.subject_digest,
        anchors=[anchor.as_json() for anchor in anchors_of(evidence, reading)],
        renditions=sorted(live_renditions(flag.article)),
    )  # fmt: skip


def _open_again(flag: Flag, cause: Cause) -> None:
    decision = last_dismissal(flag) if is_dismissed(flag) else None
    move(flag, Step.TAKE_BACK, cause)
    if decision is not None:
        _strike_out(decision, cause.at)
    close_if_gone(flag, at=cause.at)
    tell_again(flag.article_id, at=cause.at)


def close_if_gone(flag: Flag, *, at: datetime) -> None:
    """A flag that opens again although its text no longer gives rise to it: the check that saw this closes it."""
    if flag.found or flag.manual:
        return
    article = Article.objects.select_related("verdict__revision").get(pk=flag.article_id)
    if article.verdict is not None:
        move(flag, Step.FIX, Cause(at=at, check=article.verdict, because="not_found"))


def _strike_out(decision: Decision, at: datetime) -> None:
    decision.undone_at = at
    decision.save(update_fields=["undone_at"])


def _require_for(flag: Flag, by: User, permission: str) -> None:
    require(by, permission, flag.article.channel)
    if permission == "dismiss_flag" and flag.level == "error":
        require(by, "dismiss_error_flag", flag.article.channel)
