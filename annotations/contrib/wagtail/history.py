"""Writes what happens to notices into the history that Wagtail keeps of pages and snippets."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import log

from annotations.contrib.wagtail.log import AS_SCHEDULED, BY_OVERRIDE, OVERRIDDEN, SET_ASIDE, UNCHECKED
from annotations.contrib.wagtail.owing import adapters
from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.signals import flag_changed, gate_decided, gate_overridden


def connect() -> None:
    """Called once, when the apps are ready."""
    gate_decided.connect(decided, dispatch_uid="annotations.wagtail.decided")
    gate_overridden.connect(overridden, dispatch_uid="annotations.wagtail.overridden")
    flag_changed.connect(changed, dispatch_uid="annotations.wagtail.changed")


def decided(sender: Any, article: Article, decision: Any, **kwargs: Any) -> None:
    """What went out against the verdict, or without one."""
    if decision.against and decision.override is not None:
        data = {"reason": decision.override.reason, "reasons": _messages(decision)}
        _write(article, BY_OVERRIDE, decision.override.by, data)
    elif decision.against and decision.scheduled:
        _write(article, AS_SCHEDULED, None, {"reasons": _messages(decision)})
    elif decision.failure:
        _write(article, UNCHECKED, None, {"failure": decision.failure})


def overridden(sender: Any, override: Any, **kwargs: Any) -> None:
    """A person lets a text out."""
    _write(override.article, OVERRIDDEN, override.by, {"reason": override.reason})


def changed(sender: Any, flag: Flag, event: Any, **kwargs: Any) -> None:
    """A person has dismissed or waived a flag."""
    by_people = flag.reason in (Flag.Reason.FALSE_POSITIVE, Flag.Reason.NOT_APPLICABLE, Flag.Reason.WAIVED)
    if by_people and event.actor_id is not None:
        data = {"reason": event.data.get("note") or flag.get_reason_display(), "reasons": [flag.message]}
        _write(flag.article, SET_ASIDE, event.actor, data)


def _messages(decision: Any) -> list[str]:
    return [finding.message for finding in decision.findings]


def _write(article: Article, action: str, user: Any, data: dict[str, Any]) -> None:
    obj = _object(article)
    if obj is not None:
        log(instance=obj, action=action, user=user, data=data)


def _object(article: Article) -> Any:
    adapter = next((known for known in adapters() if known.label == article.channel.adapter), None)
    if adapter is None or adapter.external_id != "pk":
        return None
    return adapter.get_queryset().filter(pk=article.external_id).first()
