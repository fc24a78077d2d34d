"""How a draft stands before the gate, and how a person lets it out against the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.adapters.channels import channel_of
from annotations.contrib.wagtail.publishing import draft_adapter, passage_of
from annotations.engine.report import Finding
from annotations.gate import GateDecision, OverrideRefused, PublishBlocked, override
from annotations.gate.objects import decide_passage
from annotations.handover import receive_object
from annotations.models.revision import Revision
from annotations.permissions import may

PERMISSION = "override_gate"


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdicts on a draft, were it published now; none for what is not hooked."""

    obj: Any
    decisions: tuple[GateDecision, ...]

    @property
    def is_blocked(self) -> bool:
        """Whether something keeps it in."""
        return any(decision.blocked for decision in self.decisions)

    @property
    def is_clear(self) -> bool:
        """Whether nobody need look at it: checked, and nothing above a note is open."""
        return all(decision.decision in ("allow", "annotate") for decision in self.decisions)

    @property
    def open(self) -> tuple[Finding, ...]:
        """What is to be decided about, once for all renditions."""
        found = {
            (row.rule, row.subject, row.slot): row
            for decision in self.decisions
            if decision.report is not None
            for row in decision.report.findings
            if row not in decision.settled
        }
        return tuple(found.values())

    def refusal(self) -> PublishBlocked:
        """What is said to somebody who would publish it now."""
        blocked = PublishBlocked([decision for decision in self.decisions if decision.blocked])
        blocked.subject = self.obj
        return blocked

    def may_let_out(self, user: Any) -> bool:
        """Whether ``user`` may publish it against the verdict."""
        adapter = draft_adapter(self.obj)
        return adapter is not None and may(user, PERMISSION, channel_of(adapter, self.obj))


def standing_of(obj: Any) -> Standing:
    """What the gate would answer now about publishing ``obj``, a draft in memory; nothing is stored."""
    adapter, at = draft_adapter(obj), timezone.now()
    if adapter is None:
        return Standing(obj, ())
    way = passage_of(obj, at=at)
    return Standing(obj, tuple(decide_passage(way, rendition=name, at=at) for name in adapter.renditions_of(way.after)))


def let_out(obj: Any, *, by: Any, reason: str, at: datetime) -> None:
    """Overrides the gate for the draft as it stands, in every rendition that is kept in.

    Raises:
        Http404, PermissionDenied: ``by`` does not work on the channel, or may not override.
        OverrideRefused: no reason is given, or the draft cannot be read.
    """
    adapter = draft_adapter(obj)
    if adapter is None:
        return
    channel = channel_of(adapter, obj)
    for decision in standing_of(obj).decisions:
        if decision.blocked:
            if decision.article is None:
                raise OverrideRefused("no_text", _("The text cannot be read, so nobody can answer for it."))
            receipt = receive_object(
                decision.article, channel=channel, origin=Revision.Origin.HOOK, at=at, status=None
            )
            override(receipt.article, by=by, reason=reason, article=decision.article, at=at)
