"""Filters for what engine and registers say by codes and in English sentences: in words of the reader's language."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from annotations.localization.labels import field_label, label
from annotations.localization.told import told
from annotations.models.flag import Flag
from annotations.quoting import words_after, words_before

register = template.Library()
register.filter("words_before", words_before)
register.filter("words_after", words_after)


@register.filter
def named(code: str, kind: str) -> str:
    """How people call a code: ``{{ row.outcome|named:"outcome" }}``; kinds are those of ``localization.labels``."""
    return label(kind, str(code))


@register.filter
def state_named(value: str) -> str:
    """How people call the state and the reason of a flag, written as the audit trail has them: ``open:new``."""
    state, _colon, reason = value.partition(":")
    states, reasons = dict(Flag.State.choices), dict(Flag.Reason.choices)
    said = [str(states.get(state, state)), str(reasons.get(reason, reason))]
    return ": ".join(filter(None, said))


@register.filter
def field_named(field: str) -> str:
    """How people call a field of an article."""
    return field_label(str(field))


@register.filter
def said(text: str | None) -> str:
    """A sentence of the engine in the reader's language; one that is not known stays as it is."""
    return told(str(text)) if text else ""


@register.filter
def coded(text: str) -> SafeString:
    """Words between backticks as code; everything is escaped."""
    parts = text.split("`")
    return format_html_join("", "{}", ((format_html("<code>{}</code>", part) if number % 2 else part,)
                                       for number, part in enumerate(parts)))
