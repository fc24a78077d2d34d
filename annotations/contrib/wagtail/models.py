"""What Wagtail keeps for us: a step of workflows, and which channels print notices at reading time."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from annotations.contrib.wagtail.approving import Standing, let_out, standing_of
from annotations.models.channel import Channel


class NoticeTask(AbstractGroupApprovalTask):
    """A step of a workflow that passes by itself what owes nothing, and asks a group about the rest."""

    class Meta:
        verbose_name = _("Notice check")
        verbose_name_plural = _("Notice checks")

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Passes at once what owes nothing that stops it or should be looked at."""
        state = super().start(workflow_state, user=user)
        if standing_of(state.revision.as_object()).is_clear:
            state.approve(user=None, comment=str(_("Nothing is owed.")))
        return state

    def standing(self, obj: Any) -> Standing:
        """What the newest draft of ``obj`` owes."""
        return standing_of(obj.get_latest_revision_as_object())

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Whoever moderates may send it back; approve what is not blocked; and with the right to, let it out."""
        if not super().get_actions(obj, user):
            return []
        reject = ("reject", _("Request changes"), True)
        standing = self.standing(obj)
        if not standing.is_blocked:
            return [reject, ("approve", _("Approve"), True)]
        if standing.may_let_out(user):
            return [reject, ("approve", _("Approve all the same"), True)]
        return [reject]

    def get_template_for_action(self, action: str) -> str:
        """The form with the open flags above it."""
        return "annotations_wagtail/task_action.html"

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """An approval of what is blocked is an override, with the comment as its reason.

        Raises:
            PublishBlocked: when no reason is given.
        """
        standing = self.standing(task_state.workflow_state.content_object) if action_name == "approve" else None
        if standing is not None and standing.is_blocked:
            reason = str(kwargs.get("comment", "")).strip()
            if not reason:
                raise standing.refusal()
            let_out(standing.obj, by=user, reason=reason, at=timezone.now())
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Passes what owes no notice; members of the chosen groups decide about the rest"))


class PrintedNotices(models.Model):
    """The channels whose site prints, at reading time, the notices that a page owes and does not carry."""

    channel = models.OneToOneField(
        Channel, on_delete=models.CASCADE, related_name="printed_notices", verbose_name=_("channel")
    )
    is_on = models.BooleanField(_("prints owed notices"), default=True)

    objects: models.Manager[PrintedNotices] = models.Manager()

    class Meta:
        verbose_name = _("printed notices")
        verbose_name_plural = _("printed notices")

    def __str__(self) -> str:
        return str(self.channel)
