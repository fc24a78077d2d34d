"""Tags for the desk's pages: a level, an age, a quotation, a text with marks. All of it escaped, in words and signs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.api.marked import MarkedText
from annotations.localization.labels import label
from annotations.quoting import words_after, words_before
from annotations.review.history import because as because_of
from annotations.review.queue.strip import strip_for

register = template.Library()

_LONGEST = 600
"""Characters of a piece of evidence that are quoted."""
_ICONS = {"error": "■", "warning": "▲", "note": "○"}


@register.inclusion_tag("annotations/review/level.html")
def level(value: str) -> dict[str, Any]:
    """A level by its sign, its word and its colour."""
    known = value if value in _ICONS else "note"
    return {"level": known, "icon": _ICONS.get(value, "○"), "word": label("level", value)}


@register.simple_tag
def age(since: datetime | None, now: datetime | None = None) -> SafeString:
    """How long ago, in one unit, with the moment itself for who wants to know."""
    if since is None:
        return SafeString("")
    moment = timezone.localtime(since)
    told = short_time((now or timezone.now()) - since)
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), f"{moment:%Y-%m-%d %H:%M}", told)


def short_time(passed: timedelta) -> str:
    """``4 min``, ``3 h``, ``12 d``."""
    minutes = max(0, int(passed.total_seconds() // 60))
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("%(count)d min", "%(count)d min", minutes) % {"count": minutes}
    if minutes < 48 * 60:
        return ngettext("%(count)d h", "%(count)d h", minutes // 60) % {"count": minutes // 60}
    return ngettext("%(count)d d", "%(count)d d", minutes // 1440) % {"count": minutes // 1440}


@register.simple_tag
def quote(piece: dict[str, Any] | None, language: str = "") -> SafeString:
    """A piece of evidence with the words around it, in its own language and direction."""
    if not piece:
        return SafeString("")
    before, exact, after = (str(piece.get(name, "")) for name in ("prefix", "exact", "suffix"))
    words = words_before(before), exact[:_LONGEST], words_after(after)
    if language and language != "und":
        return format_html('<q class="an-quote" lang="{}"><bdi>{}<mark>{}</mark>{}</bdi></q>', language, *words)
    return format_html('<q class="an-quote"><bdi>{}<mark>{}</mark>{}</bdi></q>', *words)


@register.inclusion_tag("annotations/review/marked.html")
def marked(text: MarkedText, prefix: str) -> dict[str, Any]:
    """The visible text with its marks; number n links to the element ``<prefix>-n``."""
    return {"marked": text, "prefix": prefix}


@register.inclusion_tag("annotations/review/table.html")
def review_table(caption: str, headings: list[str], rows: list[list[Any]]) -> dict[str, Any]:
    """A table that becomes a list of cards on a narrow screen; the first cell of a row is its heading."""
    return {"caption": caption, "headings": headings, "rows": [list(zip(headings, row, strict=True)) for row in rows]}


@register.inclusion_tag("annotations/review/filter.html")
def review_filter(spec: Any) -> dict[str, Any]:
    """The choices of one of a list's filters."""
    choices = [(str(value), label) for value, label in spec.lookup_choices]
    chosen, typed = spec.value() or "", getattr(spec, "typed", False)
    return {"title": spec.title, "choices": choices, "name": spec.parameter_name, "chosen": chosen, "typed": typed}


@register.simple_tag
def page_link(cl: Any, by: int) -> str:
    """The address of the page before or after the one of a list that is shown."""
    return str(cl.get_query_string({"p": cl.page_num + by}))


@register.simple_tag
def moment(at: datetime) -> SafeString:
    """A moment, to the second."""
    local = timezone.localtime(at)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), f"{local:%Y-%m-%d %H:%M:%S}")


@register.inclusion_tag("annotations/review/waiting.html", takes_context=True)
def waiting(context: template.Context) -> dict[str, Any]:
    """What is open on the person's channels, for the first page of the admin: one query, none for who sees no flags."""
    request = context.get("request")
    if request is None or not request.user.has_perm("annotations.view_flag"):
        return {"strip": None}
    return {"strip": strip_for(request), "queue": reverse("admin:annotations_flag_changelist")}


@register.simple_tag
def because(code: str) -> str:
    """Why a flag is open again."""
    return because_of(code)


@register.filter
def percent(share: float) -> str:
    """A share of one, as per cent."""
    return f"{round(share * 100)} %"


@register.simple_tag
def verdict(decision: str) -> SafeString:
    """What the gate says, in a word."""
    style = {"block": "an-badge an-badge-block", "unchecked": "an-badge an-badge-block"}.get(decision, "an-badge")
    return format_html('<span class="{}">{}</span>', style, label("verdict", decision))


@register.simple_tag
def outcome(value: str) -> str:
    """How something that was owed turned out."""
    return label("outcome", value)
