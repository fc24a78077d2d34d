"""Small charts, drawn on the server as SVG. Each has its numbers in words, too: a chart is never the only place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import template
from django.utils.translation import gettext as _

from annotations.localization.labels import label
from annotations.models.rule_stage import Stage
from annotations.templatetags.annotations_review import short_time

register = template.Library()

_WIDTH, _HEIGHT, _GAP = 320, 72, 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its place and size in the drawing, and what it stands for."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: int


@register.inclusion_tag("annotations/review/chart.html")
def chart(title: str, rows: Sequence[tuple[str, int]], key: str) -> dict[str, Any]:
    """Columns of (label, count), with a text that says all of them. ``key``: unique on the page."""
    most = max((count for _label, count in rows), default=0)
    step = _WIDTH / max(1, len(rows))
    bars = [
        Bar(round(index * step + _GAP / 2, 1), round(_HEIGHT - _tall(count, most), 1), round(step - _GAP, 1),
            round(_tall(count, most), 1), label, count)
        for index, (label, count) in enumerate(rows)
    ]  # fmt: skip
    said = "; ".join(f"{label}: {count}" for label, count in rows) if most else _("none")
    return {"title": title, "said": said, "bars": bars, "width": _WIDTH, "height": _HEIGHT, "key": key, "most": most}


@register.inclusion_tag("annotations/review/share.html")
def share(part: int, whole: int, title: str, key: str) -> dict[str, Any]:
    """A part of a whole as a bar, with both in words."""
    percent = round(100 * part / whole) if whole else 0
    return {"percent": percent, "part": part, "whole": whole, "title": title, "key": key}


@register.filter
def percent(value: float) -> str:
    """0.034 as 3.4 %."""
    return f"{100 * value:.1f} %"


@register.filter
def long_time(value: timedelta | None) -> str:
    """How long something took."""
    return short_time(value) if value is not None else "–"


@register.filter
def stage_word(value: str) -> str:
    """How people call a stage of a rule."""
    return str(Stage(value).label) if value in Stage.values else value


@register.filter
def decision_word(value: str) -> str:
    """How people call a verdict."""
    return label("verdict", value)


@register.filter
def holds_word(value: bool | None) -> str:
    """What came of looking whether something is as it was."""
    if value is None:
        return _("cannot be said")
    return _("holds") if value else _("BROKEN")


@register.filter
def zipped(first: Sequence[Any], second: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Both side by side."""
    return list(zip(first, second, strict=False))


def _tall(count: int, most: int) -> float:
    """At least a line where there is anything at all."""
    return max(2.0, count / most * (_HEIGHT - 4)) if most and count else 0.0
