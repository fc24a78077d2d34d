"""Events in words: what happened to a flag, who did it, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _t

from annotations.events import SYSTEM
from annotations.localization.labels import label
from annotations.models.decision import Decision
from annotations.models.event import Event
from annotations.models.flag import Flag


@dataclass(frozen=True, slots=True)
class Line:
    """One event. ``note``: what somebody wrote; ``revision``: the text that it was about."""

    at: datetime
    who: str
    said: str
    note: str
    revision: str


def because(code: str) -> str:
    """Why something happened, in words; a code without words is shown as it is."""
    return label("reason", code)


def lines_of(events: Iterable[Event]) -> list[Line]:
    """The events in words, in their order."""
    return [line_of(event) for event in events]


def line_of(event: Event) -> Line:
    """One event in words."""
    data = event.data if isinstance(event.data, dict) else {}
    who = _t("the desk itself") if event.actor_name == SYSTEM else event.actor_name
    revision = str(event.revision) if event.revision is not None else ""
    return Line(event.at, who, _said(event.kind, data), str(data.get("note") or ""), revision)


def last_change(flag: Flag) -> Event | None:
    """The newest event of a flag."""
    return Event.objects.filter(flag=flag).order_by("-id").select_related("revision").first()


def _said(kind: str, data: Mapping[str, Any]) -> str:
    said = label("event", kind)
    more = _more(kind, data)
    return f"{said}: {more}" if more else said


def _more(kind: str, data: Mapping[str, Any]) -> str:
    why = str(data.get("because") or "")
    if kind == "dismissed":
        reasons: dict[Any, Any] = dict(Decision.Reason.choices)
        return str(reasons.get(data.get("reason"), data.get("reason", "")))
    if kind in {"waived", "waiver requested"}:
        return _t("until %(until)s. %(why)s") % {"until": str(data.get("until", ""))[:10], "why": why}
    if kind == "sent":
        desks: dict[Any, Any] = dict(Flag.WaitingOn.choices)
        return str(desks.get(data.get("waiting_on"), ""))
    if kind == "assigned":
        return str(data.get("to_name", ""))
    if kind == "changed":
        return f"{label('outcome', str(data.get('outcome', '')))}, {label('level', str(data.get('level', '')))}"
    return because(why) if kind in {"reopened", "obsolete", "fixed"} and why else ""
