"""The one place where Wagtail publishes, with the gate before it.

The editor, bulk actions, workflows, the scheduler, the APIs and ``page.save_revision().publish()`` all end in Wagtail's
publish action. Hooks do not: Wagtail runs ``before_publish_page`` in two of its views only. What goes live without the
action, by ``page.live = True; page.save()``, meets the gate at the save (``annotations.hooks``).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from functools import wraps
from typing import Any

from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction

from annotations.adapters.registry import adapter_for
from annotations.contrib.wagtail.adapter import DraftAdapter
from annotations.contrib.wagtail.holding import hold, hold_for_request
from annotations.gate import GateDecision, PublishBlocked, scheduled
from annotations.gate.asked import answered
from annotations.gate.objects import Passage, stand_before, stored
from annotations.gate.overrides import text_digest

SCHEDULER = "wagtail.publish.scheduled"
"""What Wagtail's scheduler calls its log action: nobody sits in front of it."""
_GATED = "_annotations_gated"


def install() -> None:
    """Puts the gate before the publish action; called once, when the apps are ready."""
    if getattr(PublishRevisionAction.execute, _GATED, False):
        return
    publish = PublishRevisionAction.execute

    @wraps(publish)
    def execute(action: Any, skip_permission_checks: bool = False) -> Any:
        def go() -> Any:
            return publish(action, skip_permission_checks=skip_permission_checks)

        if draft_adapter(action.object) is None:
            return go()
        action.check(skip_permission_checks=skip_permission_checks)
        return _pass(action, go)

    setattr(execute, _GATED, True)
    PublishRevisionAction.execute = execute


def draft_adapter(obj: Any) -> DraftAdapter | None:
    """The adapter of a hooked page or snippet."""
    adapter = adapter_for(type(obj))
    return adapter if isinstance(adapter, DraftAdapter) else None


def passage_of(obj: Any, *, at: datetime) -> Passage:
    """What publishing ``obj`` at ``at`` changes: the row as it stands, and as it will."""
    adapter = draft_adapter(obj)
    assert adapter is not None
    return Passage(adapter, adapter.as_published(obj, at=at), stored(obj))


def ask(obj: Any, *, at: datetime) -> tuple[GateDecision, ...]:
    """The verdicts of all renditions on publishing ``obj``, a draft in memory.

    Raises:
        PublishBlocked: when a rendition is kept in; its ``subject`` is ``obj``.
    """
    way = passage_of(obj, at=at)
    if _is_out_already(way):
        return ()
    try:
        return stand_before(way, at=at)
    except PublishBlocked as blocked:
        blocked.subject = obj
        raise


def _is_out_already(way: Passage) -> bool:
    """Whether readers see this text, saved as live a moment ago: Wagtail creates a page before it publishes it."""
    before: Any = way.before
    if before is None or not before.live or before.first_published_at is not None:
        return False
    try:
        return all(
            text_digest(way.adapter.to_article(before, name)) == text_digest(way.adapter.to_article(way.after, name))
            for name in way.adapter.renditions_of(way.after)
        )
    except Exception:
        # Said, and logged, where the text is judged.
        return False


def _pass(action: Any, go: Callable[[], Any]) -> Any:
    obj, at = action.object, timezone.now()
    by_scheduler = action.log_action == SCHEDULER
    try:
        with scheduled() if by_scheduler else nullcontext():
            decisions = ask(obj, at=at)
    except PublishBlocked as blocked:
        # A scheduler goes on with the next page, and so does somebody who publishes many at once.
        if by_scheduler:
            hold(action, blocked, at=at)
        elif not hold_for_request(blocked):
            raise
        return None
    ahead = obj.go_live_at is not None and obj.go_live_at > at
    with nullcontext() if ahead else answered(obj, decisions):
        return go()
